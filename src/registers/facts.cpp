#include "registers/facts.h"

#include <algorithm>

#include "registers/merge.h"

namespace pignus::registers {

void RightFacts::merge() {
  merged.reset();
  const std::vector<RightRecord> standing = standing_records();
  if (standing.size() > 1) merged = merge_records(standing).record;
}

const RightRecord* RightFacts::latest_record() const {
  if (merged) return &*merged;
  const RightRecord* latest = nullptr;
  for (const RightRecord& record : records) {
    if (retracted(record)) continue;
    if (latest == nullptr || record.known >= latest->known) {
      latest = &record;
    }
  }
  return latest;
}

bool RightFacts::retracted(const RightRecord& record) const {
  return std::any_of(retractions.begin(), retractions.end(), [&](const Retraction& one) {
    const bool named = one.publication.empty() || one.publication == record.publication_number ||
                       one.publication == record.grant_number;
    return named && one.source.registry == record.source.registry && record.known <= one.known;
  });
}

std::vector<RightRecord> RightFacts::standing_records() const {
  std::vector<RightRecord> standing;
  for (const RightRecord& record : records) {
    if (!retracted(record)) standing.push_back(record);
  }
  return standing;
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
  for (const Retraction& retraction : facts.retractions) {
    if (by_then(retraction.known)) {
      known.retractions.push_back(retraction);
    }
  }
  known.merge();
  return known;
}

}  // namespace pignus::registers
