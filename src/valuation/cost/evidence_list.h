// What has to be shown before an intangible that no register holds can be relied on.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "book/intangible.h"
#include "core/result.h"

namespace pignus::valuation {

using book::EvidenceAnswer;
using book::EvidenceState;
using book::UnregisteredKind;

/// What an item means where it is not shown.
enum class EvidenceRole {
  kGate,     ///< nothing can be lent against it
  kSecrecy,  ///< its secrecy leaks faster
  kWiden,    ///< the value is less certain
};
/// "gate", "secrecy", "widen".
std::string_view name_of(EvidenceRole role);

struct EvidenceItem {
  std::string id;
  std::string title;  ///< English
  std::string title_zh;
  EvidenceRole role = EvidenceRole::kWiden;
};
/// The list of a kind, from standards/scorecards/evidence/unregistered.toml (the project's own).
[[nodiscard]] Result<std::vector<EvidenceItem>> evidence_items(UnregisteredKind kind);

struct EvidenceReview {
  std::vector<std::string> gates_missing;  ///< known not to be there
  std::vector<std::string> gates_unknown;  ///< to be shown before anything is lent
  std::vector<std::string> widening;       ///< missing or unknown
  bool secrecy_shown = true;               ///< no item of secrecy is missing or unknown
  int shown = 0;
  int asked = 0;  ///< all but those that do not apply

  bool may_be_relied_on() const { return gates_missing.empty() && gates_unknown.empty(); }
};

/// Items not answered are unknown. kInvalidInput: an id that the list does not have or that is
/// answered twice, "shown" without a document, a gate said not to apply.
[[nodiscard]] Result<EvidenceReview> review_evidence(const std::vector<EvidenceItem>& items,
                                                     const std::vector<EvidenceAnswer>& answers);

}  // namespace pignus::valuation
