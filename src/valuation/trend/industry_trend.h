// What an industry earns and what its capital costs, from Damodaran's tables as the registers room
// reads them, with the market's own figures as the neutral value. docs/methods/trends.md.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/date.h"
#include "core/money.h"
#include "core/result.h"
#include "registers/reference/reference.h"
#include "standards/evidence.h"
#include "valuation/trend/log_trend.h"

namespace pignus::valuation {

struct IndustryFigures {
  std::optional<double> beta;               ///< of equity, average of the firms
  std::optional<TrendEstimate> asset_beta;  ///< unlevered, corrected for cash: now, and the least
                                            ///< and greatest of the table's years
  std::optional<double> cost_of_equity;     ///< 1/year
  /// Value: the table's. Low and high: moved as the asset beta moved over the table's years, times
  /// the equity premium. Equal to the value where the table has no such years.
  std::optional<TrendEstimate> cost_of_capital;
  std::optional<double> operating_margin;  ///< before tax, as stated by the firms
  std::optional<int> firms;
};

struct IndustryTrend {
  std::string industry;
  IndustryFigures own;
  IndustryFigures market;  ///< the item "Total Market"
  /// Of revenue, 1/year: only where somebody's table gives it (IndustrySource::growth_series). The
  /// tables named above have none, and none is made of them.
  std::optional<TrendEstimate> growth;
  std::optional<double> market_growth;
  /// Implied by the table: every cost of equity is risk-free + beta * premium. Unknown where the
  /// rows do not lie on one line.
  std::optional<double> table_risk_free;
  std::optional<double> equity_premium;
  std::optional<double> risk_free;  ///< of the valuation's currency, where a figure is at hand
  Currency table_currency;          ///< of the table: US dollars
  std::vector<TrendGap> gaps;
  std::vector<standards::Evidence> evidence;
};

struct IndustrySource {
  std::string region;  ///< "" US firms; "Europe" and so on as in the series' names
  std::string growth_series = "industry-growth";  ///< measure "growth", items industries
  std::string risk_free_series = "risk-free";     ///< measure "rate", items currencies: "EUR"
};

/// `industry` as Damodaran names it. Of several vintages the last that was known and held by
/// `as_of` counts. kNotFound where no figure of the industry is at hand; all else missing is
/// a gap. kInvalidInput for absurd figures (a rate or margin outside -1 to 1, a beta outside
/// -5 to 10), with the measure as field.
[[nodiscard]] Result<IndustryTrend> industry_trend(
    std::span<const registers::ReferenceFigure> figures, std::string_view industry,
    Currency currency, AsOf as_of, const IndustrySource& source = {});

}  // namespace pignus::valuation
