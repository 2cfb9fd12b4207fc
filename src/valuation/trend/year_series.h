// Counts by year, and what of them may be used on a day: nothing that became known later, no year
// that was not over, no year that the source does not hold whole.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "core/date.h"
#include "registers/reference/reference.h"
#include "standards/evidence.h"
#include "standards/technology.h"

namespace pignus::valuation {

struct YearCount {
  int year = 0;
  double count = 0;
  Date known;  ///< the day this row became known: of a snapshot, the snapshot's

  friend bool operator==(const YearCount&, const YearCount&) = default;
};

struct YearSeries {
  std::string name;             ///< "Computer technology"
  std::vector<YearCount> rows;  ///< any order; a year may stand more than once, as it was revised
  Date complete_to;             ///< later years are parts of a year, or not there
  standards::Evidence evidence;
};

/// Why years fell away.
struct YearCut {
  int incomplete = 0;  ///< rows of years the source does not hold whole
  int later = 0;       ///< rows of years not over on the day, or known later
  friend bool operator==(const YearCut&, const YearCut&) = default;
};

/// One row a year, in order; of several the one that became known last, as far as known by then.
/// Years without a row stay away: unknown is not zero.
std::vector<YearCount> rows_as_of(const YearSeries& series, AsOf as_of, YearCut* cut = nullptr);
/// The last `years` years of them, counted back from the last row.
std::vector<YearCount> last_years(std::vector<YearCount> rows, int years);

/// The series of the program's own figures: of a field (1 to 35; no rows where the source has no
/// count of it), of a section (A to H), and of all fields together.
YearSeries field_series(const standards::TechnologyGrants& grants, int field);
YearSeries section_series(const standards::TechnologyGrants& grants, char section);
YearSeries all_fields_series(const standards::TechnologyGrants& grants);

/// The same out of reference figures: those of `series`, `item` and `measure` that hold for a year.
/// `complete_to` is the caller's to say; figures tell no such day.
YearSeries figure_series(std::span<const registers::ReferenceFigure> figures,
                         const std::string& series, const std::string& item,
                         const std::string& measure, Date complete_to);

}  // namespace pignus::valuation
