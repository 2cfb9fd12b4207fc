// rights.csv and statements.csv of a dossier.
#include <charconv>
#include <cmath>
#include <set>
#include <string>
#include <utility>

#include "core/csv.h"
#include "core/utf8.h"
#include "desk/dossier_reader.h"
#include "registers/number.h"

namespace pignus::desk {

namespace {

using book::StatementKind;

tl::unexpected<Error> refuse(const CsvTable& table, const CsvRow& row, std::string_view column,
                             std::string message) {
  return fail(ErrorCode::kInvalidInput, std::move(message),
              {table.file, row.line, std::string(column)});
}

Result<CsvTable> parse_table(std::string_view csv, std::string_view file, std::size_t bytes_max,
                             std::size_t rows_max, const std::vector<std::string>& required,
                             const std::vector<std::string>& optional) {
  CsvLimits csv_limits;
  csv_limits.bytes_max = bytes_max;
  csv_limits.field_bytes_max = 16U << 10;
  csv_limits.columns_max = 32;
  PIGNUS_ASSIGN(CsvTable table, parse_csv(csv, file, csv_limits));
  PIGNUS_TRY(check_columns(table, required, optional));
  if (table.rows.size() > rows_max) {
    return fail(ErrorCode::kLimitExceeded, "more than " + std::to_string(rows_max) + " rows",
                {table.file, table.rows[rows_max].line, ""});
  }
  return table;
}

/// Major units: beyond it no firm's figure is one.
constexpr double kAmountMax = 1e15;

Result<std::optional<double>> read_amount(const CsvTable& table, const CsvRow& row,
                                          std::string_view column) {
  const std::string_view text = table.at(row, column);
  if (text.empty()) {
    return std::nullopt;
  }
  double value = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
  if (read.ec != std::errc() || read.ptr != text.data() + text.size() || !std::isfinite(value) ||
      value < 0 || value > kAmountMax) {
    return refuse(table, row, column, "must be a number from zero to 1e15; empty where unknown");
  }
  return value;
}

std::optional<registers::RightId> right_of(std::string_view number) {
  auto key = registers::parse_right_key(number);
  return key ? std::optional(std::move(*key)) : std::nullopt;
}

// What the value of each kind has to look like; "" when it is fine.
std::string value_fault(StatementKind kind, const std::string& value) {
  switch (kind) {
    case StatementKind::kStatus: {
      const auto state = registers::parse_legal_state(value);
      const bool known = state && *state != registers::LegalState::kUnknown;
      return known || value == "granted" ? "" : "must be granted or a legal state";
    }
    case StatementKind::kType: {
      const auto type = registers::parse_right_type(value);
      const bool known = type && *type != registers::RightType::kUnknown;
      return known ? "" : "must be a type of right";
    }
    case StatementKind::kOwner:
      return trim(value).empty() ? "must name the owner" : "";
    case StatementKind::kSoleOwner:
    case StatementKind::kEncumbered:
    case StatementKind::kFeesPaid:
    case StatementKind::kLitigation:
    case StatementKind::kLicensed:
      return value == "yes" || value == "no" ? "" : "must be yes or no";
    case StatementKind::kFilingDate:
    case StatementKind::kGrantDate:
    case StatementKind::kExpiryDate:
      return Date::parse(value) ? "" : "must be a date, YYYY-MM-DD";
    case StatementKind::kCount: {
      int count = 0;
      const char* end = value.data() + value.size();
      const auto read = std::from_chars(value.data(), end, count);
      const bool fine = read.ec == std::errc() && read.ptr == end && count >= 0;
      return fine ? "" : "must be a whole number";
    }
    case StatementKind::kExists:
      return value.empty() ? "" : "must be empty: the statement is that the right is listed";
  }
  return "";
}

Result<book::Statement> read_statement(const CsvTable& table, const CsvRow& row,
                                       const book::Dossier& dossier) {
  book::Statement statement;
  statement.id = table.at(row, "id");
  if (statement.id.empty()) {
    return refuse(table, row, "id", "must not be empty");
  }
  const auto kind = book::parse_statement_kind(table.at(row, "kind"));
  if (!kind) {
    return refuse(table, row, "kind", "no such kind of statement");
  }
  statement.kind = *kind;
  statement.stated_number = trim(table.at(row, "number"));
  statement.scope = table.at(row, "scope");
  if (*kind == StatementKind::kCount) {
    if (!statement.stated_number.empty()) {
      return refuse(table, row, "number", "a count is of the firm, not of one right");
    }
    if (!book::parse_count_scope(statement.scope)) {
      return refuse(table, row, "scope", "must be all or a type, with a state after a colon");
    }
  } else {
    if (statement.stated_number.empty()) {
      return refuse(table, row, "number", "must name the right");
    }
    if (!statement.scope.empty()) {
      return refuse(table, row, "scope", "belongs to counts only");
    }
    statement.right = right_of(statement.stated_number);
  }
  statement.value = table.at(row, "value");
  if (std::string fault = value_fault(*kind, statement.value); !fault.empty()) {
    return refuse(table, row, "value", std::move(fault));
  }
  const std::string_view stated_on = table.at(row, "stated_on");
  const auto date = stated_on.empty() ? std::optional(dossier.as_of) : Date::parse(stated_on);
  if (!date) {
    return refuse(table, row, "stated_on", "must be a date, YYYY-MM-DD");
  }
  if (*date > dossier.as_of) {
    return refuse(table, row, "stated_on", "later than the dossier's own date");
  }
  statement.stated_on = *date;
  statement.place = {std::string(table.at(row, "document")), std::string(table.at(row, "where")),
                     std::string(table.at(row, "quote"))};
  if (statement.place.document.empty()) {
    return refuse(table, row, "document", "must name the paper");
  }
  if (statement.place.where.empty()) {
    return refuse(table, row, "where", "must say where in the paper");
  }
  return statement;
}

}  // namespace

Status parse_offered_rights(std::string_view csv, std::string_view file,
                            const DossierLimits& limits, book::Dossier& dossier) {
  PIGNUS_ASSIGN(const CsvTable table,
                parse_table(csv, file, limits.table_bytes_max, limits.rights_max, {"number"},
                            {"title", "product", "product_revenue", "development_cost"}));
  for (const CsvRow& row : table.rows) {
    book::OfferedRight right;
    right.stated_number = trim(table.at(row, "number"));
    if (right.stated_number.empty()) {
      return refuse(table, row, "number", "must not be empty");
    }
    right.id = right_of(right.stated_number);
    right.title = table.at(row, "title");
    right.product = table.at(row, "product");
    PIGNUS_ASSIGN(right.product_revenue, read_amount(table, row, "product_revenue"));
    PIGNUS_ASSIGN(right.development_cost, read_amount(table, row, "development_cost"));
    dossier.rights.push_back(std::move(right));
  }
  if (dossier.rights.empty()) {
    return fail(ErrorCode::kInvalidInput, "offers no right", {table.file, 0, ""});
  }
  return {};
}

Status parse_statements(std::string_view csv, std::string_view file, const DossierLimits& limits,
                        book::Dossier& dossier) {
  PIGNUS_ASSIGN(const CsvTable table,
                parse_table(csv, file, limits.table_bytes_max, limits.statements_max,
                            {"id", "kind", "document", "where"},
                            {"number", "scope", "value", "stated_on", "quote"}));
  std::set<std::string> ids;
  for (const CsvRow& row : table.rows) {
    PIGNUS_ASSIGN(book::Statement statement, read_statement(table, row, dossier));
    if (!ids.insert(statement.id).second) {
      return refuse(table, row, "id", "used twice: " + statement.id);
    }
    dossier.statements.push_back(std::move(statement));
  }
  return {};
}

}  // namespace pignus::desk
