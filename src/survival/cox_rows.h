// The rows of a Cox model laid out for the likelihood: sorted, centred, side by side in memory.
#pragma once

#include <cstdint>
#include <vector>

#include "core/result.h"
#include "survival/cox.h"

namespace pignus::survival {

/// Rows of one stratum and exit time; those with events come first.
struct TieGroup {
  std::uint32_t begin = 0;
  std::uint32_t events = 0;
  bool starts_stratum = false;
};

/// A run of groups that one thread works on at a time. Its bounds depend on the data alone.
struct Chunk {
  std::size_t group_begin = 0;
  std::size_t group_end = 0;
  std::uint32_t row_begin = 0;
  std::uint32_t row_end = 0;
  /// First row of the stratum that goes on after the chunk, or of the chunk.
  std::uint32_t tail_row = 0;
  bool has_start = false;  ///< a stratum starts within it
};

/// Sorted by stratum, time falling, events before censored; rows equal in all these by a hash of
/// their contents, so that the layout does not depend on the order of the input.
struct CoxRows {
  std::size_t columns = 0;  ///< p
  std::size_t stride = 0;   ///< doubles a row: p covariates, a one, zeros to a multiple of kLane
  std::vector<double> z;    ///< (x - mean) scale
  std::vector<double> mean;
  std::vector<double> scale;   ///< powers of two, so that scaling rounds nothing
  std::vector<double> offset;  ///< less offset_mean; empty: 0
  std::vector<double> weight;  ///< empty: 1
  double offset_mean = 0;
  std::vector<std::uint32_t> row_of;  ///< the row's number in the input
  std::vector<TieGroup> groups;       ///< and one past the end, whose begin is the number of rows
  std::vector<Chunk> chunks;
  std::size_t events = 0;

  /// Under left truncation only; then each chunk holds whole strata.
  std::vector<double> entry;
  std::vector<std::uint32_t> leaving;      ///< rows by stratum, entry falling
  std::vector<std::uint32_t> entry_group;  ///< first group at or before the row's entry in time

  std::size_t rows() const { return row_of.size(); }
  std::size_t group_count() const { return groups.size() - 1; }
  std::uint32_t end_of(std::size_t group) const { return groups[group + 1].begin; }
  double weight_of(std::size_t row) const { return weight.empty() ? 1 : weight[row]; }
  const double* row(std::size_t i) const { return z.data() + (i * stride); }
};

/// Checks the input and lays it out.
[[nodiscard]] Result<CoxRows> lay_out(const CoxInput& input, std::size_t threads);

}  // namespace pignus::survival
