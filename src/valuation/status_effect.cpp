#include "valuation/status_effect.h"

#include <array>
#include <utility>

#include "core/check.h"
#include "valuation/inputs.h"

namespace pignus::valuation {

using registers::LegalState;

bool has_ended(LegalState state) {
  return state == LegalState::kLapsed || state == LegalState::kExpired ||
         state == LegalState::kInvalidated || state == LegalState::kAbandoned;
}

std::string ended_reason(LegalState state) {
  PIGNUS_CHECK(has_ended(state));
  if (state == LegalState::kLapsed) {
    return "refused.right_lapsed";
  }
  if (state == LegalState::kExpired) {
    return "refused.right_expired";
  }
  return state == LegalState::kInvalidated ? "refused.right_invalidated"
                                           : "refused.right_abandoned";
}

std::vector<book::Input> status_chances(const registers::LegalStatus& status, bool recorded,
                                        const standards::ParameterSet& common) {
  std::vector<book::Input> chances;
  const auto add = [&](bool applies, std::string_view name) {
    if (applies) {
      chances.push_back(input_of(common.at(name)));
    }
  };
  const bool unknown = status.state == LegalState::kUnknown;
  add(unknown && recorded, "unknown_in_force");
  add(unknown && !recorded, "unrecorded_in_force");
  add(status.state == LegalState::kPending, "grant_probability");
  add(status.state == LegalState::kInGrace, "grace_is_paid");
  add(status.invalidation_pending, "survives_invalidation");
  add(status.ownership_dispute, "survives_dispute");
  return chances;
}

double chance_of_all(const std::vector<book::Input>& chances) {
  double product = 1;
  for (const book::Input& chance : chances) {
    product *= chance.value.mean();
  }
  return product;
}

Distribution at_chance(const Distribution& value, double chance) {
  PIGNUS_CHECK(chance >= 0 && chance <= 1);
  if (chance == 1) {
    return value;
  }
  const std::array<std::pair<double, Distribution>, 2> parts{
      std::pair{chance, value}, std::pair{1 - chance, Distribution(0.0)}};
  return mix(parts);
}

}  // namespace pignus::valuation
