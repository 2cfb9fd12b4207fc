// Any bytes: the reader ends, and what it yields is well formed.
#include <cstddef>
#include <cstdint>

#include "core/check.h"
#include "registers/io/byte_sources.h"
#include "registers/uspto/assignment_xml.h"

using namespace pignus::registers;  // NOLINT: a fuzz target is one function

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  MemorySource source({reinterpret_cast<const char*>(data), size});  // NOLINT
  const FactSink sink{[](Fact&& fact) {
                        const auto* recording = std::get_if<Recording>(&fact);
                        PIGNUS_CHECK(recording != nullptr && recording->id.size() == 11);
                        PIGNUS_CHECK(!recording->grantors.empty() && !recording->grantees.empty());
                        PIGNUS_CHECK(!recording->properties.empty());
                        return true;
                      },
                      [](Problem&& problem) {
                        PIGNUS_CHECK(!problem.error.message.empty());
                        return true;
                      }};
  (void)read_uspto_assignment_xml(source, "fuzz", sink).has_value();
  return 0;
}
