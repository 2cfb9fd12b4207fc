#include "book/statement.h"

#include "book/names.h"

namespace pignus::book {

namespace {

constexpr NameTable<StatementKind, 13> kKinds{{
    {StatementKind::kStatus, "status"},
    {StatementKind::kType, "type"},
    {StatementKind::kOwner, "owner"},
    {StatementKind::kSoleOwner, "sole_owner"},
    {StatementKind::kEncumbered, "encumbered"},
    {StatementKind::kFeesPaid, "fees_paid"},
    {StatementKind::kLitigation, "litigation"},
    {StatementKind::kFilingDate, "filing_date"},
    {StatementKind::kGrantDate, "grant_date"},
    {StatementKind::kExpiryDate, "expiry_date"},
    {StatementKind::kCount, "count"},
    {StatementKind::kLicensed, "licensed"},
    {StatementKind::kExists, "exists"},
}};

}  // namespace

std::string_view name_of(StatementKind kind) {
  return name_in(kKinds, kind);
}

std::optional<StatementKind> parse_statement_kind(std::string_view name) {
  return value_in(kKinds, name);
}

std::optional<CountScope> parse_count_scope(std::string_view text) {
  CountScope scope;
  const auto colon = text.find(':');
  const std::string_view type = text.substr(0, colon);
  if (type != "all") {
    scope.type = registers::parse_right_type(type);
    if (!scope.type || *scope.type == registers::RightType::kUnknown) {
      return std::nullopt;
    }
  }
  if (colon == std::string_view::npos) {
    return scope;
  }
  const std::string_view state = text.substr(colon + 1);
  if (state == "granted" || state == registers::name_of(registers::LegalState::kInForce)) {
    scope.granted = true;
    return scope;
  }
  scope.state = registers::parse_legal_state(state);
  if (!scope.state || *scope.state == registers::LegalState::kUnknown) {
    return std::nullopt;
  }
  return scope;
}

}  // namespace pignus::book
