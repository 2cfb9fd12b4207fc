// Relief from royalty: a right is worth the royalties its owner need not pay, after tax.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "core/distribution.h"

namespace pignus::valuation {

enum class CashTiming { kMidYear, kEndOfYear };

/// One fully known case. Rates are per year and compounded yearly; the royalty is a share of net
/// sales.
struct RoyaltyCase {
  double revenue = 0;  ///< net sales of the year before the first, major units
  double growth = 0;
  double royalty_rate = 0;
  double tax_rate = 0;
  double discount_rate = 0;
  double life_years = 0;  ///< the last, broken year counts by its share
  CashTiming timing = CashTiming::kMidYear;
  int amortisation_years = 0;  ///< 0: no tax amortisation benefit
};

/// sum_t revenue * (1 + growth)^t * royalty * (1 - tax) / (1 + r)^(t - 1/2), times the benefit.
double relief_from_royalty(const RoyaltyCase& assumed);

/// The same with uncertain inputs, each drawn on its own.
struct RoyaltyInputs {
  Distribution revenue;
  Distribution growth;
  Distribution royalty_rate;
  Distribution tax_rate;
  Distribution discount_rate;
  Distribution life_years;
  std::optional<double> life_years_max;  ///< the legal end; no drawn life passes it
  int amortisation_years = 0;
};

struct RoyaltyResult {
  Distribution value;
  Distribution life_years;  ///< as drawn
};

/// `key` names the right in the random streams, so the result does not depend on other rights or
/// their order. With one seed, paths are common to all inputs: better inputs give better values
/// path by path. `paths` >= 1.
RoyaltyResult simulate_relief_from_royalty(const RoyaltyInputs& inputs, std::uint64_t seed,
                                           std::string_view key, std::uint64_t paths);

}  // namespace pignus::valuation
