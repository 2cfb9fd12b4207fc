// Inside of the plain format: typed fields of a row, each error naming file, line and column.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/csv.h"
#include "core/date.h"
#include "core/money.h"
#include "core/result.h"
#include "registers/number.h"
#include "registers/recording.h"
#include "registers/right.h"

namespace pignus::registers {

class PlainRow {
 public:
  /// `list_mark` stands between the items of a list, `part_mark` between the parts of an item.
  PlainRow(const CsvTable& table, const CsvRow& row, char list_mark = '|', char part_mark = ';')
      : table_(&table), row_(&row), list_mark_(list_mark), part_mark_(part_mark) {}

  /// Trimmed; "" when empty or the column is absent.
  std::string text(std::string_view column) const;
  Result<std::string> needed(std::string_view column) const;
  /// Items between list marks, trimmed; an empty item is an error.
  Result<std::vector<std::string>> list(std::string_view column) const;
  Result<RightId> right(std::string_view column) const;
  Result<Date> day(std::string_view column) const;
  Result<std::optional<Date>> optional_day(std::string_view column) const;
  Result<RegisterDate> register_date(std::string_view column) const;
  Result<std::optional<int>> whole(std::string_view column) const;
  Result<bool> yes_or_no(std::string_view column) const;
  Result<std::optional<Money>> money(std::string_view column) const;
  /// The number in the normal form of its office where it parses, else as written.
  std::string number(std::string_view column, const RightId& right, NumberKind kind) const;

  tl::unexpected<Error> refuse(std::string_view column, std::string message) const;
  Source source() const;
  std::string sha256() const;
  std::uint64_t line() const { return row_->line; }
  char part_mark() const { return part_mark_; }

 private:
  const CsvTable* table_;
  const CsvRow* row_;
  char list_mark_;
  char part_mark_;
};

}  // namespace pignus::registers
