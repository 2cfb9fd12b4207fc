// RFC 4180 tables with a header row, UTF-8, for Pignus's own plain format.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"

namespace pignus {

struct CsvLimits {
  std::size_t bytes_max = 512U << 20;
  std::size_t field_bytes_max = 1U << 20;
  std::size_t columns_max = 256;
};

struct CsvRow {
  std::uint64_t line = 0;  ///< the line the row starts on, from 1
  std::vector<std::string> fields;
};

struct CsvTable {
  std::string file;
  std::vector<std::string> columns;
  std::vector<CsvRow> rows;

  /// Index of a column, or -1.
  int column(std::string_view name) const;
  /// Field of a row by column name; "" when the table has no such column.
  std::string_view at(const CsvRow& row, std::string_view name) const;
};

/// Parses a whole table. Lines that begin with '#' before the header are comments. A row with
/// another number of fields than the header, a stray quote, a NUL or invalid UTF-8 is an error that
/// names the line. A byte-order mark is skipped.
[[nodiscard]] Result<CsvTable> parse_csv(std::string_view text, std::string_view file,
                                         CsvLimits limits = {});
[[nodiscard]] Result<CsvTable> read_csv(const std::filesystem::path& path, CsvLimits limits = {});
/// kInvalidInput, naming the column, unless all `required` are there and nothing but `required` and
/// `optional`: a misspelt column would else be silently skipped.
[[nodiscard]] Status check_columns(const CsvTable& table, const std::vector<std::string>& required,
                                   const std::vector<std::string>& optional);

}  // namespace pignus
