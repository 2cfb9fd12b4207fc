// Any bytes: both readers of the office's data services end, and what they yield is well formed.
#include <cstddef>
#include <cstdint>

#include "core/check.h"
#include "registers/io/byte_sources.h"
#include "registers/uspto/odp.h"

using namespace pignus::registers;  // NOLINT: a fuzz target is one function

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);  // NOLINT
  const FactSink sink{[](Fact&& fact) {
                        if (const auto* event = std::get_if<LegalEvent>(&fact)) {
                          PIGNUS_CHECK(!event->right.value.empty() && !event->date.empty());
                        } else if (const auto* recording = std::get_if<Recording>(&fact)) {
                          PIGNUS_CHECK(recording->id.size() == 11);
                        } else {
                          PIGNUS_CHECK(!std::get<RightRecord>(fact).id.value.empty());
                        }
                        return true;
                      },
                      [](Problem&& problem) {
                        PIGNUS_CHECK(!problem.error.message.empty());
                        return true;
                      }};
  MemorySource portal(bytes);
  (void)read_uspto_odp(portal, "fuzz", sink).has_value();
  MemorySource peds(bytes);
  (void)read_uspto_peds(peds, "fuzz", sink).has_value();
  (void)is_uspto_odp(bytes);
  (void)is_uspto_peds(bytes);
  return 0;
}
