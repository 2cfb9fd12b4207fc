// Walks the risk sets of a chunk from the latest time to the earliest.
#pragma once

#include <algorithm>
#include <cstddef>
#include <vector>

#include "survival/cox_kernels.h"
#include "survival/cox_rows.h"

namespace pignus::survival {

/// Calls use(group, sums) at each group with events, with the sums of risk times row over its risk
/// set. `carried` are the sums of the rows of the same stratum before the chunk.
template <typename Use>
void scan_risk_sets(const CoxRows& rows, const Chunk& chunk, const std::vector<double>& risk,
                    const double* carried, const Use& use) {
  constexpr std::size_t kFew = 8;
  const std::size_t stride = rows.stride;
  std::vector<double> sums(carried, carried + stride);
  for (std::size_t g = chunk.group_begin; g < chunk.group_end; ++g) {
    const TieGroup& group = rows.groups[g];
    if (group.starts_stratum) std::fill(sums.begin(), sums.end(), 0.0);
    const std::size_t end = rows.end_of(g);
    if (end - group.begin > kFew) {
      add_rows(rows.row(group.begin), end - group.begin, stride, risk.data() + group.begin,
               sums.data());
    } else {
      for (std::size_t i = group.begin; i < end; ++i) {
        const double* row = rows.row(i);
        const double r = risk[i];
        double* sum = sums.data();
        for (std::size_t k = 0; k < stride; ++k) sum[k] += r * row[k];
      }
    }
    if (group.events > 0) use(g, static_cast<const double*>(sums.data()));
  }
}

/// Sums that rows also leave again: Neumaier's compensation, or what stays would be the difference
/// of large numbers.
class LeavingSums {
 public:
  explicit LeavingSums(std::size_t stride) : sum_(stride), lost_(stride), value_(stride) {}

  void add(double factor, const double* row) {
    for (std::size_t k = 0; k < sum_.size(); ++k) {
      const double term = factor * row[k];
      const double next = sum_[k] + term;
      const double of_term = next - sum_[k];
      lost_[k] += (sum_[k] - (next - of_term)) + (term - of_term);
      sum_[k] = next;
    }
  }
  void clear() {
    std::fill(sum_.begin(), sum_.end(), 0.0);
    std::fill(lost_.begin(), lost_.end(), 0.0);
  }
  const double* value() {
    for (std::size_t k = 0; k < sum_.size(); ++k) value_[k] = sum_[k] + lost_[k];
    return value_.data();
  }

 private:
  std::vector<double> sum_, lost_, value_;
};

/// The same under left truncation; the chunk holds whole strata, so that nothing is carried in.
template <typename Use>
void scan_truncated_risk_sets(const CoxRows& rows, const Chunk& chunk,
                              const std::vector<double>& risk, const Use& use) {
  LeavingSums sums(rows.stride);
  std::size_t leaves = chunk.row_begin;  // both orders hold the same strata in the same places
  for (std::size_t g = chunk.group_begin; g < chunk.group_end; ++g) {
    const TieGroup& group = rows.groups[g];
    if (group.starts_stratum) {
      sums.clear();
      leaves = group.begin;
    }
    // Rows that had not yet entered at this time: their entry's group is here or earlier in time.
    while (leaves < group.begin && rows.entry_group[rows.leaving[leaves]] <= g) {
      const std::uint32_t row = rows.leaving[leaves++];
      sums.add(-risk[row], rows.row(row));
    }
    if (leaves == group.begin) sums.clear();  // the risk set is empty: no rounding stays behind
    for (std::size_t i = group.begin; i < rows.end_of(g); ++i) sums.add(risk[i], rows.row(i));
    if (group.events > 0) use(g, sums.value());
  }
}

}  // namespace pignus::survival
