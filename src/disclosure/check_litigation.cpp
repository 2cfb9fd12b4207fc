// E11: invalidation procedures, disputes of ownership and court preservation. "Yes, there is a
// dispute" is never contradicted: a register is not where every dispute stands.
#include <optional>
#include <string>

#include "disclosure/comparison.h"

namespace pignus::disclosure {

namespace {

using book::FindingCode;
using book::Severity;
using book::StatementKind;

std::optional<Objection> proceedings(const Comparison& comparison, const RightCase& right, Date day,
                                     const std::string& case_name, Severity severity) {
  const auto& status = comparison.status(right, day);
  Objection objection{
      FindingCode::kLitigationOmitted, severity, "litigation_omitted." + case_name, "", {}, {}};
  const auto note = [&](bool there, const char* what) {
    if (there) {
      objection.found += (objection.found.empty() ? "" : "; ") + std::string(what);
      auto evidence = record_evidence("fact." + std::string(what), "", *right.facts);
      evidence.value = what;
      objection.facts.push_back(evidence);
    }
  };
  note(status.invalidation_pending, "invalidation_pending");
  note(status.ownership_dispute, "ownership_dispute");
  note(status.attached, "attached");
  if (objection.facts.empty()) {
    return std::nullopt;
  }
  return objection;
}

}  // namespace

void check_litigation(Comparison& comparison) {
  for (const RightCase& right : comparison.cases()) {
    for (const book::Statement* statement : right.of(StatementKind::kLitigation)) {
      if (statement->value == "no") {
        comparison.judge(right, *statement, [&](Date day) {
          return proceedings(comparison, right, day, "denied", Severity::kCritical);
        });
      }
    }
    if (right.offered && !right.says(StatementKind::kLitigation)) {
      if (const auto found =
              proceedings(comparison, right, comparison.today(), "silent", Severity::kMajor)) {
        comparison.omitted(right, *found);
      }
    }
  }
}

}  // namespace pignus::disclosure
