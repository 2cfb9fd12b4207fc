// The status of a right in each of its designated states.
#include <algorithm>
#include <set>

#include "registers/status_events.h"
#include "registers/status_records.h"
#include "registers/status_timeline.h"

namespace pignus::registers {
namespace {

bool has_ended(LegalState state) {
  return state == LegalState::kLapsed || state == LegalState::kExpired ||
         state == LegalState::kInvalidated || state == LegalState::kAbandoned;
}

std::set<std::string> states_of(const RightFacts& facts) {
  std::set<std::string> states;
  for (const RightRecord& record : facts.records) {
    states.insert(record.designated_states.begin(), record.designated_states.end());
  }
  for (const LegalEvent& event : facts.events) {
    states.insert(state_of(event));
  }
  states.erase("");
  states.erase("?");
  return states;
}

/// How far the fees known to be paid in the state reach: as an event says, else to the end of the
/// year that it pays for.
std::optional<Date> paid_until(const EventStory& story, const std::optional<Date>& filed) {
  std::optional<Date> until = story.paid_until;
  if (filed && !story.payments.empty()) {
    const Date end = filed->plus_years(story.payments.rbegin()->first);
    until = std::max(until.value_or(end), end);
  }
  return until;
}

class StateJudge {
 public:
  StateJudge(const RightFacts& known, AsOf as_of)
      : facts_(known),
        true_on_(as_of.true_on),
        dates_(record_dates(known)),
        whole_(status_at_its_office(known, as_of)) {}

  StateStatus judge(const std::string& state) const {
    const EventStory story = story_of(facts_.events, true_on_, state);
    StateStatus out;
    out.state = state;
    out.reasons = story.reasons;
    out.fees_paid_until = paid_until(story, dates_.filed);
    const bool own_end = has_ended(story.state);
    if (has_ended(whole_.state) && (!own_end || whole_.state == LegalState::kInvalidated)) {
      out.legal_state = whole_.state;
      out.since = whole_.since;
      say(out, "status.state_ended_with_all");
    } else if (own_end) {
      out.legal_state = story.state;
      out.since = story.since;
    } else if (story.in_doubt) {
      out.legal_state = LegalState::kUnknown;
    } else {
      alive(out, story);
    }
    return out;
  }

 private:
  static void say(StateStatus& out, std::string message, std::vector<std::string> arguments = {}) {
    out.reasons.push_back({std::move(message), std::move(arguments), std::nullopt, {}});
  }

  void alive(StateStatus& out, const EventStory& story) const {
    const bool granted =
        story.granted || is_alive(whole_.state) || (dates_.granted && *dates_.granted <= true_on_);
    if (!granted) {
      out.legal_state = whole_.state;
      out.since = whole_.since;
    } else if (out.fees_paid_until && *out.fees_paid_until >= true_on_) {
      out.legal_state = LegalState::kInForce;
      say(out, "status.state_fee_paid", {out.fees_paid_until->iso()});
    } else if (out.fees_paid_until) {
      say(out, "status.state_fee_ran_out", {out.fees_paid_until->iso()});
    } else {
      say(out, story.paid_something ? "status.payments_without_year" : "status.state_not_told");
    }
  }

  const RightFacts& facts_;
  Date true_on_;
  RecordDates dates_;
  LegalStatus whole_;
};

void judge_by_states(const std::vector<StateStatus>& states, LegalStatus& status) {
  std::string alive;
  std::optional<Date> last_end;
  bool all_ended = !states.empty();
  for (const StateStatus& one : states) {
    if (is_alive(one.legal_state)) alive += (alive.empty() ? "" : ", ") + one.state;
    all_ended = all_ended && has_ended(one.legal_state);
    if (one.since && (!last_end || *one.since > *last_end)) last_end = one.since;
  }
  const auto say = [&](const char* message, std::vector<std::string> arguments = {}) {
    status.reasons.push_back({message, std::move(arguments), std::nullopt, {}});
  };
  if (!alive.empty()) {
    say("status.alive_in_states", {alive});
  } else if (all_ended) {
    status.state = LegalState::kLapsed;
    status.since = last_end;
    say("status.ended_in_all_states");
  } else {
    status.state = LegalState::kUnknown;
    status.since.reset();
    say("status.no_state_told");
  }
}

}  // namespace

LegalStatus status_as_of(const RightFacts& facts, AsOf as_of) {
  LegalStatus status = status_at_its_office(facts, as_of);
  if (facts.id.office() == "EP" && is_alive(status.state)) {
    judge_by_states(state_statuses(facts, as_of), status);
  }
  return status;
}

std::vector<StateStatus> state_statuses(const RightFacts& facts, AsOf as_of) {
  const RightFacts known = known_facts(facts, as_of);
  const StateJudge judge(known, as_of);
  std::vector<StateStatus> rows;
  for (const std::string& state : states_of(known)) {
    rows.push_back(judge.judge(state));
  }
  return rows;
}

}  // namespace pignus::registers
