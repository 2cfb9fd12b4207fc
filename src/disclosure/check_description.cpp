// E3 and E8: what kind of right it is, and its dates. These do not change with the day judged.
#include <optional>
#include <string>

#include "disclosure/comparison.h"

namespace pignus::disclosure {

namespace {

using book::FindingCode;
using book::Severity;
using book::StatementKind;

void check_type(Comparison& comparison, const RightCase& right,
                const registers::RightRecord& record) {
  if (record.type == registers::RightType::kUnknown) {
    return;
  }
  const std::string found(registers::name_of(record.type));
  for (const book::Statement* statement : right.of(StatementKind::kType)) {
    if (statement->value != found && statement->stated_on <= comparison.today()) {
      comparison.object(right, *statement,
                        {FindingCode::kTypeMisreported,
                         Severity::kMajor,
                         "type_misreported.differs",
                         found,
                         {record_evidence("fact.type", found, *right.facts)},
                         {}},
                        statement->stated_on);
    }
  }
}

// The register's side of a date: the days it can mean.
struct Span {
  Date first;
  Date last;
  std::string text;
};

std::optional<Span> span_of(const registers::RightRecord& record,
                            const registers::LegalStatus& status, StatementKind kind) {
  const auto of = [](const RegisterDate& date) -> std::optional<Span> {
    if (date.empty()) {
      return std::nullopt;
    }
    return Span{*date.earliest(), *date.latest(), date.text()};
  };
  if (kind == StatementKind::kFilingDate) {
    return of(record.filing_date);
  }
  if (kind == StatementKind::kGrantDate) {
    return of(record.grant_date);
  }
  if (!record.expiry_date.empty()) {
    return of(record.expiry_date);
  }
  if (!status.term_end) {
    return std::nullopt;
  }
  // The term's last day is computed, and writers differ on whether the anniversary still counts.
  return Span{status.term_end->plus_days(-1), status.term_end->plus_days(1),
              status.term_end->iso()};
}

void check_date(Comparison& comparison, const RightCase& right,
                const registers::RightRecord& record, StatementKind kind) {
  if (!right.says(kind)) {
    return;
  }
  const auto& status = comparison.status(right, comparison.today());
  const std::optional<Span> span = span_of(record, status, kind);
  if (!span) {
    return;
  }
  const std::string name(book::name_of(kind));
  for (const book::Statement* statement : right.of(kind)) {
    const std::optional<Date> stated = Date::parse(statement->value);
    if (!stated || (span->first <= *stated && *stated <= span->last) ||
        statement->stated_on > comparison.today()) {
      continue;
    }
    // A longer life than the register gives is what a lender is hurt by.
    const bool longer_life = kind == StatementKind::kExpiryDate && *stated > span->last;
    comparison.object(right, *statement,
                      {FindingCode::kDateMismatch,
                       longer_life ? Severity::kMajor : Severity::kMinor,
                       "date_mismatch." + name,
                       span->text,
                       {record_evidence("fact." + name, span->text, *right.facts)},
                       {}},
                      statement->stated_on);
  }
}

}  // namespace

void check_description(Comparison& comparison) {
  for (const RightCase& right : comparison.cases()) {
    const registers::RightFacts known =
        registers::known_facts(*right.facts, comparison.options().as_of);
    const registers::RightRecord* record = known.latest_record();
    if (record == nullptr) {
      continue;
    }
    check_type(comparison, right, *record);
    for (const StatementKind kind :
         {StatementKind::kFilingDate, StatementKind::kGrantDate, StatementKind::kExpiryDate}) {
      check_date(comparison, right, *record, kind);
    }
  }
}

}  // namespace pignus::disclosure
