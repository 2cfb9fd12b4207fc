// Offices' event codes in the terms of WIPO ST.27: data from standards/st27/.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "standards/evidence.h"

namespace pignus::standards {

struct EventMapping {
  std::string office;
  std::string code;
  std::string st27;    ///< key or detailed event ("H13"); "" where none says what the code says
  int fee_year = 0;    ///< the year paid for, where the code itself tells it
  std::string effect;  ///< "refund", "attachment", "attachment_end", "undo_end" or ""
  /// The one state that an EP code speaks of: an ST.3 code, "*" the one that the event names, "UP"
  /// those of the unitary effect. "": the right as a whole.
  std::string state;
  Evidence evidence;
};

/// Parses one file; errors name file and key. A code given twice is an error.
[[nodiscard]] Result<std::vector<EventMapping>> parse_event_mappings(std::string_view toml,
                                                                     std::string_view file);
/// Every mapping under standards/st27, by office and code. Aborts if one does not parse.
const std::vector<EventMapping>& embedded_event_mappings();
/// nullptr where the code is not mapped.
const EventMapping* event_mapping(std::string_view office, std::string_view code);

}  // namespace pignus::standards
