// What legal events, in the order they became true, make of a right. Inside of status.cpp.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "registers/status.h"

namespace pignus::registers {

struct Payment {
  Date paid;
  std::optional<Date> paid_until;  ///< where the event itself says so
};

/// The state that the events tell; kUnknown when none of them speaks of it.
struct EventStory {
  LegalState state = LegalState::kUnknown;
  std::optional<Date> since;
  bool granted = false;
  std::map<int, Payment> payments;  ///< by fee year; refunded ones are gone
  std::optional<Date> paid_until;   ///< the latest that any payment states
  bool paid_something = false;      ///< any payment at all, its year told or not
  std::set<std::string> requests;   ///< pending invalidations, by number ("" not numbered)
  bool ownership_dispute = false;
  bool attached = false;
  std::vector<StatusReason> reasons;
};

/// Tells the story of the events true on `true_on`. They must be those known (known_facts); their
/// order does not matter, nor does one that stands twice.
EventStory story_of(const std::vector<LegalEvent>& events, Date true_on);

/// "code F10, 2021-06-18, register.csv record 3"
std::string cite(const LegalEvent& event);

}  // namespace pignus::registers
