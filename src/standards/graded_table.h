// Source and grade of a table, as every rule and weight carries them. Includes toml++ through
// toml_table.h.
#pragma once

#include "standards/evidence.h"
#include "standards/toml_table.h"

namespace pignus::standards {

/// Reads `source` and `grade`; refuses an empty source and a grade that is none.
Evidence read_graded(TomlTable& table);

}  // namespace pignus::standards
