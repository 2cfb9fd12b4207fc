// A dated index of prices: brings an amount of one day to the level of another.
#pragma once

#include <optional>
#include <utility>
#include <vector>

#include "core/date.h"
#include "core/result.h"

namespace pignus::valuation {

struct IndexPoint {
  Date date;
  double level = 0;  ///< positive, in any unit

  friend bool operator==(const IndexPoint&, const IndexPoint&) = default;
};

class PriceIndex {
 public:
  /// Points in order of days, each day once, levels positive and finite. kInvalidInput names the
  /// first point that is not (record, from 1).
  [[nodiscard]] static Result<PriceIndex> from_points(std::vector<IndexPoint> points);

  Date first() const { return points_.front().date; }
  Date last() const { return points_.back().date; }
  /// Linear in the log between points; nullopt before the first. After the last the last level
  /// stands: what happened since is unknown, and stale_years() says for how long.
  std::optional<double> level(Date day) const;
  /// level(to) / level(from); nullopt where one of them is unknown.
  std::optional<double> factor(Date from, Date to) const;
  /// Years of `day` after the last point; 0 before it.
  double stale_years(Date day) const;

 private:
  explicit PriceIndex(std::vector<IndexPoint> points) : points_(std::move(points)) {}
  std::vector<IndexPoint> points_;
};

}  // namespace pignus::valuation
