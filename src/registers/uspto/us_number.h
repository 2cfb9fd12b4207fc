// Numbers as the USPTO's assignment and maintenance-fee files write them: no office code, series
// and serial run together, "NULL" for none.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/result.h"
#include "registers/recording.h"

namespace pignus::registers {

/// "8789601", "D0864889", "RE47992", "PP12345", "H2100", leading zeros before or after the letters,
/// to the right's key; nullopt when it is no US patent number.
std::optional<RightId> us_patent_right(std::string_view number);
/// Eight digits of series and serial ("13679689") to "US-A-13679689".
std::optional<RightId> us_application_right(std::string_view number);
/// "PCT/US2024/047195" to "WO-A-US2024047195": the USPTO also records against international
/// applications that have no US number.
std::optional<RightId> pct_application_right(std::string_view number);

/// What a property row says, "" where the row has nothing.
struct UsPropertyNumbers {
  std::string_view patent;
  std::string_view application;
  std::string_view publication;
  std::string_view pct;  ///< with a four-digit year
  std::string_view title;
};
/// The key is the patent's where a patent number is given, else the application's. kInvalidInput,
/// naming the number, when a number that is there does not parse, or none is there.
[[nodiscard]] Result<RecordedProperty> us_property(const UsPropertyNumbers& numbers);

}  // namespace pignus::registers
