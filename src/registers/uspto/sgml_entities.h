// Characters behind the entities of the ISO sets that the DTD of ST.32 grants draws on (Latin 1 and
// 2, numeric and special graphic, publishing, technical, Greek). Internal to its reader.
#pragma once

#include <string_view>

namespace pignus::registers {

/// "mdash" to its character in UTF-8; "" for a name that is not known.
std::string_view sgml_entity(std::string_view name);

}  // namespace pignus::registers
