#include "registers/table/table.h"

#include <charconv>
#include <fmt/format.h>
#include <set>

#include "core/file.h"
#include "core/json.h"
#include "core/message_text.h"
#include "core/utf8.h"
#include "registers/table/sheet_program.h"

namespace pignus::registers {

int Table::column(std::string_view name) const {
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (columns[i] == name) return static_cast<int>(i);
  }
  std::size_t number = 0;
  if (!name.starts_with('#')) return -1;
  const auto read = std::from_chars(name.data() + 1, name.data() + name.size(), number);
  const bool sound = read.ec == std::errc{} && read.ptr == name.data() + name.size();
  return sound && number >= 1 && number <= columns.size() ? static_cast<int>(number) - 1 : -1;
}

const TableCell* Table::at(const TableRow& row, int column) const {
  if (column < 0 || static_cast<std::size_t>(column) >= row.cells.size()) return nullptr;
  return &row.cells[static_cast<std::size_t>(column)];
}

namespace {

/// Cuts the header off; its cells name the columns, an empty one is named by its number.
Result<Table> with_header(std::vector<TableRow> rows, std::string_view file,
                          const TableOptions& options) {
  Table table;
  table.file = file;
  std::size_t at = 0;
  if (!options.header_begins.empty()) {
    while (at < rows.size() &&
           (rows[at].cells.empty() || trim(rows[at].cells[0].text) != options.header_begins)) {
      ++at;
    }
    if (at == rows.size()) {
      return fail(ErrorCode::kNotFound,
                  "has no row that begins with " + in_quotes(options.header_begins),
                  {table.file, 0, ""});
    }
  } else {
    while (at < rows.size() && rows[at].number <= options.rows_skipped) ++at;
  }
  table.above.assign(rows.begin(), rows.begin() + static_cast<long>(at));
  if (at == rows.size()) {
    return fail(ErrorCode::kInvalidInput, "has no rows", {table.file, 0, ""});
  }
  std::size_t columns = 0;
  for (std::size_t i = at; i < rows.size(); ++i) columns = std::max(columns, rows[i].cells.size());
  std::set<std::string> taken;
  for (std::size_t i = 0; i < columns; ++i) {
    const bool named = options.has_header && i < rows[at].cells.size();
    std::string name = named ? squeeze_spaces(rows[at].cells[i].text) : "";
    if (name.empty()) name = std::to_string(i + 1);
    // A name that stands twice gets its column's number, so that both can be named.
    if (!taken.insert(name).second) {
      name += fmt::format("#{}", i + 1);
      taken.insert(name);
    }
    table.columns.push_back(name);
  }
  const std::size_t first = options.has_header ? at + 1 : at;
  table.rows.assign(std::make_move_iterator(rows.begin() + static_cast<long>(first)),
                    std::make_move_iterator(rows.end()));
  return table;
}

TableKind kind_of(std::string_view bytes) {
  if (bytes.starts_with("\xD0\xCF\x11\xE0") || bytes.starts_with("PK\x03\x04")) {
    return TableKind::kSheet;
  }
  const std::size_t first = bytes.find_first_not_of(" \t\r\n\xEF\xBB\xBF");
  const bool json = first != std::string_view::npos && (bytes[first] == '{' || bytes[first] == '[');
  return json ? TableKind::kJson : TableKind::kDelimited;
}

std::string text_of(const Json& value) {
  if (value.is_string()) return value.get<std::string>();
  if (value.is_boolean()) return value.get<bool>() ? "true" : "false";
  if (value.is_number_float()) return fmt::format("{}", value.get<double>());
  return value.is_null() ? "" : value.dump();
}

/// "a.b" for an object in an object; the items of an array under one name, with kListMark between.
void flatten(const Json& value, const std::string& name,
             std::vector<std::pair<std::string, TableCell>>& out, int depth) {
  constexpr int kDepthMax = 8;
  if (value.is_object() && depth < kDepthMax) {
    for (const auto& [key, inner] : value.items()) {
      flatten(inner, name.empty() ? key : name + "." + key, out, depth + 1);
    }
    return;
  }
  if (value.is_array() && depth < kDepthMax) {
    for (const Json& inner : value) flatten(inner, name, out, depth + 1);
    return;
  }
  for (auto& [other, cell] : out) {
    if (other == name) {
      cell.text += kListMark + text_of(value);
      return;
    }
  }
  out.emplace_back(name, TableCell{text_of(value), value.is_number()});
}

}  // namespace

