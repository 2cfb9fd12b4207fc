// Any text: it is read in bounded time, and the ids found are well formed.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "core/check.h"
#include "registers/conveyance.h"

using namespace pignus::registers;  // NOLINT: a fuzz target is one function

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);  // NOLINT
  const std::string party(text.substr(0, size / 2));
  const ConveyanceReading reading = read_conveyance(text, {party}, {"B", party});
  for (const auto& id : reading.cited) {
    PIGNUS_CHECK(id.size() == 11 && id[6] == '/');
  }
  PIGNUS_CHECK(parse_conveyance_class(name_of(reading.conveyance_class)).has_value());
  return 0;
}
