#include "valuation/ipscore.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>

namespace pignus::valuation {

namespace {

constexpr int kYears = 10;
using Table = std::array<double, 5>;

constexpr Table kYearsToMarket{5, 2, 1, 0.5, 0};
constexpr Table kMarketGrowth{.005, .025, .05, .08, .15};
constexpr Table kLife{.5, 1, 2, 4, 8};
constexpr Table kExtraTurnover{.005, .02, .04, .06, .10};
constexpr Table kOutputWithout{1, .75, .5, .25, 0};
constexpr Table kDevelopmentCost{.30, .15, .08, .025, .005};
constexpr Table kProductionCost{1.3, 1.15, 1, .85, .7};
constexpr Table kInvestment{1.2, 1.1, 1, .7, .5};

/// Share of the year in which the patent earns.
double active(int year, const IpscoreDrivers& d) {
  const double on_market = year - d.years_to_market;
  if (on_market <= 0) {
    return 0;
  }
  if (on_market < 1) {
    return on_market;
  }
  if (on_market <= d.life_years) {
    return 1;
  }
  return std::max(0.0, 1 - (on_market - d.life_years));
}

/// Everything below is in per cent of turnover, as in the workbook.
double revenue(int year, const IpscoreDrivers& d, double share) {
  return active(year, d) * d.extra_turnover * std::pow(1 + d.market_growth, year - 1) * share *
         std::pow(1 + d.market_growth, year) * 100;
}

bool is_launch(int year, double years_to_market) {
  return year == years_to_market + 1 || 2.0 * year - years_to_market == years_to_market + 1;
}

}  // namespace

Result<IpscoreDrivers> ipscore_drivers(const IpscoreScores& scores) {
  for (const int score : {scores.years_to_market, scores.market_growth, scores.life,
                          scores.extra_turnover, scores.output_without, scores.development_cost,
                          scores.production_cost, scores.investment}) {
    if (score < 1 || score > 5) {
      return fail(ErrorCode::kInvalidInput, "a score is not from 1 to 5: " + std::to_string(score));
    }
  }
  const auto value = [](const Table& table, int score) {
    return table.at(static_cast<std::size_t>(score - 1));
  };
  return IpscoreDrivers{value(kYearsToMarket, scores.years_to_market),
                        value(kMarketGrowth, scores.market_growth),
                        value(kLife, scores.life),
                        value(kExtraTurnover, scores.extra_turnover),
                        value(kOutputWithout, scores.output_without),
                        value(kDevelopmentCost, scores.development_cost),
                        value(kProductionCost, scores.production_cost),
                        value(kInvestment, scores.investment)};
}

Result<double> ipscore_net_present_value(const IpscoreDrivers& d, const IpscoreBusiness& b) {
  if (!(b.turnover > 0) || b.depreciation_years < 1 || !(b.discount_rate > -1)) {
    return fail(ErrorCode::kInvalidInput,
                "IPScore needs a turnover, a depreciation period and a discount rate");
  }
  const double cost_share = (b.direct_costs + b.indirect_costs) / b.turnover;
  const double depreciation = 100 * b.depreciation / b.turnover;
  const double investment = b.depreciation_years * depreciation / 100;
  double average = 0;
  for (int year = 1; year <= kYears; ++year) {
    if (year > d.years_to_market && year <= d.years_to_market + 1 + b.depreciation_years) {
      average += revenue(year, d, b.share) / b.depreciation_years;
    }
  }
  double value = 0;
  for (int year = 1; year <= kYears; ++year) {
    const double earned = revenue(year, d, b.share);
    const double scale = b.share * std::pow(1 + d.market_growth, year);
    const double launch = is_launch(year, d.years_to_market) ? 1 : 0;
    const double cost = earned * d.production_cost * cost_share +
                        (year <= d.years_to_market ? d.development_cost * b.share * 100 : 0);
    const double invested = launch * average * investment * d.investment;
    const double saved_investment =
        launch * b.depreciation_years * depreciation * (1 - d.investment) * scale;
    const double regained =
        active(year, d) * (1 - cost_share) * 100 * (1 - d.output_without) * scale;
    const double efficiency = active(year, d) * cost_share * 100 * (1 - d.production_cost) * scale;
    const double liquidity = earned - cost - invested + regained + efficiency + saved_investment;
    value += liquidity * b.turnover / 100 / std::pow(1 + b.discount_rate, year);
  }
  return value;
}

}  // namespace pignus::valuation