Result<Table> json_table(std::string_view text, std::string_view file, const std::string& records,
                         const TableLimits& limits) {
  PIGNUS_ASSIGN(const Json root, parse_json(text, file, {limits.bytes_max, 64}));
  const Json* list = &root;
  for (std::size_t from = 0; from < records.size();) {
    const std::size_t end = std::min(records.find('.', from), records.size());
    const std::string key = records.substr(from, end - from);
    if (!list->is_object() || !list->contains(key)) {
      return fail(ErrorCode::kNotFound, "has no " + in_quotes(records),
                  {std::string(file), 0, key});
    }
    list = &(*list)[key];
    from = end + 1;
  }
  if (!list->is_array()) {
    return fail(ErrorCode::kInvalidInput,
                "has no array of records there: name where it stands ([table] records)",
                {std::string(file), 0, records});
  }
  Table table;
  table.file = file;
  std::uint64_t number = 0;
  for (const Json& record : *list) {
    std::vector<std::pair<std::string, TableCell>> cells;
    flatten(record, "", cells, 0);
    TableRow row;
    row.number = ++number;
    for (auto& [name, cell] : cells) {
      int column = table.column(name);
      if (column < 0) {
        column = static_cast<int>(table.columns.size());
        if (table.columns.size() >= limits.columns_max) {
          return fail(ErrorCode::kLimitExceeded, "has more names than are read",
                      {table.file, number, name});
        }
        table.columns.push_back(name);
      }
      row.cells.resize(std::max(row.cells.size(), static_cast<std::size_t>(column) + 1));
      row.cells[static_cast<std::size_t>(column)] = std::move(cell);
    }
    table.rows.push_back(std::move(row));
  }
  return table;
}

Result<std::vector<TableRow>> sheet_rows(std::string_view printed, const std::string& sheet,
                                         std::string_view file, const TableLimits& limits) {
  std::vector<TableRow> rows;
  std::string wanted = sheet;
  const Where where{std::string(file), 0, ""};
  for (std::size_t from = 0; from < printed.size();) {
    const std::size_t end = std::min(printed.find('\n', from), printed.size());
    PIGNUS_ASSIGN(const Json line, parse_json(printed.substr(from, end - from), file));
    from = end + 1;
    if (line.contains("error") && line["error"].is_string()) {
      return fail(ErrorCode::kInvalidInput, line["error"].get<std::string>(), where);
    }
    if (!line.contains("sheet") || !line["sheet"].is_string() || !line.contains("row") ||
        !line["row"].is_number_unsigned() || !line.contains("cells")) {
      continue;
    }
    const auto& name = line["sheet"].get_ref<const std::string&>();
    if (wanted.empty()) wanted = name;
    if (name != wanted) continue;
    TableRow row;
    row.number = line["row"].get<std::uint64_t>();
    for (const Json& cell : line["cells"]) {
      if (cell.is_object() && cell.contains("date") && cell["date"].is_string()) {
        row.cells.push_back({cell["date"].get<std::string>(), true});
      } else if (cell.is_object()) {
        row.cells.emplace_back();  // an error of the spreadsheet: no value
      } else {
        row.cells.push_back({text_of(cell), cell.is_number()});
      }
    }
    if (row.cells.size() > limits.columns_max || rows.size() >= limits.rows_max) {
      return fail(ErrorCode::kLimitExceeded, "has more cells than are read", where);
    }
    rows.push_back(std::move(row));
  }
  if (rows.empty()) {
    return fail(ErrorCode::kNotFound,
                sheet.empty() ? "has no rows" : "has no sheet " + in_quotes(sheet) + " with rows",
                where);
  }
  return rows;
}

namespace {

Result<Table> parse_kind(std::string bytes, TableKind kind, std::string_view file,
                         const TableOptions& options, const TableLimits& limits) {
  if (kind == TableKind::kSheet) {
    PIGNUS_ASSIGN(const std::string printed,
                  run_sheet_program(bytes, file, {.seconds_max = limits.child_seconds_max}));
    PIGNUS_ASSIGN(std::vector<TableRow> rows, sheet_rows(printed, options.sheet, file, limits));
    return with_header(std::move(rows), file, options);
  }
  PIGNUS_ASSIGN(const std::string text,
                table_text(std::move(bytes), options.encoding, file, limits));
  if (kind == TableKind::kJson) return json_table(text, file, options.records, limits);
  PIGNUS_ASSIGN(std::vector<TableRow> rows, delimited_rows(text, options.delimiter, file, limits));
  return with_header(std::move(rows), file, options);
}

}  // namespace

Result<Table> parse_table(std::string bytes, std::string_view file, const TableOptions& options,
                          const TableLimits& limits) {
  const TableKind kind = options.kind.value_or(kind_of(bytes));
  return parse_kind(std::move(bytes), kind, file, options, limits);
}

Result<Table> read_table(const std::filesystem::path& path, const TableOptions& options,
                         const TableLimits& limits) {
  PIGNUS_ASSIGN(std::string bytes, read_file(path, limits.bytes_max));
  return parse_table(std::move(bytes), valid_utf8(path.filename().string()), options, limits);
}

}  // namespace pignus::registers
