// Any table a user has: delimited text, JSON, a spreadsheet; as rows of cells, with the places to
// name in errors. Held in memory whole, within bounds.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"

namespace pignus::registers {

enum class TableKind { kDelimited, kJson, kSheet };

struct TableOptions {
  std::optional<TableKind> kind;  ///< nullopt: told by content
  char delimiter = '\0';          ///< '\0': a tab where the first line has one, else a comma
  std::string encoding;           ///< "" UTF-8; else a name ICU knows: "windows-1252", "GB18030"
  std::size_t rows_skipped = 0;   ///< before the header; for delimited text and spreadsheets
  bool has_header = true;         ///< false: columns are named "1", "2", …
  std::string header_begins;      ///< instead of rows_skipped: the first cell of the header row
  std::string sheet;              ///< name; "" the first that has cells
  std::string records;            ///< JSON: where the array is, "data.items"; "" the root
};

struct TableLimits {
  std::size_t bytes_max = std::size_t{256} << 20;
  std::size_t cell_bytes_max = std::size_t{1} << 20;
  std::size_t columns_max = 2'000;
  std::size_t rows_max = 5'000'000;
  int child_seconds_max = 60;  ///< of pignus-sheet
};

struct TableCell {
  std::string text;
  /// A number ("1.5") or a day ("2025-01-05") as the file itself types it; else text as written.
  bool typed = false;
};

/// Between the items of a list that the file itself holds as one (JSON arrays).
inline constexpr char kListMark = '\x1f';

struct TableRow {
  std::uint64_t number = 0;  ///< the line, the spreadsheet's row, the item of the array; from 1
  std::vector<TableCell> cells;
};

struct Table {
  std::string file;
  std::vector<std::string> columns;
  std::vector<TableRow> rows;
  std::vector<TableRow> above;  ///< the rows before the header

  /// By name, or "#3" for the third; -1 where there is none.
  int column(std::string_view name) const;
  const TableCell* at(const TableRow& row, int column) const;
};

/// kInvalidInput, kUnsupported, kLimitExceeded, kNotFound (no such sheet or header), naming file
/// and row. Spreadsheets are parsed by the program pignus-sheet.
[[nodiscard]] Result<Table> read_table(const std::filesystem::path& path,
                                       const TableOptions& options, const TableLimits& limits = {});
/// The same on bytes at hand, for delimited text and JSON.
[[nodiscard]] Result<Table> parse_table(std::string bytes, std::string_view file,
                                        const TableOptions& options,
                                        const TableLimits& limits = {});

// The parts:
[[nodiscard]] Result<std::string> table_text(std::string bytes, const std::string& encoding,
                                             std::string_view file, const TableLimits& limits);
[[nodiscard]] Result<std::vector<TableRow>> delimited_rows(std::string_view text, char delimiter,
                                                           std::string_view file,
                                                           const TableLimits& limits);
[[nodiscard]] Result<Table> json_table(std::string_view text, std::string_view file,
                                       const std::string& records, const TableLimits& limits);
/// Rows of one sheet out of what pignus-sheet prints; all lines of it, the last one included.
[[nodiscard]] Result<std::vector<TableRow>> sheet_rows(std::string_view printed,
                                                       const std::string& sheet,
                                                       std::string_view file,
                                                       const TableLimits& limits);

}  // namespace pignus::registers
