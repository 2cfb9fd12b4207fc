// The reader of EP Register answers on any bytes: no crash, every fact of a right, and only sound
// text.
#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "core/check.h"
#include "core/utf8.h"
#include "registers/epo/ep_register.h"
#include "registers/io/byte_sources.h"

namespace {

using namespace pignus::registers;

void check_text(const std::string& text) {
  PIGNUS_CHECK(pignus::first_invalid_utf8(text) == std::string::npos);
  PIGNUS_CHECK(text.find('\0') == std::string::npos);
}

void check_details(const std::map<std::string, std::string>& details) {
  for (const auto& [name, value] : details) {
    PIGNUS_CHECK(!name.empty());
    check_text(name);
    check_text(value);
  }
}

void check(const RightRecord& record) {
  PIGNUS_CHECK(!record.id.value.empty() && record.source.record > 0);
  check_text(record.title);
  for (const auto& owner : record.owners) check_text(owner.name);
  for (const auto& relative : record.family) check_text(relative);
  check_details(record.details);
}

void check(const LegalEvent& event) {
  PIGNUS_CHECK(!event.right.value.empty() && event.source.record > 0);
  check_text(event.code);
  check_text(event.description);
  check_details(event.details);
}

void check(const Recording& recording) {
  PIGNUS_CHECK(!recording.id.empty() && !recording.properties.empty());
  for (const auto& grantor : recording.grantors) check_text(grantor.party.name);
  for (const auto& grantee : recording.grantees) check_text(grantee.party.name);
}

template <typename Other>
void check(const Other&) {}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  MemorySource source(input);
  const FactSink sink{.on_fact =
                          [](Fact&& fact) {
                            std::visit([](const auto& one) { check(one); }, fact);
                            return true;
                          },
                      .on_problem =
                          [](Problem&& problem) {
                            check_text(problem.error.message);
                            return true;
                          }};
  static_cast<void>(read_ep_register(source, "fuzz", sink, {.bytes_max = 1U << 17}));
  return 0;
}
