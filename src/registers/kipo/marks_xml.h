// Answers of the Korean office's trademark search (KIPRIS), XML.
#pragma once

#include <cstdint>
#include <string_view>

#include "core/result.h"
#include "registers/batch.h"
#include "registers/io/byte_source.h"

namespace pignus::registers {

struct KipoLimits {
  std::uint64_t record_bytes_max = std::uint64_t{4} << 20;
  std::uint64_t gap_bytes_max = std::uint64_t{64} << 20;
};

/// `<response>` with `<TradeMarkInfo>` or `<item>` a mark; the same fields in two spellings
/// ("ApplicationNumber", "applicationNumber"). A mark is keyed by its application number
/// ("KR-T-4020190000011"), which the office gives for every mark, registered or not. Owners are the
/// registered holders, else the applicants; several stand in one text and are not taken apart. The
/// record is known on the day of the answer where it says so, else on the latest day in it.
[[nodiscard]] Status read_kipo_marks(ByteSource& source, std::string_view file,
                                     const FactSink& sink, const KipoLimits& limits = {});

bool is_kipo_marks(std::string_view head);

}  // namespace pignus::registers
