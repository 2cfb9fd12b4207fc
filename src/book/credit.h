// What risk and policy answer: default probability, loss, terms, eligibility, decision.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "book/appraisal.h"
#include "book/concerned_right.h"
#include "core/date.h"
#include "core/money.h"
#include "registers/right.h"
#include "standards/evidence.h"

namespace pignus::book {

/// A first probability of default within a year.
struct DefaultEstimate {
  std::optional<double> pd_one_year;  ///< nullopt: the figures needed are unknown
  std::optional<double> z_score;      ///< Altman Z''
  std::string zone;                   ///< "distress", "grey", "safe", "assumed", "unknown"
  std::vector<std::string> missing;   ///< account lines that are needed and unknown
  std::vector<Input> inputs;
  standards::Evidence evidence;
};

/// One amount that the loan could have, and what it would cost the bank.
struct LoanPoint {
  double amount = 0;         ///< major units
  double ltv = 0;            ///< amount / median liquidation value
  double lgd = 0;            ///< expected, given default
  double expected_loss = 0;  ///< major units over the term
  double rate_per_year = 0;  ///< break-even customer rate
};

struct Terms {
  Currency currency;
  std::optional<double> amount_max;  ///< by maximal LTV at the confidence
  double ltv_max = 0;                ///< of the median liquidation value
  double confidence = 0;             ///< P(collateral covers the loan | default)
  std::optional<LoanPoint> requested;
  std::optional<LoanPoint> offered;
  std::vector<LoanPoint> curve;  ///< LTV against loss, for the chart
  std::vector<Input> inputs;
};

enum class Verdict {
  kEligible,
  kConditional,  ///< eligible once a condition is met
  kToConfirm,    ///< a rule of grade recalled or own objects: counsel confirms
  kRefused,      ///< a rule of grade seen objects
};
std::string_view name_of(Verdict verdict);
std::optional<Verdict> parse_verdict(std::string_view name);

/// What one rule says of one right.
struct RuleResult {
  std::string rule;  ///< "cn-patent-2021/4"
  Verdict verdict = Verdict::kEligible;
  std::string message;                 ///< message key
  std::vector<std::string> arguments;  ///< without the right's number
  std::string settles;                 ///< message key: the document that settles it, "" none
  standards::Evidence evidence;
};

struct Eligibility {
  registers::RightId right;
  std::string stated_number;
  std::string rule_set;  ///< "cn-patent-pledge", version by its date
  Date rule_set_from;
  Verdict verdict = Verdict::kEligible;  ///< the worst of the results
  std::vector<RuleResult> results;       ///< those that object, ask, or could not be tested
};

enum class Outcome { kApprove, kApproveWithConditions, kRefer, kDecline };
std::string_view name_of(Outcome outcome);
std::optional<Outcome> parse_outcome(std::string_view name);

/// Why something is so.
struct Ground {
  std::string message;  ///< message key; says nothing of which right is meant
  std::vector<std::string> arguments;

  friend bool operator==(const Ground&, const Ground&) = default;
};

/// One thing that is said of the whole application or, once, of all the rights it concerns. For the
/// reader the message takes its arguments, then the grounds as one text, then the rights as one.
struct Reason {
  std::string message;                 ///< message key
  std::vector<std::string> arguments;  ///< nothing in them depends on the right
  std::vector<Ground> grounds;         ///< may be empty
  std::vector<ConcernedRight> rights;  ///< in the dossier's order; empty: the application
};

/// What must be there before the money. Its rights are listed beside the message, not in it.
using Condition = Reason;

struct Decision {
  Outcome outcome = Outcome::kRefer;
  std::optional<Money> amount;
  std::optional<int> term_months;
  std::optional<double> rate_per_year;
  std::vector<Reason> reasons;
  std::vector<Condition> conditions;
  std::vector<Reason> warnings;
};

}  // namespace pignus::book
