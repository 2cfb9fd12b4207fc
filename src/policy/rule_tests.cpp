#include "policy/rule_tests.h"

#include <algorithm>
#include <optional>

#include "core/check.h"
#include "policy/perfection.h"
#include "policy/trademark_closure.h"

namespace pignus::policy {

namespace {

using registers::LegalState;
using standards::RuleTest;

TestResult met() {
  return {Answer::kMet, {}, ""};
}
TestResult objects(std::vector<std::string> arguments = {}) {
  return {Answer::kObjects, std::move(arguments), ""};
}
TestResult unknown(std::vector<std::string> arguments = {}) {
  return {Answer::kUnknown, std::move(arguments), ""};
}

TestResult pledgor_is_owner(const EligibilityInput& input) {
  if (input.title.holders.empty()) {
    return unknown({""});
  }
  std::string names;
  for (const book::TitleHolder& holder : input.title.holders) {
    if (holder.is_the_firm) {
      return met();
    }
    names += (names.empty() ? "" : "; ") + holder.party.name;
  }
  return objects({names});
}

std::string since_text(const registers::LegalStatus& status) {
  return status.since ? status.since->iso() : "unknown";
}

TestResult not_ended(const EligibilityInput& input) {
  const std::string state(registers::name_of(input.status.state));
  switch (input.status.state) {
    case LegalState::kUnknown:
      return unknown({state});
    case LegalState::kLapsed:
    case LegalState::kExpired:
    case LegalState::kInvalidated:
    case LegalState::kAbandoned:
      return objects({state, since_text(input.status)});
    case LegalState::kPending:
    case LegalState::kInForce:
    case LegalState::kInGrace:
      return met();
  }
  return met();
}

TestResult granted(const EligibilityInput& input) {
  if (input.status.state == LegalState::kUnknown) {
    return unknown();
  }
  return input.status.state == LegalState::kPending ? objects() : met();
}

TestResult fees_paid(const EligibilityInput& input) {
  const auto& status = input.status;
  if (status.state == LegalState::kInGrace) {
    if (!status.next_fee) {
      return objects({"", "", ""});
    }
    return objects(
        {status.next_fee->what, status.next_fee->due.iso(), status.next_fee->grace_end.iso()});
  }
  if (status.state == LegalState::kLapsed) {
    TestResult result = objects({since_text(status)});
    result.message = "rule.fees_unpaid.lapsed";
    return result;
  }
  if (status.state == LegalState::kInForce) {
    // Without a payment at hand nobody knows whether earlier fees were paid.
    const bool covered = status.fees_paid_until && *status.fees_paid_until >= input.as_of.true_on;
    const bool not_yet_due =
        status.fees_paid_until && status.next_fee && status.next_fee->due >= input.as_of.true_on;
    return covered || not_yet_due ? met() : unknown({"", "", ""});
  }
  // No fee is due on an application, and none on a right that ended otherwise.
  return status.state == LegalState::kUnknown ? unknown({"", "", ""}) : met();
}

TestResult no_dispute_or_attachment(const EligibilityInput& input) {
  if (input.status.ownership_dispute || input.status.attached) {
    return objects({input.status.attached ? "attached" : "ownership_dispute"});
  }
  return input.facts.latest_record() == nullptr ? unknown({""}) : met();
}

TestResult debt_within_term(const EligibilityInput& input) {
  const auto& months = input.dossier.request.term_months;
  if (!months || !input.status.term_end) {
    return unknown({"", input.status.term_end ? input.status.term_end->iso() : ""});
  }
  // The debt runs from the contract's day, which is not before the day of the decision.
  const Date debt_end = input.as_of.true_on.plus_months(*months);
  if (debt_end > *input.status.term_end) {
    return objects({debt_end.iso(), input.status.term_end->iso()});
  }
  return met();
}

TestResult co_owners_consent(const EligibilityInput& input) {
  if (input.title.holders.empty()) {
    return unknown({"unknown"});
  }
  if (input.title.holders.size() == 1 ||
      declared(input.dossier, "co_owner_consent", input.facts.id)) {
    return met();
  }
  std::string others;
  for (const book::TitleHolder& holder : input.title.holders) {
    if (!holder.is_the_firm) {
      others += (others.empty() ? "" : "; ") + holder.party.name;
    }
  }
  // That they own is a fact at hand; whether they agree is not.
  return unknown({others});
}

std::vector<const registers::Lien*> open_liens(const EligibilityInput& input) {
  std::vector<const registers::Lien*> open;
  for (const registers::Lien& lien : input.liens.liens) {
    if (lien.open_on(input.as_of)) {
      open.push_back(&lien);
    }
  }
  return open;
}

TestResult not_pledged(const EligibilityInput& input) {
  const auto open = open_liens(input);
  if (!open.empty()) {
    std::string ids;
    std::string holders;
    for (const registers::Lien* lien : open) {
      ids += (ids.empty() ? "" : "; ") + lien->id;
      for (const std::string& holder : lien->holders) {
        if (holders.find(holder) == std::string::npos) {
          holders += (holders.empty() ? "" : "; ") + holder;
        }
      }
    }
    return objects({ids, holders});
  }
  return input.facts.latest_record() == nullptr ? unknown({"", ""}) : met();
}

TestResult no_same_day_invention(const EligibilityInput& input) {
  const registers::RightRecord* record = input.facts.latest_record();
  const auto type = record == nullptr ? registers::RightType::kUnknown : record->type;
  if (type != registers::RightType::kUtilityModel) {
    const bool may_be_one = record == nullptr && input.facts.id.value.substr(2, 3) == "-U-";
    return may_be_one ? unknown({""}) : met();
  }
  for (const registers::RightFacts* other : input.others) {
    const registers::RightRecord* twin = other->latest_record();
    if (twin != nullptr && twin->type == registers::RightType::kInvention &&
        twin->filing_date.known() && twin->filing_date == record->filing_date &&
        twin->title == record->title && !record->title.empty()) {
      return objects({other->id.value});
    }
  }
  if (declared(input.dossier, "no_same_day_invention", input.facts.id)) {
    return met();
  }
  return unknown({""});  // the register of one right does not list its twin
}

TestResult no_invalidation(const EligibilityInput& input) {
  if (input.status.invalidation_pending) {
    return objects();
  }
  return input.facts.latest_record() == nullptr ? unknown() : met();
}

TestResult similar_marks_together(const EligibilityInput& input) {
  const MarkClosure closure = mark_closure(input.facts, input.others);
  if (!closure.left_out.empty()) {
    std::string marks;
    for (const registers::RightId& mark : closure.left_out) {
      marks += (marks.empty() ? "" : "; ") + mark.value;
    }
    return objects({marks});
  }
  return unknown({""});  // marks the registers at hand do not hold, and similar ones, remain open
}

TestResult ucc_filing_current(const standards::RuleSet& rules, const EligibilityInput& input) {
  if (input.dossier.ucc_filings.empty()) {
    return unknown({"", ""});
  }
  const UccRules periods = ucc_rules(rules);
  std::optional<UccState> best;
  for (const book::UccFiling& filing : input.dossier.ucc_filings) {
    const auto state = ucc_state(filing, input.as_of.true_on, periods);
    if (state && (!best || state->lapses_on > best->lapses_on)) {
      best = state;
    }
  }
  if (!best) {
    return unknown({"", ""});
  }
  if (best->lapsed) {
    TestResult result = objects({best->number, best->lapses_on.iso()});
    result.message = "rule.ucc_lapsed";
    return result;
  }
  if (best->continuation_from <= input.as_of.true_on) {
    TestResult result = unknown({best->number, best->lapses_on.iso()});
    result.message = "rule.ucc_continue_now";
    return result;
  }
  return met();
}

TestResult recorded_in_time(const standards::RuleSet& rules) {
  const UccRules periods = ucc_rules(rules);
  return unknown({std::to_string(periods.recordation_months)});
}

TestResult not_intent_to_use(const EligibilityInput& input) {
  const registers::RightRecord* record = input.facts.latest_record();
  const bool mark = (record != nullptr && record->type == registers::RightType::kTrademark) ||
                    input.facts.id.value.substr(2, 3) == "-T-";
  // Registration follows use, or a claim that a program cannot test; an application may be on
  // intent to use, which the records at hand do not say.
  return mark && !registers::is_alive(input.status.state) ? unknown() : met();
}

}  // namespace

TestResult run_test(const standards::Rule& rule, const standards::RuleSet& rules,
                    const EligibilityInput& input) {
  switch (rule.test) {
    case RuleTest::kPledgorIsOwner:
      return pledgor_is_owner(input);
    case RuleTest::kNotEnded:
      return not_ended(input);
    case RuleTest::kGranted:
      return granted(input);
    case RuleTest::kFeesPaid:
      return fees_paid(input);
    case RuleTest::kNoDisputeOrAttachment:
      return no_dispute_or_attachment(input);
    case RuleTest::kDebtWithinTerm:
      return debt_within_term(input);
    case RuleTest::kContractTerms:
    case RuleTest::kNoForfeitureClause:
    case RuleTest::kRankKnown:
      return unknown();  // a contract not yet written, a rank no record tells
    case RuleTest::kCoOwnersConsent:
      return co_owners_consent(input);
    case RuleTest::kNotPledged:
    case RuleTest::kNoOpenSecurityInterest:
      return not_pledged(input);
    case RuleTest::kNoSameDayInvention:
      return no_same_day_invention(input);
    case RuleTest::kNoInvalidation:
      return no_invalidation(input);
    case RuleTest::kSimilarMarksTogether:
      return similar_marks_together(input);
    case RuleTest::kUccFilingCurrent:
      return ucc_filing_current(rules, input);
    case RuleTest::kRecordedInTime:
      return recorded_in_time(rules);
    case RuleTest::kNotIntentToUse:
      return not_intent_to_use(input);
    case RuleTest::kOther:
      return met();  // the list's catch-all tests nothing
  }
  PIGNUS_CHECK(!"a test of the enumeration");
}

}  // namespace pignus::policy
