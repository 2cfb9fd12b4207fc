// WIPO ST.27's own events and where each moves a right: data from standards/st27/events.tsv. The
// codes and their words are the standard's; the moves are our reading of the words (grade own),
// because the standard's table of stages is not at hand.
#pragma once

#include <string_view>
#include <vector>

#include "core/result.h"

namespace pignus::standards {

struct St27Event {
  std::string_view code;   ///< "F10"
  bool is_key = false;     ///< a key event; else a detailed one. "F00" is both, listed twice
  std::string_view stage;  ///< "filing", "examination", "pre_grant_challenge", "grant",
                           ///< "post_grant_challenge", "termination"; "" where it moves nothing
  std::string_view state;  ///< "active", "inactive"; "" with no stage
  std::string_view from;   ///< the stages it is expected from, by blanks; "start": nothing told yet

  char category() const { return code.empty() ? ' ' : code.front(); }
  bool moves() const { return !stage.empty(); }
  /// The event may follow when the right stands in `stage` ("start" or "" before any event).
  bool expected_from(std::string_view at) const;
};

/// Parses a table; its views point into `tsv`.
[[nodiscard]] Result<std::vector<St27Event>> parse_st27_events(std::string_view tsv,
                                                               std::string_view file);
/// All 42 key and 179 detailed events, key events first.
const std::vector<St27Event>& st27_events();
/// nullptr when the standard has no such event. A code that is both gives the key event.
const St27Event* st27_event(std::string_view code);

}  // namespace pignus::standards
