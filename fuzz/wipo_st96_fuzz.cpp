// ST.96 and ST.66: any bytes.
#include "check_facts.h"
#include "registers/wipo/st96.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace pignus;
  const std::string_view bytes = fuzz::bytes_of(data, size);
  fuzz::check_reader(bytes, [](auto& source, auto file, const auto& sink) {
    return registers::read_wipo_st96(source, file, sink);
  });
  static_cast<void>(registers::is_wipo_st96(bytes));
  static_cast<void>(registers::is_wipo_st66(bytes));
  return 0;
}
