// E5 and E6: who owns the right.
#include <algorithm>
#include <optional>
#include <string>

#include "disclosure/comparison.h"
#include "disclosure/title.h"

namespace pignus::disclosure {

namespace {

using book::FindingCode;
using book::Severity;
using book::StatementKind;

std::string names_of(const book::Title& title) {
  std::string names;
  for (const book::TitleHolder& holder : title.holders) {
    names += (names.empty() ? "" : "; ") + holder.party.name;
  }
  return names;
}

book::Title title_for(const Comparison& comparison, const RightCase& right, Date day) {
  const AsOf as_of = comparison.on(day);
  return title_on(comparison.dossier().firm, *right.facts, comparison.liens(right, as_of.true_on),
                  as_of);
}

Objection title_objection(FindingCode code, Severity severity, std::string message,
                          const book::Title& title) {
  const std::string names = names_of(title);
  return {code,
          severity,
          std::move(message),
          names,
          {{"fact.owners", names, title.true_on, title.known_on, title.source}},
          {}};
}

bool holds(const Comparison& comparison, const book::Title& title, const std::string& name) {
  return std::any_of(title.holders.begin(), title.holders.end(), [&](const auto& holder) {
    return same_party(comparison.dossier().firm, holder.party.name, name);
  });
}

std::optional<Objection> judge_owner(const Comparison& comparison, const RightCase& right,
                                     const book::Statement& statement, Date day) {
  const book::Title title = title_for(comparison, right, day);
  if (title.holders.empty() || holds(comparison, title, statement.value)) {
    return std::nullopt;
  }
  return title_objection(FindingCode::kOwnerMismatch, Severity::kCritical, "owner_mismatch.stated",
                         title);
}

// An owner statement that holds, but leaves out another owner of record.
std::optional<Objection> judge_completeness(const Comparison& comparison, const RightCase& right,
                                            const book::Statement& statement, Date day) {
  const book::Title title = title_for(comparison, right, day);
  if (title.holders.size() < 2 || !holds(comparison, title, statement.value)) {
    return std::nullopt;
  }
  for (const book::TitleHolder& holder : title.holders) {
    bool named = false;
    for (const book::Statement* other : right.of(StatementKind::kOwner)) {
      named = named || same_party(comparison.dossier().firm, holder.party.name, other->value);
    }
    if (!named) {
      Objection objection = title_objection(FindingCode::kCoOwnerOmitted, Severity::kMajor,
                                            "co_owner_omitted.recorded", title);
      objection.more = {holder.party.name};
      return objection;
    }
  }
  return std::nullopt;
}

std::optional<Objection> judge_sole_owner(const Comparison& comparison, const RightCase& right,
                                          const book::Statement& statement, Date day) {
  const book::Title title = title_for(comparison, right, day);
  if (statement.value == "yes" && title.holders.size() > 1) {
    Objection objection = title_objection(FindingCode::kCoOwnerOmitted, Severity::kCritical,
                                          "co_owner_omitted.recorded", title);
    objection.more = {title.holders.back().party.name};
    for (const book::TitleHolder& holder : title.holders) {
      if (!holder.is_the_firm) {
        objection.more = {holder.party.name};
      }
    }
    return objection;
  }
  if (statement.value == "no" && title.holders.size() == 1) {
    return title_objection(FindingCode::kOwnerMismatch, Severity::kMinor,
                           "owner_mismatch.co_owner_not_recorded", title);
  }
  return std::nullopt;
}

void check_silence(Comparison& comparison, const RightCase& right) {
  const book::Title title = title_for(comparison, right, comparison.today());
  if (title.holders.empty() || right.says(StatementKind::kOwner)) {
    return;
  }
  const auto other =
      std::find_if(title.holders.begin(), title.holders.end(),
                   [](const book::TitleHolder& holder) { return !holder.is_the_firm; });
  const bool firm_holds = std::any_of(title.holders.begin(), title.holders.end(),
                                      [](const auto& holder) { return holder.is_the_firm; });
  if (!firm_holds) {
    comparison.omitted(right, title_objection(FindingCode::kOwnerMismatch, Severity::kCritical,
                                              "owner_mismatch.silent", title));
  } else if (other != title.holders.end() && !right.says(StatementKind::kSoleOwner)) {
    Objection objection = title_objection(FindingCode::kCoOwnerOmitted, Severity::kMajor,
                                          "co_owner_omitted.recorded", title);
    objection.more = {other->party.name};
    comparison.omitted(right, objection);
  }
}

}  // namespace

void check_title(Comparison& comparison) {
  for (const RightCase& right : comparison.cases()) {
    for (const book::Statement* statement : right.of(StatementKind::kOwner)) {
      comparison.judge(right, *statement,
                       [&](Date day) { return judge_owner(comparison, right, *statement, day); });
      comparison.judge(right, *statement, [&](Date day) {
        return judge_completeness(comparison, right, *statement, day);
      });
    }
    for (const book::Statement* statement : right.of(StatementKind::kSoleOwner)) {
      comparison.judge(right, *statement, [&](Date day) {
        return judge_sole_owner(comparison, right, *statement, day);
      });
    }
    if (right.offered) {
      check_silence(comparison, right);
    }
  }
}

}  // namespace pignus::disclosure
