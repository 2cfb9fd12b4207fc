// What pignus-sheet prints, and the euro's rates as XML and CSV, of any bytes: the first byte says
// which.
#include "check_facts.h"
#include "registers/reference/damodaran.h"
#include "registers/reference/ecb_rates.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace pignus::registers;
  if (size == 0) return 0;
  const std::string_view input(reinterpret_cast<const char*>(data) + 1, size - 1);
  const FactSink sink = pignus::fuzz::any_facts();
  MemorySource source(input);
  pignus::Status status;
  if (data[0] == 'x') {
    status = read_ecb_xml(source, "t", sink);
  } else if (data[0] == 'c') {
    status = read_ecb_csv(source, "t", sink);
  } else if (const auto rows = sheet_rows(input, "", "t", {})) {
    status = read_damodaran_rows(*rows, "t", sink);
  }
  return status ? 0 : 0;
}
