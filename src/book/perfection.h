// How far a security interest in US rights is perfected, on the records seen. Made by
// policy/perfection, shown by report.
#pragma once

#include <string>
#include <vector>

#include "core/date.h"
#include "registers/right.h"

namespace pignus::book {

/// A UCC-1 filing's clock on a day.
struct UccState {
  std::string number;
  Date filed;
  Date lapses_on;          ///< with the continuations that were filed in their window
  Date continuation_from;  ///< first day on which the next continuation may be filed
  bool lapsed = false;     ///< on the day asked for
  std::vector<Date> ineffective_continuations;  ///< outside their window
};

/// Whether one security interest was recorded at the office in time after its execution.
struct Recordation {
  registers::RightId right;
  std::string recording_id;
  Date executed;
  Date recorded;
  Date last_day;
  bool in_time = false;
};

/// Rank depends on UCC filings and on agreements among creditors, which no record at hand shows:
/// every screen that prints this says so.
struct Perfection {
  std::vector<UccState> ucc_filings;
  std::vector<Recordation> recordations;
  std::vector<registers::RightId> without_open_interest;  ///< in the records seen
};

}  // namespace pignus::book
