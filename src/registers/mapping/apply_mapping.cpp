#include <algorithm>
#include <fmt/format.h>

#include "core/message_text.h"
#include "core/sha256.h"
#include "core/utf8.h"
#include "registers/mapping/field_value.h"
#include "registers/mapping/mapping.h"
#include "registers/plain/plain_facts.h"

namespace pignus::registers {
namespace {

/// '*' stands for any text. Goes back to the last star only, so a hostile pattern costs no more
/// than its length times the name's.
bool matches(std::string_view glob, std::string_view name) {
  std::size_t at = 0;
  std::size_t read = 0;
  std::size_t star = std::string_view::npos;
  std::size_t after_star = 0;
  while (read < name.size()) {
    if (at < glob.size() && glob[at] == '*') {
      star = at++;
      after_star = read;
    } else if (at < glob.size() && glob[at] == name[read]) {
      ++at;
      ++read;
    } else if (star != std::string_view::npos) {
      at = star + 1;
      read = ++after_star;
    } else {
      return false;
    }
  }
  return glob.find_first_not_of('*', at) == std::string_view::npos;
}

bool any_matches(const std::vector<std::string>& globs, std::string_view name) {
  return std::ranges::any_of(globs, [&](const std::string& glob) { return matches(glob, name); });
}

/// Where in a template {column} stands and what is between.
std::vector<std::string> names_in(std::string_view pieces) {
  std::vector<std::string> names;
  for (std::size_t open = pieces.find('{'); open != std::string_view::npos;) {
    const std::size_t close = pieces.find('}', open);
    if (close == std::string_view::npos) break;
    names.emplace_back(pieces.substr(open + 1, close - open - 1));
    open = pieces.find('{', close);
  }
  return names;
}

class Application {
 public:
  Application(const Mapping& mapping, const Table& table, std::optional<Date> known,
              const FactSink& sink)
      : mapping_(mapping), table_(table), known_(known), sink_(sink) {}

  Status run() {
    for (const FactRule& rule : mapping_.facts) PIGNUS_TRY(check(rule));
    for (const TableRow& row : table_.rows) {
      for (const FactRule& rule : mapping_.facts) {
        if (holds(rule, row)) PIGNUS_TRY(take(rule, row));
      }
    }
    return {};
  }

 private:
  /// A column that is not there would make every row a problem, or silently nothing.
  Status check(const FactRule& rule) const {
    const auto need = [&](const std::string& name) -> Status {
      if (name.empty() || table_.column(name) >= 0) return {};
      if (!rule.columns.empty() && (name == "@header" || name == "@value")) return {};
      return fail(ErrorCode::kInvalidInput,
                  "has no column " + in_quotes(name) + ", which the mapping names",
                  {table_.file, 0, name});
    };
    for (const Condition& condition : rule.when) PIGNUS_TRY(need(condition.column));
    for (const FieldRule& field : rule.fields) {
      // A JSON list may leave a name out of every record.
      if (mapping_.table.kind != TableKind::kJson) PIGNUS_TRY(need(field.column));
      PIGNUS_TRY(need(field.currency_column));
      for (const std::string& name : names_in(field.pieces)) PIGNUS_TRY(need(name));
    }
    if (!rule.columns.empty() && columns_of(rule).empty()) {
      return fail(ErrorCode::kInvalidInput, "has none of the columns the mapping asks for",
                  {table_.file, 0, rule.columns.front()});
    }
    return {};
  }

  std::vector<int> columns_of(const FactRule& rule) const {
    std::vector<int> columns;
    for (std::size_t i = 0; i < table_.columns.size(); ++i) {
      const std::string& name = table_.columns[i];
      if (any_matches(rule.columns, name) && !any_matches(rule.except, name)) {
        columns.push_back(static_cast<int>(i));
      }
    }
    return columns;
  }

