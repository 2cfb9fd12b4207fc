// .xlsx: XML parts in a zip. Parts are unpacked into memory within bounds, one after another.
#include <archive.h>
#include <archive_entry.h>
#include <charconv>
#include <cmath>
#include <map>
#include <memory>
#include <pugixml.hpp>

#include "core/utf8.h"
#include "sheet/sheet.h"

namespace pignus::sheet {
namespace {

using Parts = std::map<std::string, std::string>;

tl::unexpected<Error> damaged(const std::string& what) {
  return fail(ErrorCode::kInvalidInput, "is a damaged spreadsheet: " + what);
}

bool wanted(const std::string& name) {
  return name == "xl/workbook.xml" || name == "xl/_rels/workbook.xml.rels" ||
         name == "xl/sharedStrings.xml" || name == "xl/styles.xml" ||
         (name.starts_with("xl/worksheets/") && name.ends_with(".xml"));
}

Result<Parts> unpack(std::string_view bytes, const SheetLimits& limits) {
  const std::unique_ptr<archive, decltype(&archive_read_free)> zip(archive_read_new(),
                                                                   archive_read_free);
  archive_read_support_format_zip(zip.get());
  if (archive_read_open_memory(zip.get(), bytes.data(), bytes.size()) != ARCHIVE_OK) {
    return damaged("no zip");
  }
  Parts parts;
  std::uint64_t total = 0;
  archive_entry* entry = nullptr;
  int entries = 0;
  constexpr int kEntriesMax = 10'000;
  while (archive_read_next_header(zip.get(), &entry) == ARCHIVE_OK && ++entries < kEntriesMax) {
    const char* path = archive_entry_pathname_utf8(entry);
    if (path == nullptr) path = archive_entry_pathname(entry);
    if (path == nullptr || !wanted(path)) continue;
    const std::string name = path;
    std::string& part = parts[name];
    std::string buffer(std::size_t{1} << 16, '\0');
    for (;;) {
      const la_ssize_t got = archive_read_data(zip.get(), buffer.data(), buffer.size());
      if (got == 0) break;
      if (got < 0) return damaged("the part " + name + " cannot be unpacked");
      total += static_cast<std::uint64_t>(got);
      if (total > limits.expanded_bytes_max) {
        return fail(ErrorCode::kLimitExceeded, "unpacks to more than is read");
      }
      part.append(buffer, 0, static_cast<std::size_t>(got));
    }
  }
  return parts;
}

/// Names with any prefix: "x:row" and "row".
bool is(const pugi::xml_node& node, std::string_view local) {
  std::string_view name = node.name();
  if (const auto colon = name.find(':'); colon != std::string_view::npos) {
    name.remove_prefix(colon + 1);
  }
  return name == local;
}

pugi::xml_node child(const pugi::xml_node& parent, std::string_view local) {
  return parent.find_child([&](const pugi::xml_node& node) { return is(node, local); });
}

/// Texts of a shared or inline string: <t>, or <r><t> runs; phonetic hints (<rPh>) left out.
std::string text_of(const pugi::xml_node& item) {
  std::string out;
  for (const pugi::xml_node& node : item) {
    if (is(node, "t")) out += node.text().get();
    if (is(node, "r")) out += child(node, "t").text().get();
  }
  return out;
}

std::uint32_t column_of(std::string_view reference) {
  std::uint32_t column = 0;
  for (const char c : reference) {
    if (c < 'A' || c > 'Z' || column > 20'000) break;
    column = column * 26 + static_cast<std::uint32_t>(c - 'A' + 1);
  }
  return column;  // 1: A; 0: none
}

class Workbook {
 public:
  Workbook(const Parts& parts, const SheetLimits& limits) : parts_(parts), limits_(limits) {}

  Status read(const RowSink& sink) {
    PIGNUS_TRY(read_styles());
    PIGNUS_TRY(read_texts());
    pugi::xml_document links;
    PIGNUS_TRY(parse("xl/_rels/workbook.xml.rels", links));
    std::map<std::string, std::string> targets;
    for (const pugi::xml_node& link : links.document_element()) {
      std::string target = link.attribute("Target").value();
      target = target.starts_with("/") ? target.substr(1) : "xl/" + target;
      targets[link.attribute("Id").value()] = target;
    }
    pugi::xml_document book;
    PIGNUS_TRY(parse("xl/workbook.xml", book));
    from_1904_ = child(book.document_element(), "workbookPr").attribute("date1904").as_bool();
    for (const pugi::xml_node& sheet : child(book.document_element(), "sheets")) {
      std::string id;
      for (const pugi::xml_attribute& attribute : sheet.attributes()) {
        if (std::string_view(attribute.name()).ends_with(":id")) id = attribute.value();
      }
      const std::string& part = targets[id];
      if (!parts_.contains(part)) continue;  // a chart sheet
      PIGNUS_TRY(read_sheet(sheet.attribute("name").value(), part, sink));
    }
    return {};
  }

 private:
  Status parse(const std::string& part, pugi::xml_document& document) {
    const auto found = parts_.find(part);
    if (found == parts_.end()) return damaged("it lacks the part " + part);
    const auto parsed = document.load_buffer(found->second.data(), found->second.size(),
                                             pugi::parse_default | pugi::parse_ws_pcdata);
    if (!parsed) return damaged("the part " + part + " is no XML");
    return {};
  }

  Status read_styles() {
    if (!parts_.contains("xl/styles.xml")) return {};
    pugi::xml_document styles;
    PIGNUS_TRY(parse("xl/styles.xml", styles));
    std::map<unsigned, bool> own;
    for (const pugi::xml_node& format : child(styles.document_element(), "numFmts")) {
      own[format.attribute("numFmtId").as_uint()] =
          shows_dates(format.attribute("formatCode").value());
    }
    for (const pugi::xml_node& style : child(styles.document_element(), "cellXfs")) {
      if (!is(style, "xf")) continue;
      const unsigned format = style.attribute("numFmtId").as_uint();
      const auto found = own.find(format);
      date_styles_.push_back(found != own.end() ? found->second : is_built_in_date(format));
    }
    return {};
  }

  Status read_texts() {
    if (!parts_.contains("xl/sharedStrings.xml")) return {};
    pugi::xml_document table;
    PIGNUS_TRY(parse("xl/sharedStrings.xml", table));
    for (const pugi::xml_node& item : table.document_element()) {
      if (is(item, "si")) texts_.push_back(text_of(item));
    }
    return {};
  }

  Status read_sheet(const std::string& name, const std::string& part, const RowSink& sink) {
    pugi::xml_document document;
    PIGNUS_TRY(parse(part, document));
    std::uint64_t number = 0;
    for (const pugi::xml_node& row : child(document.document_element(), "sheetData")) {
      if (!is(row, "row")) continue;
      number = row.attribute("r") ? row.attribute("r").as_ullong() : number + 1;
      std::vector<Cell> cells;
      PIGNUS_TRY(read_row(row, cells));
      while (!cells.empty() && cells.back().kind == CellKind::kEmpty) cells.pop_back();
      if (number > limits_.rows_max) {
        return fail(ErrorCode::kLimitExceeded, "has more rows than are read");
      }
      if (!cells.empty() && !sink(name, number, cells)) {
        return fail(ErrorCode::kCancelled, "stopped");
      }
    }
    return {};
  }

  Status read_row(const pugi::xml_node& row, std::vector<Cell>& cells) {
    for (const pugi::xml_node& node : row) {
      if (!is(node, "c")) continue;
      std::size_t column = column_of(node.attribute("r").value());
      column = column == 0 ? cells.size() : column - 1;
      if (column >= limits_.columns_max || ++cells_ > limits_.cells_max) {
        return fail(ErrorCode::kLimitExceeded, "has more cells than are read");
      }
      if (cells.size() <= column) cells.resize(column + 1);
      cells[column] = cell_of(node);
      if (cells[column].text.size() > limits_.text_bytes_max * 4) {
        return fail(ErrorCode::kLimitExceeded, "has a text longer than is read");
      }
    }
    return {};
  }

  Cell cell_of(const pugi::xml_node& node) const {
    const std::string_view type = node.attribute("t").value();
    const std::string_view value = child(node, "v").text().get();
    if (type == "inlineStr") return {CellKind::kText, valid_utf8(text_of(child(node, "is"))), 0};
    if (type == "str") return {CellKind::kText, valid_utf8(value), 0};
    if (type == "e") return {CellKind::kError, valid_utf8(value), 0};
    if (value.empty()) return {};
    if (type == "d") return {CellKind::kDate, valid_utf8(value.substr(0, 10)), 0};
    double number = 0;
    const auto read = std::from_chars(value.data(), value.data() + value.size(), number);
    if (read.ec != std::errc{} || read.ptr != value.data() + value.size() ||
        !std::isfinite(number)) {
      return {CellKind::kError, "", 0};
    }
    if (type == "b") return {CellKind::kFlag, "", number != 0 ? 1.0 : 0.0};
    if (type == "s") {
      const auto index = static_cast<std::size_t>(number < 0 ? 1e18 : number);
      if (index >= texts_.size()) return {CellKind::kError, "", 0};
      return {CellKind::kText, valid_utf8(texts_[index]), 0};
    }
    const unsigned style = node.attribute("s").as_uint();
    if (style < date_styles_.size() && date_styles_[style]) {
      std::string day = iso_of_serial(number, from_1904_);
      if (!day.empty()) return {CellKind::kDate, std::move(day), 0};
    }
    return {CellKind::kNumber, "", number};
  }

  const Parts& parts_;
  const SheetLimits& limits_;
  bool from_1904_ = false;
  std::size_t cells_ = 0;
  std::vector<std::string> texts_;
  std::vector<bool> date_styles_;
};

}  // namespace

Status read_xlsx(std::string_view bytes, const RowSink& sink, const SheetLimits& limits) {
  PIGNUS_ASSIGN(const Parts parts, unpack(bytes, limits));
  return Workbook(parts, limits).read(sink);
}

}  // namespace pignus::sheet
