// What a field of technology has been doing, as far as it was known on a day: growth of filings or
// grants, the field's share, how fast its rights stop being cited, who came and went.
// docs/methods/trends.md.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/date.h"
#include "core/result.h"
#include "standards/technology.h"
#include "valuation/trend/log_trend.h"
#include "valuation/trend/obsolescence.h"
#include "valuation/trend/ownership.h"
#include "valuation/trend/year_series.h"

namespace pignus::valuation {

struct TrendWindow {
  int years = 10;       ///< the last so many, counted back from the field's last usable year
  int least_years = 6;  ///< fewer give no trend
};

struct TechnologyTrend {
  std::string field;  ///< name of the series
  int first_year = 0;
  int last_year = 0;                          ///< of the window; both 0 where there is none
  YearCut cut;                                ///< rows of the field that were not used
  std::optional<TrendEstimate> growth;        ///< of the field's counts, log a year
  std::optional<TrendEstimate> total_growth;  ///< of all fields', same years
  std::optional<double> share;                ///< of all fields' counts in the last year
  std::optional<TrendEstimate> share_growth;  ///< log a year: growth beyond that of all fields
  std::optional<Obsolescence> obsolescence;
  std::optional<Obsolescence> neutral_obsolescence;  ///< of all fields together
  std::optional<Ownership> ownership;
  std::vector<TrendGap> gaps;
  std::vector<standards::Evidence> evidence;     ///< of the counts used
  std::optional<standards::Evidence> citations;  ///< of the citations used
};

/// What is at hand of a field. Empty parts are unknown in the answer, never an error.
struct TechnologyData {
  YearSeries field;
  YearSeries total;  ///< all fields, counted in the same way
  std::vector<AgeCell> cited;
  std::vector<AgeCell> cited_neutral;
  Date cited_known;  ///< cells known after as_of.known_by are not used
  Date cited_to;     ///< the last day of citing; after as_of.true_on they are not used
  standards::Evidence cited_evidence;
  std::vector<OwnerYear> owners;
  Date owners_complete_to;
};

/// kInvalidInput for data that is wrong (a count below zero, ages out of order), with the field.
[[nodiscard]] Result<TechnologyTrend> technology_trend(const TechnologyData& data, AsOf as_of,
                                                       const TrendWindow& window = {});

/// Where a right stands, by its classes, main one first: the first that the concordance knows gives
/// the field, the first with a section that.
struct TechnologyPlace {
  std::optional<int> field;
  std::optional<char> section;
};
TechnologyPlace technology_place(std::span<const std::string> classes);

/// The program's own figures for a place: growth by field (by section where the field is unknown or
/// has no count), citations by section. Owners: none.
TechnologyData technology_data(const standards::TechnologyGrants& grants,
                               const standards::TechnologyCitations& citations,
                               const TechnologyPlace& place);

}  // namespace pignus::valuation
