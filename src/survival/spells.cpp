#include "survival/spells.h"

#include <cmath>
#include <limits>

namespace pignus::survival {

namespace {

constexpr std::size_t kRowsMax = std::size_t{1} << 31U;

tl::unexpected<Error> refuse(std::string message, std::size_t row, const std::string& field) {
  return fail(ErrorCode::kInvalidInput, std::move(message), Where{{}, row + 1, field});
}

Status check_length(std::size_t length, std::size_t rows, const std::string& field) {
  if (length == rows) return {};
  return fail(ErrorCode::kInvalidInput,
              "has " + std::to_string(length) + " values for " + std::to_string(rows) + " rows",
              Where{{}, 0, field});
}

Status check_finite(std::span<const double> values, const std::string& field) {
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (!std::isfinite(values[i])) return refuse("is not a finite number", i, field);
  }
  return {};
}

}  // namespace

double Spells::entry_of(std::size_t row) const {
  return entry.empty() ? -std::numeric_limits<double>::infinity() : entry[row];
}

Status check_values(std::span<const double> values, std::size_t rows, const std::string& field) {
  if (values.empty()) return {};
  PIGNUS_TRY(check_length(values.size(), rows, field));
  return check_finite(values, field);
}

Status check_spells(const Spells& spells, std::uint8_t cause_max) {
  const std::size_t rows = spells.rows();
  if (rows == 0) return fail(ErrorCode::kInvalidInput, "there are no rows", Where{{}, 0, "exit"});
  if (rows > kRowsMax) {
    return fail(ErrorCode::kLimitExceeded, "more than 2^31 rows", Where{{}, 0, "exit"});
  }
  PIGNUS_TRY(check_finite(spells.exit, "exit"));
  PIGNUS_TRY(check_length(spells.event.size(), rows, "event"));
  PIGNUS_TRY(check_values(spells.entry, rows, "entry"));
  PIGNUS_TRY(check_values(spells.weight, rows, "weight"));
  if (!spells.stratum.empty()) PIGNUS_TRY(check_length(spells.stratum.size(), rows, "stratum"));
  for (std::size_t i = 0; i < rows; ++i) {
    if (spells.event[i] > cause_max) {
      return refuse(
          "is " + std::to_string(spells.event[i]) + ", more than " + std::to_string(cause_max), i,
          "event");
    }
  }
  for (std::size_t i = 0; i < spells.entry.size(); ++i) {
    if (spells.entry[i] >= spells.exit[i]) return refuse("is not before the exit", i, "entry");
  }
  for (std::size_t i = 0; i < spells.weight.size(); ++i) {
    if (spells.weight[i] <= 0) return refuse("is not positive", i, "weight");
  }
  return {};
}

Status check_columns(std::span<const Column> columns, std::size_t rows) {
  for (std::size_t j = 0; j < columns.size(); ++j) {
    const Column& column = columns[j];
    if (column.name.empty()) {
      return fail(ErrorCode::kInvalidInput, "column " + std::to_string(j + 1) + " has no name");
    }
    PIGNUS_TRY(check_length(column.values.size(), rows, column.name));
    PIGNUS_TRY(check_finite(column.values, column.name));
  }
  return {};
}

}  // namespace pignus::survival
