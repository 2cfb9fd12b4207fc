// DOCDB exchange documents: any bytes; rights in the order of the file, retractions between them.
#include "check_facts.h"
#include "registers/epo/docdb.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace pignus;
  registers::MemorySource source(fuzz::bytes_of(data, size));
  fuzz::OrderedRights rights;
  static_cast<void>(registers::read_docdb(
      source, "fuzz", rights.sink(), {.record_bytes_max = 1U << 16, .gap_bytes_max = 1U << 16}));
  return 0;
}
