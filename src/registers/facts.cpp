#include "registers/facts.h"

#include <algorithm>

#include "registers/merge.h"

namespace pignus::registers {

void RightFacts::merge() {
  merged.reset();
  if (records.size() > 1) merged = merge_records(records).record;
}

const RightRecord* RightFacts::latest_record() const {
  if (merged) return &*merged;
  const RightRecord* latest = nullptr;
  for (const RightRecord& record : records) {
    if (latest == nullptr || record.known >= latest->known) {
      latest = &record;
    }
  }
  return latest;
}

RightFacts known_facts(const RightFacts& facts, AsOf as_of) {
  RightFacts known;
  known.id = facts.id;
  const auto by_then = [&](Date day) { return day <= as_of.known_by; };
  for (const RightRecord& record : facts.records) {
    if (by_then(record.known)) {
      known.records.push_back(record);
    }
  }
  for (const LegalEvent& event : facts.events) {
    // A date without its day is known when the last day it can mean has come; an event with no date
    // at all was never dated to be known, and stays out.
    const auto day = event.known ? event.known : event.date.latest();
    if (day && by_then(*day)) {
      known.events.push_back(event);
    }
  }
  for (const Recording& recording : facts.recordings) {
    if (by_then(recording.recorded)) {
      known.recordings.push_back(recording);
    }
  }
  known.merge();
  return known;
}

}  // namespace pignus::registers
