#include "registers/reference/ecb_rates.h"

#include <charconv>
#include <cmath>
#include <pugixml.hpp>

#include "core/message_text.h"
#include "core/sha256.h"
#include "core/utf8.h"
#include "registers/format.h"
#include "registers/io/whole_source.h"
#include "registers/io/xml_nodes.h"
#include "registers/mapping/field_value.h"
#include "registers/table/table.h"

namespace pignus::registers {
namespace {

constexpr std::size_t kBytesMax = std::size_t{64} << 20;

bool is_currency(std::string_view code) {
  if (code.size() != 3) return false;
  for (const char c : code) {
    if (c < 'A' || c > 'Z') return false;
  }
  return true;
}

std::optional<Date> day_of(const std::string& text) {
  if (const auto day = Date::parse(text)) return day;
  const auto written = date_by("%d %b %Y", text);
  return written ? Date::parse(*written) : std::nullopt;
}

/// Hands over what is read; false when the sink wants no more.
class Yield {
 public:
  Yield(std::string_view file, const FactSink& sink) : file_(file), sink_(sink) {}

  bool problem(std::uint64_t record, const std::string& field, const std::string& text,
               const char* what) const {
    return sink_.on_problem({{ErrorCode::kInvalidInput,
                              in_quotes(text) + " is " + what,
                              {std::string(file_), record, field}},
                             sha256_hex(text)});
  }

  bool rate(std::uint64_t record, Date day, const std::string& currency,
            const std::string& text) const {
    ReferenceFigure figure;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), figure.value);
    if (read.ec != std::errc{} || read.ptr != text.data() + text.size() ||
        !std::isfinite(figure.value) || figure.value <= 0) {
      return problem(record, currency, text, "no rate");
    }
    figure.series = "fx";
    figure.item = "EUR/" + currency;
    figure.measure = "rate";
    figure.date = day;
    figure.known = day;
    figure.unit = currency + " per EUR";
    figure.source = {std::string(file_), "", record, "", ""};
    return sink_.on_fact(std::move(figure));
  }

 private:
  std::string_view file_;
  const FactSink& sink_;
};

bool is_cube(const pugi::xml_node& node) {
  const std::string_view name = node.name();
  return name == "Cube" || name.ends_with(":Cube");
}

bool read_day(const pugi::xml_node& day, std::uint64_t record, const Yield& yield) {
  const std::string time = day.attribute("time").value();
  const auto date = day_of(time);
  if (!date) return yield.problem(record, "time", valid_utf8(time), "no day");
  for (const pugi::xml_node& rate : day) {
    if (!is_cube(rate)) continue;
    const std::string currency = rate.attribute("currency").value();
    if (!is_currency(currency)) {
      if (!yield.problem(record, "currency", valid_utf8(currency), "no currency")) return false;
    } else if (!yield.rate(record, *date, currency, valid_utf8(rate.attribute("rate").value()))) {
      return false;
    }
  }
  return true;
}

tl::unexpected<Error> stopped(std::string_view file, std::uint64_t record) {
  return fail(ErrorCode::kCancelled, "stopped", {std::string(file), record, ""});
}

}  // namespace

bool is_ecb_xml(std::string_view head) {
  return rooted_in(head, {"Envelope"}) && head.find("eurofxref") != std::string_view::npos;
}

bool is_ecb_csv(std::string_view head) {
  const std::string_view line = head.substr(0, head.find('\n'));
  return (line.starts_with("Date,USD,") || line.starts_with("Date, USD,")) &&
         line.find("JPY") != std::string_view::npos;
}

Status read_ecb_xml(ByteSource& source, std::string_view file, const FactSink& sink) {
  PIGNUS_ASSIGN(const std::string bytes, read_whole(source, kBytesMax, file));
  pugi::xml_document document;
  PIGNUS_TRY(xml::load_xml(document, bytes, {std::string(file), 0, ""}));
  const Yield yield(file, sink);
  std::uint64_t record = 0;
  for (const pugi::xml_node& outer : document.document_element()) {
    if (!is_cube(outer)) continue;
    for (const pugi::xml_node& day : outer) {
      if (is_cube(day) && !read_day(day, ++record, yield)) return stopped(file, record);
    }
  }
  return {};
}

Status read_ecb_csv(ByteSource& source, std::string_view file, const FactSink& sink) {
  PIGNUS_ASSIGN(std::string bytes, read_whole(source, kBytesMax, file));
  TableOptions options;
  options.kind = TableKind::kDelimited;
  options.delimiter = ',';
  PIGNUS_ASSIGN(const Table table, parse_table(std::move(bytes), file, options));
  const Yield yield(file, sink);
  for (const TableRow& row : table.rows) {
    const std::string day = trim(row.cells.front().text);
    const auto date = day_of(day);
    if (!date) {
      if (!yield.problem(row.number, "Date", day, "no day")) return stopped(file, row.number);
      continue;
    }
    for (std::size_t i = 1; i < row.cells.size() && i < table.columns.size(); ++i) {
      const std::string text = trim(row.cells[i].text);
      if (text.empty() || text == "N/A" || !is_currency(table.columns[i])) continue;
      if (!yield.rate(row.number, *date, table.columns[i], text)) return stopped(file, row.number);
    }
  }
  return {};
}

}  // namespace pignus::registers
