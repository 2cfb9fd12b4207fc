// Where in a range of royalties, or of discount rates, a brand of some strength stands.
#pragma once

#include "core/distribution.h"
#include "core/result.h"

namespace pignus::valuation {

struct RateRange {
  double low = 0;
  double high = 0;
};

/// A score of 0 to 100 with its bounds over what is not known (scorecard/score.h).
struct StrengthBounds {
  double low = 0;
  double high = 100;
};

/// low + (high - low) * strength / 100: a stronger brand earns more. The line is the simplest rule
/// between the ends and this project's own. Uniform between the bounds of the score; a point where
/// they meet. kInvalidInput names the field: a range or bounds not in order, out of 0 to 1 (rates)
/// or 0 to 100.
[[nodiscard]] Result<Distribution> royalty_of_strength(const RateRange& royalty,
                                                       const StrengthBounds& strength);
/// high - (high - low) * strength / 100: a stronger brand is safer.
[[nodiscard]] Result<Distribution> discount_of_strength(const RateRange& discount,
                                                        const StrengthBounds& strength);

}  // namespace pignus::valuation
