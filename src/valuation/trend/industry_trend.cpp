#include "valuation/trend/industry_trend.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "valuation/require.h"

namespace pignus::valuation {
namespace {

using registers::ReferenceFigure;

constexpr std::string_view kMarket = "Total Market";
constexpr std::string_view kBeta = "Beta";
constexpr std::string_view kCostOfEquity = "Cost of Equity";
constexpr std::string_view kCostOfCapital = "Cost of Capital";
constexpr std::string_view kAssetBeta = "Unlevered beta corrected for cash";
constexpr std::string_view kMargin = "Pre-tax Unadjusted Operating Margin";

/// The figures that were known, the last vintage of each cell.
class Cells {
 public:
  Cells(std::span<const ReferenceFigure> figures, AsOf as_of) {
    for (const ReferenceFigure& figure : figures) {
      const auto held = figure.date.earliest();
      if (figure.known > as_of.known_by || (held && *held > as_of.true_on)) continue;
      const Key key{figure.series, figure.item, figure.measure};
      const auto [at, is_new] = last_.try_emplace(key, &figure);
      if (!is_new && is_later(figure, *at->second)) at->second = &figure;
    }
  }

  std::optional<double> value(std::string_view series, std::string_view item,
                              std::string_view measure) const {
    const auto at = last_.find({std::string(series), std::string(item), std::string(measure)});
    return at == last_.end() ? std::nullopt : std::optional(at->second->value);
  }

  template <typename Visit>
  void each(std::string_view series, Visit visit) const {
    for (const auto& [key, figure] : last_) {
      if (std::get<0>(key) == series) visit(*figure);
    }
  }

