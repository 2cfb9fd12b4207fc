// What the domains answer, as JSON.
#include "book/dossier_json.h"
#include "book/json_fields.h"
#include "core/sha256.h"
#include "report/json.h"
#include "report/json_parts.h"
#include "report/json_stated.h"

namespace pignus::report {

namespace {

using book::json_fields::or_null;
using report::to_json;  // the public ones beside those of this file

Json right_or_null(const std::optional<registers::RightId>& right) {
  return right ? text_or_null(right->value) : Json(nullptr);
}

Json to_json(const standards::Evidence& evidence) {
  return {{"source", evidence.source}, {"grade", standards::name_of(evidence.grade)}};
}

Json to_json(const book::Input& input) {
  return {{"name", input.name},
          {"value", summary_json(input.value)},
          {"unit", input.unit},
          {"evidence", to_json(input.evidence)}};
}

Json inputs_json(const std::vector<book::Input>& inputs) {
  return list(inputs, to_json);
}

Json to_json(const book::MethodValue& method) {
  return {{"method", method.method},
          {"value", summary_json(method.value)},
          {"weight", method.weight},
          {"weight_reason", method.weight_reason},
          {"log_error", method.log_error},
          {"contribution", method.contribution},
          {"inputs", inputs_json(method.inputs)}};
}

Json to_json(const book::BasisValue& basis) {
  return {{"basis", basis.basis},
          {"value", summary_json(basis.value)},
          {"chance_of_sale", basis.chance_of_sale},
          {"years_to_sale", summary_json(basis.years_to_sale)}};
}

Json to_json(const book::Sensitivity& bar) {
  return {{"input", bar.input}, {"at_low", bar.at_low}, {"at_high", bar.at_high}};
}

Json to_json(const book::TrendEffect& effect) {
  const bool known = effect.unknown.empty();
  return {{"trend", effect.trend},
          {"of", text_or_null(effect.of)},
          {"observed", or_null(effect.observed)},
          {"low", or_null(effect.low)},
          {"high", or_null(effect.high)},
          {"neutral", or_null(effect.neutral)},
          {"input", effect.input},
          {"input_without", effect.input_without},
          {"input_with", effect.input_with},
          {"bounded", effect.bounded},
          {"value_change", or_null(effect.value_change)},
          {"direction", effect.direction},
          {"unknown", text_or_null(effect.unknown)},
          {"evidence", known ? to_json(effect.evidence) : Json(nullptr)}};
}

Json to_json(const book::Widening& widening) {
  return {{"ratio", widening.ratio}, {"floor", widening.floor}, {"spread", widening.spread}};
}

Json to_json(const book::ScoreLine& line) {
  return {{"id", text_or_null(line.id)}, {"low", line.low},           {"high", line.high},
          {"computed", line.computed},   {"answered", line.answered}, {"unknown", line.unknown}};
}

Json to_json(const book::ScoreGate& gate) {
  return {{"name", gate.name}, {"state", gate.state}};
}

Json to_json(const book::ScoreQuestion& question) {
  return {{"id", question.id}, {"question", question.question}};
}

Json to_json(const book::ScorecardResult& result) {
  return {{"card", result.card},
          {"version", result.version},
          {"scenario", result.scenario},
          {"whole", to_json(result.whole)},
          {"sub_scores", list(result.sub_scores, to_json)},
          {"gates", list(result.gates, to_json)},
          {"asked", list(result.asked, to_json)},
          {"weights", to_json(result.weights)},
          {"weight_set", stated_json(result.weight_set)}};
}

Json to_json(const book::RuleResult& result) {
  return {{"rule", result.rule},
          {"verdict", name_of(result.verdict)},
          {"message", result.message},
          {"arguments", result.arguments},
          {"settles", text_or_null(result.settles)},
          {"evidence", to_json(result.evidence)}};
}

Json to_json(const book::Place& place) {
  return {{"document", place.document}, {"where", place.where}, {"quote", place.quote}};
}

Json to_json(const registers::Source& source) {
  return {{"file", source.file},
          {"sha256", text_or_null(source.sha256)},
          {"record", source.record},
          {"origin", text_or_null(source.origin)}};
}

Json to_json(const book::FactEvidence& fact) {
  return {{"what", fact.what},
          {"value", fact.value},
          {"true_on", or_null(fact.true_on)},
          {"known_on", or_null(fact.known_on)},
          {"source", to_json(fact.source)}};
}

Json to_json(const book::LoanPoint& point) {
  return {{"amount", point.amount},
          {"ltv", point.ltv},
          {"lgd", point.lgd},
          {"expected_loss", point.expected_loss},
          {"rate_per_year", point.rate_per_year}};
}

Json to_json(const std::optional<book::LoanPoint>& point) {
  return point ? to_json(*point) : Json(nullptr);
}

Json to_json(const book::Terms& terms) {
  return {{"currency", terms.currency.code()},
          {"amount_max", or_null(terms.amount_max)},
          {"ltv_max", terms.ltv_max},
          {"confidence", terms.confidence},
          {"requested", to_json(terms.requested)},
          {"offered", to_json(terms.offered)},
          {"curve", list(terms.curve, to_json)},
          {"inputs", inputs_json(terms.inputs)}};
}

Json to_json(const book::DefaultEstimate& estimate) {
  return {{"pd_one_year", or_null(estimate.pd_one_year)},
          {"z_score", or_null(estimate.z_score)},
          {"zone", estimate.zone},
          {"missing", estimate.missing},
          {"inputs", inputs_json(estimate.inputs)},
          {"evidence", to_json(estimate.evidence)}};
}

Json to_json(const book::CollateralPath& path) {
  return {{"currency", path.currency.code()},
          {"value_today", summary_json(path.value_today)},
          {"drift_per_year", path.drift_per_year},
          {"volatility_per_year", path.volatility_per_year},
          {"default_correlation", path.default_correlation},
          {"extinction_per_year", path.extinction_per_year},
          {"inputs", inputs_json(path.inputs)}};
}

Json to_json(const book::OverlapSums& sums) {
  return {{"added", sums.added},
          {"net", sums.net},
          {"net_at_greatest", sums.net_at_greatest},
          {"net_at_least", sums.net_at_least}};
}

Json to_json(const book::ConcernedRight& right) {
  return {{"right", right_or_null(right.id)}, {"stated_number", right.stated_number}};
}

Json to_json(const book::OverlapGroup& group) {
  return {{"name", text_or_null(group.name)},         {"kind", name_of(group.kind)},
          {"degree_stated", group.degree_stated},     {"one_product", group.one_product},
          {"overlap", to_json(group.overlap)},        {"rights", list(group.rights, to_json)},
          {"missing", list(group.missing, to_json)},  {"value", to_json(group.value)},
          {"liquidation", to_json(group.liquidation)}};
}

Json to_json(const book::OverlapPart& part) {
  return {{"right", right_or_null(part.right.id)},
          {"stated_number", part.right.stated_number},
          {"value_single", part.value_single},
          {"value_net", part.value_net},
          {"liquidation_single", part.liquidation_single},
          {"liquidation_net", part.liquidation_net}};
}

Json to_json(const book::PortfolioOverlap& overlap) {
  return {{"value", to_json(overlap.value)},
          {"liquidation", to_json(overlap.liquidation)},
          {"groups", list(overlap.groups, to_json)},
          {"parts", list(overlap.parts, to_json)},
          {"family_unknown", overlap.family_unknown}};
}

Json to_json(const book::Ground& ground) {
  return {{"message", ground.message}, {"arguments", ground.arguments}};
}

Json to_json(const book::Reason& reason) {
  return {{"message", reason.message},
          {"arguments", reason.arguments},
          {"grounds", list(reason.grounds, to_json)},
          {"rights", list(reason.rights, to_json)}};
}

Json to_json(const book::Decision& decision) {
  return {{"outcome", name_of(decision.outcome)},
          {"amount", or_null(decision.amount)},
          {"term_months", or_null(decision.term_months)},
          {"rate_per_year", or_null(decision.rate_per_year)},
          {"reasons", list(decision.reasons, to_json)},
          {"conditions", list(decision.conditions, to_json)},
          {"warnings", list(decision.warnings, to_json)}};
}

Json to_json(const book::UccState& filing) {
  Json ineffective = Json::array();
  for (const Date date : filing.ineffective_continuations) {
    ineffective.push_back(date.iso());
  }
  return {{"number", filing.number},
          {"filed", filing.filed.iso()},
          {"lapses_on", filing.lapses_on.iso()},
          {"continuation_from", filing.continuation_from.iso()},
          {"lapsed", filing.lapsed},
          {"ineffective_continuations", std::move(ineffective)}};
}

Json to_json(const book::Recordation& recordation) {
  return {{"right", recordation.right.value},       {"recording", recordation.recording_id},
          {"executed", recordation.executed.iso()}, {"recorded", recordation.recorded.iso()},
          {"last_day", recordation.last_day.iso()}, {"in_time", recordation.in_time}};
}

Json to_json(const book::Perfection& perfection) {
  Json clear = Json::array();
  for (const registers::RightId& right : perfection.without_open_interest) {
    clear.push_back(right.value);
  }
  return {{"ucc_filings", list(perfection.ucc_filings, to_json)},
          {"recordations", list(perfection.recordations, to_json)},
          {"without_open_interest", std::move(clear)}};
}

Json to_json(const book::SpeakingRight& right) {
  return {{"right", right.right.value},
          {"title", right.title},
          {"shares_words", right.shares_words},
          {"words_found", right.words_found},
          {"words_missing", right.words_missing}};
}

Json to_json(const book::ProductCoverage& coverage) {
  return {{"product", coverage.product}, {"rights", list(coverage.rights, to_json)},
          {"texts", coverage.texts},     {"without_text", coverage.without_text},
          {"thin", coverage.thin},       {"unknown", text_or_null(coverage.unknown)}};
}

Json to_json(const book::RightFile& file) {
  return {{"stated_number", file.offered.stated_number},
          {"id", right_or_null(file.offered.id)},
          {"facts", to_json(file.facts)},
          {"status", to_json(file.status)},
          {"lien_chain", to_json(file.liens)},
          {"title", to_json(file.title)},
          {"eligibility", list(file.eligibility, to_json)},
          {"appraisal", to_json(file.appraisal)}};
}

}  // namespace

Json evidence_json(const standards::Evidence& evidence) {
  return to_json(evidence);
}

Json method_json(const book::MethodValue& method) {
  return to_json(method);
}

Json summary_json(const Distribution& distribution) {
  return {{"p5", distribution.quantile(0.05)},
          {"p25", distribution.quantile(0.25)},
          {"p50", distribution.quantile(0.5)},
          {"p75", distribution.quantile(0.75)},
          {"p95", distribution.quantile(0.95)},
          {"mean", distribution.mean()},
          {"sd", distribution.standard_deviation()},
          {"sha256", sha256_hex(canonical_json(distribution.to_json()))}};
}

Json to_json(const book::Provenance& provenance) {
  return {{"software", provenance.software},
          {"as_of",
           {{"true_on", provenance.as_of.true_on.iso()},
            {"known_by", provenance.as_of.known_by.iso()}}},
          // As text: a JSON number keeps 53 bits only.
          {"seed", std::to_string(provenance.seed)},
          {"paths", provenance.paths},
          {"inputs", Json(provenance.inputs)},
          {"standards", Json(provenance.standards)},
          {"weight_sets", standards::weight_sets_json(provenance.weight_sets)}};
}

Json to_json(const book::Appraisal& appraisal) {
  return {{"right", text_or_null(appraisal.right.value)},
          {"title", text_or_null(appraisal.title)},
          {"as_of", appraisal.as_of.iso()},
          {"currency", appraisal.currency.code()},
          {"status", to_json(appraisal.status)},
          {"remaining_life_years", appraisal.remaining_life_years},
          {"methods", list(appraisal.methods, to_json)},
          {"methods_refused", appraisal.methods_refused},
          {"value", summary_json(appraisal.value)},
          {"liquidation_value", summary_json(appraisal.liquidation_value)},
          {"bases", list(appraisal.bases, to_json)},
          {"sensitivities", list(appraisal.sensitivities, to_json)},
          {"scorecards", list(appraisal.scorecards, to_json)},
          {"trends", list(appraisal.trends, to_json)},
          {"widened", appraisal.widened ? to_json(*appraisal.widened) : Json(nullptr)},
          {"assumed_only", appraisal.assumed_only},
          {"cost_lines", stated_json(appraisal.cost_lines)},
          {"profit_split", stated_json(appraisal.profit_split)},
          {"high_value", stated_json(appraisal.high_value)},
          {"ipscore", stated_json(appraisal.ipscore)},
          {"brand_strength", stated_json(appraisal.brand_strength)}};
}

Json to_json(const book::Eligibility& eligibility) {
  return {{"right", text_or_null(eligibility.right.value)},
          {"stated_number", eligibility.stated_number},
          {"rule_set", eligibility.rule_set},
          {"rule_set_from", eligibility.rule_set_from.iso()},
          {"verdict", name_of(eligibility.verdict)},
          {"results", list(eligibility.results, to_json)}};
}

Json to_json(const book::Finding& finding) {
  return {{"code", code_text(finding.code)},
          {"name", name_of(finding.code)},
          {"severity", name_of(finding.severity)},
          {"right", right_or_null(finding.right)},
          {"stated_number", text_or_null(finding.stated_number)},
          {"rights", list(book::concerned_rights(finding), to_json)},
          {"statements", finding.statement_ids},
          {"places", list(finding.places, to_json)},
          {"stated", text_or_null(finding.stated)},
          {"facts", list(finding.facts, to_json)},
          {"message", finding.message},
          {"question", finding.question},
          {"arguments", finding.arguments}};
}

Json appraisals_json(const std::vector<book::Appraisal>& appraisals,
                     const book::Provenance& provenance) {
  return {{"format", kAppraisalsFormat},
          {"provenance", to_json(provenance)},
          {"appraisals", list(appraisals, to_json)}};
}

Json findings_json(const std::vector<book::Finding>& findings, const book::Provenance& provenance) {
  return {{"format", kFindingsFormat},
          {"provenance", to_json(provenance)},
          {"findings", list(findings, to_json)}};
}

Json to_json(const book::Underwriting& underwriting) {
  return {
      {"format", kUnderwritingFormat},
      {"dossier", book::to_json(underwriting.dossier)},
      {"provenance", to_json(underwriting.provenance)},
      {"rights", list(underwriting.rights, to_json)},
      {"perfection", underwriting.perfection ? to_json(*underwriting.perfection) : Json(nullptr)},
      {"findings", list(underwriting.findings, to_json)},
      {"portfolio_value", summary_json(underwriting.portfolio_value)},
      {"collateral", to_json(underwriting.collateral)},
      {"overlap", to_json(underwriting.overlap)},
      {"default_estimate", to_json(underwriting.default_estimate)},
      {"terms", to_json(underwriting.terms)},
      {"decision", to_json(underwriting.decision)},
      {"coverage", list(underwriting.coverage, to_json)},
      {"intangibles", list(underwriting.intangibles, intangible_json)},
      {"marks_together", list(underwriting.marks_together, marks_json)}};
}

}  // namespace pignus::report
