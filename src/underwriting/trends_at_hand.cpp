#include "underwriting/trends_at_hand.h"

#include <algorithm>
#include <array>
#include <set>
#include <vector>

#include "standards/technology.h"
#include "underwriting/register_study.h"
#include "valuation/trend/year_series.h"

namespace pignus::underwriting {

namespace {

using registers::ReferenceFigure;
using valuation::TechnologyData;
using valuation::YearSeries;

/// The measure of the table of counts (examples/mapping/technology-counts.toml).
const std::string kCount = "count";

std::string without_end_blanks(std::string text) {
  text.erase(text.find_last_not_of(' ') + 1);
  return text;
}

/// Items of the user's table of fields, and the last year it speaks of as far as known by then.
struct FieldTable {
  std::set<std::string> items;
  int last_year = 0;
};

FieldTable field_table(const std::vector<ReferenceFigure>& figures, AsOf as_of) {
  FieldTable table;
  for (const ReferenceFigure& figure : figures) {
    const auto day = figure.date.earliest();
    if (figure.series == kFieldSeries && figure.measure == kCount && day &&
        figure.known <= as_of.known_by) {
      table.items.insert(figure.item);
      table.last_year = std::max(table.last_year, day->year());
    }
  }
  return table;
}

/// All fields of the table together, by year, from rows as they were known on the day.
YearSeries sum_of_fields(const std::vector<ReferenceFigure>& figures, const FieldTable& table,
                         Date complete_to, AsOf as_of) {
  YearSeries total{"all fields", {}, complete_to, {}};
  std::map<int, valuation::YearCount> years;
  for (const std::string& item : table.items) {
    const YearSeries one =
        valuation::figure_series(figures, std::string(kFieldSeries), item, kCount, complete_to);
    total.evidence = one.evidence;
    for (const valuation::YearCount& row : valuation::rows_as_of(one, as_of)) {
      valuation::YearCount& sum = years[row.year];
      sum.year = row.year;
      sum.count += row.count;
      sum.known = std::max(sum.known, row.known);
    }
  }
  for (const auto& [year, sum] : years) {
    total.rows.push_back(sum);
  }
  return total;
}

/// Puts the user's counts in the place of the program's, where they have enough whole years. The
/// table tells no day to which it is complete, so its last year is taken for a part of one.
void prefer_users_counts(const std::vector<ReferenceFigure>& figures, const std::string& wanted,
                         AsOf as_of, TechnologyData& data) {
  const FieldTable table = field_table(figures, as_of);
  const auto item = std::ranges::find_if(table.items, [&wanted](const std::string& name) {
    return without_end_blanks(name) == wanted;
  });
  if (item == table.items.end()) {
    return;
  }
  const auto complete_to = Date::from_ymd(table.last_year - 1, 12, 31);
  if (!complete_to) {
    return;
  }
  YearSeries field =
      valuation::figure_series(figures, std::string(kFieldSeries), *item, kCount, *complete_to);
  const auto usable = valuation::rows_as_of(field, as_of).size();
  if (usable < static_cast<std::size_t>(valuation::TrendWindow{}.least_years)) {
    return;
  }
  field.name = wanted;
  data.field = std::move(field);
  data.total = sum_of_fields(figures, table, *complete_to, as_of);
}

/// An industry of which nothing is known: each of its trends says why.
valuation::IndustryTrend unknown_industry(const std::string& name) {
  valuation::IndustryTrend trend;
  trend.industry = name;
  for (const char* what : {"industry_growth", "industry_capital_cost", "risk_free"}) {
    trend.gaps.push_back({what, "trend.no_industry_figures"});
  }
  return trend;
}

}  // namespace

bool is_trend_series(std::string_view series) {
  static const valuation::IndustrySource source;
  constexpr std::array<std::string_view, 6> kSeries{"damodaran-wacc",   "damodaran-betas",
                                                    "damodaran-margin", kFieldSeries,
                                                    kOwnFieldSeries,    kOwnCitationSeries};
  return std::ranges::find(kSeries, series) != kSeries.end() || series == source.growth_series ||
         series == source.risk_free_series;
}

Result<const valuation::TechnologyTrend*> TrendsAtHand::technology(
    const registers::RightFacts& facts) {
  const registers::RightRecord* record = facts.latest_record();
  if (record == nullptr) {
    return nullptr;
  }
  const auto place = valuation::technology_place(record->classes);
  if (!place.field && !place.section) {
    return nullptr;
  }
  const Place key{place.field.value_or(0), place.section.value_or(' ')};
  const auto found = technologies_.find(key);
  if (found != technologies_.end()) {
    return &found->second;
  }
  TechnologyData data = valuation::technology_data(standards::technology_grants(),
                                                   standards::technology_citations(), place);
  std::string field;
  if (place.field) {
    field =
        standards::technology_grants().fields.at(static_cast<std::size_t>(*place.field) - 1).name;
    if (!own_register_.take_counts(field, data)) {
      prefer_users_counts(market_->figures, field, as_of_, data);
    }
  }
  PIGNUS_ASSIGN(auto trend, valuation::technology_trend(data, as_of_));
  if (place.field) {
    own_register_.take_ageing(field, trend);
  }
  return &technologies_.emplace(key, std::move(trend)).first->second;
}

Result<const valuation::IndustryTrend*> TrendsAtHand::industry(const std::string& name,
                                                               Currency currency) {
  if (name.empty()) {
    return nullptr;
  }
  const std::pair key{name, std::string(currency.code())};
  const auto found = industries_.find(key);
  if (found != industries_.end()) {
    return &found->second;
  }
  auto trend = valuation::industry_trend(market_->figures, name, currency, as_of_);
  if (!trend && trend.error().code != ErrorCode::kNotFound) {
    return fail(std::move(trend.error()));
  }
  return &industries_.emplace(key, trend ? std::move(*trend) : unknown_industry(name))
              .first->second;
}

valuation::ScaleRequest TrendsAtHand::with_standing(valuation::ScaleRequest scale,
                                                    const registers::RightId& right) const {
  if (auto standing = own_register_.standing(right)) {
    scale.quality = standing->percentile;
    scale.quality_source = std::move(standing->source);
  }
  return scale;
}

}  // namespace pignus::underwriting
