// Both readers of the USPTO's data services: any bytes.
#include "check_facts.h"
#include "registers/uspto/odp.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace pignus;
  const std::string_view bytes = fuzz::bytes_of(data, size);
  fuzz::check_reader(bytes, [](auto& source, auto file, const auto& sink) {
    return registers::read_uspto_odp(source, file, sink);
  });
  fuzz::check_reader(bytes, [](auto& source, auto file, const auto& sink) {
    return registers::read_uspto_peds(source, file, sink);
  });
  static_cast<void>(registers::is_uspto_odp(bytes));
  static_cast<void>(registers::is_uspto_peds(bytes));
  return 0;
}
