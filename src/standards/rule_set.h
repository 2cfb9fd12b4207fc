// Rules of eligibility and perfection: dated, versioned data from standards/rules/. A rule names
// the test that a predicate in policy/ carries out; it says nothing about a case by itself.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/date.h"
#include "core/result.h"
#include "standards/evidence.h"

namespace pignus::standards {

/// What a rule looks at. Each is one predicate in policy/.
enum class RuleTest {
  kPledgorIsOwner,          ///< the firm is an owner of record
  kNotEnded,                ///< not lapsed, expired, invalidated or given up
  kGranted,                 ///< no longer an application
  kFeesPaid,                ///< no annuity overdue
  kNoDisputeOrAttachment,   ///< not suspended for a dispute of ownership, not under preservation
  kDebtWithinTerm,          ///< the debt is due before the right's term ends
  kContractTerms,           ///< the contract says what it must
  kNoForfeitureClause,      ///< the contract has no clause that the right falls to the creditor
  kCoOwnersConsent,         ///< every co-owner agrees
  kNotPledged,              ///< no pledge is open
  kNoSameDayInvention,      ///< a utility model without a twin application for an invention
  kNoInvalidation,          ///< no invalidation procedure is pending
  kSimilarMarksTogether,    ///< identical and similar marks are pledged together
  kUccFilingCurrent,        ///< a UCC-1 is on file and has not lapsed
  kRecordedInTime,          ///< the security agreement is recorded at the USPTO in time
  kNotIntentToUse,          ///< no application to register a mark on intent to use
  kNoOpenSecurityInterest,  ///< no unreleased security interest in the records seen
  kRankKnown,               ///< rank against others, which no record at hand tells
  kOther,                   ///< the list's catch-all: nothing that a program could test
};
std::string_view name_of(RuleTest test);
std::optional<RuleTest> parse_rule_test(std::string_view name);

struct Rule {
  std::string id;  ///< "4": unique in its set
  RuleTest test = RuleTest::kOther;
  /// The declaration of the parties that cures the objection; "" when none does.
  std::string curable_by;
  std::string message;  ///< message key: the ground
  std::string settles;  ///< message key: the document that settles it
  Evidence evidence;
};

struct RuleParameter {
  double value = 0;
  std::string unit;
  Evidence evidence;
};

struct RuleSet {
  std::string id;       ///< "cn-patent-pledge"
  std::string version;  ///< "2021"
  std::string title;    ///< message key
  std::string jurisdiction;
  std::vector<std::string> right_types;  ///< as registers::name_of(RightType) spells them
  Date in_force_from;                    ///< first day
  std::optional<Date> in_force_until;    ///< last day; nullopt: no end known
  std::string dates_note;                ///< how sure the two dates are, "" when the source says
  std::vector<Rule> rules;
  std::map<std::string, RuleParameter> parameters;
  Evidence evidence;  ///< of the list as a whole

  std::string name() const { return id + "-" + version; }
  bool in_force_on(Date day) const;
};

/// Parses one file; errors name file, line and key.
[[nodiscard]] Result<RuleSet> parse_rule_set(std::string_view toml, std::string_view file);
/// Every set under standards/rules, by id and version. Aborts if one does not parse: they are part
/// of the program, and a test reads them all.
std::vector<RuleSet> embedded_rule_sets();
/// Those in force on `day` for rights of this type in this jurisdiction, in the order given.
std::vector<RuleSet> rule_sets_for(const std::vector<RuleSet>& sets, std::string_view jurisdiction,
                                   std::string_view right_type, Date day);

}  // namespace pignus::standards
