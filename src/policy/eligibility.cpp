#include "policy/eligibility.h"

#include <algorithm>
#include <utility>

#include "policy/rule_tests.h"

namespace pignus::policy {

namespace {

using book::Verdict;

Verdict verdict_of(const standards::Rule& rule, const TestResult& result,
                   const EligibilityInput& input) {
  switch (result.answer) {
    case Answer::kMet:
      return Verdict::kEligible;
    case Answer::kUnknown:
      return Verdict::kConditional;
    case Answer::kObjects:
      break;
  }
  if (!rule.curable_by.empty()) {
    return declared(input.dossier, rule.curable_by, input.facts.id) ? Verdict::kEligible
                                                                    : Verdict::kConditional;
  }
  return rule.evidence.grade == standards::Grade::kSeen ? Verdict::kRefused : Verdict::kToConfirm;
}

}  // namespace

bool declared(const book::Dossier& dossier, std::string_view declaration,
              const registers::RightId& right) {
  const std::string wanted = std::string(declaration) + ":" + right.value;
  return std::find(dossier.declarations.begin(), dossier.declarations.end(), wanted) !=
         dossier.declarations.end();
}

book::Eligibility assess(const standards::RuleSet& rules, const EligibilityInput& input) {
  book::Eligibility eligibility;
  eligibility.right = input.offered.id.value_or(input.facts.id);
  eligibility.stated_number = input.offered.stated_number;
  eligibility.rule_set = rules.name();
  eligibility.rule_set_from = rules.in_force_from;
  for (const standards::Rule& rule : rules.rules) {
    TestResult result = run_test(rule, rules, input);
    const Verdict verdict = verdict_of(rule, result, input);
    if (verdict == Verdict::kEligible) {
      continue;
    }
    book::RuleResult line;
    line.rule = rules.name() + "/" + rule.id;
    line.verdict = verdict;
    line.message = !result.message.empty()             ? result.message
                   : result.answer == Answer::kUnknown ? rule.message + ".unknown"
                                                       : rule.message;
    line.arguments = std::move(result.arguments);
    line.settles = rule.settles;
    line.evidence = rule.evidence;
    eligibility.results.push_back(std::move(line));
  }
  if (rules.evidence.grade != standards::Grade::kSeen) {
    eligibility.results.push_back({rules.name(),
                                   Verdict::kToConfirm,
                                   "rule.list_not_confirmed",
                                   {},
                                   "settles.counsel_opinion",
                                   rules.evidence});
  }
  for (const book::RuleResult& result : eligibility.results) {
    eligibility.verdict = std::max(eligibility.verdict, result.verdict);
  }
  return eligibility;
}

}  // namespace pignus::policy
