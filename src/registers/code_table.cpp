#include "registers/code_table.h"

#include <algorithm>

#include "core/file.h"
#include "core/message_text.h"
#include "core/utf8.h"

namespace pignus::registers {
namespace {

struct Line {
  std::uint64_t number = 0;
  std::vector<std::string_view> fields;
};

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  for (;;) {
    const std::size_t at = text.find(separator);
    parts.push_back(text.substr(0, at));
    if (at == std::string_view::npos) {
      return parts;
    }
    text.remove_prefix(at + 1);
  }
}

// Column numbers of `wanted`, and the lines after the header, all as wide as it.
struct Table {
  std::vector<std::size_t> columns;
  std::vector<Line> lines;
};

Result<Table> table_of(std::string_view tsv, std::string_view file,
                       const std::vector<std::string_view>& wanted) {
  const std::string name(file);
  if (const std::size_t bad = first_invalid_utf8(tsv); bad != std::string_view::npos) {
    return fail(ErrorCode::kInvalidInput, "not UTF-8 at byte " + std::to_string(bad),
                {name, 0, ""});
  }
  Table table;
  std::vector<std::string_view> header;
  std::uint64_t number = 0;
  for (std::string_view line : split(tsv, '\n')) {
    ++number;
    if (line.ends_with('\r')) {
      line.remove_suffix(1);
    }
    if (line.empty()) {
      continue;
    }
    Line row{number, split(line, '\t')};
    if (header.empty()) {
      header = row.fields;
      continue;
    }
    if (row.fields.size() != header.size()) {
      return fail(ErrorCode::kInvalidInput,
                  std::to_string(row.fields.size()) + " fields where the header has " +
                      std::to_string(header.size()),
                  {name, number, ""});
    }
    table.lines.push_back(std::move(row));
  }
  for (const std::string_view column : wanted) {
    const auto at = std::find(header.begin(), header.end(), column);
    if (at == header.end()) {
      return fail(ErrorCode::kInvalidInput, "no such column in the header",
                  {name, 1, std::string(column)});
    }
    table.columns.push_back(static_cast<std::size_t>(at - header.begin()));
  }
  return table;
}

}  // namespace

const InpadocCode* InpadocCodeTable::find(std::string_view office, std::string_view code) const {
  const auto at = std::find_if(codes.begin(), codes.end(), [&](const InpadocCode& row) {
    return row.office == office && row.code == code;
  });
  return at == codes.end() ? nullptr : &*at;
}

Result<InpadocCodeTable> parse_inpadoc_codes(std::string_view tsv, std::string_view file) {
  PIGNUS_ASSIGN(const Table table, table_of(tsv, file,
                                            {"Authority", "Event-code", "Influence",
                                             "Description ENG", "Event-class"}));
  InpadocCodeTable codes;
  for (const Line& line : table.lines) {
    const auto field = [&](std::size_t i) { return trim(line.fields.at(table.columns.at(i))); };
    InpadocCode code{field(0), field(1), Influence::kUnknown, field(3), field(4)};
    if (code.office.size() != 2 || code.code.empty()) {
      return fail(ErrorCode::kInvalidInput, "an office of two letters and a code are needed",
                  {std::string(file), line.number, "Event-code"});
    }
    const std::string influence = field(2);
    if (influence == "+") {
      code.influence = Influence::kPositive;
    } else if (influence == "-") {
      code.influence = Influence::kNegative;
    } else if (!influence.empty()) {
      return fail(ErrorCode::kInvalidInput, in_quotes(influence) + " is neither + nor - nor blank",
                  {std::string(file), line.number, "Influence"});
    }
    codes.codes.push_back(std::move(code));
  }
  return codes;
}

Result<std::map<std::string, St27Code, std::less<>>> parse_st27_codes(std::string_view tsv,
                                                                      std::string_view file) {
  PIGNUS_ASSIGN(const Table table, table_of(tsv, file, {"simpleType", "code", "description"}));
  std::map<std::string, St27Code, std::less<>> codes;
  for (const Line& line : table.lines) {
    const std::string_view type = line.fields.at(table.columns[0]);
    const bool is_key = type == "KeyEventCodeType";
    if (!is_key && type != "DetailedEventCodeType") {
      continue;
    }
    St27Code code{trim(line.fields.at(table.columns[1])), is_key,
                  trim(line.fields.at(table.columns[2]))};
    if (code.code.size() != 3) {
      return fail(ErrorCode::kInvalidInput, "an event has three characters",
                  {std::string(file), line.number, "code"});
    }
    // Events like "A00" stand in both lists; the key event is the wider one.
    const std::string name = code.code;
    const auto [at, is_new] = codes.emplace(name, code);
    if (!is_new && is_key) {
      at->second = std::move(code);
    }
  }
  return codes;
}

Result<InpadocCodeTable> read_inpadoc_codes(const std::filesystem::path& path) {
  PIGNUS_ASSIGN(const std::string text, read_file(path, kCodeTableBytesMax));
  return parse_inpadoc_codes(text, path.filename().string());
}

Result<std::map<std::string, St27Code, std::less<>>> read_st27_codes(
    const std::filesystem::path& path) {
  PIGNUS_ASSIGN(const std::string text, read_file(path, kCodeTableBytesMax));
  return parse_st27_codes(text, path.filename().string());
}

}  // namespace pignus::registers
