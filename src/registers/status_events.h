// What legal events, in the order they became true, make of a right. Inside of status.cpp.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "registers/status.h"

namespace pignus::registers {

struct Payment {
  Date paid;
  std::optional<Date> paid_until;  ///< where the event itself says so
};

/// A move of the right, as one event tells it.
struct StoryStep {
  LegalState state = LegalState::kUnknown;
  std::string stage;  ///< ST.27's: "grant"; carried on where the event moves none
  Date from;
  std::string st27;  ///< "H00": known by its INPADOC class only
  std::string code;
  std::optional<Date> known;
  Source source;
  bool expected = true;  ///< false: not a move that the stage before leads one to expect
};

/// The state that the events tell; kUnknown when none of them speaks of it.
struct EventStory {
  LegalState state = LegalState::kUnknown;
  std::optional<Date> since;
  bool granted = false;
  std::map<int, Payment> payments;  ///< by fee year; refunded ones are gone
  std::optional<Date> paid_until;   ///< the latest that any payment states
  bool paid_something = false;      ///< any payment at all, its year told or not
  /// An event told, by its class alone, that the right may have ended or come back: unknown, and no
  /// record's older word settles it.
  bool in_doubt = false;
  std::optional<Date> extended_until;  ///< the latest end that an extension of the term states
  bool extension_untold = false;       ///< an extension or adjustment whose length is not told
  std::set<std::string> requests;      ///< pending invalidations, by number ("" not numbered)
  bool ownership_dispute = false;
  bool attached = false;
  std::vector<StatusReason> reasons;
  std::vector<StoryStep> steps;  ///< in order
};

/// Whose code table an event's code stands in. EP's REG carries the code of a state's own register
/// in the details "state" and "state_code".
struct CodePlace {
  std::string office;
  std::string code;
};
CodePlace code_place(const LegalEvent& event);

/// The state that an event is about: an ST.3 code, "UP" those of the unitary effect, "" the right
/// as a whole. By its detail "state" or by its code.
std::string state_of(const LegalEvent& event);

/// Tells the story of the events true on `true_on` that are about `state` ("": the right as a
/// whole; a lapse in one designated state says nothing of it). They must be those known
/// (known_facts); their order does not matter, nor does one that stands twice.
EventStory story_of(const std::vector<LegalEvent>& events, Date true_on,
                    std::string_view state = {});

/// "code F10, 2021-06-18, register.csv record 3"
std::string cite(const LegalEvent& event);

}  // namespace pignus::registers
