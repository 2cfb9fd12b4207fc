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

}  // namespace pignus::book
