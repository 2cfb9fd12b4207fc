// Intangibles that no register holds, as a dossier offers them: know-how, software, data, with what
// was shown of them. Copyright in software exists without a register; a voluntary registration is
// evidence of it.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "book/cost_plan.h"
#include "book/plan_range.h"
#include "core/date.h"

namespace pignus::book {

enum class UnregisteredKind {
  kKnowHow,
  kSoftware,  ///< copyright in software; a voluntary registration is evidence, not the right
  kData,
};
/// "know_how", "software", "data".
std::string_view name_of(UnregisteredKind kind);
std::optional<UnregisteredKind> parse_unregistered_kind(std::string_view name);

enum class EvidenceState {
  kUnknown,  ///< nobody looked
  kShown,
  kMissing,  ///< looked for and not there
  kNotApplicable,
};
/// "unknown", "shown", "missing", "not_applicable".
std::string_view name_of(EvidenceState state);
std::optional<EvidenceState> parse_evidence_state(std::string_view name);

struct EvidenceAnswer {
  std::string id;  ///< of the list in standards/scorecards/evidence
  EvidenceState state = EvidenceState::kUnknown;
  std::string document;  ///< where it was seen; needed for kShown

  friend bool operator==(const EvidenceAnswer&, const EvidenceAnswer&) = default;
};

struct OfferedIntangible {
  std::string id;  ///< the dossier's own name for it, unique
  UnregisteredKind kind = UnregisteredKind::kKnowHow;
  std::string title;
  std::string source;                   ///< whose figures, of which day
  std::optional<PlanRange> earnings;    ///< first year, before tax, owed to it alone; major units
  std::optional<PlanRange> life_years;  ///< economic
  std::optional<Date> published;        ///< software: its copyright's term runs from here
  std::optional<CostPlan> cost;
  std::vector<EvidenceAnswer> evidence;  ///< items not answered are unknown

  friend bool operator==(const OfferedIntangible&, const OfferedIntangible&) = default;
};

}  // namespace pignus::book
