// How a right came to its status, step by step, in ST.27's terms; and the status of a right in each
// state it designates. Pure functions of a right's facts, like status.h.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "registers/status.h"

namespace pignus::registers {

/// One move of a right.
struct TimelineStep {
  LegalState state = LegalState::kUnknown;
  std::string stage;         ///< ST.27's: "filing", "examination", "grant", …; "" not told
  std::optional<Date> from;  ///< when it began, where told
  std::string st27;  ///< the event; "H00": known by its INPADOC class only; "" a record, a rule
  std::string code;  ///< the office's code; "" a record or a rule
  std::optional<Date> known;
  Source source;         ///< no file: a rule, or the absence of facts
  std::string message;   ///< of a step that no event made: message key
  bool expected = true;  ///< false: events are missing before it, or its code is misread

  friend bool operator==(const TimelineStep&, const TimelineStep&) = default;
};

/// The steps true on as_of.true_on and known by as_of.known_by, in order. The last one has the
/// state of status_as_of(); where no event or record made that, it is a step of its own at the end.
/// With as_of.true_on later and nothing else changed, the steps that events made only grow.
std::vector<TimelineStep> timeline_as_of(const RightFacts& facts, AsOf as_of);

/// A right in one state that it designates (EP, WO) or that an event speaks of.
struct StateStatus {
  std::string state;  ///< ST.3 code; "UP": those of the unitary effect
  LegalState legal_state = LegalState::kUnknown;
  std::optional<Date> since;
  std::optional<Date> fees_paid_until;
  std::vector<StatusReason> reasons;  ///< what decided, in order
};

/// One row a state, by code; none where no state is designated or spoken of. "Granted" is not "in
/// force": after the grant a state is in force only as far as a fee paid there reaches, ended by an
/// event there or of the whole, and else unknown: nobody says whether it was validated.
std::vector<StateStatus> state_statuses(const RightFacts& facts, AsOf as_of);

}  // namespace pignus::registers
