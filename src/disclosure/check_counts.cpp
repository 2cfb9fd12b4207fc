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
                      const registers::RightFacts& known, const book::CountScope& scope) {
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

Counts counts_by_state(const Comparison& comparison, const RightCase& right,
                       const book::CountScope& scope, Date day) {
  const auto& status = comparison.status(right, day);
  if (status.state == LegalState::kUnknown ||
      comparison.reported(right.id,
                          {FindingCode::kStatusMisreported, FindingCode::kStaleSnapshot})) {
    return Counts::kMaybe;
  }
  const bool alive = registers::is_alive(status.state);
  bool counted = alive || status.state == LegalState::kPending;
  if (scope.granted) {
    counted = alive;
  } else if (scope.state) {
    counted = status.state == *scope.state;
  }
  return counted ? Counts::kYes : Counts::kNo;
}

Counts counts_by_owner(const Comparison& comparison, const RightCase& right, Date day) {
  const AsOf as_of = comparison.on(day);
  const book::Title title = title_on(comparison.dossier().firm, *right.facts,
                                     comparison.liens(right, as_of.true_on), as_of);
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

CountSpan count(const Comparison& comparison, const book::CountScope& scope, Date day) {
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
    const auto scope = book::parse_count_scope(statement.scope);
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
    finding.message = "finding.count_mismatch.outside";
    finding.question = "question.count_mismatch.outside";
    finding.arguments = {statement.scope, statement.value, text_of(span),
                         statement.stated_on.iso()};
    finding.stated_number = "";
    comparison.add(std::move(finding));
  }
}

}  // namespace pignus::disclosure
