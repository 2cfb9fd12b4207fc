// Any bytes: the reader ends, and what it yields is well formed.
#include <cstddef>
#include <cstdint>
#include <variant>

#include "core/check.h"
#include "registers/io/byte_sources.h"
#include "registers/wipo/st36_reader.h"

using namespace pignus::registers;  // NOLINT: a fuzz target is one function

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  MemorySource source({reinterpret_cast<const char*>(data), size});  // NOLINT
  const FactSink sink{[](Fact&& fact) {
                        if (const auto* right = std::get_if<RightRecord>(&fact)) {
                          PIGNUS_CHECK(right->id.value.size() > 5);
                        } else {
                          const auto& event = std::get<LegalEvent>(fact);
                          PIGNUS_CHECK(!event.right.value.empty());
                          PIGNUS_CHECK(!event.code.empty() || !event.description.empty());
                        }
                        return true;
                      },
                      [](Problem&& problem) {
                        PIGNUS_CHECK(!problem.error.message.empty());
                        return true;
                      }};
  (void)read_st36_documents(source, "fuzz", sink).has_value();
  return 0;
}
