#include "standards/rule_set.h"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include "core/check.h"
#include "standards/embedded.h"
#include "standards/graded_table.h"
#include "standards/toml_table.h"

namespace pignus::standards {

namespace {

constexpr std::array<std::pair<RuleTest, std::string_view>, 19> kTests{{
    {RuleTest::kPledgorIsOwner, "pledgor_is_owner"},
    {RuleTest::kNotEnded, "not_ended"},
    {RuleTest::kGranted, "granted"},
    {RuleTest::kFeesPaid, "fees_paid"},
    {RuleTest::kNoDisputeOrAttachment, "no_dispute_or_attachment"},
    {RuleTest::kDebtWithinTerm, "debt_within_term"},
    {RuleTest::kContractTerms, "contract_terms"},
    {RuleTest::kNoForfeitureClause, "no_forfeiture_clause"},
    {RuleTest::kCoOwnersConsent, "co_owners_consent"},
    {RuleTest::kNotPledged, "not_pledged"},
    {RuleTest::kNoSameDayInvention, "no_same_day_invention"},
    {RuleTest::kNoInvalidation, "no_invalidation"},
    {RuleTest::kSimilarMarksTogether, "similar_marks_together"},
    {RuleTest::kUccFilingCurrent, "ucc_filing_current"},
    {RuleTest::kRecordedInTime, "recorded_in_time"},
    {RuleTest::kNotIntentToUse, "not_intent_to_use"},
    {RuleTest::kNoOpenSecurityInterest, "no_open_security_interest"},
    {RuleTest::kRankKnown, "rank_known"},
    {RuleTest::kOther, "other"},
}};

Rule read_rule(TomlTable& table) {
  Rule rule;
  rule.id = table.text("id");
  if (const auto test = parse_rule_test(table.text("test"))) {
    rule.test = *test;
  } else {
    table.refuse("test", "no such test");
  }
  rule.curable_by = table.optional_text("curable_by").value_or("");
  rule.message = table.text("message");
  rule.settles = table.optional_text("settles").value_or("");
  rule.evidence = read_graded(table);
  return rule;
}

void read_rules(TomlTable& root, RuleSet& set) {
  std::set<std::string> seen;
  for (TomlTable& table : root.tables("rules")) {
    set.rules.push_back(read_rule(table));
    if (!seen.insert(set.rules.back().id).second) {
      table.refuse("id", "used twice");
    }
    table.close();
  }
  if (set.rules.empty()) {
    root.refuse("rules", "a rule set needs at least one rule");
  }
}

void read_parameters(TomlTable& root, RuleSet& set) {
  TomlTable parameters = root.table("parameters", false);
  for (const std::string& name : parameters.keys()) {
    TomlTable table = parameters.table(name, true);
    RuleParameter parameter;
    parameter.value = table.number("value");
    parameter.unit = table.text("unit");
    parameter.evidence = read_graded(table);
    table.close();
    set.parameters.emplace(name, std::move(parameter));
  }
}

}  // namespace

std::string_view name_of(RuleTest test) {
  const auto* row = std::find_if(kTests.begin(), kTests.end(),
                                 [&](const auto& entry) { return entry.first == test; });
  PIGNUS_CHECK(row != kTests.end());
  return row->second;
}

std::optional<RuleTest> parse_rule_test(std::string_view name) {
  for (const auto& [test, test_name] : kTests) {
    if (test_name == name) {
      return test;
    }
  }
  return std::nullopt;
}

bool RuleSet::in_force_on(Date day) const {
  return in_force_from <= day && (!in_force_until || day <= *in_force_until);
}

Result<RuleSet> parse_rule_set(std::string_view toml, std::string_view file) {
  PIGNUS_ASSIGN(const toml::table parsed, parse_toml(toml, file));
  TomlTable root(parsed, file);
  RuleSet set;
  set.id = root.text("id");
  set.version = root.text("version");
  set.title = root.text("title");
  set.jurisdiction = root.text("jurisdiction");
  set.right_types = root.texts("right_types");
  set.in_force_from = root.date("in_force_from");
  set.in_force_until = root.optional_date("in_force_until");
  set.dates_note = root.optional_text("dates_note").value_or("");
  set.evidence = read_graded(root);
  if (set.in_force_until && *set.in_force_until < set.in_force_from) {
    root.refuse("in_force_until", "earlier than in_force_from");
  }
  read_rules(root, set);
  read_parameters(root, set);
  PIGNUS_TRY(root.finish());
  return set;
}

std::vector<RuleSet> embedded_rule_sets() {
  std::vector<RuleSet> sets;
  for (const std::string& file : embedded_files("rules/")) {
    auto set = parse_rule_set(embedded_file(file), file);
    PIGNUS_CHECK(set.has_value());
    sets.push_back(std::move(*set));
  }
  return sets;
}

std::vector<RuleSet> rule_sets_for(const std::vector<RuleSet>& sets, std::string_view jurisdiction,
                                   std::string_view right_type, Date day) {
  std::vector<RuleSet> chosen;
  for (const RuleSet& set : sets) {
    const bool types_match = std::find(set.right_types.begin(), set.right_types.end(),
                                       right_type) != set.right_types.end();
    if (set.jurisdiction == jurisdiction && types_match && set.in_force_on(day)) {
      chosen.push_back(set);
    }
  }
  return chosen;
}

}  // namespace pignus::standards
