#include "valuation/market/price_index.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace pignus::valuation {

Result<PriceIndex> PriceIndex::from_points(std::vector<IndexPoint> points) {
  if (points.empty()) {
    return fail(ErrorCode::kInvalidInput, "an index needs at least one point", {"", 0, "index"});
  }
  for (std::size_t i = 0; i < points.size(); ++i) {
    if (!std::isfinite(points[i].level) || points[i].level <= 0) {
      return fail(ErrorCode::kInvalidInput, "a level of the index is not positive and finite",
                  {"", i + 1, "level"});
    }
    if (i > 0 && points[i].date <= points[i - 1].date) {
      return fail(ErrorCode::kInvalidInput, "the days of the index do not rise",
                  {"", i + 1, "date"});
    }
  }
  return PriceIndex(std::move(points));
}

std::optional<double> PriceIndex::level(Date day) const {
  if (day < first()) {
    return std::nullopt;
  }
  const auto after =
      std::upper_bound(points_.begin(), points_.end(), day,
                       [](Date wanted, const IndexPoint& point) { return wanted < point.date; });
  const IndexPoint& left = *(after - 1);
  if (after == points_.end()) {
    return left.level;
  }
  const double share = static_cast<double>(days_between(left.date, day)) /
                       static_cast<double>(days_between(left.date, after->date));
  return left.level * std::pow(after->level / left.level, share);
}

std::optional<double> PriceIndex::factor(Date from, Date to) const {
  const auto base = level(from);
  const auto wanted = level(to);
  if (!base || !wanted) {
    return std::nullopt;
  }
  return *wanted / *base;
}

double PriceIndex::stale_years(Date day) const {
  return std::max(0.0, years_between(last(), day));
}

}  // namespace pignus::valuation
