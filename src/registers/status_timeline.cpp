#include "registers/status_timeline.h"

#include "registers/status_events.h"
#include "registers/status_records.h"

namespace pignus::registers {
namespace {

/// A record's filing and grant as events, so that one teller tells both. Their code sorts after any
/// office's.
constexpr std::string_view kRecordCode = "record";

void add_record_events(RightFacts& facts) {
  const RecordDates dates = record_dates(facts);
  const auto add = [&](const std::optional<Date>& day, const char* st27) {
    if (!day) {
      return;
    }
    LegalEvent event;
    event.right = facts.id;
    event.code = kRecordCode;
    event.st27 = st27;
    event.date = *day;
    event.source = dates.source;
    facts.events.push_back(std::move(event));
  };
  add(dates.filed, "A10");
  add(dates.granted, "F10");
}

TimelineStep step_of(const StoryStep& told) {
  TimelineStep step{told.state, told.stage,  told.from,     told.st27,    told.code,
                    told.known, told.source, std::string(), told.expected};
  if (told.code == kRecordCode) {
    step.code.clear();
    step.st27.clear();
    step.message = told.stage == "grant" ? "status.step_granted" : "status.step_filed";
  }
  return step;
}

}  // namespace

std::vector<TimelineStep> timeline_as_of(const RightFacts& facts, AsOf as_of) {
  RightFacts known = known_facts(facts, as_of);
  add_record_events(known);
  std::vector<TimelineStep> steps;
  for (const StoryStep& told : story_of(known.events, as_of.true_on).steps) {
    steps.push_back(step_of(told));
  }
  const LegalStatus status = status_as_of(facts, as_of);
  if (steps.empty() ? status.state != LegalState::kUnknown : steps.back().state != status.state) {
    TimelineStep last;
    last.state = status.state;
    last.stage = is_alive(status.state) ? "grant"
                 : status.state == LegalState::kUnknown || status.state == LegalState::kPending
                     ? (steps.empty() ? std::string() : steps.back().stage)
                     : "termination";
    last.from = status.since;
    last.message = status.reasons.empty() ? "status.no_record" : status.reasons.back().message;
    steps.push_back(std::move(last));
  }
  return steps;
}

}  // namespace pignus::registers
