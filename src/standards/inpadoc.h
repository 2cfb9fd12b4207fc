// INPADOC's legal event codes of all offices: does the event speak for or against the right living
// on, and of which class is it. Data from standards/inpadoc/.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "core/result.h"

namespace pignus::standards {

struct InpadocCode {
  std::string_view office;
  std::string_view code;
  char influence = ' ';    ///< '+' for, '-' against, ' ' unknown (not neutral)
  char event_class = ' ';  ///< 'H' cessation, 'B' discontinuation, …: ST.27's categories; ' ' none
};

/// Parses a table; its views point into `tsv`. Rows stand in order of office and code, each once.
[[nodiscard]] Result<std::vector<InpadocCode>> parse_inpadoc(std::string_view tsv,
                                                             std::string_view file);
/// All codes, by office and code. Aborts if the embedded table does not parse.
std::span<const InpadocCode> inpadoc_codes();
/// nullptr where the table does not have the code.
const InpadocCode* inpadoc_code(std::string_view office, std::string_view code);

}  // namespace pignus::standards
