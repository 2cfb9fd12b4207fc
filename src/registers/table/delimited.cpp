// Delimited text as the world writes it: any delimiter, any encoding, rows of uneven length. The
// plain format's own reader (core/csv.h) is the strict one.
#include <algorithm>
#include <fmt/format.h>

#include "core/utf8.h"
#include "registers/io/encoding.h"
#include "registers/table/table.h"

namespace pignus::registers {

Result<std::string> table_text(std::string bytes, const std::string& encoding,
                               std::string_view file, const TableLimits& limits) {
  const std::string_view marked = marked_encoding(bytes);
  const std::string_view from = !encoding.empty() ? std::string_view(encoding) : marked;
  if (!from.empty() && ascii_lower(from) != "utf-8") {
    auto converted = to_utf8(bytes, from, limits.bytes_max);
    if (!converted) {
      return fail(converted.error().code, converted.error().message, {std::string(file), 0, ""});
    }
    if (converted->replaced > 0) {
      return fail(ErrorCode::kInvalidInput,
                  fmt::format("has {} bytes or more that are no characters in {}",
                              converted->replaced, from),
                  {std::string(file), 0, ""});
    }
    bytes = std::move(converted->text);
  }
  constexpr std::string_view kMark = "\xEF\xBB\xBF";
  if (bytes.starts_with(kMark)) bytes.erase(0, kMark.size());
  const auto refuse_at = [&](std::size_t bad, const char* why) {
    const auto line = 1 + std::count(bytes.begin(), bytes.begin() + static_cast<long>(bad), '\n');
    return fail(ErrorCode::kInvalidInput, why,
                {std::string(file), static_cast<std::uint64_t>(line), ""});
  };
  if (const std::size_t bad = first_invalid_utf8(bytes); bad != std::string::npos) {
    return refuse_at(bad, "is not UTF-8 here: name the encoding in the mapping ([table] encoding)");
  }
  if (const std::size_t bad = bytes.find('\0'); bad != std::string::npos) {
    return refuse_at(bad, "holds a NUL byte here: the file is no text, or in another encoding");
  }
  return bytes;
}

namespace {

class Rows {
 public:
  Rows(std::string_view text, char delimiter, std::string_view file, const TableLimits& limits)
      : text_(text), delimiter_(delimiter), file_(file), limits_(limits) {}

  Result<std::vector<TableRow>> parse() {
    std::vector<TableRow> rows;
    while (at_ < text_.size()) {
      TableRow row;
      row.number = line_;
      PIGNUS_TRY(parse_row(row));
      const bool blank = std::ranges::all_of(
          row.cells, [](const TableCell& cell) { return trim(cell.text).empty(); });
      if (!blank) rows.push_back(std::move(row));
      if (rows.size() > limits_.rows_max) return refuse("has more rows than are read");
    }
    return rows;
  }

 private:
  tl::unexpected<Error> refuse(const std::string& message) const {
    return fail(ErrorCode::kLimitExceeded, message, {std::string(file_), line_, ""});
  }

  Status parse_row(TableRow& row) {
    for (;;) {
      TableCell cell;
      PIGNUS_TRY(parse_cell(cell.text));
      row.cells.push_back(std::move(cell));
      if (row.cells.size() > limits_.columns_max) return refuse("has more columns than are read");
      if (at_ < text_.size() && text_[at_] == delimiter_) {
        ++at_;
        continue;
      }
      if (at_ < text_.size()) ++at_;  // the end of the line
      ++line_;
      return {};
    }
  }

  /// Quotes count only where they open a cell and close it again; a lone quote is a character.
  Status parse_cell(std::string& out) {
    if (at_ < text_.size() && text_[at_] == '"' && quoted(out)) return {};
    const std::size_t end =
        std::min(text_.find_first_of(std::string{delimiter_, '\n'}, at_), text_.size());
    std::string_view cell = text_.substr(at_, end - at_);
    at_ = end;
    if (cell.ends_with('\r')) cell.remove_suffix(1);
    out = cell;
    return check(out);
  }

  Status check(const std::string& cell) const {
    if (cell.size() > limits_.cell_bytes_max) return refuse("has a cell longer than is read");
    return {};
  }

  bool quoted(std::string& out) {
    std::size_t at = at_ + 1;
    std::string cell;
    std::uint64_t lines = 0;
    for (;;) {
      const std::size_t quote = text_.find('"', at);
      if (quote == std::string_view::npos || cell.size() > limits_.cell_bytes_max) return false;
      const std::string_view piece = text_.substr(at, quote - at);
      cell += piece;
      lines += static_cast<std::uint64_t>(std::count(piece.begin(), piece.end(), '\n'));
      at = quote + 1;
      if (at >= text_.size() || text_[at] != '"') break;
      cell += '"';
      ++at;
    }
    if (at < text_.size() && text_[at] == '\r') ++at;
    if (at < text_.size() && text_[at] != delimiter_ && text_[at] != '\n') return false;
    at_ = at;
    line_ += lines;
    out = std::move(cell);
    return true;
  }

  std::string_view text_;
  char delimiter_;
  std::string_view file_;
  const TableLimits& limits_;
  std::size_t at_ = 0;
  std::uint64_t line_ = 1;
};

}  // namespace

Result<std::vector<TableRow>> delimited_rows(std::string_view text, char delimiter,
                                             std::string_view file, const TableLimits& limits) {
  if (delimiter == '\0') {
    const std::string_view first = text.substr(0, text.find('\n'));
    delimiter = first.find('\t') != std::string_view::npos ? '\t' : ',';
  }
  return Rows(text, delimiter, file, limits).parse();
}

}  // namespace pignus::registers
