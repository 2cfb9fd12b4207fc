#include <array>

#include "registers/format.h"
#include "registers/wipo/st96.h"

namespace pignus::registers {
namespace {

Status read_st96(ByteSource& source, std::string_view file, const FactSink& sink) {
  return read_wipo_st96(source, file, sink);
}

constexpr std::array<Format, 2> kFormats{
    {{"wipo-st96", "WIPO ST.96: trademarks, designs, indications, patents", "V1 to V9; TSDR",
      is_wipo_st96, read_st96},
     {"wipo-st66", "WIPO ST.66: trademarks", "TSDR", is_wipo_st66, read_st96}}};

}  // namespace

std::span<const Format> wipo_formats() {
  return kFormats;
}

}  // namespace pignus::registers
