// Telling a format must never fail, whatever a file begins with.
#include <cstdint>
#include <string>
#include <string_view>

#include "core/check.h"
#include "registers/read_file.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  const auto format = pignus::registers::sniff_format(input);
  PIGNUS_CHECK(!format.readable || !format.name.empty());
  return 0;
}
