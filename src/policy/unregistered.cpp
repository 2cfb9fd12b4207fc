#include "policy/unregistered.h"

#include <algorithm>
#include <string>

namespace pignus::policy {

namespace {

using book::EvidenceState;
using book::Verdict;

bool gate_is(const book::IntangibleFile& file, EvidenceState state) {
  return std::any_of(file.evidence.begin(), file.evidence.end(),
                     [state](const book::EvidenceLine& line) {
                       return line.role == "gate" && line.state == state;
                     });
}

}  // namespace

book::Eligibility assess_unregistered(const standards::UnregisteredPledgeRules& rules,
                                      std::string_view jurisdiction,
                                      const book::IntangibleFile& file) {
  book::Eligibility eligibility;
  eligibility.stated_number = file.offered.id;
  eligibility.rule_set = rules.name();
  eligibility.rule_set_from = rules.from;
  const standards::UnregisteredPledge& entry =
      rules.entry(jurisdiction, book::name_of(file.offered.kind));
  const auto add = [&](const char* rule, Verdict verdict, std::string message, std::string settles,
                       const standards::Evidence& evidence) {
    eligibility.results.push_back(
        {rules.name() + "/" + rule, verdict, std::move(message), {}, std::move(settles), evidence});
    eligibility.verdict = std::max(eligibility.verdict, verdict);
  };
  add("security", Verdict::kToConfirm, entry.message, entry.settles, entry.evidence);
  const standards::Evidence list{"list of evidence of this project", standards::Grade::kOwn};
  if (gate_is(file, EvidenceState::kMissing)) {
    add("evidence", Verdict::kToConfirm, "rule.evidence_missing", "settles.missing_evidence", list);
  }
  if (gate_is(file, EvidenceState::kUnknown)) {
    add("evidence", Verdict::kConditional, "rule.evidence_unknown", "settles.missing_evidence",
        list);
  }
  return eligibility;
}

}  // namespace pignus::policy
