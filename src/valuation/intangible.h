// An intangible that no register holds, from the dossier to its values by cost and income.
// docs/methods/unregistered.md.
#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "book/dossier.h"
#include "book/intangible_file.h"
#include "core/result.h"
#include "standards/valuation_parameters.h"

namespace pignus::valuation {

struct IntangibleRequest {
  const book::OfferedIntangible& offered;
  const standards::ValuationParameters& parameters;
  std::span<const book::Assumption> assumptions;  ///< discount_rate and tax_rate are read
  std::string jurisdiction;
  Date as_of;
  std::uint64_t seed = 0;
  std::uint64_t paths = 10'000;
};

/// Everything but the eligibility. Income refuses while a gate of the evidence is open; cost is a
/// floor, stands beside it and has no weight. kInvalidInput names the thing and the field.
[[nodiscard]] Result<book::IntangibleFile> value_intangible(const IntangibleRequest& request);

}  // namespace pignus::valuation
