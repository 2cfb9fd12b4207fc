#include "survival/risk_table.h"

#include <algorithm>
#include <utility>

#include "survival/time_order.h"

namespace pignus::survival {

double RiskTime::all_events() const {
  double sum = 0;
  for (const double count : events) sum += count;
  return sum;
}

double remaining(double at_risk, double events) {
  constexpr double kRounding = 1e-13;
  const double left = at_risk - events;
  return left > kRounding * at_risk ? left : 0;
}

std::vector<RiskTable> risk_tables(const Spells& spells, std::uint8_t causes) {
  const auto exits = order_of(spells.stratum, spells.exit, Direction::kFalling);
  std::vector<std::uint32_t> entries;
  if (!spells.entry.empty()) entries = order_of(spells.stratum, spells.entry, Direction::kFalling);
  std::vector<RiskTable> tables;
  double at_risk = 0;
  std::size_t left = 0;
  // From late to early: who exits later is at risk, who enters later is not any more.
  for (std::size_t i = 0; i < exits.size();) {
    const double time = spells.exit[exits[i]];
    const std::uint32_t stratum = spells.stratum_of(exits[i]);
    if (tables.empty() || tables.back().stratum != stratum) {
      tables.push_back({stratum, {}});
      at_risk = 0;
      left = i;  // both orders hold a stratum in the same places
    }
    RiskTime here;
    here.time = time;
    here.events.resize(causes);
    if (!entries.empty()) {
      while (left < i && spells.entry[entries[left]] >= time) {
        at_risk -= spells.weight_of(entries[left++]);
      }
      if (left == i) at_risk = 0;  // nobody: no rounding of weights stays behind
    }
    for (; i < exits.size() && spells.exit[exits[i]] == time &&
           spells.stratum_of(exits[i]) == stratum;
         ++i) {
      const double weight = spells.weight_of(exits[i]);
      at_risk += weight;
      const std::uint8_t cause = spells.event[exits[i]];
      (cause == 0 ? here.censored : here.events[cause - 1U]) += weight;
    }
    here.at_risk = at_risk;
    tables.back().times.push_back(std::move(here));
  }
  for (RiskTable& table : tables) {
    std::reverse(table.times.begin(), table.times.end());
  }
  return tables;
}

}  // namespace pignus::survival
