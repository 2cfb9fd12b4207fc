// .xls of Excel 97 and later. Cells are gathered by row, because their records need not be in
// order.
#include <array>
#include <bit>
#include <cmath>
#include <map>

#include "sheet/biff.h"
#include "sheet/compound_file.h"
#include "sheet/sheet.h"

namespace pignus::sheet {
namespace {

enum RecordId : std::uint32_t {
  kFormula = 0x06,
  kEndOfPart = 0x0A,
  kDateMode = 0x22,
  kFilePass = 0x2F,
  kContinue = 0x3C,
  kBoundSheet = 0x85,
  kManyRk = 0xBD,
  kStyle = 0xE0,
  kSharedTexts = 0xFC,
  kSharedText = 0xFD,
  kNumber = 0x203,
  kLabel = 0x204,
  kFlagOrError = 0x205,
  kFormulaText = 0x207,
  kRk = 0x27E,
  kFormat = 0x41E,
  kBegin = 0x809,
};

using Rows = std::map<std::uint32_t, std::map<std::uint32_t, Cell>>;

double double_at(std::string_view bytes, std::size_t at) {
  const std::uint64_t low = u32(bytes, at);
  const std::uint64_t high = u32(bytes, at + 4);
  return std::bit_cast<double>(low | high << 32);
}

/// A number packed into 30 bits: an integer or the upper half of a double, perhaps times 100.
double number_of_rk(std::uint32_t rk) {
  double number = 0;
  if ((rk & 2) != 0) {
    number = static_cast<double>(static_cast<std::int32_t>(rk) >> 2);
  } else {
    number = std::bit_cast<double>(std::uint64_t{rk & 0xFFFFFFFC} << 32);
  }
  return (rk & 1) != 0 ? number / 100 : number;
}

std::string error_text(unsigned code) {
  constexpr std::array<std::pair<unsigned, const char*>, 7> kErrors{{{0x00, "#NULL!"},
                                                                     {0x07, "#DIV/0!"},
                                                                     {0x0F, "#VALUE!"},
                                                                     {0x17, "#REF!"},
                                                                     {0x1D, "#NAME?"},
                                                                     {0x24, "#NUM!"},
                                                                     {0x2A, "#N/A"}}};
  for (const auto& [known, text] : kErrors) {
    if (known == code) return text;
  }
  return "";
}

class Workbook {
 public:
  Workbook(std::string_view stream, const SheetLimits& limits) : stream_(stream), limits_(limits) {}

  Status read(const RowSink& sink) {
    PIGNUS_TRY(read_globals());
    for (const Sheet& sheet : sheets_) {
      if (!sheet.has_cells) continue;
      Rows rows;
      PIGNUS_TRY(read_sheet(sheet, rows));
      for (const auto& [row, cells] : rows) {
        std::vector<Cell> line(cells.rbegin()->first + 1);
        for (const auto& [column, cell] : cells) line[column] = cell;
        if (!sink(sheet.name, row + 1, line)) return fail(ErrorCode::kCancelled, "stopped");
      }
    }
    return {};
  }

 private:
  struct Sheet {
    std::string name;
    std::size_t at = 0;
    bool has_cells = false;
  };

  Status read_globals() {
    BiffRecords records(stream_, 0);
    BiffRecord record;
    if (!records.next(record) || record.id != kBegin) {
      return fail(ErrorCode::kUnsupported, "is a spreadsheet older than Excel 97");
    }
    constexpr std::uint32_t kExcel97 = 0x600;
    if (u16(record.body, 0) != kExcel97) {
      return fail(ErrorCode::kUnsupported, "is a spreadsheet older than Excel 97");
    }
    while (records.next(record) && record.id != kEndOfPart) {
      if (record.id == kFilePass) {
        return fail(ErrorCode::kUnsupported, "is an encrypted spreadsheet");
      }
      if (record.id == kDateMode) from_1904_ = u16(record.body, 0) != 0;
      if (record.id == kFormat) {
        date_formats_[u16(record.body, 0)] =
            shows_dates(record.body.size() > 2 ? short_text(record.body.substr(2), 2) : "");
      }
      if (record.id == kStyle) formats_of_styles_.push_back(u16(record.body, 2));
      if (record.id == kBoundSheet && record.body.size() > 7) {
        sheets_.push_back(
            {short_text(record.body.substr(6), 1), u32(record.body, 0), record.body[5] == 0});
      }
      if (record.id == kSharedTexts) PIGNUS_TRY(take_texts(record, records));
    }
    return {};
  }

  Status take_texts(const BiffRecord& first, BiffRecords& records) {
    std::vector<std::string_view> bodies{first.body};
    BiffRecord record;
    while (records.peek(record) && record.id == kContinue) {
      records.next(record);
      bodies.push_back(record.body);
    }
    PIGNUS_ASSIGN(texts_, shared_texts(bodies, limits_.text_bytes_max));
    return {};
  }

