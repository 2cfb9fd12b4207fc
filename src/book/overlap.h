// Rights whose worth is not to be added up: what a dossier states of them (groups.toml).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "book/concerned_right.h"
#include "book/plan.h"

namespace pignus::book {

enum class OverlapKind {
  kFamily,       ///< one invention in several registrations
  kSubstitutes,  ///< each protects the same feature: losing one leaves the value
  kComplements,  ///< a product needs all of them: each alone is worth little
};
/// "family", "substitutes", "complements" and back.
std::string_view name_of(OverlapKind kind);
std::optional<OverlapKind> parse_overlap_kind(std::string_view name);

/// A right stands in one stated group at most.
struct StatedGroup {
  std::string name;  ///< of the group, unique in its dossier
  OverlapKind kind = OverlapKind::kFamily;
  std::vector<ConcernedRight> rights;  ///< two or more of the offered ones
  /// Share in [0, 1]. Family, substitutes: of the lesser right's worth that the greater gives as
  /// well. Complements: of the worth that is lost when one is missing. nullopt: not stated.
  std::optional<PlanRange> overlap;
  std::string source;  ///< who says so and why

  friend bool operator==(const StatedGroup&, const StatedGroup&) = default;
};

}  // namespace pignus::book
