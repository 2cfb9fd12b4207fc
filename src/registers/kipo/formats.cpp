#include <array>

#include "registers/format.h"
#include "registers/kipo/marks_xml.h"

namespace pignus::registers {
namespace {

Status read_marks(ByteSource& source, std::string_view file, const FactSink& sink) {
  return read_kipo_marks(source, file, sink);
}

constexpr std::array<Format, 1> kFormats{
    {{"kipo-mark", "KIPO trademark search answers, XML", "two spellings of the fields",
      is_kipo_marks, read_marks}}};

}  // namespace

std::span<const Format> kipo_formats() {
  return kFormats;
}

}  // namespace pignus::registers
