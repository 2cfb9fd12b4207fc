// Five tables, cut at the byte 0x1E: rows are refused or read, never half a recording.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <string>
#include <string_view>

#include "core/check.h"
#include "registers/plain/plain_format.h"

using namespace pignus::registers;  // NOLINT: a fuzz target is one function

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view rest(reinterpret_cast<const char*>(data), size);  // NOLINT
  std::map<std::string, pignus::CsvTable> tables;
  for (const auto file : kPlainFiles) {
    const std::size_t end = std::min(rest.find('\x1e'), rest.size());
    if (auto table = pignus::parse_csv(rest.substr(0, end), file)) {
      tables.emplace(file, std::move(*table));
    }
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  const FactSink sink{[](Fact&& fact) {
                        if (const auto* recording = std::get_if<Recording>(&fact)) {
                          PIGNUS_CHECK(!recording->grantors.empty());
                          PIGNUS_CHECK(!recording->properties.empty());
                        }
                        return true;
                      },
                      [](Problem&& problem) {
                        PIGNUS_CHECK(problem.error.where.record > 0);
                        return true;
                      }};
  (void)read_plain_tables(tables, sink).has_value();
  return 0;
}
