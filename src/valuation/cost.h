// Cost approach: what it would cost to make the right again, less what has become obsolete. A floor
// only, of what an owner would ask; what a buyer pays may lie below it. It is shown and has no
// weight.
#pragma once

#include <cstdint>
#include <string_view>

#include "core/distribution.h"

namespace pignus::valuation {

/// cost * (1 - functional) * (1 - economic); both shares in [0, 1].
double depreciated_cost(double cost, double functional_obsolescence, double economic_obsolescence);

/// The same with uncertain shares.
Distribution simulate_cost(double cost, const Distribution& functional,
                           const Distribution& economic, std::uint64_t seed, std::string_view key,
                           std::uint64_t paths);

}  // namespace pignus::valuation