  Status read_sheet(const Sheet& sheet, Rows& rows) {
    BiffRecords records(stream_, sheet.at);
    BiffRecord record;
    int depth = 0;  // charts within a sheet are parts of their own
    Cell* awaits_text = nullptr;
    while (records.next(record)) {
      if (record.id == kBegin) ++depth;
      if (record.id == kEndOfPart && --depth <= 0) break;
      if (depth != 1) continue;
      if (record.id == kFormulaText && awaits_text != nullptr) {
        *awaits_text = {CellKind::kText, short_text(record.body, 2), 0};
      }
      awaits_text = nullptr;
      PIGNUS_TRY(take_cell(record, rows, awaits_text));
    }
    return {};
  }

  Status take_cell(const BiffRecord& record, Rows& rows, Cell*& awaits_text) {
    const std::string_view body = record.body;
    const std::uint32_t style = u16(body, 4);
    switch (record.id) {
      case kNumber:
        return body.size() < 14 ? damaged() : put(rows, body, numeric(double_at(body, 6), style));
      case kRk:
        return body.size() < 10 ? damaged()
                                : put(rows, body, numeric(number_of_rk(u32(body, 6)), style));
      case kManyRk:
        return take_many(body, rows);
      case kSharedText: {
        const std::uint32_t index = u32(body, 6);
        if (body.size() < 10 || index >= texts_.size()) return damaged();
        return put(rows, body, {CellKind::kText, texts_[index], 0});
      }
      case kLabel:
        if (body.size() < 9) return damaged();
        return put(rows, body, {CellKind::kText, short_text(body.substr(6), 2), 0});
      case kFlagOrError:
        return body.size() < 8
                   ? damaged()
                   : put(rows, body, flag_or_error(body[6] != 0, body[6], body[7] != 0));
      case kFormula:
        return take_formula(body, rows, awaits_text);
      default:
        return {};
    }
  }

  Status take_many(std::string_view body, Rows& rows) {
    if (body.size() < 6) return damaged();
    const std::uint32_t row = u16(body, 0);
    std::uint32_t column = u16(body, 2);
    for (std::size_t at = 4; at + 8 <= body.size(); at += 6) {
      PIGNUS_TRY(put(rows, row, column++, numeric(number_of_rk(u32(body, at + 2)), u16(body, at))));
    }
    return {};
  }

  /// The value the formula had when the file was saved.
  Status take_formula(std::string_view body, Rows& rows, Cell*& awaits_text) {
    if (body.size() < 14) return damaged();
    if (u16(body, 12) != 0xFFFF) {
      return put(rows, body, numeric(double_at(body, 6), u16(body, 4)));
    }
    switch (body[6]) {
      case 0:
        PIGNUS_TRY(put(rows, body, {CellKind::kText, "", 0}));
        awaits_text = &rows[u16(body, 0)][u16(body, 2)];
        return {};
      case 1:
      case 2:
        return put(rows, body, flag_or_error(body[8] != 0, body[8], body[6] == 2));
      default:
        return {};
    }
  }

  static Cell flag_or_error(bool flag, char code, bool is_error) {
    if (is_error) return {CellKind::kError, error_text(static_cast<unsigned char>(code)), 0};
    return {CellKind::kFlag, "", flag ? 1.0 : 0.0};
  }

  Cell numeric(double number, std::uint32_t style) const {
    if (!std::isfinite(number)) return {CellKind::kError, "", 0};
    const std::uint32_t format = style < formats_of_styles_.size() ? formats_of_styles_[style] : 0;
    const auto own = date_formats_.find(format);
    if (own != date_formats_.end() ? own->second : is_built_in_date(format)) {
      std::string day = iso_of_serial(number, from_1904_);
      if (!day.empty()) return {CellKind::kDate, std::move(day), 0};
    }
    return {CellKind::kNumber, "", number};
  }

  Status put(Rows& rows, std::string_view body, Cell cell) {
    return put(rows, u16(body, 0), u16(body, 2), std::move(cell));
  }

  Status put(Rows& rows, std::uint32_t row, std::uint32_t column, Cell cell) {
    if (++cells_ > limits_.cells_max || column >= limits_.columns_max) {
      return fail(ErrorCode::kLimitExceeded, "has more cells than are read");
    }
    rows[row][column] = std::move(cell);
    return {};
  }

  static Status damaged() {
    return fail(ErrorCode::kInvalidInput, "is a damaged spreadsheet: a cell is cut off");
  }

  std::string_view stream_;
  const SheetLimits& limits_;
  bool from_1904_ = false;
  std::size_t cells_ = 0;
  std::vector<Sheet> sheets_;
  std::vector<std::string> texts_;
  std::vector<std::uint32_t> formats_of_styles_;
  std::map<std::uint32_t, bool> date_formats_;
};

}  // namespace

Status read_xls(std::string_view bytes, const RowSink& sink, const SheetLimits& limits) {
  PIGNUS_ASSIGN(const std::string stream, read_stream(bytes, {"Workbook", "Book"}));
  return Workbook(stream, limits).read(sink);
}

Status read_sheets(std::string_view bytes, const RowSink& sink, const SheetLimits& limits) {
  if (bytes.starts_with(kCompoundFileMagic)) return read_xls(bytes, sink, limits);
  if (bytes.starts_with("PK")) return read_xlsx(bytes, sink, limits);
  return fail(ErrorCode::kUnsupported, "is no spreadsheet (.xls or .xlsx)");
}

}  // namespace pignus::sheet
