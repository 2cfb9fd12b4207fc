// Daily trademark files of the USPTO: any bytes.
#include "check_facts.h"
#include "registers/trademark/us_daily.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace pignus;
  const std::string_view bytes = fuzz::bytes_of(data, size);
  fuzz::check_reader(bytes, [](auto& source, auto file, const auto& sink) {
    return registers::read_us_trademarks_daily(source, file, sink);
  });
  return 0;
}
