// An invented underwriting with everything in it: known and unknown values, empty lists, hostile
// words. Its messages are keys of the catalogue; nothing was computed from anything.
#pragma once

#include "book/underwriting.h"
#include "core/check.h"

namespace pignus::report::testing {

inline Date day(const char* iso) {
  const auto date = Date::parse(iso);
  PIGNUS_CHECK(date.has_value());
  return *date;
}

inline Currency cny() {
  return *Currency::parse("CNY");
}

inline const char* hostile() {
  return "<script>alert('x')</script>\" onload=\"y & \x1b[31m\u202Egnp";
}

inline standards::Evidence seen(const char* source) {
  return {source, standards::Grade::kSeen};
}
inline standards::Evidence own(const char* source) {
  return {source, standards::Grade::kOwn};
}

inline registers::Source source(std::uint64_t record) {
  return {"rights.csv", std::string(64, 'a'), record, "invented for the tests"};
}

inline registers::RightRecord sample_record() {
  registers::RightRecord record;
  record.id = {"CN-P-201710911092"};
  record.type = registers::RightType::kInvention;
  record.application_number = "CN201710911092.2";
  record.publication_number = "CN107000001A";
  record.grant_number = "CN107000001B";
  record.filing_date = day("2017-09-29");
  record.publication_date = *RegisterDate::parse("2018-03");
  record.grant_date = day("2020-06-16");
  record.title = "Strain sensor with a temperature-compensated bridge 一种应变传感器";
  record.owners = {{"Invented Sensors Co., Ltd. 明测传感（虚构）", "CN", ""}, {hostile(), "", ""}};
  record.inventors = {"Zhang San", "Li Si"};
  record.claim_count = 9;
  record.classes = {"G01L1/22", "G01B7/16"};
  record.known = day("2020-06-16");
  record.source = source(1);
  return record;
}

inline registers::Lien lien(const char* id, const char* holder, const char* executed,
                            const char* recorded) {
  registers::Lien out;
  out.id = id;
  out.holders = {holder};
  out.grantors = {"Invented Sensors Co., Ltd."};
  out.executed = day(executed);
  out.recorded = day(recorded);
  out.conveyance = "PATENT PLEDGE";
  return out;
}

inline registers::LienChain sample_liens() {
  registers::LienChain chain;
  chain.liens = {lien("Y2021000001", "First Invented Bank", "2021-02-01", "2021-03-05"),
                 lien("Y2022000002", "Second Invented Bank", "2022-04-01", "2022-04-20"),
                 lien("Y2024000003", hostile(), "2024-08-01", "2024-08-12")};
  chain.liens[0].release_executed = day("2022-03-01");
  chain.liens[0].release_recorded = day("2022-12-20");
  chain.liens[0].release_id = "Y2021000001-R";
  chain.liens[0].secured_amount = Money::parse("CNY 3000000.00");
  chain.liens[1].release_executed = day("2026-05-01");
  chain.liens[1].notes = {registers::LienNote::kReleasedBeforeRecorded};
  chain.liens[2].notes = {registers::LienNote::kRecordedTwice,
                          registers::LienNote::kReleaseNamesOther};
  chain.liens[2].same_agreement_as = {"Y2024000002"};
  chain.title = {{"T2019000007",
                  registers::ConveyanceClass::kAssignment,
                  {"Founder"},
                  {"Invented Sensors Co., Ltd."},
                  day("2019-01-10"),
                  day("2019-02-01")}};
  registers::Recording unread;
  unread.id = "X2020000009";
  unread.conveyance = "SOMETHING ELSE";
  unread.recorded = day("2020-09-09");
  chain.unread = {unread};
  return chain;
}

inline registers::LegalEvent event(const char* code, const char* st27, const char* date,
                                   const char* description) {
  registers::LegalEvent out;
  out.right = {"CN-P-201710911092"};
  out.code = code;
  out.st27 = st27;
  out.date = day(date);
  out.description = description;
  out.source = source(2);
  return out;
}

inline registers::LegalStatus sample_status() {
  registers::LegalStatus status;
  status.state = registers::LegalState::kInForce;
  status.since = day("2020-06-16");
  status.term_end = day("2037-09-29");
  status.fees_paid_until = day("2026-09-28");
  status.next_fee = {{"annuity year 10", 10, day("2026-10-29"), day("2027-03-29"), "cn-annuities"}};
  status.invalidation_pending = true;
  status.reasons = {
      {"status.granted", {"GRANT", "2020-06-16"}, day("2020-06-20"), source(1)},
      {"status.overdue",
       {"annuity year 9", "2025-09-29", "2026-03-29", "cn-annuities", "grade.recalled", hostile()},
       std::nullopt,
       {}}};
  return status;
}

inline book::ScorecardResult sample_scorecard() {
  book::ScorecardResult result;
  result.card = "gbt-42748";
  result.version = "1";
  result.scenario = "finance";
  result.whole = {"", "", "", 34, 71, 0.5, 0.13, 0.37};
  result.sub_scores = {{"legal", "legal value", "法律价值", 61, 61, 0.9, 0.1, 0},
                       {"technical", hostile(), "技术价值", 12, 80, 0.3, 0, 0.7}};
  result.gates = {{"the right is in force", "权利有效", "passed"},
                  {"title is clean", "权属清晰", "unknown"}};
  result.asked = {{"gbt-42748.survived", "Has the right survived a challenge?", "经历无效仍维持"}};
  result.weights = own("default of this project");
  result.weight_set = book::UsedWeights{"bank-pledge", "2", hostile(), day("2026-02-01")};
  return result;
}

/// One trend with its change, one that no method rests on and held back, three unknown.
inline std::vector<book::TrendEffect> sample_trends(double scale) {
  book::TrendEffect shorter;
  shorter.trend = "obsolescence";
  shorter.of = hostile();
  shorter.observed = 0.06;
  shorter.low = 0.05;
  shorter.high = 0.07;
  shorter.neutral = 0.048;
  shorter.input = "economic_life_years";
  shorter.input_without = 7.8;
  shorter.input_with = 7.4;
  shorter.value_change = -6.4e4 * scale;
  shorter.direction = -1;
  shorter.evidence = {"sample citations", standards::Grade::kSeen};
  book::TrendEffect held = shorter;
  held.trend = "industry_capital_cost";
  held.of = "Electronics (General)";
  held.low = held.high = held.observed;
  held.input = "discount_rate";
  held.input_without = 0.18;
  held.input_with = 0.22;
  held.bounded = true;
  held.value_change.reset();
  held.direction = 0;
  std::vector<book::TrendEffect> all{shorter, held};
  for (const auto& [trend, why] : {std::pair{"share_growth", "trend.counts_later"},
                                   std::pair{"industry_growth", "trend.no_growth_table"},
                                   std::pair{"risk_free", "trend.counts_later"}}) {
    book::TrendEffect& unknown = all.emplace_back();
    unknown.trend = trend;
    unknown.unknown = why;
  }
  return all;
}

inline std::vector<book::ProductCoverage> sample_coverage() {
  book::ProductCoverage line;
  line.product = "Sensor line A";
  line.rights = {{{"CN-P-201710911092"}, hostile(), true, 0.42, {"membrane", "strain"}},
                 {{"CN-P-201810000009"}, "Bridge", false, 0, {"bridge"}}};
  line.texts = 12;
  line.without_text = 1;
  line.thin = true;
  book::ProductCoverage silent;
  silent.product = "Sensor line B";
  silent.unknown = "coverage.no_words";
  return {line, silent};
}

inline book::CostBreakdown sample_cost() {
  book::CostBreakdown cost;
  cost.lines = {{day("2019-03-01"), "labour", 4e5, 4.6e5, 0.8},
                {day("2020-03-01"), hostile(), 1e5, 1.1e5, std::nullopt}};
  cost.sides = {{"reproduction",
                 {5.7e5, 5.7e5},
                 {5.7e4, 5.7e4},
                 {6e4, 6e4},
                 {6.9e5, 6.9e5},
                 {1.2e5, 1.2e5},
                 {1.7e5, 1.7e5},
                 {1.2e5, 1.2e5},
                 {2.8e5, 2.8e5}},
                {"replacement",
                 {3.7e5, 4.8e5},
                 {3.7e4, 4.8e4},
                 {4e4, 5e4},
                 {4.4e5, 5.8e5},
                 {8e4, 1e5},
                 {1.1e5, 1.4e5},
                 {7.5e4, 1e5},
                 {1.8e5, 2.4e5}}};
  cost.basis_used = "replacement";
  cost.index_source = "wages of the industry";
  cost.index_stale_years = 1.4;
  return cost;
}

/// Every check that stands beside a value.
inline void add_sample_checks(book::Appraisal& appraisal) {
  appraisal.cost_lines = sample_cost();
  appraisal.profit_split = book::ProfitSplitResult{
      {{"profit_split_rule", 0.25, 0.045, 1.7e6, 2.1e6, 2.6e6, 1.1, seen("the rule as restated")},
       {"profit_split_kpmg", 0.23, 0.041, 1.6e6, 1.9e6, 2.4e6, std::nullopt, seen("a fit")}},
      0.03,
      std::nullopt};
  appraisal.high_value =
      book::HighValueResult{{{"strategic_industry", std::nullopt, "unknown", {}},
                             {"foreign_family", true, "computed", {"US9876543B2"}},
                             {"award", false, "answered", {hostile()}}},
                            true};
  book::IpscoreResult sheet;
  sheet.sections = {{"A", 12, 40, 1, 8}, {"B", 9, 45, 0, 9}};
  sheet.whole = {"", 60, 180, 9, 40};
  sheet.money = {{"B5", "years_to_market", 3, 1, "years"},
                 {"C2", "market_growth", 3, 0.05, "1/year"}};
  sheet.net_present_value = 3.3e5;
  sheet.discount_rate = 0.15;
  appraisal.ipscore = sheet;
  appraisal.brand_strength =
      book::BrandStrengthResult{42, 77, Distribution::uniform(0.027, 0.041), std::nullopt};
}

inline book::Appraisal sample_appraisal(double scale) {
  book::Appraisal appraisal;
  appraisal.right = {"CN-P-201710911092"};
  appraisal.title = "Strain sensor";
  appraisal.as_of = day("2026-06-30");
  appraisal.currency = cny();
  appraisal.status = sample_status();
  appraisal.remaining_life_years = 7.4;
  const Distribution royalty = Distribution::triangular(0.01, 0.03, 0.05);
  appraisal.methods = {
      {"relief_from_royalty",
       Distribution::lognormal(2.4e6 * scale, 0.6),
       0.7,
       "weight.sample_income",
       {{"royalty_rate", royalty, "share of net sales", own("assumed by the reader")},
        {"discount_rate", Distribution(0.18), "1/year", own("default of this project")}}},
      {"cost", Distribution::lognormal(1.1e6 * scale, 0.3), 0.3, "", {}}};
  appraisal.methods_refused = {"renewal:refused.sample_no_schedule"};
  appraisal.value = Distribution::lognormal(1.9e6 * scale, 0.7);
  appraisal.liquidation_value = Distribution::lognormal(6.2e5 * scale, 0.9);
  for (book::MethodValue& method : appraisal.methods) {
    method.log_error = 0.9;
    method.contribution = method.weight * method.value.mean();
  }
  appraisal.bases = {
      {"orderly_liquidation", Distribution::lognormal(9.4e5 * scale, 0.9), 0.81,
       Distribution::triangular(0.4, 1.1, 4)},
      {"forced_sale", appraisal.liquidation_value, 0.72, Distribution::triangular(0.3, 0.8, 3)}};
  appraisal.sensitivities = {{"royalty_rate", 1.1e6 * scale, 2.8e6 * scale},
                             {"discount_rate", 2.2e6 * scale, 1.7e6 * scale}};
  appraisal.scorecards = {sample_scorecard()};
  appraisal.trends = sample_trends(scale);
  appraisal.widened = book::Widening{14.2, 25, 0.7};
  return appraisal;
}

inline book::RightFile sample_right() {
  book::RightFile file;
  file.offered = {"ZL201710911092.2",
                  registers::RightId{"CN-P-201710911092"},
                  "Strain sensor",
                  "Sensor line A",
                  2.6e7,
                  std::nullopt};
  file.facts.id = {"CN-P-201710911092"};
  file.facts.records = {sample_record()};
  file.facts.events = {event("PB01", "P10", "2018-03-02", "publication"),
                       event("GR01", "F10", "2020-06-16", "grant"),
                       event("", "U10", "2025-09-20", "annuity paid"),
                       event("CF01", "L10", "2026-04-15", hostile())};
  file.status = sample_status();
  file.liens = sample_liens();
  file.title = {{{{"Invented Sensors Co., Ltd. 明测传感（虚构）", "CN", ""}, true}},
                day("2019-01-10"),
                day("2019-02-01"),
                source(3)};
  file.eligibility = {{{"CN-P-201710911092"},
                       "ZL201710911092.2",
                       "cn-patent-pledge",
                       day("2021-11-15"),
                       book::Verdict::kRefused,
                       {{"cn-patent-pledge/9",
                         book::Verdict::kRefused,
                         "rule.already_pledged",
                         {"Y2024000003", hostile()},
                         "settles.sample_release",
                         seen("announcement 461, ground 9")},
                        {"cn-patent-pledge/11",
                         book::Verdict::kToConfirm,
                         "rule.sample_pending",
                         {},
                         "",
                         {"recalled text", standards::Grade::kRecalled}}}}};
  file.appraisal = sample_appraisal(1);
  add_sample_checks(file.appraisal);
  return file;
}

/// A right without any register record.
inline book::RightFile sample_unknown_right() {
  book::RightFile file;
  file.offered.stated_number = hostile();
  file.appraisal = sample_appraisal(0.02);
  file.appraisal.right = {};
  file.appraisal.title = "";
  file.appraisal.status = {};
  file.appraisal.methods.clear();
  file.appraisal.assumed_only = true;
  return file;
}

inline book::Finding sample_finding(book::Severity severity) {
  book::Finding finding;
  finding.code = book::FindingCode::kPledgeOmitted;
  finding.severity = severity;
  finding.right = registers::RightId{"CN-P-201710911092"};
  finding.stated_number = "ZL201710911092.2";
  finding.statement_ids = {"S4"};
  finding.places = {
      {"ip-list.txt", "line 12", "The patent is free of any encumbrance. 无任何质押"}};
  finding.stated = "no";
  finding.facts = {
      {"fact.sample_lien", "Y2024000003", day("2024-08-01"), day("2024-08-12"), source(9)}};
  finding.message = "finding.sample";
  finding.question = "question.sample_release";
  finding.arguments = {"Y2024000003"};
  return finding;
}

/// More than a line or a page lists openly.
inline std::vector<book::ConcernedRight> many_rights() {
  std::vector<book::ConcernedRight> rights;
  for (int i = 1; i <= 12; ++i) {
    rights.push_back({std::nullopt, "ZL2017" + std::to_string(20000000 + i) + ".X"});
  }
  rights[3].stated_number = hostile();
  return rights;
}

inline book::Dossier sample_dossier() {
  book::Dossier dossier;
  dossier.title = "Working-capital loan against patents 专利质押流动资金贷款";
  dossier.made_up = true;
  dossier.note = std::string("A note with ") + hostile();
  dossier.as_of = day("2026-06-30");
  dossier.currency = cny();
  dossier.jurisdiction = "CN";
  dossier.firm = {"Invented Sensors Co., Ltd. 明测传感（虚构）", {}, "CN", "", ""};
  book::Accounts accounts;
  accounts.year_end = day("2025-12-31");
  accounts.currency = cny();
  accounts.revenue = 4.2e7;
  accounts.ebit = -1.3e6;
  accounts.equity = 0.0;
  dossier.accounts = {accounts};
  dossier.request = {Money::parse("CNY 5000000.00"), 24, "raw materials"};
  dossier.assumptions = {
      {"royalty_rate", 0.01, 0.03, 0.05, "share of net sales", "the reader's assumption"}};
  return dossier;
}

inline book::Terms sample_terms() {
  book::Terms terms;
  terms.currency = cny();
  terms.amount_max = 1.4e5;
  terms.ltv_max = 0.228;
  terms.confidence = 0.9;
  for (int i = 1; i <= 20; ++i) {
    const double ltv = 0.05 * i;
    terms.curve.push_back(
        {ltv * 6.2e5, ltv, 0.42 * ltv * ltv, 0.42 * ltv * ltv * ltv * 6.2e3, 0.05 + 0.01 * ltv});
  }
  terms.requested = {{5e6, 0.8, 0.27, 5.4e4, 0.071}};
  terms.offered = {{1.4e5, 0.22, 0.02, 56.0, 0.0525}};
  terms.inputs = {{"confidence", Distribution(0.9), "probability", own("default of this project")}};
  return terms;
}

inline book::IntangibleFile sample_intangible() {
  book::IntangibleFile file;
  file.offered.id = "firmware";
  file.offered.kind = book::UnregisteredKind::kSoftware;
  file.offered.title = hostile();
  file.offered.source = "accounts of 2025";
  file.evidence = {
      {"title", "Who made it", "权属证明", "gate", book::EvidenceState::kShown, "contracts.pdf"},
      {"open_source", "Licences of others", "开源许可", "gate", book::EvidenceState::kUnknown, ""},
      {"in_use", "That it is used", "使用情况", "widen", book::EvidenceState::kMissing, ""}};
  file.shown = 1;
  file.asked = 3;
  file.methods = {{"cost", Distribution::lognormal(2e5, 0.3), 0, "weight.cost_is_a_floor", {}}};
  file.methods_refused = {"unregistered_income:refused.gate_unknown"};
  file.cost_lines = sample_cost();
  file.eligibility.stated_number = "firmware";
  file.eligibility.rule_set = "unregistered-pledge-1";
  file.eligibility.rule_set_from = day("2026-01-01");
  file.eligibility.verdict = book::Verdict::kToConfirm;
  file.eligibility.results = {{"unregistered-pledge-1/security",
                               book::Verdict::kToConfirm,
                               "rule.unregistered_no_register",
                               {},
                               "settles.counsel_opinion",
                               own("this project")}};
  return file;
}

inline book::MarksTogether sample_marks() {
  book::MarksTogether marks;
  marks.office = "CN";
  marks.marks_known = 5;
  marks.offered = {{"CN-T-1001"}};
  marks.missing = {{{"CN-T-1002"}, hostile(), {"CN-T-1001"}, 0.92}};
  marks.doubtful = {{{"CN-T-1003"}, "MINGCE", {"CN-T-1001"}, 0.61}};
  marks.figures = {{"CN-T-1004"}};
  marks.without_goods = {{"CN-T-1005"}};
  return marks;
}

inline standards::WeightSet sample_weight_set() {
  standards::WeightSet set;
  set.id = "bank-pledge";
  set.version = "2";
  set.scorecard = "gbt-42748";
  set.scorecard_version = "1";
  set.scenario = "finance";
  set.author = hostile();
  set.saved = day("2026-02-01");
  set.evidence = own("minutes of the committee");
  set.weights = {{"economic", 0.25}, {"legal", 0.5}, {"technical", 0.25}};
  return set;
}

inline book::PortfolioOverlap sample_overlap() {
  const book::ConcernedRight first{registers::RightId{"CN-P-201710911092"}, "ZL201710911092.2"};
  const book::ConcernedRight second{std::nullopt, hostile()};
  book::PortfolioOverlap overlap;
  overlap.value = {2.9e6, 1.9e6, 1.2e6, 2.6e6};
  overlap.liquidation = {9.1e5, 6.2e5, 4.4e5, 8.3e5};
  book::OverlapGroup stated;
  stated.name = hostile();
  stated.kind = book::OverlapKind::kComplements;
  stated.degree_stated = true;
  stated.one_product = true;
  stated.overlap = {"overlap_complements", Distribution::triangular(0.6, 0.8, 1), "share",
                    own("the firm's engineers")};
  stated.rights = {first};
  stated.missing = {second};
  stated.value = {1.9e6, 1.4e6, 1.1e6, 1.6e6};
  stated.liquidation = {6.1e5, 4.2e5, 3.6e5, 5.3e5};
  book::OverlapGroup found;
  found.overlap = {"overlap_family", Distribution::triangular(0, 0.5, 1), "share",
                   own("default of this project")};
  found.rights = {first, second};
  found.value = {2.4e6, 1.9e6, 1.2e6, 2.4e6};
  found.liquidation = {7.2e5, 6.2e5, 4.4e5, 7.2e5};
  overlap.groups = {stated, found};
  overlap.parts = {{first, 1.9e6, 1.3e6, 6.1e5, 4.1e5}, {second, 1e6, 6e5, 3e5, 2.1e5}};
  overlap.family_unknown = 1;
  return overlap;
}

inline book::Underwriting sample_underwriting() {
  book::Underwriting all;
  all.intangibles = {sample_intangible()};
  all.marks_together = {sample_marks()};
  all.dossier = sample_dossier();
  all.provenance = {
      "pignus 0.1.0", {day("2026-06-30"), day("2026-06-30")},   18446744073709551615ULL,
      20000,          {{"dossier.toml", std::string(64, 'b')}}, {{"cn-patent-pledge", "2021"}}};
  all.provenance.weight_sets = {sample_weight_set()};
  all.rights = {sample_right(), sample_unknown_right()};
  all.findings = {sample_finding(book::Severity::kCritical),
                  sample_finding(book::Severity::kMinor)};
  all.findings[1].code = book::FindingCode::kStaleSnapshot;
  all.findings[1].statement_ids.clear();
  all.findings[1].places.clear();
  all.findings[1].facts.clear();
  all.findings[1].stated = "";
  all.findings[1].message = "finding.pledge_omitted.silent";
  all.findings[1].question = "question.pledge_omitted.silent";
  all.findings[1].rights = many_rights();
  all.findings[1].arguments = {
      all.findings[1].rights[0].stated_number,    "", "Y2024000003", "2026-06-30", "Y2024000003",
      "First Invented Bank; Second Invented Bank"};
  all.perfection = book::Perfection{
      {{"2021-000123", day("2021-02-02"), day("2026-02-02"), day("2025-08-02"), true, {}}},
      {{{"US-P-8789601"},
        "049342/0819",
        day("2019-01-07"),
        day("2019-05-30"),
        day("2019-04-07"),
        false}},
      {}};
  all.portfolio_value = Distribution::lognormal(1.9e6, 0.7);
  all.collateral = {cny(), Distribution::lognormal(6.2e5, 0.9), -0.1, 0.5, 0.2, 0.03, {}};
  all.default_estimate = {
      std::nullopt, std::nullopt,
      "unknown",    {"total_assets"},
      {},           {"Altman's scale, mapped by this project", standards::Grade::kRecalled}};
  all.terms = sample_terms();
  all.coverage = sample_coverage();
  all.decision.outcome = book::Outcome::kRefer;
  all.decision.term_months = 24;
  const book::ConcernedRight first{registers::RightId{"CN-P-201710911092"}, "ZL201710911092.2"};
  all.decision.reasons = {
      {"decision.right_excluded",
       {},
       {{"rule.already_pledged", {"Y2024000003", hostile()}}, {"state.lapsed", {}}},
       {first}},
      {"decision.amount_reduced", {"CNY 5000000.00", "CNY 140000.00"}, {}, {}},
      {"reason.sample_pledge", {hostile()}, {}, {}}};
  all.decision.conditions = {
      {"condition.lien_released", {"Y2024000003", hostile()}, {}, many_rights()},
      {"condition.accounts", {"account.ebit; account.equity"}, {}, {}}};
  all.overlap = sample_overlap();
  all.decision.warnings = {{"warning.assumed_only", {}, {}, {{std::nullopt, hostile()}}}};
  return all;
}

}  // namespace pignus::report::testing
