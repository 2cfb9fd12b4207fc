// Any bytes: the reader of ST.96 and ST.66 ends, and what it yields is well formed.
#include <cstddef>
#include <cstdint>

#include "core/check.h"
#include "registers/io/byte_sources.h"
#include "registers/wipo/st96.h"

using namespace pignus::registers;  // NOLINT: a fuzz target is one function

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);  // NOLINT
  const FactSink sink{[](Fact&& fact) {
                        if (const auto* event = std::get_if<LegalEvent>(&fact)) {
                          PIGNUS_CHECK(!event->right.value.empty());
                          PIGNUS_CHECK(event->known || !event->date.empty());
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
  MemorySource source(bytes);
  (void)read_wipo_st96(source, "fuzz", sink).has_value();
  (void)is_wipo_st96(bytes);
  (void)is_wipo_st66(bytes);
  return 0;
}
