#include <array>

#include "registers/format.h"
#include "registers/trademark/us_daily.h"

namespace pignus::registers {
namespace {

bool is_daily(std::string_view head) {
  return rooted_in(head, {"trademark-applications-daily", "case-file"});
}
Status read_daily(ByteSource& source, std::string_view file, const FactSink& sink) {
  return read_us_trademarks_daily(source, file, sink);
}

constexpr std::array<Format, 1> kFormats{
    {{"uspto-trademark-daily", "USPTO trademark applications, daily XML", "v2.0", is_daily,
      read_daily}}};

}  // namespace

std::span<const Format> trademark_formats() {
  return kFormats;
}

}  // namespace pignus::registers