 private:
  using Key = std::tuple<std::string, std::string, std::string>;
  static bool is_later(const ReferenceFigure& a, const ReferenceFigure& b) {
    const auto day = [](const ReferenceFigure& one) { return one.date.latest().value_or(Date()); };
    return std::tuple(day(a), a.known) > std::tuple(day(b), b.known);
  }
  std::map<Key, const ReferenceFigure*> last_;
};

/// "2021": a column of a past year in the table of betas.
bool is_year(std::string_view measure) {
  return measure.size() == 4 && measure.find_first_not_of("0123456789") == std::string_view::npos;
}

struct Names {
  std::string wacc;
  std::string betas;
  std::string margin;
};

Names names_of(const IndustrySource& source) {
  const std::string region = source.region.empty() ? "" : "/" + source.region;
  return {"damodaran-wacc" + region, "damodaran-betas" + region, "damodaran-margin" + region};
}

std::optional<TrendEstimate> asset_beta(const Cells& cells, const Names& names,
                                        std::string_view industry) {
  const auto now = cells.value(names.betas, industry, kAssetBeta);
  if (!now) return std::nullopt;
  TrendEstimate estimate{*now, *now, *now, 1};
  cells.each(names.betas, [&](const ReferenceFigure& figure) {
    if (figure.item != industry || !is_year(figure.measure)) return;
    estimate.low = std::min(estimate.low, figure.value);
    estimate.high = std::max(estimate.high, figure.value);
    ++estimate.observations;
  });
  return estimate;
}

Result<IndustryFigures> figures_of(const Cells& cells, const Names& names,
                                   std::string_view industry,
                                   std::optional<double> equity_premium) {
  constexpr double kRateMost = 1;
  constexpr double kBetaLeast = -5;
  constexpr double kBetaMost = 10;
  IndustryFigures answer;
  answer.beta = cells.value(names.wacc, industry, kBeta);
  if (!answer.beta) answer.beta = cells.value(names.betas, industry, kBeta);
  answer.cost_of_equity = cells.value(names.wacc, industry, kCostOfEquity);
  answer.operating_margin = cells.value(names.margin, industry, kMargin);
  answer.asset_beta = asset_beta(cells, names, industry);
  if (const auto firms = cells.value(names.wacc, industry, "Number of Firms")) {
    PIGNUS_TRY(require_within(*firms, 0, 1e6, "Number of Firms"));
    answer.firms = static_cast<int>(*firms);
  }
  const auto capital = cells.value(names.wacc, industry, kCostOfCapital);
  for (const auto& [value, name] :
       {std::pair(answer.cost_of_equity, kCostOfEquity), std::pair(capital, kCostOfCapital),
        std::pair(answer.operating_margin, kMargin)}) {
    if (value) PIGNUS_TRY(require_within(*value, -kRateMost, kRateMost, name));
  }
  if (answer.beta) PIGNUS_TRY(require_within(*answer.beta, kBetaLeast, kBetaMost, kBeta));
  if (answer.asset_beta) {
    PIGNUS_TRY(require_within(answer.asset_beta->low, kBetaLeast, kBetaMost, kAssetBeta));
    PIGNUS_TRY(require_within(answer.asset_beta->high, kBetaLeast, kBetaMost, kAssetBeta));
  }
  if (capital) {
    answer.cost_of_capital = TrendEstimate{*capital, *capital, *capital, answer.firms.value_or(0)};
    if (answer.asset_beta && equity_premium && *equity_premium > 0) {
      const TrendEstimate& beta = *answer.asset_beta;
      answer.cost_of_capital->low += (beta.low - beta.value) * *equity_premium;
      answer.cost_of_capital->high += (beta.high - beta.value) * *equity_premium;
    }
  }
  return answer;
}

/// Risk-free rate and premium of the line through the costs of equity; none unless all lie on it.
void read_line(const Cells& cells, const Names& names, IndustryTrend& trend) {
  struct Point {
    double beta;
    double cost;
  };
  std::vector<Point> points;
  cells.each(names.wacc, [&](const ReferenceFigure& figure) {
    if (figure.measure != kCostOfEquity) return;
    if (const auto beta = cells.value(names.wacc, figure.item, kBeta)) {
      points.push_back({*beta, figure.value});
    }
  });
  if (points.size() < 3) return;
  const auto [least, most] = std::ranges::minmax(points, {}, &Point::beta);
  constexpr double kApart = 0.1;
  if (most.beta - least.beta < kApart) return;
  const double premium = (most.cost - least.cost) / (most.beta - least.beta);
  const double free = least.cost - premium * least.beta;
  constexpr double kOff = 1e-4;  // a basis point: the tables round betas
  const bool on_line = std::ranges::all_of(points, [&](const Point& point) {
    return std::abs(free + premium * point.beta - point.cost) < kOff;
  });
  if (!on_line || premium <= 0) return;
  trend.table_risk_free = free;
  trend.equity_premium = premium;
}

void read_evidence(const Cells& cells, const Names& names, const IndustrySource& source,
                   std::string_view currency, IndustryTrend& trend) {
  std::set<std::string> sources;
  for (const std::string& series :
       {names.wacc, names.betas, names.margin, source.growth_series, source.risk_free_series}) {
    cells.each(series, [&](const ReferenceFigure& figure) {
      if (figure.item != trend.industry && figure.item != currency) return;
      const std::string file = figure.source.file.empty() ? "" : ", " + figure.source.file;
      sources.insert(series + file + ", " + figure.date.text());
    });
  }
  for (const std::string& text : sources) {
    trend.evidence.push_back({text, standards::Grade::kSeen});
  }
}

void note_gaps(IndustryTrend& trend) {
  const auto note = [&trend](bool known, const char* what, const char* reason) {
    if (!known) trend.gaps.push_back({what, reason});
  };
  note(trend.growth.has_value(), "industry_growth", "trend.no_growth_table");
  note(trend.market_growth.has_value(), "industry_growth", "trend.no_market_growth");
  note(trend.own.cost_of_capital.has_value(), "industry_capital_cost", "trend.not_in_table");
  note(trend.market.cost_of_capital.has_value(), "industry_capital_cost", "trend.no_market_row");
  note(trend.own.asset_beta.has_value(), "asset_beta", "trend.not_in_table");
  note(trend.own.operating_margin.has_value(), "margin", "trend.not_in_table");
  note(trend.risk_free.has_value(), "risk_free", "trend.no_rate_in_currency");
  note(trend.table_risk_free.has_value(), "risk_free", "trend.no_rate_of_table");
}

}  // namespace

Result<IndustryTrend> industry_trend(std::span<const ReferenceFigure> figures,
                                     std::string_view industry, Currency currency, AsOf as_of,
                                     const IndustrySource& source) {
  for (std::size_t i = 0; i < figures.size(); ++i) {
    if (!std::isfinite(figures[i].value)) {
      return fail(ErrorCode::kInvalidInput, "a figure is not finite",
                  {figures[i].source.file, i + 1, figures[i].measure});
    }
  }
  const Cells cells(figures, as_of);
  const Names names = names_of(source);
  IndustryTrend trend;
  trend.industry = industry;
  trend.table_currency = Currency::parse("USD").value();
  read_line(cells, names, trend);
  PIGNUS_ASSIGN(trend.own, figures_of(cells, names, industry, trend.equity_premium));
  PIGNUS_ASSIGN(trend.market, figures_of(cells, names, kMarket, trend.equity_premium));
  if (!trend.own.beta && !trend.own.cost_of_capital && !trend.own.operating_margin) {
    return fail(ErrorCode::kNotFound, "no figure of this industry was known by then",
                {"", 0, std::string(industry)});
  }
  if (const auto growth = cells.value(source.growth_series, industry, "growth")) {
    PIGNUS_TRY(require_within(*growth, -1, 1, "growth"));
    trend.growth = TrendEstimate{*growth, *growth, *growth, 1};
  }
  trend.market_growth = cells.value(source.growth_series, kMarket, "growth");
  trend.risk_free = cells.value(source.risk_free_series, currency.code(), "rate");
  if (trend.risk_free) PIGNUS_TRY(require_within(*trend.risk_free, -1, 1, "rate"));
  if (!trend.risk_free && currency == trend.table_currency) trend.risk_free = trend.table_risk_free;
  read_evidence(cells, names, source, currency.code(), trend);
  note_gaps(trend);
  return trend;
}

}  // namespace pignus::valuation
