// Readers that are no registers::Format: their names and revisions, kept with an import as those of
// the formats are.
#pragma once

#include <string_view>

namespace pignus::registers {

inline constexpr std::string_view kPlainFormatId = "plain-format";
inline constexpr int kPlainFormatRevision = 1;
/// Tables read by a mapping.
inline constexpr std::string_view kMappingId = "mapping";
inline constexpr int kMappingRevision = 1;

}  // namespace pignus::registers
