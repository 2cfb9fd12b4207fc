// The published margins of US patents that lapsed for want of a maintenance fee, as values. They
// are tables of counts, not of patents: how many of each filing year had lapsed on one day, how old
// the lapsed ones were, how many stand in each class. Page: docs/methods/lapse.md.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"

namespace pignus::valuation {

/// Granted patents of one filing year, counted on the snapshot's day.
struct FilingYear {
  int year = 0;
  double lapsed = 0;  ///< ended for want of a fee
  double others = 0;  ///< alive, expired at their term, or of a kind that owes no fee
};

/// Lapsed patents of one age, all filing years together.
struct LapseAge {
  double years = 0;  ///< from grant to the record of the lapse, as printed (to a tenth)
  double patents = 0;
};

/// Patents of one CPC subclass. A patent of several classes stands in each of them.
struct ClassCount {
  std::string code;
  double lapsed = 0;
  double others = 0;
  std::optional<double> mean_days;  ///< from grant to lapse, of the lapsed
};

/// Mean age at lapse by what the owner paid as; of how many patents is not said.
struct EntityMean {
  std::string status;  ///< "MICRO", "SMALL", "UNDISCOUNTED"
  double mean_years = 0;
};

/// Utility patents of one year of grant, and how long they took from their filing.
struct GrantYear {
  int year = 0;
  double grants = 0;
  double lag_mean_years = 0;
  double lag_median_years = 0;
};

/// Comma-separated "Year, lapsed, others" with one header line, and the others below: small tables
/// of numbers without quoted fields. kInvalidInput with file, line and column for a missing column,
/// a number that is none or negative; kLimitExceeded beyond 100,000 lines.
[[nodiscard]] Result<std::vector<FilingYear>> filing_years_of(std::string_view text,
                                                              std::string_view file);
/// Comma-separated "number of the row, age, patents".
[[nodiscard]] Result<std::vector<LapseAge>> lapse_ages_of(std::string_view text,
                                                          std::string_view file);
/// Comma-separated "number of the row, status, mean age".
[[nodiscard]] Result<std::vector<EntityMean>> entity_means_of(std::string_view text,
                                                              std::string_view file);
/// Tab-separated "code, …, number": the lapsed, the others, and the mean days to lapse. Only the
/// first and the last column are read, so that words between them may be in any encoding. A class
/// that stands in one of the two counts alone has 0 in the other. `means` may be empty.
struct ClassTables {
  std::string_view lapsed;
  std::string_view others;
  std::string_view means;
};
[[nodiscard]] Result<std::vector<ClassCount>> class_counts_of(const ClassTables& tables,
                                                              std::string_view file);

/// The first column of such a table and one counted from the end, 0 the last: `name` is the
/// number's name in errors.
[[nodiscard]] Result<std::map<std::string, double>> class_numbers_of(std::string_view text,
                                                                     std::string_view name,
                                                                     std::string_view file,
                                                                     std::size_t from_end = 0);

/// Whether owners of `status` let patents go at an earlier age than those who pay in full: the
/// direction of the means and no more, since the numbers behind them and their filing years are
/// unknown. nullopt where either mean is missing.
std::optional<bool> lapses_earlier_than_undiscounted(std::span<const EntityMean> means,
                                                     std::string_view status);

}  // namespace pignus::valuation
