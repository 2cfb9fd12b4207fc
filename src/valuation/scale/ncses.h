// Tables of the National Center for Science and Engineering Statistics on patents, licence revenue
// and sales of companies with research, by industry and size. A suppressed cell is unknown, never
// zero, and what is made of it is unknown too. Page: docs/methods/dollar-scale.md.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/csv.h"
#include "core/result.h"

namespace pignus::valuation {

enum class CellKind {
  kFigure,      ///< a number; 0 is a number
  kSuppressed,  ///< "D": kept back for confidentiality
  kRounded,     ///< "*": more than none, but what it rounds to is not told
  kRange,       ///< "0 - 699": suppressed too, with the bounds that the other cells leave
  kBlank,       ///< a heading's
};

struct NcsesCell {
  CellKind kind = CellKind::kBlank;
  std::optional<double> figure;  ///< of kFigure alone
  std::optional<double> least;   ///< of kRange alone
  std::optional<double> most;
  bool imputed = false;  ///< "i": mostly imputed by the surveyors
};

/// One column of one table, by the row's place in the hierarchy, as printed but for footnotes and
/// character references: "All industries -> Manufacturing industries -> Food".
struct NcsesColumn {
  std::map<std::string, NcsesCell> cells;

  /// nullptr where the table has no such row.
  const NcsesCell* at(std::string_view path) const;
};

/// `column` is the beginning of the column's name, of which there must be one:
/// "field_patents_issued" finds "field_patents_issuedc", whose last letter is a footnote's.
/// kInvalidInput with file, line and column for none or two, for a cell that is neither figure nor
/// symbol, a place that stands twice.
[[nodiscard]] Result<NcsesColumn> ncses_column(const CsvTable& table, std::string_view column);

/// A sum over rows, some of them taken away ("Chemicals" less "Pharmaceuticals").
struct NcsesTerm {
  std::string path;
  double factor = 1;  ///< 1 or -1
};
/// nullopt if any cell of it is unknown, a range included, or missing.
std::optional<double> ncses_sum(const NcsesColumn& column, std::span<const NcsesTerm> terms);

/// One year's two tables, in the same rows.
struct LicenceYear {
  NcsesColumn revenue;  ///< of licences of patents, millions of US dollars
  NcsesColumn patents;  ///< issued in the year
};
struct LicenceIncome {
  double revenue_millions = 0;
  double patents = 0;
  int years = 0;  ///< in which both were known
};
/// Over the years in which both are known; nullopt where there is none, or no patents.
std::optional<LicenceIncome> licence_income(std::span<const LicenceYear> years,
                                            std::span<const NcsesTerm> terms);

}  // namespace pignus::valuation
