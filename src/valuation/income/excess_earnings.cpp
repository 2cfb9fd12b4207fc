#include "valuation/income/excess_earnings.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "valuation/require.h"

namespace pignus::valuation {

namespace {

Status check_asset(const ContributoryAsset& asset, std::size_t years) {
  PIGNUS_TRY(require(!asset.name.empty(), "contributory.name", "must not be empty"));
  const std::string field = "contributory." + asset.name;
  PIGNUS_TRY(require(asset.balance.size() == years, field + ".balance",
                     "must have one figure a year of nopat"));
  PIGNUS_TRY(require(asset.return_of.size() == years, field + ".return_of",
                     "must have one figure a year of nopat"));
  PIGNUS_TRY(require_finite(asset.return_of, field + ".return_of"));
  for (const double balance : asset.balance) {
    PIGNUS_TRY(require(std::isfinite(balance) && balance >= 0, field + ".balance",
                       "must not be below zero"));
  }
  for (const double wear : asset.return_of) {
    PIGNUS_TRY(require(wear >= 0, field + ".return_of", "must not be below zero"));
  }
  return require_within(asset.return_on, 0, kDiscountRateMax, field + ".return_on");
}

Status check_case(const ExcessEarningsCase& assumed) {
  const std::size_t years = assumed.nopat.size();
  PIGNUS_TRY(require(years >= 1 && years <= kCashYearsMax, "nopat", "must cover 1 to 200 years"));
  PIGNUS_TRY(require_finite(assumed.nopat, "nopat"));
  PIGNUS_TRY(
      require(assumed.share.size() == years, "share", "must have one figure a year of nopat"));
  for (const double share : assumed.share) {
    PIGNUS_TRY(require_within(share, 0, 1, "share"));
  }
  PIGNUS_TRY(require(assumed.attrition >= 0 && assumed.attrition < 1, "attrition",
                     "must be at least 0 and below 1"));
  std::set<std::string> names;
  for (const ContributoryAsset& asset : assumed.contributory) {
    PIGNUS_TRY(check_asset(asset, years));
    PIGNUS_TRY(require(names.insert(asset.name).second, "contributory." + asset.name,
                       "is listed twice: its return would be charged twice"));
  }
  return check_rates(assumed.rates);
}

}  // namespace

Result<ExcessEarnings> excess_earnings(const ExcessEarningsCase& assumed) {
  PIGNUS_TRY(check_case(assumed));
  const IncomeRates& rates = assumed.rates;
  ExcessEarnings result;
  result.charge_values.assign(assumed.contributory.size(), 0);
  for (std::size_t t = 0; t < assumed.nopat.size(); ++t) {
    const int year = static_cast<int>(t) + 1;
    const double factor = discount_factor(rates.discount_rate, year, rates.timing);
    ExcessEarningsYear row;
    row.survival =
        std::pow(1 - assumed.attrition, rates.timing == CashTiming::kMidYear ? year - 0.5 : year);
    const double part = assumed.share[t] * row.survival;
    row.earnings = part * assumed.nopat[t];
    for (std::size_t j = 0; j < assumed.contributory.size(); ++j) {
      const ContributoryAsset& asset = assumed.contributory[j];
      const double charge = part * (asset.return_on * asset.balance[t] + asset.return_of[t]);
      row.charges += charge;
      result.charge_values[j] += charge * factor;
    }
    row.excess = row.earnings - row.charges;
    row.present_value = row.excess * factor;
    result.earnings_value += row.earnings * factor;
    result.value_before_benefit += row.present_value;
    result.years.push_back(row);
  }
  result.benefit = benefit_factor(rates);
  result.value = result.value_before_benefit * result.benefit;
  return result;
}

Result<ReturnCheck> check_returns(std::span<const AssetReturn> assets, double wacc,
                                  std::span<const double> flows, double price, CashTiming timing,
                                  double tolerance) {
  PIGNUS_TRY(require_within(tolerance, 0, 1, "tolerance"));
  PIGNUS_TRY(require_within(wacc, 0, kDiscountRateMax, "wacc"));
  PIGNUS_TRY(require(!assets.empty(), "assets", "must not be empty"));
  double total = 0;
  double returns = 0;
  for (const AssetReturn& asset : assets) {
    const std::string field = "assets." + asset.name;
    PIGNUS_TRY(require(std::isfinite(asset.value) && asset.value >= 0, field + ".value",
                       "must not be below zero"));
    PIGNUS_TRY(require_within(asset.rate, 0, kDiscountRateMax, field + ".rate"));
    total += asset.value;
    returns += asset.value * asset.rate;
  }
  PIGNUS_TRY(require_above_zero(total, "assets"));
  ReturnCheck check;
  PIGNUS_ASSIGN(check.irr, internal_rate_of_return(flows, price, timing));
  PIGNUS_TRY(require(std::abs(total - price) <= tolerance * price, "assets",
                     "do not sum to the price: an asset is missing or counted twice"));
  check.wacc = wacc;
  check.wara = returns / total;
  const auto [least, greatest] = std::minmax({check.irr, check.wacc, check.wara});
  check.spread = greatest - least;
  check.agrees = check.spread <= tolerance;
  return check;
}

}  // namespace pignus::valuation
