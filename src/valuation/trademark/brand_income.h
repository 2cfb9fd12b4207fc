// The income methods of the ISO 10668 family: what a brand adds, year by year, and its present
// value. docs/methods/brand-income.md.
#pragma once

#include <string>
#include <vector>

#include "book/plan.h"
#include "core/result.h"

namespace pignus::valuation {

using book::BrandYear;  ///< survival as of mark_state.h

enum class BrandMethod { kRoyaltyRelief, kPricePremium, kVolumePremium, kIncomeSplit };
std::string_view name_of(BrandMethod method);

struct BrandTerms {
  double tax_rate = 0;       ///< [0, 1)
  double discount_rate = 0;  ///< per year, >= 0; the money of a year falls in its middle
  double royalty_rate = 0;   ///< royalty relief: share of net sales, 0 to 1
  double brand_share = 0;    ///< income split: share of the residual profit that is the brand's
};

struct BrandYearPart {
  double before_tax = 0;
  double after_tax = 0;
  double present_value = 0;
};
struct BrandValue {
  std::vector<BrandYearPart> years;
  double value = 0;  ///< their sum
};

/// Before tax, in a year:
///   royalty relief   price * volume * royalty_rate
///   price premium    (price - generic_price) * volume - brand_cost
///   volume premium   (volume - generic_volume) * (generic_price - unit_cost) - brand_cost
///   income split     ((price - unit_cost) * volume - brand_cost - capital_charge) * brand_share
/// then * (1 - tax) * survival / (1 + r)^(t - 1/2). Price and volume premium may both hold: their
/// sum, with brand_cost once, is the whole difference with and without. A year may be negative.
/// kInvalidInput by year and field: numbers not finite, negative prices, volumes or costs, survival
/// outside 0 to 1 or rising, terms out of range, no year.
[[nodiscard]] Result<BrandValue> brand_value(BrandMethod method,
                                             const std::vector<BrandYear>& years,
                                             const BrandTerms& terms);
/// Price and volume premium together, brand_cost taken once.
[[nodiscard]] Result<BrandValue> brand_premium_value(const std::vector<BrandYear>& years,
                                                     const BrandTerms& terms);

}  // namespace pignus::valuation
