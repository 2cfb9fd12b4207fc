// The USPTO's daily and yearly files of trademark applications, XML.
#pragma once

#include <cstdint>
#include <string_view>

#include "core/result.h"
#include "registers/batch.h"
#include "registers/io/byte_source.h"

namespace pignus::registers {

struct UsDailyLimits {
  std::uint64_t record_bytes_max = std::uint64_t{16} << 20;
  std::uint64_t gap_bytes_max = std::uint64_t{64} << 20;
};

/// `<trademark-applications-daily>` with a `<case-file>` a mark, or case files on their own. A mark
/// is known as of its transaction date. Its status is an event beside those of its history: of old
/// files it is all there is. Version 2.0 (2004) is known; another is reported.
[[nodiscard]] Status read_us_trademarks_daily(ByteSource& source, std::string_view file,
                                              const FactSink& sink,
                                              const UsDailyLimits& limits = {});

}  // namespace pignus::registers
