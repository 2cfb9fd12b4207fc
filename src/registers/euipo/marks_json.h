// The EUIPO's trademark search answers, JSON.
#pragma once

#include <string_view>

#include "core/result.h"
#include "registers/batch.h"
#include "registers/io/byte_source.h"
#include "registers/io/json_records.h"

namespace pignus::registers {

/// `{"trademarks": [...], "totalElements": n}`, or one mark as an object of its own. A mark is
/// keyed by its application number ("EM-T-428557"), which its registration keeps; an international
/// registration that designates the EU by its number with G ("EM-T-G928475"). Publications are
/// events coded by their section of the bulletin, the status an event by its word. The record is
/// known on the latest day in it. Where totalElements is larger than the marks given, one Problem
/// with kLimitExceeded and record 0 says how many.
[[nodiscard]] Status read_euipo_marks(ByteSource& source, std::string_view file,
                                      const FactSink& sink, const JsonCutterLimits& limits = {});

bool is_euipo_marks(std::string_view head);

}  // namespace pignus::registers
