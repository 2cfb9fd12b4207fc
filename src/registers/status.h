// Legal status as of a date: a pure function of a right's facts.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/date.h"
#include "core/money.h"
#include "registers/facts.h"

namespace pignus::registers {

enum class LegalState {
  kUnknown,  ///< no register at hand says
  kPending,  ///< application, not granted
  kInForce,
  kInGrace,  ///< a fee is overdue and still payable with surcharge
  kLapsed,   ///< ended for an unpaid fee or renewal
  kExpired,  ///< term ended
  kInvalidated,
  kAbandoned,  ///< application given up, refused or withdrawn; right surrendered
};
std::string_view name_of(LegalState state);
std::optional<LegalState> parse_legal_state(std::string_view name);

/// In force or in grace: the right can be enforced and pledged, subject to its conditions.
bool is_alive(LegalState state);

/// What paying late costs more, until a day.
struct LateBand {
  Date until;
  double share = 0;             ///< of the fee: 0.5 is half as much again; 0 with no sum: nothing
  std::optional<Money> amount;  ///< a fixed sum instead

  friend bool operator==(const LateBand&, const LateBand&) = default;
};

/// The next fee to keep the right alive.
struct FeeDue {
  std::string what;      ///< "annuity year 7", "maintenance fee 7.5 years", "renewal": no others
  int fee_year = 0;      ///< the year of the term it pays for (US: 4, 8, 12)
  Date due;              ///< last day without surcharge
  Date grace_end;        ///< last day at all
  std::string standard;  ///< id of the schedule in standards/ that gave the dates
  std::optional<Money> amount = std::nullopt;  ///< if paid when due; nullopt: not at hand
  std::vector<LateBand> late = {};             ///< by day; empty: the surcharge is not at hand
};

/// One step on the way to a status.
struct StatusReason {
  std::string message;                 ///< message key, "status.granted" (locale/registers.toml)
  std::vector<std::string> arguments;  ///< codes, ISO dates, fees, ids of schedules, sources
  std::optional<Date> known;           ///< the day the event became known, where it is told
  Source source;                       ///< the record; no file: a rule, or that nothing is at hand

  friend bool operator==(const StatusReason&, const StatusReason&) = default;
};

struct LegalStatus {
  LegalState state = LegalState::kUnknown;
  std::optional<Date> since;            ///< when the state began, where known
  std::optional<Date> term_end;         ///< last day of the longest term the law gives
  std::optional<Date> fees_paid_until;  ///< the right lives so far on fees known to be paid
  std::optional<FeeDue> next_fee;
  bool invalidation_pending = false;
  bool ownership_dispute = false;     ///< suspended for a dispute
  bool attached = false;              ///< court preservation or attachment
  std::vector<StatusReason> reasons;  ///< what decided, in order
};

/// What the facts known by as_of.known_by say of the right on as_of.true_on. A granted European
/// patent is in force where it is in force in a state, has lapsed where it has ended in all, and
/// else is unknown: the office that granted it does not say whether it lives.
LegalStatus status_as_of(const RightFacts& facts, AsOf as_of);
/// The same by the right's own office alone, whatever became of it in the states.
LegalStatus status_at_its_office(const RightFacts& facts, AsOf as_of);

}  // namespace pignus::registers
