#include "registers/mapping/mapping.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <re2/re2.h>

#include "core/file.h"
#include "core/utf8.h"
#include "standards/toml_table.h"

namespace pignus::registers {
namespace {

using standards::TomlTable;

struct KindName {
  MappedKind kind;
  std::string_view name;
};
constexpr std::array<KindName, 5> kKinds{{{MappedKind::kRight, "right"},
                                          {MappedKind::kEvent, "event"},
                                          {MappedKind::kRecording, "recording"},
                                          {MappedKind::kTrade, "trade"},
                                          {MappedKind::kReference, "reference"}}};

using Fields = std::map<std::string, FieldType, std::less<>>;

const Fields& fields_of(MappedKind kind) {
  using enum FieldType;
  static const Fields kRightFields{{"right", kRight},
                                   {"type", kText},
                                   {"known", kDate},
                                   {"title", kText},
                                   {"application_number", kText},
                                   {"publication_number", kText},
                                   {"grant_number", kText},
                                   {"filing_date", kDate},
                                   {"priority_date", kDate},
                                   {"publication_date", kDate},
                                   {"grant_date", kDate},
                                   {"expiry_date", kDate},
                                   {"term_adjustment_days", kNumber},
                                   {"terminal_disclaimer", kFlag},
                                   {"owners", kList},
                                   {"owner_country", kText},
                                   {"owner_identifier", kText},
                                   {"inventors", kList},
                                   {"claims", kNumber},
                                   {"independent_claims", kNumber},
                                   {"classes", kList},
                                   {"citations", kList},
                                   {"family", kList},
                                   {"designated_states", kList},
                                   {"origin", kText}};
  static const Fields kEventFields{{"right", kRight}, {"date", kDate},  {"code", kText},
                                   {"st27", kText},   {"known", kDate}, {"description", kText},
                                   {"origin", kText}};
  static const Fields kRecordingFields{
      {"office", kText},   {"id", kText},       {"recorded", kDate}, {"conveyance", kText},
      {"class", kText},    {"corrects", kText}, {"releases", kText}, {"secured_amount", kMoney},
      {"grantors", kList}, {"grantees", kList}, {"executed", kDate}, {"rights", kRights},
      {"origin", kText}};
  static const Fields kTradeFields{{"id", kText},     {"kind", kText},   {"outcome", kText},
                                   {"date", kDate},   {"known", kDate},  {"rights", kRights},
                                   {"price", kMoney}, {"asked", kMoney}, {"royalty_rate", kNumber},
                                   {"seller", kText}, {"buyer", kText},  {"venue", kText},
                                   {"origin", kText}};
  static const Fields kReferenceFields{{"series", kText}, {"item", kText},  {"measure", kText},
                                       {"date", kDate},   {"known", kDate}, {"value", kNumber},
                                       {"unit", kText},   {"origin", kText}};
  switch (kind) {
    case MappedKind::kRight:
      return kRightFields;
    case MappedKind::kEvent:
      return kEventFields;
    case MappedKind::kRecording:
      return kRecordingFields;
    case MappedKind::kTrade:
      return kTradeFields;
    case MappedKind::kReference:
      break;
  }
  return kReferenceFields;
}

bool has_details(MappedKind kind) {
  return kind == MappedKind::kRight || kind == MappedKind::kEvent || kind == MappedKind::kTrade;
}

/// What [table] says for all fields.
struct Defaults {
  char decimal = '.';
  std::vector<std::string> dates;
  std::vector<std::string> missing;
};

char one_character(TomlTable& table, std::string_view key, char otherwise) {
  const auto text = table.optional_text(key);
  if (!text) return otherwise;
  if (text->size() != 1) {
    table.refuse(key, "must be one character");
    return otherwise;
  }
  return text->front();
}

void read_table_options(TomlTable table, TableOptions& options, Defaults& defaults) {
  const auto kind = table.optional_text("kind");
  if (kind == "csv" || kind == "tsv") {
    options.kind = TableKind::kDelimited;
    options.delimiter = kind == "tsv" ? '\t' : ',';
  } else if (kind == "json") {
    options.kind = TableKind::kJson;
  } else if (kind == "sheet") {
    options.kind = TableKind::kSheet;
  } else if (kind) {
    table.refuse("kind", "must be csv, tsv, json or sheet");
  }
  options.delimiter = one_character(table, "delimiter", options.delimiter);
  options.encoding = table.optional_text("encoding").value_or("");
  options.rows_skipped = static_cast<std::size_t>(
      std::max<std::int64_t>(0, table.optional_integer("skip_rows").value_or(0)));
  options.has_header = table.optional_flag("header", true);
  options.header_begins = table.optional_text("header_begins").value_or("");
  options.sheet = table.optional_text("sheet").value_or("");
  options.records = table.optional_text("records").value_or("");
  defaults.decimal = one_character(table, "decimal", '.');
  if (defaults.decimal != '.' && defaults.decimal != ',') {
    table.refuse("decimal", "must be \".\" or \",\"");
  }
  defaults.dates = table.optional_texts("dates");
  defaults.missing = table.optional_texts("missing");
  table.close();
}

void read_number_kind(TomlTable& table, FieldRule& field) {
  const auto number = table.optional_text("number");
  if (number == "application") {
    field.number_kind = NumberKind::kApplication;
  } else if (number == "registration") {
    field.number_kind = NumberKind::kRegistration;
  } else if (number && number != "publication") {
    table.refuse("number", "must be application, publication or registration");
  }
}

/// nullptr where the key is missing or refused.
std::shared_ptr<const re2::RE2> read_expression(TomlTable& table, std::string_view key) {
  const auto pattern = table.optional_text(key);
  if (!pattern) return nullptr;
  constexpr std::size_t kPatternBytesMax = 256;
  if (pattern->size() > kPatternBytesMax) {
    table.refuse(key, "is longer than 256 characters");
    return nullptr;
  }
  re2::RE2::Options options;
  options.set_log_errors(false);
  auto expression = std::make_shared<const re2::RE2>(*pattern, options);
  if (expression->ok()) return expression;
  table.refuse(key, "is no regular expression: " + expression->error());
  return nullptr;
}

void read_values(TomlTable& table, FieldRule& field) {
  TomlTable values = table.table("values", false);
  for (const std::string& key : values.keys()) field.values[key] = values.text(key);
  values.close();
  field.otherwise = table.optional_text("otherwise");
}

void read_field(TomlTable table, FieldRule& field) {
  field.column = table.optional_text("column").value_or("");
  field.constant = table.optional_text("constant");
  field.pieces = table.optional_text("template").value_or("");
  field.cell = table.optional_text("cell").value_or("");
  const int origins = (field.column.empty() ? 0 : 1) + (field.constant ? 1 : 0) +
                      (field.pieces.empty() ? 0 : 1) + (field.cell.empty() ? 0 : 1);
  if (origins != 1) {
    table.refuse("column", "give one of column, constant, template, cell");
  }
  field.separator = table.optional_text("separator").value_or("");
  if (const auto missing = table.optional_texts("missing"); !missing.empty()) {
    field.missing = missing;
  }
  field.expression = read_expression(table, "pattern");
  read_values(table, field);
  if (const auto dates = table.optional_texts("dates"); !dates.empty()) field.dates = dates;
  field.decimal = one_character(table, "decimal", field.decimal);
  field.scale = table.optional_number("scale");
  field.currency = table.optional_text("currency").value_or("");
  field.currency_column = table.optional_text("currency_column").value_or("");
  field.office = table.optional_text("office").value_or("");
  read_number_kind(table, field);
  table.close();
}

std::vector<Condition> read_conditions(TomlTable& table) {
  std::vector<Condition> conditions;
  for (TomlTable& one : table.tables("when")) {
    Condition condition{one.text("column"), one.optional_texts("in"), one.optional_texts("not_in"),
                        read_expression(one, "matches")};
    const int asked = (condition.in.empty() ? 0 : 1) + (condition.not_in.empty() ? 0 : 1) +
                      (condition.matches ? 1 : 0);
    if (asked != 1) one.refuse("column", "give one of in, not_in, matches");
    one.close();
    conditions.push_back(std::move(condition));
  }
  return conditions;
}

FactRule read_fact(TomlTable& table, const Defaults& defaults) {
  FactRule fact;
  const std::string kind = table.text("kind");
  const auto known = std::ranges::find(kKinds, kind, &KindName::name);
  if (known == kKinds.end()) {
    table.refuse("kind", "must be right, event, recording, trade or reference");
    return fact;
  }
  fact.kind = known->kind;
  fact.when = read_conditions(table);
  fact.columns = table.optional_texts("columns");
  fact.except = table.optional_texts("except");
  TomlTable fields = table.table("fields", true);
  for (const std::string& name : fields.keys()) {
    FieldRule field;
    field.target = name;
    field.decimal = defaults.decimal;
    field.dates = defaults.dates;
    field.missing = defaults.missing;
    const auto& types = fields_of(fact.kind);
    if (const auto type = types.find(name); type != types.end()) {
      field.type = type->second;
    } else if (!has_details(fact.kind) || !name.starts_with("details.") || name.size() < 9) {
      fields.refuse(name, fmt::format("is no field of a {}", kind));
    }
    read_field(fields.table(name, true), field);
    fact.fields.push_back(std::move(field));
  }
  fields.close();
  table.close();
  return fact;
}

/// TOML reads `details.status = …` as a table in a table: here it is one field's name.
void lift_details(toml::table& fields) {
  const toml::table* inner = fields["details"].as_table();
  if (inner == nullptr) return;
  const toml::table details = *inner;
  fields.erase("details");
  for (const auto& [name, value] : details) {
    fields.insert_or_assign("details." + std::string(name.str()), value);
  }
}

/// `title = "Titel"` is short for `title = { column = "Titel" }`.
void spell_out(toml::table& root) {
  toml::array* facts = root["facts"].as_array();
  if (facts == nullptr) return;
  for (toml::node& fact : *facts) {
    toml::table* fields = fact.is_table() ? (*fact.as_table())["fields"].as_table() : nullptr;
    if (fields == nullptr) continue;
    lift_details(*fields);
    for (auto&& [name, value] : *fields) {
      if (const auto text = value.value_exact<std::string>()) {
        fields->insert_or_assign(name, toml::table{{"column", *text}});
      }
    }
    if (toml::table* when = (*fact.as_table())["when"].as_table()) {
      toml::table one = *when;
      fact.as_table()->insert_or_assign("when", toml::array{std::move(one)});
    }
  }
}

}  // namespace

Result<Mapping> parse_mapping(std::string_view toml, std::string_view file) {
  PIGNUS_ASSIGN(toml::table parsed, standards::parse_toml(toml, file));
  spell_out(parsed);
  TomlTable root(parsed, file);
  Mapping mapping;
  if (root.text("format") != "pignus.mapping/1") root.refuse("format", "must be pignus.mapping/1");
  mapping.registry = root.text("registry");
  Defaults defaults;
  read_table_options(root.table("table", false), mapping.table, defaults);
  for (TomlTable& fact : root.tables("facts")) {
    mapping.facts.push_back(read_fact(fact, defaults));
  }
  if (mapping.facts.empty()) root.refuse("facts", "has nothing to read");
  PIGNUS_TRY(root.finish());
  return mapping;
}

Result<Mapping> read_mapping(const std::filesystem::path& path) {
  PIGNUS_ASSIGN(const std::string text, read_file(path, std::size_t{1} << 20));
  return parse_mapping(text, valid_utf8(path.filename().string()));
}

}  // namespace pignus::registers
