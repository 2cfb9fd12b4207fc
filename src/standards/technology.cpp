#include "standards/technology.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <utility>

#include "core/check.h"
#include "standards/embedded.h"
#include "standards/graded_table.h"
#include "standards/toml_table.h"
#include "standards/tsv_rows.h"

namespace pignus::standards {
namespace {

constexpr int kYearFirst = 1790;
constexpr int kYearLast = 2200;
constexpr std::size_t kAgesMost = 200;

int year_of(TomlTable& table, std::string_view key) {
  const auto year = table.optional_integer(key);
  if (!year || *year < kYearFirst || *year > kYearLast) {
    table.refuse(key, "must be a year");
    return kYearFirst;
  }
  return static_cast<int>(*year);
}

/// Numbers between blanks and ends of lines: shorter than a list of them, and as easily read.
std::vector<double> counts_of(TomlTable& table, std::string_view key) {
  const std::string text = table.optional_text(key).value_or("");
  std::vector<double> counts;
  const char* at = text.data();
  const char* const end = at + text.size();
  while (at != end) {
    if (*at == ' ' || *at == '\n') {
      ++at;
      continue;
    }
    double count = 0;
    const auto read = std::from_chars(at, end, count);
    const bool whole = read.ptr == end || *read.ptr == ' ' || *read.ptr == '\n';
    if (read.ec != std::errc{} || !whole || !std::isfinite(count) || count < 0) {
      table.refuse(key, "must hold counts that are not below zero, with blanks between");
      return {};
    }
    counts.push_back(count);
    at = read.ptr;
  }
  return counts;
}

char letter_of(TomlTable& table, char expected) {
  const std::string letter = table.text("letter");
  if (letter.size() != 1 || letter[0] != expected) {
    table.refuse("letter", std::string("sections stand from A to H, here ") + expected);
  }
  return expected;
}

void read_grants(TomlTable& root, TechnologyGrants& all) {
  const std::size_t years =
      static_cast<std::size_t>(std::max(0, all.complete_to.year() - all.first_year + 1));
  const auto grants_of = [years](TomlTable& table) {
    std::vector<double> grants = counts_of(table, "grants");
    if (!grants.empty() && grants.size() != years) {
      table.refuse("grants", "must hold one count for each year");
    }
    return grants;
  };
  for (TomlTable& table : root.tables("fields")) {
    TechnologyField field;
    field.number = static_cast<int>(all.fields.size()) + 1;
    if (table.optional_integer("number") != field.number) {
      table.refuse("number", "fields stand in order of their numbers, from 1");
    }
    field.name = table.text("name");
    field.sector = table.text("sector");
    field.grants = grants_of(table);
    table.close();
    all.fields.push_back(std::move(field));
  }
  for (TomlTable& table : root.tables("sections")) {
    TechnologySection section;
    section.letter = letter_of(table, static_cast<char>('A' + all.sections.size()));
    section.grants = grants_of(table);
    table.close();
    all.sections.push_back(std::move(section));
  }
  if (all.fields.size() != kTechnologyFields) root.refuse("fields", "must be all 35");
  if (all.sections.size() != 8) root.refuse("sections", "must be all from A to H");
}

/// Id and version are for people; both must be there.
void read_head(TomlTable& root) {
  root.text("id");
  root.text("version");
}

}  // namespace

Result<TechnologyGrants> parse_technology_grants(std::string_view toml, std::string_view file) {
  PIGNUS_ASSIGN(const toml::table parsed, parse_toml(toml, file));
  TomlTable root(parsed, file);
  TechnologyGrants all;
  read_head(root);
  all.first_year = year_of(root, "first_year");
  all.complete_to = root.date("complete_to");
  all.known = root.date("known");
  all.evidence = read_graded(root);
  read_grants(root, all);
  PIGNUS_TRY(root.finish());
  return all;
}

Result<TechnologyCitations> parse_technology_citations(std::string_view toml,
                                                       std::string_view file) {
  PIGNUS_ASSIGN(const toml::table parsed, parse_toml(toml, file));
  TomlTable root(parsed, file);
  TechnologyCitations all;
  read_head(root);
  all.first_cohort = year_of(root, "first_cohort");
  all.last_cohort = year_of(root, "last_cohort");
  all.covered_to = root.date("covered_to");
  all.known = root.date("known");
  all.evidence = read_graded(root);
  if (all.last_cohort < all.first_cohort) root.refuse("last_cohort", "lies before the first");
  TomlTable made = root.table("made", true);
  all.made_first_year = year_of(made, "first_year");
  all.made = counts_of(made, "citations");
  made.close();
  if (all.made.size() !=
      static_cast<std::size_t>(std::max(0, all.covered_to.year() - all.made_first_year + 1))) {
    root.refuse("made", "must hold one count for each year until covered_to");
  }
  for (TomlTable& table : root.tables("sections")) {
    SectionCitations section;
    section.letter = letter_of(table, static_cast<char>('A' + all.sections.size()));
    section.received = counts_of(table, "received");
    if (section.received.size() < 2 || section.received.size() > kAgesMost) {
      table.refuse("received", "must hold from 2 to 200 ages");
    }
    table.close();
    all.sections.push_back(std::move(section));
  }
  if (all.sections.size() != 8) root.refuse("sections", "must be all from A to H");
  PIGNUS_TRY(root.finish());
  return all;
}

const TechnologyGrants& technology_grants() {
  static const TechnologyGrants all = [] {
    constexpr std::string_view kPath = "technology/grants.toml";
    auto parsed = parse_technology_grants(embedded_file(kPath), kPath);
    PIGNUS_CHECK(parsed.has_value());
    return std::move(*parsed);
  }();
  return all;
}

const TechnologyCitations& technology_citations() {
  static const TechnologyCitations all = [] {
    constexpr std::string_view kPath = "technology/citations.toml";
    auto parsed = parse_technology_citations(embedded_file(kPath), kPath);
    PIGNUS_CHECK(parsed.has_value());
    return std::move(*parsed);
  }();
  return all;
}

Result<std::vector<IpcField>> parse_ipc_fields(std::string_view tsv, std::string_view file) {
  PIGNUS_ASSIGN(const auto rows, tsv_rows(tsv, file, 2));
  std::vector<IpcField> fields;
  fields.reserve(rows.size());
  for (const auto& row : rows) {
    const auto refuse = [&](const char* message) {
      return fail(ErrorCode::kInvalidInput, std::string(row[0]) + " " + message,
                  {std::string(file), fields.size() + 1, "symbol"});
    };
    int number = 0;
    const auto read = std::from_chars(row[1].data(), row[1].data() + row[1].size(), number);
    if (read.ec != std::errc{} || read.ptr != row[1].data() + row[1].size() || number < 1 ||
        number > kTechnologyFields) {
      return refuse("has no field from 1 to 35");
    }
    if (!technology_section(row[0]) || row[0].size() < 4) return refuse("is no IPC symbol");
    if (!fields.empty() && fields.back().symbol >= row[0]) {
      return refuse("is out of order or stands twice");
    }
    fields.push_back({row[0], number});
  }
  return fields;
}

std::optional<int> technology_field(std::string_view symbol) {
  static const std::vector<IpcField> all = [] {
    constexpr std::string_view kPath = "technology/ipc-fields.tsv";
    auto parsed = parse_ipc_fields(embedded_file(kPath), kPath);
    PIGNUS_CHECK(parsed.has_value());
    return std::move(*parsed);
  }();
  const auto find = [](std::string_view wanted) -> std::optional<int> {
    const auto at = std::ranges::lower_bound(all, wanted, {}, &IpcField::symbol);
    return at != all.end() && at->symbol == wanted ? std::optional(at->field) : std::nullopt;
  };
  constexpr std::size_t kSubclass = 4;
  if (symbol.size() < kSubclass) return std::nullopt;
  const std::string_view subclass = symbol.substr(0, kSubclass);
  std::string_view group = symbol.substr(kSubclass);
  group.remove_prefix(std::min(group.find_first_not_of(" 0"), group.size()));
  group = group.substr(0, group.find_first_not_of("0123456789"));
  if (!group.empty()) {
    if (const auto field = find(std::string(subclass) + " " + std::string(group))) return field;
  }
  return find(subclass);
}

std::optional<char> technology_section(std::string_view symbol) {
  if (symbol.empty() || symbol[0] < 'A' || symbol[0] > 'H') return std::nullopt;
  return symbol[0];
}

}  // namespace pignus::standards
