// All that the registers at hand say of one right, and the same cut at a date.
#pragma once

#include <optional>
#include <vector>

#include "core/date.h"
#include "registers/event.h"
#include "registers/recording.h"
#include "registers/retraction.h"
#include "registers/right.h"

namespace pignus::registers {

struct RightFacts {
  RightId id;
  std::vector<RightRecord> records;   ///< oldest known first; several sources may speak
  std::vector<LegalEvent> events;     ///< by date true, then code
  std::vector<Recording> recordings;  ///< that name this right, by recorded date, then id

  std::vector<Retraction> retractions = {};  ///< by the day known

  /// What the records not taken back add up to (merge.h), where there are several; whoever changes
  /// `records` or `retractions` sets it with merge().
  std::optional<RightRecord> merged = std::nullopt;

  void merge();
  /// The merged record, or the only one; nullptr when no register at hand has this right, or all
  /// took it back.
  const RightRecord* latest_record() const;
  /// Its register took this record back: a retraction by the same register, of its publication or
  /// of all, known on or after the record. The record stays among `records`.
  bool retracted(const RightRecord& record) const;
  /// Those not taken back.
  std::vector<RightRecord> standing_records() const;

  friend bool operator==(const RightFacts&, const RightFacts&) = default;
};

/// Keeps what was known by as_of.known_by. What became true after as_of.true_on is kept too where a
/// future date is part of the fact (a term's end); the engines compare dates with as_of.true_on
/// themselves.
RightFacts known_facts(const RightFacts& facts, AsOf as_of);

}  // namespace pignus::registers
