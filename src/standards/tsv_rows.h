// The plain tables under standards/: tab-separated, "#" begins a comment line, no header.
#pragma once

#include <string_view>
#include <vector>

#include "core/result.h"

namespace pignus::standards {

/// The rows of `text`, each of `columns` fields, as views into it. An error names file and line.
[[nodiscard]] Result<std::vector<std::vector<std::string_view>>> tsv_rows(std::string_view text,
                                                                          std::string_view file,
                                                                          std::size_t columns);

}  // namespace pignus::standards
