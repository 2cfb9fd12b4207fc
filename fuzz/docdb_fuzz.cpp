// The DOCDB reader on any bytes: no crash, records in order, and only sound text.
#include <cstdint>
#include <string>
#include <string_view>

#include "core/check.h"
#include "core/utf8.h"
#include "registers/epo/docdb.h"
#include "registers/io/byte_sources.h"

namespace {

void check_text(const std::string& text) {
  PIGNUS_CHECK(pignus::first_invalid_utf8(text) == std::string::npos);
  PIGNUS_CHECK(text.find('\0') == std::string::npos);
}

void check_right(const pignus::registers::RightRecord& record) {
  PIGNUS_CHECK(!record.id.value.empty());
  check_text(record.id.value);
  check_text(record.title);
  check_text(record.application_number);
  for (const auto& owner : record.owners) check_text(owner.name);
  for (const auto& inventor : record.inventors) check_text(inventor);
  for (const auto& symbol : record.classes) check_text(symbol);
  for (const auto& cited : record.citations) check_text(cited.document);
  for (const auto& relative : record.family) check_text(relative);
  for (const auto& [name, value] : record.details) check_text(value);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace pignus::registers;
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  MemorySource source(input);
  std::uint64_t last = 0;
  const FactSink sink{.on_fact =
                          [&](Fact&& fact) {
                            if (const auto* record = std::get_if<RightRecord>(&fact)) {
                              PIGNUS_CHECK(record->source.record > last);
                              last = record->source.record;
                              check_right(*record);
                            } else {
                              check_text(std::get<Retraction>(fact).publication);
                            }
                            return true;
                          },
                      .on_problem =
                          [](Problem&& problem) {
                            check_text(problem.error.message);
                            return true;
                          }};
  static_cast<void>(
      read_docdb(source, "fuzz", sink, {.record_bytes_max = 1U << 16, .gap_bytes_max = 1U << 16}));
  return 0;
}
