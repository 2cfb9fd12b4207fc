// What a listed firm is worth on the stock market, from its size, and from its size with its R&D,
// patents and citations: least squares on logarithms, tested on firms that were left out. It says
// what patents add to size when one looks across firms; it values no single right.
// Page: docs/methods/firm-market-value.md.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/csv.h"
#include "core/result.h"
#include "valuation/firm/least_squares.h"

namespace pignus::valuation {

/// One firm in one year. Money in millions of US dollars of the year.
struct FirmYear {
  std::string firm;
  int year = 0;
  double sales = 0;             ///< > 0
  double employment = 0;        ///< thousands, > 0
  double capital = 0;           ///< net plant and equipment, > 0
  double research_stock = 0;    ///< accumulated R&D spending
  double patents = 0;           ///< granted, by year of application
  double citations = 0;         ///< that those patents have received since: known only later
  std::optional<double> value;  ///< of its shares; nullopt unknown
};

/// Columns "company", "year", "sales", "employment", "capital", "randd", "patents", "cites",
/// "value"; others are not read. "NA" and empty are unknown, which only the value may be.
/// kInvalidInput with file, line and column.
[[nodiscard]] Result<std::vector<FirmYear>> firm_years_of(const CsvTable& table);

enum class FirmColumns {
  kSize,        ///< 1, ln sales, ln employment, ln capital
  kInnovation,  ///< and ln(1 + research_stock), ln(1 + patents), ln(1 + citations)
};
/// Names of the coefficients, in order.
std::vector<std::string> names_of(FirmColumns columns);

struct FirmValueModel {
  FirmColumns columns = FirmColumns::kSize;
  std::vector<double> coefficients;  ///< of names_of(columns)
  double residual_deviation = 0;     ///< of the log value
  double r_squared = 0;              ///< of the rows fitted: not a test
  std::size_t rows = 0;
  std::size_t without_value = 0;  ///< rows left out
};
/// kInvalidInput by record and field: a size that is not above zero, a number that is not finite,
/// columns that cannot be told apart, too few rows.
[[nodiscard]] Result<FirmValueModel> fit_firm_value(std::span<const FirmYear> rows,
                                                    FirmColumns columns);
/// ln of the value in millions; kInvalidInput as above. The row's own value is not read.
[[nodiscard]] Result<double> log_firm_value(const FirmValueModel& model, const FirmYear& row);

struct HoldOutOptions {
  std::uint32_t folds = 10;
  bool year_effects = false;       ///< a constant of its own for every year but the first
  std::uint32_t resamples = 1000;  ///< of firms, for the intervals
  std::uint64_t seed = 1;
};

/// The fold of each firm: names in order of their bytes, dealt round the folds. A firm's years all
/// lie in one fold.
std::map<std::string, std::uint32_t> deal_folds(std::span<const FirmYear> rows,
                                                std::uint32_t folds);

struct Estimate {
  double value = 0;
  double low = 0;  ///< 90 per cent interval, resampling firms with all their years
  double high = 0;
};

struct HoldOutTest {
  std::size_t rows = 0;
  std::size_t firms = 0;
  /// By fold: R^2 of the firms of the fold, about their own mean.
  std::vector<double> size_folds;
  std::vector<double> innovation_folds;
  double size_mean = 0;  ///< mean of size_folds
  double innovation_mean = 0;
  Estimate size;  ///< of all rows together, each predicted by a model that never saw its firm
  Estimate innovation;
  Estimate gain;  ///< innovation less size, on the same resamples
};
/// Firms whose value is never known stand in no fold. kInvalidInput as fit_firm_value, or with
/// fewer than two firms a fold.
[[nodiscard]] Result<HoldOutTest> hold_out_firms(std::span<const FirmYear> rows,
                                                 const HoldOutOptions& options = {});

}  // namespace pignus::valuation
