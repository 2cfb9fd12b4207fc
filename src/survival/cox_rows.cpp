#include "survival/cox_rows.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <numeric>
#include <span>
#include <utility>

#include "survival/cox_kernels.h"
#include "survival/parallel.h"
#include "survival/time_order.h"

namespace pignus::survival {

namespace {

constexpr std::size_t kColumnsMax = 256;
constexpr std::uint32_t kChunkRows = 2048;  // with ten columns some 200 KiB: it stays in the cache

/// FNV-like over words; only tells rows of a tie apart.
std::uint64_t hash_step(std::uint64_t hash, double value) {
  hash ^= std::bit_cast<std::uint64_t>(value + 0.0);
  hash *= 0x9e3779b97f4a7c15ULL;
  return hash ^ (hash >> 29U);
}

std::uint64_t contents_hash(const CoxInput& input, std::uint32_t row) {
  std::uint64_t hash = 0;
  if (!input.spells.entry.empty()) hash = hash_step(hash, input.spells.entry[row]);
  if (!input.spells.weight.empty()) hash = hash_step(hash, input.spells.weight[row]);
  if (!input.offset.empty()) hash = hash_step(hash, input.offset[row]);
  for (const Column& column : input.columns) hash = hash_step(hash, column.values[row]);
  return hash;
}

/// Cuts the sorted rows into groups of ties and brings each into its own order.
void cut_groups(const CoxInput& input, CoxRows& rows) {
  const Spells& spells = input.spells;
  std::vector<std::pair<std::uint64_t, std::uint32_t>> tied;
  const std::size_t n = rows.rows();
  for (std::size_t begin = 0; begin < n;) {
    const std::uint32_t first = rows.row_of[begin];
    std::size_t end = begin + 1;
    while (end < n && spells.exit[rows.row_of[end]] == spells.exit[first] &&
           spells.stratum_of(rows.row_of[end]) == spells.stratum_of(first)) {
      ++end;
    }
    TieGroup group;
    group.begin = static_cast<std::uint32_t>(begin);
    group.starts_stratum =
        begin == 0 || spells.stratum_of(rows.row_of[begin - 1]) != spells.stratum_of(first);
    if (end > begin + 1) {
      tied.clear();
      for (std::size_t i = begin; i < end; ++i) {
        const std::uint32_t row = rows.row_of[i];
        // The lowest bit gives way to the censoring mark, so that events come first.
        const std::uint64_t hash = contents_hash(input, row) >> 1U;
        tied.emplace_back(hash | (spells.event[row] != 0 ? 0 : std::uint64_t{1} << 63U), row);
      }
      std::sort(tied.begin(), tied.end());
      for (std::size_t i = begin; i < end; ++i) rows.row_of[i] = tied[i - begin].second;
    }
    while (group.begin + group.events < end &&
           spells.event[rows.row_of[group.begin + group.events]] != 0) {
      ++group.events;
    }
    rows.events += group.events;
    rows.groups.push_back(group);
    begin = end;
  }
  TieGroup past;
  past.begin = static_cast<std::uint32_t>(n);
  past.starts_stratum = true;
  rows.groups.push_back(past);
}

void cut_chunks(CoxRows& rows, bool whole_strata) {
  Chunk chunk;
  for (std::size_t g = 0; g < rows.group_count(); ++g) {
    if (rows.groups[g].starts_stratum) {
      chunk.tail_row = rows.groups[g].begin;
      chunk.has_start = true;
    }
    const TieGroup& next = rows.groups[g + 1];
    const bool full = next.begin - chunk.row_begin >= kChunkRows;
    if (g + 1 < rows.group_count() && (!full || (whole_strata && !next.starts_stratum))) continue;
    chunk.group_end = g + 1;
    chunk.row_end = next.begin;
    rows.chunks.push_back(chunk);
    chunk = {g + 1, 0, next.begin, 0, next.begin, false};
  }
}

/// Copies the covariates row by row, a one behind them.
void gather(const CoxInput& input, CoxRows& rows, std::size_t threads) {
  const std::size_t p = rows.columns;
  rows.z.resize(rows.rows() * rows.stride);
  for_each_block(threads, rows.chunks.size(), [&](std::size_t block) {
    const Chunk& chunk = rows.chunks[block];
    for (std::size_t j = 0; j < p; ++j) {
      const double* from = input.columns[j].values.data();
      double* to = rows.z.data() + j;
      for (std::size_t i = chunk.row_begin; i < chunk.row_end; ++i) {
        to[i * rows.stride] = from[rows.row_of[i]];
      }
    }
    for (std::size_t i = chunk.row_begin; i < chunk.row_end; ++i) {
      rows.z[(i * rows.stride) + p] = 1;
    }
  });
  const auto pick = [&](std::span<const double> from, std::vector<double>& to) {
    if (from.empty()) return;
    to.resize(rows.rows());
    for (std::size_t i = 0; i < to.size(); ++i) to[i] = from[rows.row_of[i]];
  };
  pick(input.offset, rows.offset);
  pick(input.spells.weight, rows.weight);
  pick(input.spells.entry, rows.entry);
}

/// Takes the weighted means away, so that sums of squares lose no digits, and scales.
void centre(CoxRows& rows, std::size_t threads) {
  const std::size_t p = rows.columns;
  const std::size_t stride = rows.stride;
  std::vector<double> sums(rows.chunks.size() * stride);
  std::vector<double> largest(rows.chunks.size() * stride);
  const std::vector<double> ones(rows.weight.empty() ? rows.rows() : 0, 1.0);
  const std::vector<double>& weight = rows.weight.empty() ? ones : rows.weight;
  for_each_block(threads, rows.chunks.size(), [&](std::size_t block) {
    const Chunk& chunk = rows.chunks[block];
    double* most = largest.data() + (block * stride);
    for (std::size_t i = chunk.row_begin; i < chunk.row_end; ++i) {
      for (std::size_t k = 0; k < stride; ++k) {
        most[k] = std::max(most[k], std::abs(rows.row(i)[k]));
      }
    }
    add_rows(rows.row(chunk.row_begin), chunk.row_end - chunk.row_begin, stride,
             weight.data() + chunk.row_begin, sums.data() + (block * stride));
  });
  for (std::size_t block = 1; block < rows.chunks.size(); ++block) {
    for (std::size_t k = 0; k < stride; ++k) {
      sums[k] += sums[(block * stride) + k];
      largest[k] = std::max(largest[k], largest[(block * stride) + k]);
    }
  }
  rows.mean.assign(stride, 0.0);
  rows.scale.assign(stride, 1.0);
  for (std::size_t k = 0; k < p; ++k) {
    rows.mean[k] = sums[k] / sums[p];
    if (largest[k] > 0) {
      rows.scale[k] = std::ldexp(1.0, std::clamp(-std::ilogb(largest[k]), -1000, 1000));
    }
  }
  for_each_block(threads, rows.chunks.size(), [&](std::size_t block) {
    const Chunk& chunk = rows.chunks[block];
    for (std::size_t i = chunk.row_begin; i < chunk.row_end; ++i) {
      double* row = rows.z.data() + (i * stride);
      for (std::size_t k = 0; k < stride; ++k) row[k] = (row[k] - rows.mean[k]) * rows.scale[k];
    }
  });
}

Status centre_offset(CoxRows& rows) {
  constexpr double kOffsetMax = 700;
  if (rows.offset.empty()) return {};
  double sum = 0;
  for (const double value : rows.offset) sum += value;
  rows.offset_mean = sum / static_cast<double>(rows.rows());
  for (std::size_t i = 0; i < rows.rows(); ++i) {
    rows.offset[i] -= rows.offset_mean;
    if (!(std::abs(rows.offset[i]) <= kOffsetMax)) {
      return fail(ErrorCode::kInvalidInput, "is more than 700 from the mean of the offsets",
                  Where{{}, rows.row_of[i] + std::size_t{1}, "offset"});
    }
  }
  return {};
}

/// Who leaves the risk set when, going back in time.
void order_entries(const CoxInput& input, CoxRows& rows) {
  std::vector<std::uint32_t> strata(rows.rows());
  for (std::size_t i = 0; i < strata.size(); ++i) {
    strata[i] = input.spells.stratum_of(rows.row_of[i]);
  }
  rows.leaving = order_of(strata, rows.entry, Direction::kFalling);
  rows.entry_group.resize(rows.rows());
  // Both orders go by stratum and falling time: one walk over the groups serves all entries.
  std::size_t group = 0;
  for (const std::uint32_t row : rows.leaving) {
    const auto time_of = [&](std::size_t g) {
      return input.spells.exit[rows.row_of[rows.groups[g].begin]];
    };
    const auto stratum_of = [&](std::size_t g) { return strata[rows.groups[g].begin]; };
    while (group < rows.group_count() &&
           (stratum_of(group) < strata[row] ||
            (stratum_of(group) == strata[row] && time_of(group) > rows.entry[row]))) {
      ++group;
    }
    rows.entry_group[row] = static_cast<std::uint32_t>(group);
  }
}

}  // namespace

Result<CoxRows> lay_out(const CoxInput& input, std::size_t threads) {
  PIGNUS_TRY(check_spells(input.spells));
  const std::size_t n = input.spells.rows();
  if (input.columns.empty() || input.columns.size() > kColumnsMax) {
    return fail(ErrorCode::kInvalidInput,
                "a Cox model has 1 to 256 columns, not " + std::to_string(input.columns.size()));
  }
  PIGNUS_TRY(check_columns(input.columns, n));
  PIGNUS_TRY(check_values(input.offset, n, "offset"));
  CoxRows rows;
  rows.columns = input.columns.size();
  rows.stride = (rows.columns + kLane) / kLane * kLane;
  rows.row_of = order_of(input.spells.stratum, input.spells.exit, Direction::kFalling);
  cut_groups(input, rows);
  if (rows.events == 0) {
    return fail(ErrorCode::kInvalidInput, "every row is censored: there is nothing to estimate",
                Where{{}, 0, "event"});
  }
  cut_chunks(rows, !input.spells.entry.empty());
  gather(input, rows, threads);
  centre(rows, threads);
  PIGNUS_TRY(centre_offset(rows));
  if (!rows.entry.empty()) order_entries(input, rows);
  return rows;
}

}  // namespace pignus::survival
