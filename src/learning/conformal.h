// Intervals that hold their promise on new rows, whatever the model: conformalised quantile
// regression (Romano, Patterson and Candès 2019), by group (Mondrian; Vovk 2003), weighted where
// new rows are drawn differently from those calibrated on (Tibshirani, Barber, Candès and Ramdas
// 2019), and randomised where scores tie, as counts' do.
//
// Score of a row E = max(low - y, y - high), with low and high the model's quantiles. A new y is
// kept while p(y) = (W(E_i > E) + u (w + W(E_i = E))) / (W + w) > 1 - coverage, where W sums the
// weights of the calibration rows, w is the new row's and u is 1, or a uniform draw where
// randomised. With u = 1 and weights 1 that is E <= the k-th smallest score,
// k = ceil((n + 1) coverage).
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "core/json.h"
#include "core/result.h"
#include "learning/metrics.h"

namespace pignus::learning {

struct ConformalOptions {
  double coverage = 0.9;  ///< in [0.5, 0.995]
  /// Draws settle ties, so that the coverage is exact and not only at least what is promised.
  bool randomised = false;
};

/// Rows the model was not fitted on. Empty spans: one group, weights 1.
struct CalibrationRows {
  std::span<const double> low;   ///< predicted; where low > high the two change places
  std::span<const double> high;  ///< predicted
  std::span<const double> actual;
  std::span<const std::string> group;
  /// How much likelier a row like this is among the new rows; above zero, any common factor.
  std::span<const double> weight;
};

struct ConformalQuery {
  double low = 0;
  double high = 0;
  std::string group;
  double weight = 1;   ///< as in CalibrationRows
  double uniform = 1;  ///< the draw, in (0, 1]; not read unless randomised
};

struct ConformalInterval {
  double low = 0;
  double high = 0;
  bool closed = true;      ///< whether the ends themselves belong to it
  bool pooled = false;     ///< the group had too few rows: all rows' scores were used
  bool unbounded = false;  ///< too little weight was calibrated: nothing can be promised
  bool empty = false;      ///< a draw kept nothing; low and high are the middle
  double cut = 0;          ///< the largest score that is kept; `closed`: itself too

  friend bool operator==(const ConformalInterval&, const ConformalInterval&) = default;
};

/// Whether y is in the interval of the query, decided by its score and not by the rounded ends.
bool covers(const ConformalQuery& query, const ConformalInterval& interval, double y);

class Conformal {
 public:
  /// Groups of fewer than ceil(1 / (1 - coverage)) - 1 rows promise nothing by themselves and use
  /// the pool of all rows. kInvalidInput by field and row for lengths, numbers that are not finite,
  /// weights not above zero, or a pool that small.
  [[nodiscard]] static Result<Conformal> calibrate(const CalibrationRows& rows,
                                                   const ConformalOptions& options);

  ConformalInterval interval(const ConformalQuery& query) const;
  bool covers(const ConformalQuery& query, double y) const;

  double coverage() const { return options_.coverage; }
  bool randomised() const { return options_.randomised; }
  /// Calibration rows by group; the pool is "".
  std::map<std::string, std::size_t> rows_by_group() const;

  Json to_json() const;
  [[nodiscard]] static Result<Conformal> from_json(const Json& json);

 private:
  /// Distinct scores, ascending, with the weight at or above each; one more, of zero, at the end.
  struct Scores {
    std::vector<double> score;
    std::vector<double> weight;
    std::vector<double> at_or_above;
    std::size_t rows = 0;
  };
  struct Cut {
    double score = 0;
    bool closed = true;
    bool unbounded = false;
    bool pooled = false;
    bool empty = false;
  };
  static Scores ordered(std::vector<std::pair<double, double>> weighted);
  Cut cut_of(const ConformalQuery& query) const;

  ConformalOptions options_;
  std::map<std::string, Scores> groups_;
};

struct CoverageRow {
  std::string group;  ///< "" for all rows
  std::size_t rows = 0;
  std::size_t covered = 0;
  double share = 0;
  Band exact;             ///< Clopper-Pearson interval of the share
  Band expected;          ///< the shares that the promised coverage lets one see
  bool holds = false;     ///< share lies in `expected`
  double mean_width = 0;  ///< of bounded intervals
  double median_width = 0;
  std::size_t unbounded = 0;

  friend bool operator==(const CoverageRow&, const CoverageRow&) = default;
};

/// All rows first, then each group by name. The bands take the calibration as given: few
/// calibration rows move coverage on top. Spans have a value a row; `group` may be empty.
[[nodiscard]] Result<std::vector<CoverageRow>> coverage_by_group(
    std::span<const ConformalInterval> intervals, const std::vector<bool>& covered,
    std::span<const std::string> group, double promised, double level = 0.95);

}  // namespace pignus::learning
