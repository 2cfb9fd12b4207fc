#include "registers/reference/damodaran.h"

#include <algorithm>
#include <charconv>
#include <fmt/format.h>

#include "core/message_text.h"
#include "core/sha256.h"
#include "core/utf8.h"
#include "registers/io/whole_source.h"
#include "registers/mapping/field_value.h"
#include "registers/table/sheet_program.h"

namespace pignus::registers {
namespace {

constexpr std::string_view kSheet = "Industry Averages";

struct Heading {
  std::string series;
  Date updated;
  std::size_t header = 0;  ///< index of the header row
};

std::string cell(const TableRow& row, std::size_t column) {
  return column < row.cells.size() ? squeeze_spaces(row.cells[column].text) : "";
}

std::optional<Date> day_of(const TableRow& row) {
  for (std::size_t i = 1; i < row.cells.size(); ++i) {
    const std::string text = cell(row, i);
    if (row.cells[i].typed) {
      if (const auto day = Date::parse(text)) return day;
    }
    for (const char* format : {"%Y-%m-%d", "%b %d, %Y", "%d %b %Y", "%d-%b-%Y", "%m/%d/%Y"}) {
      if (const auto day = date_by(format, text)) return Date::parse(*day);
    }
  }
  return std::nullopt;
}

/// "Europe" of "European companies" stays as it is written; firms of the United States need no
/// name.
std::string region_of(const TableRow& row) {
  for (std::size_t i = 2; i < row.cells.size(); ++i) {
    std::string text = cell(row, i);
    if (text.empty() || text.size() > 40) continue;
    if (const auto at = text.find(" companies"); at != std::string::npos) text.resize(at);
    return text == "US" ? "" : text;
  }
  return "";
}

std::string series_of(const TableRow& header, const std::string& title) {
  struct Mark {
    std::string_view column;
    std::string_view series;
  };
  constexpr Mark kMarks[] = {{"cost of capital", "damodaran-wacc"},
                             {"unlevered beta", "damodaran-betas"},
                             {"gross margin", "damodaran-margin"},
                             {"number of employees", "damodaran-employee"}};
  for (const Mark& mark : kMarks) {
    for (std::size_t i = 0; i < header.cells.size(); ++i) {
      if (ascii_lower(cell(header, i)) == mark.column) return std::string(mark.series);
    }
  }
  return "damodaran: " + title;
}

std::string unit_of(const std::string& measure) {
  if (measure.find("$ million") != std::string::npos) return "USD million";
  if (measure.find("($)") != std::string::npos) return "USD";
  return ascii_lower(measure).starts_with("number of") ? "count" : "1";
}

Result<Heading> heading_of(const std::vector<TableRow>& rows, std::string_view file) {
  Heading heading;
  std::optional<Date> updated;
  std::string region;
  std::string title;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const std::string first = ascii_lower(cell(rows[i], 0));
    if (first.starts_with("date updated")) updated = day_of(rows[i]);
    if (first.starts_with("what is this data")) {
      title = cell(rows[i], 1);
      region = region_of(rows[i]);
    }
    if (first != "industry name") continue;
    if (!updated) {
      return fail(ErrorCode::kInvalidInput,
                  "does not say the day it was updated: read it with a mapping and --known",
                  {std::string(file), 0, "Date updated"});
    }
    heading = {series_of(rows[i], title), *updated, i};
    if (!region.empty()) heading.series += "/" + region;
    return heading;
  }
  return fail(ErrorCode::kUnsupported, "has no row that begins with \"Industry Name\"",
              {std::string(file), 0, ""});
}

/// The numbers of one industry.
class RowReader {
 public:
  RowReader(const Heading& heading, const TableRow& header, std::string_view file,
            const FactSink& sink)
      : heading_(heading), header_(header), file_(file), sink_(sink) {}

  /// False: the sink wants no more.
  bool take(const TableRow& row) const {
    const std::string item = cell(row, 0);
    if (item.empty()) return true;
    for (std::size_t i = 1; i < row.cells.size(); ++i) {
      const std::string measure = cell(header_, i);
      const std::string text = cell(row, i);
      if (measure.empty() || text.empty() || text == "NA" || text == "N/A") continue;
      ReferenceFigure figure;
      const auto read = std::from_chars(text.data(), text.data() + text.size(), figure.value);
      if (!row.cells[i].typed || read.ec != std::errc{}) {
        const Problem problem{{ErrorCode::kInvalidInput,
                               in_quotes(text) + " is not a number",
                               {std::string(file_), row.number, measure}},
                              sha256_hex(item + text)};
        if (!sink_.on_problem(Problem(problem))) return false;
        continue;
      }
      figure.series = heading_.series;
      figure.item = item;
      figure.measure = measure;
      figure.date = heading_.updated;
      figure.known = heading_.updated;
      figure.unit = unit_of(measure);
      figure.source = {std::string(file_), "", row.number, "", ""};
      if (!sink_.on_fact(std::move(figure))) return false;
    }
    return true;
  }

 private:
  const Heading& heading_;
  const TableRow& header_;
  std::string_view file_;
  const FactSink& sink_;
};

}  // namespace

bool is_damodaran(std::string_view head) {
  return head.starts_with("\xD0\xCF\x11\xE0") &&
         (head.find("adamodar") != std::string_view::npos ||
          head.find("Industry Name") != std::string_view::npos);
}

Status read_damodaran_rows(const std::vector<TableRow>& rows, std::string_view file,
                           const FactSink& sink) {
  PIGNUS_ASSIGN(const Heading heading, heading_of(rows, file));
  const RowReader reader(heading, rows[heading.header], file, sink);
  for (std::size_t i = heading.header + 1; i < rows.size(); ++i) {
    if (!reader.take(rows[i])) {
      return fail(ErrorCode::kCancelled, "stopped", {std::string(file), rows[i].number, ""});
    }
  }
  return {};
}

Status read_damodaran(ByteSource& source, std::string_view file, const FactSink& sink) {
  constexpr std::size_t kBytesMax = std::size_t{32} << 20;
  PIGNUS_ASSIGN(const std::string bytes, read_whole(source, kBytesMax, file));
  PIGNUS_ASSIGN(const std::string printed,
                run_sheet_program(bytes, file, {.seconds_max = source.bounds().child_seconds_max}));
  auto rows = sheet_rows(printed, std::string(kSheet), file, {});
  if (!rows && rows.error().code == ErrorCode::kNotFound) rows = sheet_rows(printed, "", file, {});
  if (!rows) return fail(std::move(rows.error()));
  return read_damodaran_rows(*rows, file, sink);
}

}  // namespace pignus::registers
