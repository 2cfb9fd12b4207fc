// Any bytes: the reader ends, and what it yields is well formed.
#include <cstddef>
#include <cstdint>

#include "core/check.h"
#include "registers/io/byte_sources.h"
#include "registers/uspto/maintenance_fee.h"

using namespace pignus::registers;  // NOLINT: a fuzz target is one function

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  MemorySource source({reinterpret_cast<const char*>(data), size});  // NOLINT
  const FactSink sink{[](Fact&& fact) {
                        const auto* event = std::get_if<LegalEvent>(&fact);
                        PIGNUS_CHECK(event != nullptr && event->date.known());
                        PIGNUS_CHECK(maintenance_code(event->code).has_value());
                        return true;
                      },
                      [](Problem&&) { return true; }};
  const std::string_view line(reinterpret_cast<const char*>(data), size);  // NOLINT
  if (const auto fast = usual_maintenance_row(line)) {
    PIGNUS_CHECK(maintenance_row(line) == *fast);
  }
  (void)read_maintenance_fee_events(source, "fuzz", sink).has_value();
  return 0;
}
