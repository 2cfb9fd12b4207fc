#include "valuation/trend/technology_trend.h"

#include <cmath>
#include <map>
#include <utility>

namespace pignus::valuation {
namespace {

Status check_series(const YearSeries& series, const char* field) {
  for (std::size_t i = 0; i < series.rows.size(); ++i) {
    const YearCount& row = series.rows[i];
    if (!std::isfinite(row.count) || row.count < 0) {
      return fail(ErrorCode::kInvalidInput, "a count is below zero or not finite",
                  {"", i + 1, field});
    }
  }
  return {};
}

void note(TechnologyTrend& trend, std::string_view what, std::string_view reason) {
  trend.gaps.push_back({std::string(what), "trend." + std::string(reason)});
}

/// Cells of years both series have; exposure is the total where `share`.
std::vector<TrendCell> cells_of(const std::vector<YearCount>& field,
                                const std::map<int, double>& total, bool share) {
  std::vector<TrendCell> cells;
  for (const YearCount& row : field) {
    const auto at = total.find(row.year);
    if (share && (at == total.end() || at->second <= 0)) continue;
    cells.push_back({static_cast<double>(row.year), row.count, share ? at->second : 1.0});
  }
  return cells;
}

void take_trend(TechnologyTrend& trend, std::string_view what, std::span<const TrendCell> cells,
                int least, std::optional<TrendEstimate>& into) {
  const auto fit = fit_log_trend(cells, least);
  if (fit) {
    into = fit->slope;
  } else {
    note(trend, what, cells.empty() ? "no_counts" : "too_few_years");
  }
}

void read_counts(const TechnologyData& data, AsOf as_of, const TrendWindow& window,
                 TechnologyTrend& trend) {
  const auto rows = last_years(rows_as_of(data.field, as_of, &trend.cut), window.years);
  if (rows.empty()) {
    const char* reason = trend.cut.later > 0 ? "counts_later" : "no_counts";
    note(trend, "growth", reason);
    note(trend, "share", reason);
    return;
  }
  trend.first_year = rows.front().year;
  trend.last_year = rows.back().year;
  trend.evidence.push_back(data.field.evidence);
  std::map<int, double> total;
  for (const YearCount& row : rows_as_of(data.total, as_of)) total[row.year] = row.count;
  take_trend(trend, "growth", cells_of(rows, total, false), window.least_years, trend.growth);
  std::vector<TrendCell> sums;
  for (const YearCount& row : rows) {
    if (const auto at = total.find(row.year); at != total.end()) {
      sums.push_back({static_cast<double>(row.year), at->second, 1});
    }
  }
  take_trend(trend, "total_growth", sums, window.least_years, trend.total_growth);
  take_trend(trend, "share", cells_of(rows, total, true), window.least_years, trend.share_growth);
  if (const auto at = total.find(trend.last_year); at != total.end() && at->second > 0) {
    trend.share = rows.back().count / at->second;
  }
}

Status read_citations(const TechnologyData& data, AsOf as_of, TechnologyTrend& trend) {
  if (data.cited.empty()) {
    note(trend, "obsolescence", "no_citations");
    return {};
  }
  if (data.cited_known > as_of.known_by || data.cited_to > as_of.true_on) {
    note(trend, "obsolescence", "citations_later");
    return {};
  }
  auto own = fit_obsolescence(data.cited);
  if (!own && own.error().where.field == "age") return fail(std::move(own.error()));
  if (own) {
    trend.obsolescence = std::move(*own);
    trend.citations = data.cited_evidence;
  } else {
    note(trend, "obsolescence", "too_few_citations");
  }
  auto neutral = fit_obsolescence(data.cited_neutral);
  if (neutral) {
    trend.neutral_obsolescence = std::move(*neutral);
  } else {
    note(trend, "neutral_obsolescence", "too_few_citations");
  }
  return {};
}

}  // namespace

Result<TechnologyTrend> technology_trend(const TechnologyData& data, AsOf as_of,
                                         const TrendWindow& window) {
  PIGNUS_TRY(check_series(data.field, "field"));
  PIGNUS_TRY(check_series(data.total, "total"));
  TechnologyTrend trend;
  trend.field = data.field.name;
  read_counts(data, as_of, window, trend);
  PIGNUS_TRY(read_citations(data, as_of, trend));
  if (data.owners.empty()) {
    note(trend, "ownership", "no_owners");
    return trend;
  }
  auto owners = entry_and_exit(data.owners, data.owners_complete_to, as_of);
  if (owners) {
    trend.ownership = std::move(*owners);
  } else if (owners.error().code == ErrorCode::kNotFound) {
    note(trend, "ownership", "owners_later");
  } else {
    return fail(std::move(owners.error()));
  }
  return trend;
}

TechnologyPlace technology_place(std::span<const std::string> classes) {
  TechnologyPlace place;
  for (const std::string& symbol : classes) {
    if (!place.field) place.field = standards::technology_field(symbol);
    if (!place.section) place.section = standards::technology_section(symbol);
  }
  return place;
}

TechnologyData technology_data(const standards::TechnologyGrants& grants,
                               const standards::TechnologyCitations& citations,
                               const TechnologyPlace& place) {
  TechnologyData data;
  data.total = all_fields_series(grants);
  if (place.field) data.field = field_series(grants, *place.field);
  if (data.field.rows.empty() && place.section) {
    // Section and field counts leave out nearly the same patents, so the share stays one.
    data.field = section_series(grants, *place.section);
  }
  data.field.complete_to = grants.complete_to;
  if (place.section) {
    data.cited = section_age_cells(citations, grants, *place.section);
    data.cited_neutral = all_age_cells(citations, grants);
    data.cited_known = citations.known;
    data.cited_to = citations.covered_to;
    data.cited_evidence = citations.evidence;
  }
  return data;
}

}  // namespace pignus::valuation
