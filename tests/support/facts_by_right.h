// What a reader yields, gathered by right as registers/facts.h orders it.
#pragma once

#include <algorithm>
#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "registers/facts.h"
#include "registers/plain/plain_format.h"
#include "support/fact_list.h"

namespace pignus::testing {

using FactsByRight = std::map<registers::RightId, registers::RightFacts>;

inline FactsByRight facts_by_right(const FactList& list) {
  FactsByRight facts;
  const auto of = [&](const registers::RightId& id) -> registers::RightFacts& {
    facts[id].id = id;
    return facts[id];
  };
  for (const registers::RightRecord& record : list.rights) {
    of(record.id).records.push_back(record);
  }
  for (const registers::LegalEvent& event : list.events) {
    of(event.right).events.push_back(event);
  }
  for (const registers::Recording& recording : list.recordings) {
    std::set<registers::RightId> named;
    for (const registers::RecordedProperty& property : recording.properties) {
      if (named.insert(property.right).second) {
        of(property.right).recordings.push_back(recording);
      }
    }
  }
  for (auto& [id, right] : facts) {
    std::stable_sort(right.records.begin(), right.records.end(),
                     [](const auto& a, const auto& b) { return a.known < b.known; });
    std::stable_sort(right.events.begin(), right.events.end(), [](const auto& a, const auto& b) {
      return std::tuple(a.date.earliest(), a.code) < std::tuple(b.date.earliest(), b.code);
    });
    std::stable_sort(right.recordings.begin(), right.recordings.end(),
                     [](const auto& a, const auto& b) {
                       return std::tie(a.recorded, a.id) < std::tie(b.recorded, b.id);
                     });
  }
  return facts;
}

}  // namespace pignus::testing
