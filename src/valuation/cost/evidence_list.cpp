#include "valuation/cost/evidence_list.h"

#include <algorithm>
#include <set>
#include <utility>

#include "core/check.h"
#include "standards/evidence_items.h"

namespace pignus::valuation {

namespace {

EvidenceRole role_of(standards::EvidenceItemRole role) {
  switch (role) {
    case standards::EvidenceItemRole::kGate:
      return EvidenceRole::kGate;
    case standards::EvidenceItemRole::kSecrecy:
      return EvidenceRole::kSecrecy;
    case standards::EvidenceItemRole::kWiden:
      return EvidenceRole::kWiden;
  }
  PIGNUS_CHECK(!"a known role");
}

void count(const EvidenceItem& item, EvidenceState state, EvidenceReview& review) {
  if (state == EvidenceState::kNotApplicable) {
    return;
  }
  ++review.asked;
  if (state == EvidenceState::kShown) {
    ++review.shown;
    return;
  }
  switch (item.role) {
    case EvidenceRole::kGate:
      (state == EvidenceState::kMissing ? review.gates_missing : review.gates_unknown)
          .push_back(item.id);
      return;
    case EvidenceRole::kSecrecy:
      review.secrecy_shown = false;
      return;
    case EvidenceRole::kWiden:
      review.widening.push_back(item.id);
      return;
  }
}

}  // namespace

std::string_view name_of(EvidenceRole role) {
  switch (role) {
    case EvidenceRole::kGate:
      return "gate";
    case EvidenceRole::kSecrecy:
      return "secrecy";
    case EvidenceRole::kWiden:
      return "widen";
  }
  PIGNUS_CHECK(!"a known role");
}

Result<std::vector<EvidenceItem>> evidence_items(UnregisteredKind kind) {
  PIGNUS_ASSIGN(const std::vector<standards::EvidenceItemRow> rows,
                standards::load_evidence_items());
  std::vector<EvidenceItem> items;
  for (const standards::EvidenceItemRow& row : rows) {
    if (std::find(row.kinds.begin(), row.kinds.end(), name_of(kind)) != row.kinds.end()) {
      items.push_back({row.id, row.title, row.title_zh, role_of(row.role)});
    }
  }
  return items;
}

Result<EvidenceReview> review_evidence(const std::vector<EvidenceItem>& items,
                                       const std::vector<EvidenceAnswer>& answers) {
  std::set<std::string_view> answered;
  for (const EvidenceAnswer& answer : answers) {
    const auto bad = [&](const char* message) {
      return fail(ErrorCode::kInvalidInput, message, {"", 0, answer.id});
    };
    const auto item = std::find_if(items.begin(), items.end(),
                                   [&](const EvidenceItem& one) { return one.id == answer.id; });
    if (item == items.end()) {
      return bad("no such item of evidence");
    }
    if (!answered.insert(answer.id).second) {
      return bad("answered twice");
    }
    if (answer.state == EvidenceState::kShown && answer.document.empty()) {
      return bad("said to be shown, and no document is named");
    }
    if (answer.state == EvidenceState::kNotApplicable && item->role == EvidenceRole::kGate) {
      return bad("what has to be shown always applies");
    }
  }
  EvidenceReview review;
  for (const EvidenceItem& item : items) {
    const auto answer = std::find_if(answers.begin(), answers.end(),
                                     [&](const EvidenceAnswer& one) { return one.id == item.id; });
    count(item, answer == answers.end() ? EvidenceState::kUnknown : answer->state, review);
  }
  return review;
}

}  // namespace pignus::valuation
