// The reader of TOML lives in core, since rooms beside this one read TOML too; here under the name
// that this room's readers and its callers use.
#pragma once

#include "core/toml_table.h"

namespace pignus::standards {

using pignus::parse_toml;
using pignus::TomlLimits;
using pignus::TomlTable;

}  // namespace pignus::standards
