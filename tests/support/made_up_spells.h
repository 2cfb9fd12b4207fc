// Rows made by small formulas, with ties, so that tests and R's package work on the same numbers
// without a file (tests/r/survival.R holds the same formulas).
#pragma once

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

#include "core/random_stream.h"
#include "survival/cox.h"

namespace pignus::testing {

/// Columns that own their numbers; the views live as long as this.
struct SpellRows {
  std::vector<double> entry, exit, weight, offset;
  std::vector<std::uint8_t> event, cause;
  std::vector<std::uint32_t> stratum, cluster;
  std::vector<std::vector<double>> x;

  survival::Spells spells() const { return {{}, exit, event, {}, {}}; }
  survival::Spells all_spells() const { return {entry, exit, event, weight, stratum}; }
  std::vector<survival::Column> columns() const {
    std::vector<survival::Column> result;
    for (std::size_t j = 0; j < x.size(); ++j) {
      result.push_back({"x" + std::to_string(j + 1), x[j]});
    }
    return result;
  }
};

inline SpellRows small_rows() {
  SpellRows rows;
  rows.x.resize(2);
  for (std::uint32_t i = 0; i < 60; ++i) {
    rows.x[0].push_back(((i * 17 % 23) / 10.0) - 1);
    rows.x[1].push_back(i * 7 % 5 == 0 ? 1 : 0);
    rows.exit.push_back((i * 37 % 41 + 1) / 4.0);
    rows.event.push_back(i * 11 % 7 < 5 ? 1 : 0);
    rows.weight.push_back(0.5 + (i * 5 % 4 / 4.0));
    rows.offset.push_back((i * 19 % 11) / 20.0);
    rows.stratum.push_back(i % 3);
    rows.cluster.push_back(i / 4);
    rows.entry.push_back(rows.exit.back() * (i * 13 % 8) / 10);
    rows.cause.push_back(rows.event.back() != 0 ? static_cast<std::uint8_t>(1 + (i % 2)) : 0);
  }
  return rows;
}

/// Bounds of the same times, for accelerated models: events, and events known to a range only.
struct BoundRows {
  std::vector<double> lower, upper;
};
inline BoundRows small_bounds(const SpellRows& rows, bool ranges) {
  BoundRows bounds;
  for (std::size_t i = 0; i < rows.exit.size(); ++i) {
    const bool event = rows.event[i] != 0;
    const bool range = ranges && event && i % 5 == 0;
    const double from = i % 6 == 0 ? 0 : rows.exit[i] * 0.8;
    bounds.lower.push_back(range ? from : rows.exit[i]);
    bounds.upper.push_back(!event  ? std::numeric_limits<double>::infinity()
                           : range ? rows.exit[i] * 1.5
                                   : rows.exit[i]);
  }
  return bounds;
}

/// Exponential times at hazard exp(x'b), normal columns, uniform censoring that takes about a
/// third, late entry, three strata. `digits` > 0 rounds times up to that many per unit, which ties
/// them.
inline SpellRows simulated_rows(std::uint64_t seed, std::size_t count, const std::vector<double>& b,
                                double digits = 0) {
  SpellRows rows;
  rows.x.resize(b.size());
  const auto rounded = [digits](double time) {
    return digits > 0 ? std::ceil(time * digits) / digits : time;
  };
  for (std::size_t i = 0; i < count; ++i) {
    RandomStream stream(seed, "test/spells", i);
    double linear = 0;
    for (std::size_t j = 0; j < b.size(); ++j) {
      rows.x[j].push_back(stream.normal());
      linear += b[j] * rows.x[j].back();
    }
    const double time = -std::log(stream.uniform()) / std::exp(linear);
    const double censored = 3 * stream.uniform();
    rows.event.push_back(time <= censored ? 1 : 0);
    rows.exit.push_back(rounded(std::min(time, censored)));
    rows.entry.push_back(rows.exit.back() * 0.9 * stream.uniform());
    rows.stratum.push_back(static_cast<std::uint32_t>(stream.below(3)));
    rows.weight.push_back(0.5 + stream.uniform());
  }
  return rows;
}

}  // namespace pignus::testing
