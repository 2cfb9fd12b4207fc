#include "core/csv.h"

#include <algorithm>
#include <fmt/format.h>
#include <optional>

#include "core/file.h"
#include "core/utf8.h"

namespace pignus {

namespace {

/// Reads one table; `line_` is the line under the cursor.
class CsvParser {
 public:
  CsvParser(std::string_view text, std::string_view file, CsvLimits limits)
      : text_(text), file_(file), limits_(limits) {}

  Result<CsvTable> parse() {
    if (text_.starts_with("\xEF\xBB\xBF")) {
      at_ = 3;
    }
    skip_comments();
    if (at_ >= text_.size()) {
      return error("has no header row");
    }
    CsvTable table;
    table.file = file_;
    PIGNUS_ASSIGN(CsvRow header, parse_row());
    PIGNUS_TRY(take_header(std::move(header), table));
    while (at_ < text_.size()) {
      PIGNUS_ASSIGN(CsvRow row, parse_row());
      const bool blank = row.fields.size() == 1 && row.fields[0].empty();
      if (blank && table.columns.size() > 1) {
        continue;
      }
      if (row.fields.size() != table.columns.size()) {
        line_ = row.line;
        return error(fmt::format("has {} fields where the header has {}", row.fields.size(),
                                 table.columns.size()));
      }
      table.rows.push_back(std::move(row));
    }
    return table;
  }

 private:
  tl::unexpected<Error> error(std::string message,
                              ErrorCode code = ErrorCode::kInvalidInput) const {
    return fail(code, fmt::format("line {} {}", line_, message), {std::string(file_), line_, ""});
  }

  void skip_comments() {
    while (at_ < text_.size() && text_[at_] == '#') {
      const std::size_t end = text_.find('\n', at_);
      at_ = end == std::string_view::npos ? text_.size() : end + 1;
      ++line_;
    }
  }

  Status take_header(CsvRow header, CsvTable& table) {
    std::swap(line_, header.line);  // an error here is the header's, not the next row's
    std::vector<std::string> columns = std::move(header.fields);
    if (columns.size() > limits_.columns_max) {
      return error(fmt::format("has more than {} columns", limits_.columns_max),
                   ErrorCode::kLimitExceeded);
    }
    for (std::string& column : columns) {
      column = trim(column);
      if (column.empty() || table.column(column) >= 0) {
        return error(column.empty() ? "has a column without a name"
                                    : fmt::format("has the column \"{}\" twice", column));
      }
      table.columns.push_back(column);
    }
    std::swap(line_, header.line);
    return {};
  }

  Result<CsvRow> parse_row() {
    CsvRow row;
    row.line = line_;
    for (;;) {
      const bool quoted = at_ < text_.size() && text_[at_] == '"';
      PIGNUS_ASSIGN(std::string field, quoted ? quoted_field() : plain_field());
      row.fields.push_back(std::move(field));
      if (row.fields.size() > limits_.columns_max) {
        return error(fmt::format("has more than {} fields", limits_.columns_max),
                     ErrorCode::kLimitExceeded);
      }
      if (at_ < text_.size() && text_[at_] == ',') {
        ++at_;
        continue;
      }
      PIGNUS_TRY(end_of_row());
      return row;
    }
  }

  Status end_of_row() {
    if (at_ >= text_.size()) {
      return {};
    }
    if (text_[at_] == '\r' && at_ + 1 < text_.size() && text_[at_ + 1] == '\n') {
      ++at_;
    }
    if (text_[at_] != '\n') {
      return error("has text after a closing quote");
    }
    ++at_;
    ++line_;
    return {};
  }

  Result<std::string> plain_field() {
    const std::size_t end = std::min(text_.find_first_of(",\"\n", at_), text_.size());
    if (end < text_.size() && text_[end] == '"') {
      return error("has a quote inside a field that is not quoted");
    }
    std::string_view field = text_.substr(at_, end - at_);
    at_ = end;
    if (field.ends_with('\r') && (end == text_.size() || text_[end] == '\n')) {
      field.remove_suffix(1);
    }
    return checked(std::string(field));
  }

  Result<std::string> quoted_field() {
    std::string field;
    ++at_;
    for (;;) {
      const std::size_t quote = text_.find('"', at_);
      if (quote == std::string_view::npos) {
        return error("opens a quote that is never closed");
      }
      const std::string_view piece = text_.substr(at_, quote - at_);
      field += piece;
      line_ += static_cast<std::uint64_t>(std::count(piece.begin(), piece.end(), '\n'));
      at_ = quote + 1;
      if (at_ < text_.size() && text_[at_] == '"') {
        field += '"';
        ++at_;
        continue;
      }
      return checked(std::move(field));
    }
  }

  Result<std::string> checked(std::string field) const {
    if (field.size() > limits_.field_bytes_max) {
      return error(fmt::format("has a field over {} bytes", limits_.field_bytes_max),
                   ErrorCode::kLimitExceeded);
    }
    if (field.find('\0') != std::string::npos) {
      return error("has a NUL byte");
    }
    if (first_invalid_utf8(field) != std::string_view::npos) {
      return error("is not UTF-8");
    }
    return field;
  }

  std::string_view text_;
  std::string_view file_;
  CsvLimits limits_;
  std::size_t at_ = 0;
  std::uint64_t line_ = 1;
};

}  // namespace

int CsvTable::column(std::string_view name) const {
  const auto it = std::find(columns.begin(), columns.end(), name);
  return it == columns.end() ? -1 : static_cast<int>(it - columns.begin());
}

std::string_view CsvTable::at(const CsvRow& row, std::string_view name) const {
  const int index = column(name);
  return index < 0 ? std::string_view{}
                   : std::string_view(row.fields[static_cast<std::size_t>(index)]);
}

Result<CsvTable> parse_csv(std::string_view text, std::string_view file, CsvLimits limits) {
  if (text.size() > limits.bytes_max) {
    return fail(
        ErrorCode::kLimitExceeded,
        fmt::format("has {} bytes, more than the {} allowed", text.size(), limits.bytes_max),
        {std::string(file), 0, ""});
  }
  return CsvParser(text, file, limits).parse();
}

Result<CsvTable> read_csv(const std::filesystem::path& path, CsvLimits limits) {
  PIGNUS_ASSIGN(const MappedFile file, MappedFile::open(path));
  return parse_csv(file.bytes(), path.filename().string(), limits);
}

Status check_columns(const CsvTable& table, const std::vector<std::string>& required,
                     const std::vector<std::string>& optional) {
  for (const std::string& name : required) {
    if (table.column(name) < 0) {
      return fail(ErrorCode::kInvalidInput, fmt::format("lacks the column \"{}\"", name),
                  {table.file, 0, name});
    }
  }
  for (const std::string& name : table.columns) {
    const auto among = [&name](const std::vector<std::string>& names) {
      return std::find(names.begin(), names.end(), name) != names.end();
    };
    if (!among(required) && !among(optional)) {
      return fail(ErrorCode::kInvalidInput, fmt::format("has the unknown column \"{}\"", name),
                  {table.file, 0, name});
    }
  }
  return {};
}

}  // namespace pignus
