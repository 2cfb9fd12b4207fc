#include "valuation/trademark/brand_strength.h"

namespace pignus::valuation {

namespace {

Status check(const RateRange& range, const StrengthBounds& strength, const char* name) {
  if (!(range.low >= 0 && range.low <= range.high && range.high <= 1)) {
    return fail(ErrorCode::kInvalidInput, "a range of rates from 0 to 1, low before high",
                {"", 0, name});
  }
  if (!(strength.low >= 0 && strength.low <= strength.high && strength.high <= 100)) {
    return fail(ErrorCode::kInvalidInput, "bounds of a score from 0 to 100, low before high",
                {"", 0, "strength"});
  }
  return {};
}

Distribution between(double low, double high) {
  return low < high ? Distribution::uniform(low, high) : Distribution(low);
}

}  // namespace

Result<Distribution> royalty_of_strength(const RateRange& royalty, const StrengthBounds& strength) {
  PIGNUS_TRY(check(royalty, strength, "royalty"));
  const double width = royalty.high - royalty.low;
  return between(royalty.low + width * strength.low / 100,
                 royalty.low + width * strength.high / 100);
}

Result<Distribution> discount_of_strength(const RateRange& discount,
                                          const StrengthBounds& strength) {
  PIGNUS_TRY(check(discount, strength, "discount"));
  const double width = discount.high - discount.low;
  return between(discount.high - width * strength.high / 100,
                 discount.high - width * strength.low / 100);
}

}  // namespace pignus::valuation
