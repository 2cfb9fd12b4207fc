// Observed spells: each row was at risk over (entry, exit], and ended with an event or was
// censored. The spans are the caller's and outlive the call.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

#include "core/result.h"

namespace pignus::survival {

struct Spells {
  /// Left truncation: the row is seen only from here on. Empty: every row is seen from the start.
  std::span<const double> entry;
  /// Any unit of time, the same for all; finite, greater than the row's entry.
  std::span<const double> exit;
  /// 0 censored, 1 event; with competing risks the number of the cause. At an equal time a
  /// censored row is still at risk of the event.
  std::span<const std::uint8_t> event;
  /// Positive; a row of weight 2 counts as two. Empty: 1.
  std::span<const double> weight;
  /// Any numbers. Empty: one stratum, number 0.
  std::span<const std::uint32_t> stratum;

  std::size_t rows() const { return exit.size(); }
  double entry_of(std::size_t row) const;  ///< minus infinity where there is no truncation
  double weight_of(std::size_t row) const { return weight.empty() ? 1 : weight[row]; }
  std::uint32_t stratum_of(std::size_t row) const { return stratum.empty() ? 0 : stratum[row]; }
};

/// A covariate: one finite value a row.
struct Column {
  std::string name;
  std::span<const double> values;
};

/// kInvalidInput with record (from 1) and field for a span of the wrong length, no rows, a number
/// that is not finite, an entry not before its exit, a weight not positive, or a cause above
/// `cause_max`; kLimitExceeded beyond 2^31 rows.
[[nodiscard]] Status check_spells(const Spells& spells, std::uint8_t cause_max = 1);
/// kInvalidInput by row and column for a value that is not finite, and for a column too short or
/// long or without a name.
[[nodiscard]] Status check_columns(std::span<const Column> columns, std::size_t rows);
/// The same for one optional span: empty is allowed.
[[nodiscard]] Status check_values(std::span<const double> values, std::size_t rows,
                                  const std::string& field);

}  // namespace pignus::survival
