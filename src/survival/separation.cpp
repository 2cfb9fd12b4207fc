#include "survival/separation.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <queue>
#include <utility>
#include <vector>

namespace pignus::survival {

namespace {

/// The largest value in a risk set that rows also leave.
class LargestAtRisk {
 public:
  explicit LargestAtRisk(const CoxRows& rows) : rows_(rows) {}

  void clear() { values_ = {}; }
  void add(double value, std::uint32_t row) { values_.emplace(value, row); }
  /// At the group: rows that had not yet entered are dropped when they come to the top.
  double at(std::size_t group) {
    while (!rows_.entry.empty() && rows_.entry_group[values_.top().second] <= group) values_.pop();
    return values_.top().first;
  }

 private:
  const CoxRows& rows_;
  std::priority_queue<std::pair<double, std::uint32_t>> values_;
};

}  // namespace

bool separates(const CoxRows& rows, std::span<const double> direction) {
  std::vector<double> values(rows.rows());
  for (std::size_t i = 0; i < values.size(); ++i) {
    for (std::size_t j = 0; j < rows.columns; ++j) values[i] += direction[j] * rows.row(i)[j];
  }
  const auto [low, high] = std::minmax_element(values.begin(), values.end());
  const double near = 1e-6 * (*high - *low);
  if (!(near > 0) || !std::isfinite(near)) return false;
  LargestAtRisk largest(rows);
  double running = -std::numeric_limits<double>::infinity();
  for (std::size_t g = 0; g < rows.group_count(); ++g) {
    const TieGroup& group = rows.groups[g];
    if (group.starts_stratum) {
      largest.clear();
      running = -std::numeric_limits<double>::infinity();
    }
    for (std::size_t i = group.begin; i < rows.end_of(g); ++i) {
      running = std::max(running, values[i]);
      if (!rows.entry.empty()) largest.add(values[i], static_cast<std::uint32_t>(i));
    }
    if (group.events == 0) continue;
    const double most = rows.entry.empty() ? running : largest.at(g);
    for (std::size_t i = group.begin; i < group.begin + group.events; ++i) {
      if (values[i] < most - near) return false;
    }
  }
  return true;
}

}  // namespace pignus::survival
