// E7: how many rights the firm says it holds. The registers give a span, not a number: what is
// unknown, or already reported for its type, status or owner, may or may not count. Only a number
// outside the span is a finding.
#include <algorithm>
#include <charconv>
#include <optional>
#include <string>
#include <string_view>

#include "disclosure/comparison.h"
#include "disclosure/title.h"

namespace pignus::disclosure {

namespace {

using book::FindingCode;
using book::Severity;
using registers::LegalState;
using registers::RightType;

enum class Counts { kNo, kMaybe, kYes };

struct Scope {
  std::optional<RightType> type;  ///< nullopt: all
  std::string state;              ///< "" all that are alive or pending; "granted"; a LegalState
};

std::optional<Scope> parse_scope(std::string_view text) {
  Scope scope;
  const auto colon = text.find(':');
  const std::string_view type = text.substr(0, colon);
  if (colon != std::string_view::npos) {
    scope.state = text.substr(colon + 1);
  }
  if (type != "all") {
    scope.type = registers::parse_right_type(type);
    if (!scope.type) {
      return std::nullopt;
    }
  }
  return scope;
}

// The letter of the key tells patents, models, designs and marks apart without a record.
std::optional<RightType> type_of_key(const registers::RightId& id) {
  switch (id.value.size() > 3 ? id.value[3] : ' ') {
    case 'P':
      return RightType::kInvention;
    case 'U':
      return RightType::kUtilityModel;
    case 'D':
      return RightType::kDesign;
    case 'T':
      return RightType::kTrademark;
    default:
      return std::nullopt;
  }
}

Counts counts_by_type(const Comparison& comparison, const RightCase& right,
                      const registers::RightFacts& known, const Scope& scope) {
  if (!scope.type) {
    return Counts::kYes;
  }
  if (comparison.reported(right.id, {FindingCode::kTypeMisreported})) {
    return Counts::kMaybe;
  }
  const registers::RightRecord* record = known.latest_record();
  const auto type = record != nullptr && record->type != RightType::kUnknown
                        ? std::optional(record->type)
                        : type_of_key(right.id);
  if (!type) {
    return Counts::kMaybe;
  }
  return *type == *scope.type ? Counts::kYes : Counts::kNo;
}

Counts counts_by_state(const Comparison& comparison, const RightCase& right, const Scope& scope,
                       Date day) {
  const auto status = registers::status_as_of(*right.facts, comparison.on(day));
  if (status.state == LegalState::kUnknown ||
      comparison.reported(right.id,
                          {FindingCode::kStatusMisreported, FindingCode::kStaleSnapshot})) {
    return Counts::kMaybe;
  }
  const bool alive = registers::is_alive(status.state);
  bool counted = false;
  if (scope.state.empty()) {
    counted = alive || status.state == LegalState::kPending;
  } else if (scope.state == "granted" || scope.state == registers::name_of(LegalState::kInForce)) {
    counted = alive;
  } else {
    counted = scope.state == registers::name_of(status.state);
  }
  return counted ? Counts::kYes : Counts::kNo;
}

Counts counts_by_owner(const Comparison& comparison, const RightCase& right, Date day) {
  const AsOf as_of = comparison.on(day);
  const book::Title title = title_on(comparison.dossier().firm, *right.facts,
                                     registers::lien_chain(*right.facts, as_of), as_of);
  if (title.holders.empty() || comparison.reported(right.id, {FindingCode::kOwnerMismatch})) {
    return Counts::kMaybe;
  }
  const bool held = std::any_of(title.holders.begin(), title.holders.end(),
                                [](const auto& holder) { return holder.is_the_firm; });
  return held ? Counts::kYes : Counts::kNo;
}

struct CountSpan {
  int least = 0;
  int most = 0;
};

CountSpan count(const Comparison& comparison, const Scope& scope, Date day) {
  CountSpan span;
  for (const RightCase& right : comparison.cases()) {
    const auto known = registers::known_facts(*right.facts, comparison.on(day));
    const Counts counted = std::min({counts_by_type(comparison, right, known, scope),
                                     counts_by_state(comparison, right, scope, day),
                                     counts_by_owner(comparison, right, day)});
    span.least += counted == Counts::kYes ? 1 : 0;
    span.most += counted == Counts::kNo ? 0 : 1;
  }
  for (const book::OfferedRight& offered : comparison.dossier().rights) {
    span.most += offered.id ? 0 : 1;  // some right stands behind a mistyped number
  }
  return span;
}

std::string text_of(CountSpan span) {
  const std::string least = std::to_string(span.least);
  return span.least == span.most ? least : least + "–" + std::to_string(span.most);
}

}  // namespace

void check_counts(Comparison& comparison) {
  for (const book::Statement& statement : comparison.dossier().statements) {
    if (statement.kind != book::StatementKind::kCount || statement.stated_on > comparison.today()) {
      continue;
    }
    int stated = 0;
    const char* end = statement.value.data() + statement.value.size();
    const auto read = std::from_chars(statement.value.data(), end, stated);
    const std::optional<Scope> scope = parse_scope(statement.scope);
    if (read.ec != std::errc() || read.ptr != end || !scope) {
      continue;  // the dossier reader refuses such a statement
    }
    const CountSpan span = count(comparison, *scope, statement.stated_on);
    if (span.least <= stated && stated <= span.most) {
      continue;
    }
    // More than the registers at hand show may only mean that they do not show all.
    const bool sure = stated < span.least || comparison.options().registers_complete;
    book::Finding finding;
    finding.code = FindingCode::kCountMismatch;
    finding.severity = sure ? Severity::kMajor : Severity::kMinor;
    finding.statement_ids = {statement.id};
    finding.places = {statement.place};
    finding.stated = statement.value;
    finding.facts = {{"fact.count", text_of(span), statement.stated_on, std::nullopt, {}}};
    finding.message = "finding.count_mismatch";
    finding.question = "question.count_mismatch";
    finding.arguments = {statement.scope, statement.value, text_of(span),
                         statement.stated_on.iso()};
    finding.stated_number = "";
    comparison.add(std::move(finding));
  }
}

}  // namespace pignus::disclosure
