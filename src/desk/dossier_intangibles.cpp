// intangibles.toml of a dossier: know-how, software and data, with what was shown of them.
#include <algorithm>
#include <string>
#include <utility>

#include "core/utf8.h"
#include "desk/dossier_parts.h"
#include "desk/dossier_reader.h"
#include "valuation/cost/evidence_list.h"

namespace pignus::desk {

namespace {

using standards::TomlTable;

/// title = { state = "shown", document = "contract.pdf" }
std::vector<book::EvidenceAnswer> read_evidence(TomlTable table) {
  std::vector<book::EvidenceAnswer> answers;
  for (const std::string& item : table.keys()) {
    TomlTable row = table.table(item, true);
    book::EvidenceAnswer answer;
    answer.id = item;
    const auto state = book::parse_evidence_state(row.text("state"));
    if (!state) {
      row.refuse("state", "must be shown, missing, unknown or not_applicable");
    }
    answer.state = state.value_or(book::EvidenceState::kUnknown);
    answer.document = row.optional_text("document").value_or("");
    row.close();
    answers.push_back(std::move(answer));
  }
  table.close();
  return answers;
}

std::optional<book::PlanRange> read_amounts(TomlTable& table, std::string_view key) {
  if (!has_key(table, key)) {
    return std::nullopt;
  }
  const book::PlanRange range = read_range(table, key);
  if (range.low < 0) {
    table.refuse(key, "must not be below zero");
  }
  return range;
}

void check_evidence(TomlTable& table, const book::OfferedIntangible& intangible) {
  const auto items = valuation::evidence_items(intangible.kind);
  const auto review = items ? valuation::review_evidence(*items, intangible.evidence)
                            : Result<valuation::EvidenceReview>(fail(items.error()));
  if (!review) {
    table.refuse("evidence." + review.error().where.field, review.error().message);
  }
}

book::OfferedIntangible read_intangible(TomlTable& table) {
  book::OfferedIntangible intangible;
  intangible.id = std::string(trim(table.text("id")));
  if (intangible.id.empty()) {
    table.refuse("id", "must name the thing");
  }
  const auto kind = book::parse_unregistered_kind(table.text("kind"));
  if (!kind) {
    table.refuse("kind", "must be know_how, software or data");
  }
  intangible.kind = kind.value_or(book::UnregisteredKind::kKnowHow);
  intangible.title = table.text("title");
  intangible.source = table.text("source");
  if (trim(intangible.source).empty()) {
    table.refuse("source", "must say whose figures these are");
  }
  intangible.earnings = read_amounts(table, "earnings");
  intangible.life_years = read_amounts(table, "life_years");
  if (intangible.life_years && intangible.life_years->high > 200) {
    table.refuse("life_years", "must be up to 200 years");
  }
  intangible.published = table.optional_date("published");
  if (has_key(table, "cost")) {
    intangible.cost = read_cost_plan(table.table("cost", true));
  }
  intangible.evidence = read_evidence(table.table("evidence", false));
  if (kind) {
    check_evidence(table, intangible);
  }
  table.close();
  return intangible;
}

}  // namespace

Status parse_intangibles(std::string_view text, std::string_view file, const DossierLimits& limits,
                         book::Dossier& dossier) {
  standards::TomlLimits toml_limits;
  toml_limits.bytes_max = limits.toml_bytes_max;
  toml_limits.items_max = std::max(limits.intangibles_max, limits.cost_lines_max);
  PIGNUS_ASSIGN(const toml::table parsed, standards::parse_toml(text, file, toml_limits));
  TomlTable root(parsed, file, toml_limits);
  for (TomlTable& table : root.tables("intangibles")) {
    book::OfferedIntangible intangible = read_intangible(table);
    const auto& known = dossier.intangibles;
    if (std::any_of(known.begin(), known.end(),
                    [&intangible](const auto& other) { return other.id == intangible.id; })) {
      table.refuse("id", "is used twice");
    }
    dossier.intangibles.push_back(std::move(intangible));
  }
  return root.finish();
}

}  // namespace pignus::desk
