// E4 and E12: is the right alive, and are its fees paid. A right that ended for an unpaid fee is
// one matter (E4), even if the firm says both that it is in force and that its fees are paid.
#include <optional>
#include <string>

#include "disclosure/comparison.h"

namespace pignus::disclosure {

namespace {

using book::FindingCode;
using book::Severity;
using book::StatementKind;
using registers::LegalState;

bool ended(LegalState state) {
  return state == LegalState::kLapsed || state == LegalState::kExpired ||
         state == LegalState::kInvalidated || state == LegalState::kAbandoned;
}

// Whether `stated` is an honest word for `actual`. A patent that has ended was granted once, but a
// list of assets that calls it "granted" says that it is alive.
bool fits(const std::string& stated, LegalState actual) {
  if (stated == "granted" || stated == registers::name_of(LegalState::kInForce)) {
    return registers::is_alive(actual);
  }
  return stated == registers::name_of(actual);
}

Objection status_objection(const RightCase& right, const registers::LegalStatus& status,
                           const std::string& case_name, Severity severity) {
  const std::string found(registers::name_of(status.state));
  return {FindingCode::kStatusMisreported,
          severity,
          "status_misreported." + case_name,
          found,
          {status_evidence("fact.status", found, *right.facts, status)},
          {}};
}

std::optional<Objection> judge_status(const Comparison& comparison, const RightCase& right,
                                      const book::Statement& statement, Date day) {
  const auto& status = comparison.status(right, day);
  if (status.state == LegalState::kUnknown || fits(statement.value, status.state)) {
    return std::nullopt;
  }
  const std::optional<LegalState> stated = registers::parse_legal_state(statement.value);
  const bool called_alive =
      statement.value == "granted" || (stated && registers::is_alive(*stated));
  if (called_alive && ended(status.state)) {
    return status_objection(right, status, "ended", Severity::kCritical);
  }
  if (called_alive && status.state == LegalState::kPending) {
    return status_objection(right, status, "pending", Severity::kCritical);
  }
  return status_objection(right, status, "differs", Severity::kMinor);
}

Objection fee_objection(const RightCase& right, const registers::LegalStatus& status,
                        const std::string& case_name, Severity severity) {
  Objection objection{FindingCode::kFeeArrears,
                      severity,
                      "fee_arrears." + case_name,
                      std::string(registers::name_of(status.state)),
                      {},
                      {}};
  objection.facts = {status_evidence("fact.fees", objection.found, *right.facts, status)};
  if (status.next_fee) {
    objection.facts[0].value = status.next_fee->what;
    objection.more = {status.next_fee->what, status.next_fee->due.iso(),
                      status.next_fee->grace_end.iso()};
  } else {
    objection.more = {"", "", ""};
  }
  return objection;
}

std::optional<Objection> judge_fees(const Comparison& comparison, const RightCase& right,
                                    const book::Statement& statement, Date day) {
  const auto& status = comparison.status(right, day);
  if (statement.value == "yes") {
    if (status.state == LegalState::kInGrace) {
      return fee_objection(right, status, "overdue", Severity::kMajor);
    }
    if (status.state == LegalState::kLapsed) {
      return status_objection(right, status, "ended", Severity::kCritical);
    }
    return std::nullopt;
  }
  if (status.state == LegalState::kInForce && status.fees_paid_until &&
      *status.fees_paid_until >= day) {
    return fee_objection(right, status, "paid_after_all", Severity::kNote);
  }
  return std::nullopt;
}

void check_silence(Comparison& comparison, const RightCase& right) {
  const auto& status = comparison.status(right, comparison.today());
  if (ended(status.state) && !right.says(StatementKind::kStatus) &&
      !comparison.reported(right.id, {FindingCode::kStatusMisreported})) {
    comparison.omitted(right,
                       status_objection(right, status, "offered_ended", Severity::kCritical));
  }
  bool told = right.says(StatementKind::kFeesPaid);
  for (const book::Statement* statement : right.of(StatementKind::kStatus)) {
    told = told || statement->value == registers::name_of(LegalState::kInGrace);
  }
  if (status.state == LegalState::kInGrace && !told) {
    comparison.omitted(right, fee_objection(right, status, "silent", Severity::kMajor));
  }
}

}  // namespace

void check_status(Comparison& comparison) {
  for (const RightCase& right : comparison.cases()) {
    for (const book::Statement* statement : right.of(StatementKind::kStatus)) {
      comparison.judge(right, *statement,
                       [&](Date day) { return judge_status(comparison, right, *statement, day); });
    }
    for (const book::Statement* statement : right.of(StatementKind::kFeesPaid)) {
      comparison.judge(right, *statement,
                       [&](Date day) { return judge_fees(comparison, right, *statement, day); });
    }
    if (right.offered) {
      check_silence(comparison, right);
    }
  }
}

}  // namespace pignus::disclosure
