// The predicates behind the rules' tests. Private to policy.
#pragma once

#include <string>
#include <vector>

#include "policy/eligibility.h"
#include "standards/rule_set.h"

namespace pignus::policy {

enum class Answer {
  kMet,      ///< the fact is at hand and the rule is content
  kObjects,  ///< the fact is at hand and the rule objects
  kUnknown,  ///< the fact is not at hand: a document has to settle it
};

struct TestResult {
  Answer answer = Answer::kMet;
  std::vector<std::string> arguments;  ///< of the message; the right is named beside it
  std::string message;                 ///< in place of the rule's own, "" for that
};

TestResult run_test(const standards::Rule& rule, const standards::RuleSet& rules,
                    const EligibilityInput& input);

}  // namespace pignus::policy
