// The grant reader on any bytes: no crash, records in order, and no text that is not sound UTF-8.
#include <cstdint>
#include <string>
#include <string_view>

#include "core/check.h"
#include "core/utf8.h"
#include "registers/io/byte_sources.h"
#include "registers/uspto/grant.h"

namespace {

void check_text(const std::string& text) {
  PIGNUS_CHECK(pignus::first_invalid_utf8(text) == std::string::npos);
  PIGNUS_CHECK(text.find('\0') == std::string::npos);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace pignus::registers;
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  MemorySource source(input);
  std::uint64_t last = 0;
  const FactSink sink{
      .on_fact =
          [&](Fact&& fact) {
            const auto& record = std::get<RightRecord>(fact);
            PIGNUS_CHECK(record.source.record > last);
            last = record.source.record;
            check_text(record.title);
            check_text(record.grant_number);
            for (const auto& owner : record.owners) check_text(owner.name);
            for (const auto& cited : record.citations) check_text(cited.document);
            for (const auto& relative : record.family) check_text(relative);
            return true;
          },
      .on_problem =
          [](Problem&& problem) {
            PIGNUS_CHECK(problem.error.where.record > 0 || problem.error.where.field == "version");
            return true;
          }};
  static_cast<void>(read_uspto_grants(source, "fuzz", sink,
                                      {.record_bytes_max = 1U << 16,
                                       .gap_bytes_max = 1U << 16,
                                       .bibliography_bytes_max = 1U << 15}));
  return 0;
}
