#include "valuation/trademark/brand_income.h"

#include <cmath>
#include <string_view>
#include <utility>

#include "core/check.h"

namespace pignus::valuation {

namespace {

Status check_terms(const BrandTerms& terms) {
  const auto bad = [](const char* message, const char* field) {
    return fail(ErrorCode::kInvalidInput, message, {"", 0, field});
  };
  if (!(terms.tax_rate >= 0 && terms.tax_rate < 1)) {
    return bad("not from 0 to below 1", "tax_rate");
  }
  if (!(terms.discount_rate >= 0 && terms.discount_rate <= 5)) {
    return bad("not from 0 to 5", "discount_rate");
  }
  if (!(terms.royalty_rate >= 0 && terms.royalty_rate <= 1)) {
    return bad("not from 0 to 1", "royalty_rate");
  }
  if (!(terms.brand_share >= 0 && terms.brand_share <= 1)) {
    return bad("not from 0 to 1", "brand_share");
  }
  return {};
}

Status check_years(const std::vector<BrandYear>& years) {
  if (years.empty()) {
    return fail(ErrorCode::kInvalidInput, "no year is given", {"", 0, "years"});
  }
  constexpr std::pair<const char*, double BrandYear::*> kAmounts[] = {
      {"price", &BrandYear::price},
      {"volume", &BrandYear::volume},
      {"generic_price", &BrandYear::generic_price},
      {"generic_volume", &BrandYear::generic_volume},
      {"unit_cost", &BrandYear::unit_cost},
      {"brand_cost", &BrandYear::brand_cost},
      {"capital_charge", &BrandYear::capital_charge}};
  double survival = 1;
  for (std::size_t i = 0; i < years.size(); ++i) {
    for (const auto& [name, member] : kAmounts) {
      if (!(std::isfinite(years[i].*member) && years[i].*member >= 0)) {
        return fail(ErrorCode::kInvalidInput, "negative or not finite", {"", i + 1, name});
      }
    }
    if (!(years[i].survival >= 0 && years[i].survival <= survival)) {
      return fail(ErrorCode::kInvalidInput, "a chance of standing that is negative or rises",
                  {"", i + 1, "survival"});
    }
    survival = years[i].survival;
  }
  return {};
}

double price_premium(const BrandYear& year) {
  return (year.price - year.generic_price) * year.volume;
}

double volume_premium(const BrandYear& year) {
  return (year.volume - year.generic_volume) * (year.generic_price - year.unit_cost);
}

double before_tax(BrandMethod method, const BrandYear& year, const BrandTerms& terms) {
  switch (method) {
    case BrandMethod::kRoyaltyRelief:
      return year.price * year.volume * terms.royalty_rate;
    case BrandMethod::kPricePremium:
      return price_premium(year) - year.brand_cost;
    case BrandMethod::kVolumePremium:
      return volume_premium(year) - year.brand_cost;
    case BrandMethod::kIncomeSplit:
      return ((year.price - year.unit_cost) * year.volume - year.brand_cost - year.capital_charge) *
             terms.brand_share;
  }
  PIGNUS_CHECK(!"a known method");
}

template <typename Income>
Result<BrandValue> present_value(const std::vector<BrandYear>& years, const BrandTerms& terms,
                                 Income income) {
  PIGNUS_TRY(check_terms(terms));
  PIGNUS_TRY(check_years(years));
  BrandValue result;
  for (std::size_t i = 0; i < years.size(); ++i) {
    BrandYearPart part;
    part.before_tax = income(years[i]);
    part.after_tax = part.before_tax * (1 - terms.tax_rate);
    part.present_value = part.after_tax * years[i].survival *
                         std::pow(1 + terms.discount_rate, -(static_cast<double>(i) + .5));
    result.value += part.present_value;
    result.years.push_back(part);
  }
  return result;
}

}  // namespace

std::string_view name_of(BrandMethod method) {
  switch (method) {
    case BrandMethod::kRoyaltyRelief:
      return "royalty_relief";
    case BrandMethod::kPricePremium:
      return "price_premium";
    case BrandMethod::kVolumePremium:
      return "volume_premium";
    case BrandMethod::kIncomeSplit:
      return "income_split";
  }
  PIGNUS_CHECK(!"a known method");
}

Result<BrandValue> brand_value(BrandMethod method, const std::vector<BrandYear>& years,
                               const BrandTerms& terms) {
  return present_value(years, terms,
                       [&](const BrandYear& year) { return before_tax(method, year, terms); });
}

Result<BrandValue> brand_premium_value(const std::vector<BrandYear>& years,
                                       const BrandTerms& terms) {
  return present_value(years, terms, [](const BrandYear& year) {
    return price_premium(year) + volume_premium(year) - year.brand_cost;
  });
}

}  // namespace pignus::valuation
