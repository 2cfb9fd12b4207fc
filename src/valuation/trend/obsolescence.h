// How fast rights of a field stop being cited: an exponential decay of citations by age, corrected
// for what has not been seen yet. docs/methods/trends.md.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/date.h"
#include "core/result.h"
#include "standards/technology.h"
#include "valuation/trend/log_trend.h"

namespace pignus::valuation {

/// Citations received between two ages, and how much of that age could be seen: rights times years
/// (times citations made in those years, where known). A young right adds nothing to the exposure
/// of ages it has not reached, which is the correction for truncation.
struct AgeCell {
  double from = 0;  ///< years since grant or filing
  double to = 0;
  double citations = 0;
  double exposure = 0;  ///< 0: nobody has been seen at this age
};

struct ObsolescenceOptions {
  double first_age = 5;  ///< before, citations still rise with notice
  double last_age = 30;
  int least_cells = 6;
};

struct Obsolescence {
  TrendEstimate rate;  ///< yearly fall of citations per exposure, of the log; below zero: they rise
  /// Age by which half of all citations to come are in, the tail after the last age decaying at
  /// `rate`; nullopt where the rate is not above zero, so that there is no such age.
  std::optional<double> half_life_years;
  /// Rates of the younger and the older half of the ages: if they differ, decay is no exponential.
  std::optional<double> early_rate;
  std::optional<double> late_rate;
};

/// Log-linear in age (fit_log_trend) over cells within [first_age, last_age]. The interval is the
/// hull of the fit's own and of the rates of both halves: with millions of citations sampling
/// errors vanish and the wrong shape is what remains. kInvalidInput as fit_log_trend, and for cells
/// out of order.
[[nodiscard]] Result<Obsolescence> fit_obsolescence(std::span<const AgeCell> cells,
                                                    const ObsolescenceOptions& options = {});

/// The half-life alone, for cells and a decay at hand.
std::optional<double> citation_half_life(std::span<const AgeCell> cells, const LogTrend& decay);

/// Age by which half of the citations seen were in, uncorrected, linear within a cell: what
/// published half-lives are. nullopt without citations.
std::optional<double> raw_half_life(std::span<const AgeCell> cells);

/// Cells of a section from the program's own figures: exposure of age a is the sum over cohorts s
/// of grants(s) times the citations all patents made in year s + a, as a share of those of the last
/// whole year. Pairs whose citing year has no count are left out of the exposure, so ages below
/// made_first_year - first_cohort are not to be fitted.
std::vector<AgeCell> section_age_cells(const standards::TechnologyCitations& citations,
                                       const standards::TechnologyGrants& grants, char section);
/// All sections together: the neutral value.
std::vector<AgeCell> all_age_cells(const standards::TechnologyCitations& citations,
                                   const standards::TechnologyGrants& grants);

}  // namespace pignus::valuation
