// Spreadsheets as rows of cells: .xls (BIFF8 in a compound file) and .xlsx. This room is linked by
// the program pignus-sheet alone (and by tests): spreadsheets are strangers' files in old formats,
// so they are parsed in a process of their own that can open nothing (docs/reference-data.md).
//
// Read: values, the results formulas had when the file was saved, dates by their number format.
// Not read: formulas, styles, comments, charts, macros.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"

namespace pignus::sheet {

enum class CellKind { kEmpty, kText, kNumber, kDate, kFlag, kError };

struct Cell {
  CellKind kind = CellKind::kEmpty;
  std::string text;   ///< kText; kDate "2025-01-05"; kError "#N/A" or ""
  double number = 0;  ///< kNumber, finite; kFlag 0 or 1

  friend bool operator==(const Cell&, const Cell&) = default;
};

struct SheetLimits {
  std::size_t cells_max = 4'000'000;  ///< of the whole file
  std::size_t text_bytes_max = 32'768;
  std::size_t columns_max = 1'024;
  std::size_t rows_max = 1'048'576;
  std::uint64_t expanded_bytes_max = std::uint64_t{512} << 20;  ///< of one part of an .xlsx
};

/// `row` counts from 1; rows without cells are left out; cells from column A on, without the empty
/// ones at the end. False stops (kCancelled).
using RowSink = std::function<bool(const std::string& sheet, std::uint64_t row,
                                   const std::vector<Cell>& cells)>;

/// Sheets in the order of the workbook. kInvalidInput: damaged; kUnsupported: encrypted, or older
/// than Excel 97; kLimitExceeded.
[[nodiscard]] Status read_xls(std::string_view bytes, const RowSink& sink,
                              const SheetLimits& limits = {});
[[nodiscard]] Status read_xlsx(std::string_view bytes, const RowSink& sink,
                               const SheetLimits& limits = {});
/// Either, told by the first bytes.
[[nodiscard]] Status read_sheets(std::string_view bytes, const RowSink& sink,
                                 const SheetLimits& limits = {});

/// Day of a serial number as spreadsheets count; "" where it is no day they can write. The serials
/// before 1 March 1900 follow the 29 February 1900 that Excel believes in.
std::string iso_of_serial(double serial, bool from_1904);
/// A number format shows dates: letters d, m, y or h outside quotes, brackets and colours.
bool shows_dates(std::string_view format);
/// The numbers of the built-in formats that show dates.
bool is_built_in_date(unsigned format);

}  // namespace pignus::sheet
