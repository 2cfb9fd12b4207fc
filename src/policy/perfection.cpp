#include "policy/perfection.h"

#include <algorithm>
#include <cmath>

#include "core/check.h"

namespace pignus::policy {

namespace {

int whole_parameter(const standards::RuleSet& rules, const char* name) {
  const auto found = rules.parameters.find(name);
  PIGNUS_CHECK(found != rules.parameters.end());
  return static_cast<int>(std::lround(found->second.value));
}

bool both_days_told(const registers::RightFacts& facts, const registers::Lien& lien) {
  return std::any_of(
      facts.recordings.begin(), facts.recordings.end(), [&](const registers::Recording& recording) {
        return recording.id == lien.id && recording.recorded_stated &&
               std::any_of(recording.grantors.begin(), recording.grantors.end(),
                           [](const auto& grantor) { return grantor.executed.known(); });
      });
}

}  // namespace

UccRules ucc_rules(const standards::RuleSet& rules) {
  return {whole_parameter(rules, "ucc_lapse_years"),
          whole_parameter(rules, "ucc_continuation_months"),
          whole_parameter(rules, "uspto_recordation_months")};
}

std::optional<UccState> ucc_state(const book::UccFiling& filing, Date day, UccRules rules) {
  if (!filing.filed || *filing.filed > day) {
    return std::nullopt;
  }
  UccState state;
  state.number = filing.number;
  state.filed = *filing.filed;
  state.lapses_on = filing.filed->plus_years(rules.lapse_years);
  std::vector<Date> continued = filing.continued;
  std::sort(continued.begin(), continued.end());
  for (const Date date : continued) {
    if (date > day) {
      break;
    }
    const Date opens = state.lapses_on.plus_months(-rules.continuation_months);
    if (opens <= date && date <= state.lapses_on) {
      state.lapses_on = state.lapses_on.plus_years(rules.lapse_years);
    } else {
      state.ineffective_continuations.push_back(date);
    }
  }
  state.continuation_from = state.lapses_on.plus_months(-rules.continuation_months);
  state.lapsed = day > state.lapses_on;
  return state;
}

std::vector<Recordation> recordations(const registers::RightFacts& facts,
                                      const registers::LienChain& chain, UccRules rules) {
  std::vector<Recordation> checked;
  for (const registers::Lien& lien : chain.liens) {
    if (!both_days_told(facts, lien)) {
      continue;
    }
    const Date last_day = lien.executed.plus_months(rules.recordation_months);
    checked.push_back(
        {facts.id, lien.id, lien.executed, lien.recorded, last_day, lien.recorded <= last_day});
  }
  return checked;
}

std::vector<registers::RightId> without_open_interest(
    const std::vector<std::pair<registers::RightId, const registers::LienChain*>>& chains,
    AsOf as_of) {
  std::vector<registers::RightId> clear;
  for (const auto& [right, chain] : chains) {
    if (std::none_of(chain->liens.begin(), chain->liens.end(),
                     [&](const registers::Lien& lien) { return lien.open_on(as_of); })) {
      clear.push_back(right);
    }
  }
  return clear;
}

}  // namespace pignus::policy