  bool holds(const FactRule& rule, const TableRow& row) const {
    return std::ranges::all_of(rule.when, [&](const Condition& condition) {
      const TableCell* cell = table_.at(row, table_.column(condition.column));
      const std::string text = cell == nullptr ? "" : trim(cell->text);
      const auto among = [&](const std::vector<std::string>& list) {
        return std::ranges::find(list, text) != list.end();
      };
      if (condition.matches) {
        return value_matched(*condition.matches, text).has_value();
      }
      return condition.in.empty() ? !among(condition.not_in) : among(condition.in);
    });
  }

  Status take(const FactRule& rule, const TableRow& row) {
    if (rule.columns.empty()) return take_fact(rule, row, -1);
    for (const int column : columns_of(rule)) {
      if (has_value(rule, row, column)) PIGNUS_TRY(take_fact(rule, row, column));
    }
    return {};
  }

  /// An empty cell among many columns is no fact, and no fault.
  bool has_value(const FactRule& rule, const TableRow& row, int column) const {
    const TableCell* cell = table_.at(row, column);
    if (cell == nullptr || trim(cell->text).empty()) return false;
    for (const FieldRule& field : rule.fields) {
      if (field.column != "@value") continue;
      const auto value = field_value(field, *cell, field.currency);
      if (value && value->empty()) return false;
    }
    return true;
  }

  TableCell cell_of(const TableRow& row, std::string_view name, int column) const {
    if (name == "@header" && column >= 0) {
      return {table_.columns[static_cast<std::size_t>(column)], false};
    }
    const TableCell* cell =
        table_.at(row, name == "@value" && column >= 0 ? column : table_.column(name));
    return cell == nullptr ? TableCell{} : *cell;
  }

  /// "B1" above the header.
  TableCell above(const std::string& reference) const {
    std::size_t column = 0;
    std::size_t at = 0;
    while (at < reference.size() && reference[at] >= 'A' && reference[at] <= 'Z' && at < 3) {
      column = column * 26 + static_cast<std::size_t>(reference[at++] - 'A' + 1);
    }
    const std::string number = reference.substr(at);
    for (const TableRow& row : table_.above) {
      if (std::to_string(row.number) == number && column >= 1 && column <= row.cells.size()) {
        return row.cells[column - 1];
      }
    }
    return {};
  }

  TableCell origin_of(const FieldRule& field, const TableRow& row, int column) const {
    if (field.constant) return {*field.constant, false};
    if (!field.cell.empty()) return above(field.cell);
    if (field.pieces.empty()) return cell_of(row, field.column, column);
    std::string out;
    std::string_view rest = field.pieces;
    for (std::size_t open = rest.find('{'); open != std::string_view::npos; open = rest.find('{')) {
      const std::size_t close = rest.find('}', open);
      if (close == std::string_view::npos) break;
      out += rest.substr(0, open);
      out += trim(cell_of(row, rest.substr(open + 1, close - open - 1), column).text);
      rest.remove_prefix(close + 1);
    }
    out += rest;
    return {out, false};
  }

  /// What an error should name: the column of the user's own table.
  std::string place_of(const FieldRule& field, int column) const {
    if (field.column == "@value" || field.column == "@header") {
      return table_.columns[static_cast<std::size_t>(column)];
    }
    if (!field.column.empty()) return field.column;
    return field.cell.empty() ? field.target : field.cell;
  }

  Status report(Error error, const TableRow& row) const {
    std::string raw;
    for (const TableCell& cell : row.cells) raw += cell.text + kPartMark;
    if (sink_.on_problem({std::move(error), sha256_hex(raw)})) return {};
    return stopped(row);
  }

  Status stopped(const TableRow& row) const {
    return fail(ErrorCode::kCancelled, "stopped", {table_.file, row.number, ""});
  }

