#include "report/json_stated.h"

#include "book/intangible_json.h"
#include "book/json_fields.h"
#include "report/json.h"
#include "report/json_parts.h"

namespace pignus::report {

namespace {

using book::json_fields::or_null;

Json span_json(const book::CostSpan& span) {
  return {{"low", span.low}, {"high", span.high}};
}

Json cost_line_json(const book::CostLineShown& line) {
  return {{"date", line.date.iso()},
          {"what", line.what},
          {"amount", line.amount},
          {"today", line.today},
          {"needed_again", or_null(line.needed_again)}};
}

Json cost_side_json(const book::CostSide& side) {
  return {{"basis", side.basis},
          {"direct", span_json(side.direct)},
          {"profit", span_json(side.profit)},
          {"opportunity", span_json(side.opportunity)},
          {"gross", span_json(side.gross)},
          {"physical", span_json(side.physical)},
          {"functional", span_json(side.functional)},
          {"economic", span_json(side.economic)},
          {"net", span_json(side.net)}};
}

Json profit_split_line_json(const book::ProfitSplitLine& line) {
  return {{"rule", line.rule},
          {"share", line.share},
          {"royalty", line.royalty},
          {"low", line.low},
          {"mid", line.mid},
          {"high", line.high},
          {"to_appraised", or_null(line.to_appraised)},
          {"evidence", evidence_json(line.evidence)}};
}

Json high_value_line_json(const book::HighValueLine& line) {
  return {{"flag", line.flag},
          {"holds", or_null(line.holds)},
          {"origin", line.origin},
          {"evidence", line.evidence}};
}

Json ipscore_line_json(const book::IpscoreLine& line) {
  return {{"section", text_or_null(line.section)},
          {"low", line.low},
          {"high", line.high},
          {"answered", line.answered},
          {"questions", line.questions}};
}

Json ipscore_money_json(const book::IpscoreMoney& money) {
  return {{"question", money.question},
          {"name", money.name},
          {"answer", money.answer},
          {"value", money.value},
          {"unit", money.unit}};
}

Json evidence_line_json(const book::EvidenceLine& line) {
  return {{"id", line.id},
          {"title", line.title},
          {"role", line.role},
          {"state", book::name_of(line.state)},
          {"document", text_or_null(line.document)}};
}

Json mark_json(const book::MarkBeside& mark) {
  return {{"right", mark.right.value},
          {"text", text_or_null(mark.text)},
          {"because_of", mark.because_of.value},
          {"likeness", mark.likeness}};
}

Json right_json(const registers::RightId& right) {
  return right.value;
}

Json distribution_or_null(const std::optional<Distribution>& value) {
  return value ? summary_json(*value) : Json(nullptr);
}

}  // namespace

Json stated_json(const std::optional<book::CostBreakdown>& cost) {
  if (!cost) {
    return nullptr;
  }
  return {{"lines", list(cost->lines, cost_line_json)},
          {"sides", list(cost->sides, cost_side_json)},
          {"basis_used", cost->basis_used},
          {"index_source", text_or_null(cost->index_source)},
          {"index_stale_years", cost->index_stale_years}};
}

Json stated_json(const std::optional<book::ProfitSplitResult>& check) {
  if (!check) {
    return nullptr;
  }
  return {{"rules", list(check->rules, profit_split_line_json)},
          {"royalty_rate", or_null(check->royalty_rate)},
          {"royalty_in_usual_range", or_null(check->royalty_in_usual_range)}};
}

Json stated_json(const std::optional<book::HighValueResult>& test) {
  if (!test) {
    return nullptr;
  }
  return {{"flags", list(test->flags, high_value_line_json)},
          {"high_value", or_null(test->high_value)}};
}

Json stated_json(const std::optional<book::IpscoreResult>& sheet) {
  if (!sheet) {
    return nullptr;
  }
  return {{"sections", list(sheet->sections, ipscore_line_json)},
          {"whole", ipscore_line_json(sheet->whole)},
          {"money", list(sheet->money, ipscore_money_json)},
          {"missing", sheet->missing},
          {"net_present_value", or_null(sheet->net_present_value)},
          {"refusal", text_or_null(sheet->refusal)},
          {"discount_rate", sheet->net_present_value ? Json(sheet->discount_rate) : Json(nullptr)}};
}

Json stated_json(const std::optional<book::BrandStrengthResult>& strength) {
  if (!strength) {
    return nullptr;
  }
  return {{"low", strength->low},
          {"high", strength->high},
          {"royalty", distribution_or_null(strength->royalty)},
          {"discount", distribution_or_null(strength->discount)}};
}

Json stated_json(const std::optional<book::UsedWeights>& weights) {
  if (!weights) {
    return nullptr;
  }
  return {{"id", weights->id},
          {"version", weights->version},
          {"author", weights->author},
          {"saved", weights->saved.iso()}};
}

Json intangible_json(const book::IntangibleFile& file) {
  return {{"offered", book::to_json(file.offered)},
          {"evidence", list(file.evidence, evidence_line_json)},
          {"shown", file.shown},
          {"asked", file.asked},
          {"methods", list(file.methods, method_json)},
          {"methods_refused", file.methods_refused},
          {"cost_lines", stated_json(file.cost_lines)},
          {"value", distribution_or_null(file.value)},
          {"eligibility", to_json(file.eligibility)}};
}

Json marks_json(const book::MarksTogether& marks) {
  return {{"office", marks.office},
          {"marks_known", marks.marks_known},
          {"offered", list(marks.offered, right_json)},
          {"missing", list(marks.missing, mark_json)},
          {"doubtful", list(marks.doubtful, mark_json)},
          {"figures", list(marks.figures, right_json)},
          {"without_goods", list(marks.without_goods, right_json)}};
}

}  // namespace pignus::report
