#include "valuation/trend/year_series.h"

#include <algorithm>
#include <map>
#include <utility>

#include "core/check.h"

namespace pignus::valuation {
namespace {

Date end_of(int year) {
  const auto day = Date::from_ymd(year, 12, 31);
  return day ? *day : Date::from_ymd(9999, 12, 31).value();
}

YearSeries series_of(const standards::TechnologyGrants& grants, std::string name,
                     const std::vector<double>& counts) {
  YearSeries series{std::move(name), {}, grants.complete_to, grants.evidence};
  for (std::size_t i = 0; i < counts.size(); ++i) {
    series.rows.push_back({grants.first_year + static_cast<int>(i), counts[i], grants.known});
  }
  return series;
}

}  // namespace

std::vector<YearCount> rows_as_of(const YearSeries& series, AsOf as_of, YearCut* cut) {
  std::map<int, YearCount> kept;
  YearCut counted;
  for (const YearCount& row : series.rows) {
    const Date end = end_of(row.year);
    if (end > series.complete_to) {
      ++counted.incomplete;
    } else if (end > as_of.true_on || row.known > as_of.known_by) {
      ++counted.later;
    } else {
      const auto [at, is_new] = kept.try_emplace(row.year, row);
      if (!is_new && at->second.known < row.known) at->second = row;
    }
  }
  if (cut != nullptr) *cut = counted;
  std::vector<YearCount> rows;
  for (const auto& [year, row] : kept) rows.push_back(row);
  return rows;
}

std::vector<YearCount> last_years(std::vector<YearCount> rows, int years) {
  if (rows.empty()) return rows;
  const int first = rows.back().year - years + 1;
  std::erase_if(rows, [first](const YearCount& row) { return row.year < first; });
  return rows;
}

YearSeries field_series(const standards::TechnologyGrants& grants, int field) {
  PIGNUS_CHECK(field >= 1 && field <= static_cast<int>(grants.fields.size()));
  const auto& one = grants.fields[static_cast<std::size_t>(field) - 1];
  return series_of(grants, one.name, one.grants);
}

YearSeries section_series(const standards::TechnologyGrants& grants, char section) {
  const auto index = static_cast<std::size_t>(section - 'A');
  PIGNUS_CHECK(section >= 'A' && index < grants.sections.size());
  return series_of(grants, std::string(1, section), grants.sections[index].grants);
}

YearSeries all_fields_series(const standards::TechnologyGrants& grants) {
  std::vector<double> sums;
  for (const auto& field : grants.fields) {
    sums.resize(std::max(sums.size(), field.grants.size()));
    for (std::size_t i = 0; i < field.grants.size(); ++i) sums[i] += field.grants[i];
  }
  return series_of(grants, "all fields", sums);
}

YearSeries figure_series(std::span<const registers::ReferenceFigure> figures,
                         const std::string& series, const std::string& item,
                         const std::string& measure, Date complete_to) {
  constexpr std::size_t kYearText = 4;  // "2024": a figure of a day or month is none of a year
  YearSeries found{item, {}, complete_to, {series, standards::Grade::kSeen}};
  for (const registers::ReferenceFigure& figure : figures) {
    if (figure.series != series || figure.item != item || figure.measure != measure) continue;
    const auto first = figure.date.earliest();
    if (!first || figure.date.text().size() != kYearText) continue;
    found.rows.push_back({first->year(), figure.value, figure.known});
    if (!figure.source.file.empty()) found.evidence.source = series + ", " + figure.source.file;
  }
  return found;
}

}  // namespace pignus::valuation
