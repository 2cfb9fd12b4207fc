#include <array>

#include "registers/euipo/marks_json.h"
#include "registers/format.h"

namespace pignus::registers {
namespace {

Status read_marks(ByteSource& source, std::string_view file, const FactSink& sink) {
  return read_euipo_marks(source, file, sink);
}

constexpr std::array<Format, 1> kFormats{
    {{"euipo-mark-json", "EUIPO trademark search answers, JSON", "API v1", is_euipo_marks,
      read_marks}}};

}  // namespace

std::span<const Format> euipo_formats() {
  return kFormats;
}

}  // namespace pignus::registers