  Status take_fact(const FactRule& rule, const TableRow& row, int column) {
    CsvTable plain;
    plain.file = table_.file;
    CsvRow values;
    values.line = row.number;
    std::string details;
    for (const FieldRule& field : rule.fields) {
      const TableCell currency = cell_of(row, field.currency_column, -1);
      auto value = field_value(field, origin_of(field, row, column), trim(currency.text));
      if (!value) {
        return report({value.error().code,
                       value.error().message,
                       {table_.file, row.number, place_of(field, column)}},
                      row);
      }
      constexpr std::string_view kDetails = "details.";
      if (field.target.starts_with(kDetails)) {
        if (!value->empty()) {
          details += (details.empty() ? std::string() : std::string(1, kListMark)) +
                     field.target.substr(kDetails.size()) + "=" + *value;
        }
        continue;
      }
      plain.columns.push_back(field.target);
      values.fields.push_back(std::move(*value));
    }
    plain.columns.emplace_back("details");
    values.fields.push_back(std::move(details));
    fill_known(plain, values);
    join_owners(plain, values);
    return yield(rule, row, column, plain, values);
  }

  void fill_known(CsvTable& plain, CsvRow& values) const {
    if (!known_) return;
    const int at = plain.column("known");
    if (at < 0) {
      plain.columns.emplace_back("known");
      values.fields.push_back(known_->iso());
    } else if (values.fields[static_cast<std::size_t>(at)].empty()) {
      values.fields[static_cast<std::size_t>(at)] = known_->iso();
    }
  }

  /// "name", and apart from it country and identifier, as the plain format's
  /// name;country;identifier.
  static void join_owners(const CsvTable& plain, CsvRow& values) {
    const int owners = plain.column("owners");
    if (owners < 0) return;
    std::string& text = values.fields[static_cast<std::size_t>(owners)];
    if (text.empty()) return;
    const std::string tail = kPartMark + std::string(plain.at(values, "owner_country")) +
                             kPartMark + std::string(plain.at(values, "owner_identifier"));
    std::string joined;
    for (const char c : text) {
      if (c == kListMark) joined += tail;
      joined += c;
    }
    text = joined + tail;
  }

  template <typename T>
  Status deliver(Result<T> fact, const FactRule& rule, const TableRow& row, int column) {
    if (!fact) {
      Error error = std::move(fact.error());
      for (const FieldRule& field : rule.fields) {
        if (field.target == error.where.field) {
          const std::string place = place_of(field, column);
          if (place != field.target) error.where.field = place + " (" + field.target + ")";
          break;
        }
      }
      if (error.where.field == "known") {
        error.message += ": map the day of publication, or give it with --known";
      }
      return report(std::move(error), row);
    }
    fact->source.registry = mapping_.registry;
    return sink_.on_fact(std::move(*fact)) ? Status{} : stopped(row);
  }

  Status yield(const FactRule& rule, const TableRow& row, int column, const CsvTable& table,
               const CsvRow& values) {
    const PlainRow plain(table, values, kListMark, kPartMark);
    switch (rule.kind) {
      case MappedKind::kRight:
        return deliver(right_of(plain), rule, row, column);
      case MappedKind::kEvent:
        return deliver(event_of(plain), rule, row, column);
      case MappedKind::kRecording:
        return deliver(flat_recording_of(plain), rule, row, column);
      case MappedKind::kTrade:
        return deliver(trade_of(plain), rule, row, column);
      case MappedKind::kReference:
        return deliver(figure_of(plain), rule, row, column);
    }
    return {};
  }

  const Mapping& mapping_;
  const Table& table_;
  std::optional<Date> known_;
  const FactSink& sink_;
};

}  // namespace

Status apply_mapping(const Mapping& mapping, const Table& table, std::optional<Date> known,
                     const FactSink& sink) {
  return Application(mapping, table, known, sink).run();
}

Status read_mapped_file(const std::filesystem::path& path, const Mapping& mapping,
                        std::optional<Date> known, const FactSink& sink,
                        const TableLimits& limits) {
  PIGNUS_ASSIGN(const Table table, read_table(path, mapping.table, limits));
  return apply_mapping(mapping, table, known, sink);
}

}  // namespace pignus::registers
