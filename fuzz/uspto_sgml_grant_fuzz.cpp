// The reader of ST.32 grants on any bytes: no crash, no text that is not sound UTF-8.
#include <string_view>

#include "check_facts.h"
#include "registers/uspto/sgml_grant.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace pignus::registers;
  const std::string_view input = pignus::fuzz::bytes_of(data, size);
  MemorySource source(input);
  pignus::fuzz::OrderedRights rights;
  static_cast<void>(read_uspto_sgml_grants(source, "fuzz", rights.sink(),
                                           {.record_bytes_max = 1U << 16,
                                            .gap_bytes_max = 1U << 16,
                                            .bibliography_bytes_max = 1U << 15}));
  return 0;
}
