// The USPTO assignment centre's JSON answers, for patents and for trademarks.
#pragma once

#include <string_view>

#include "core/result.h"
#include "registers/batch.h"
#include "registers/io/byte_source.h"
#include "registers/io/json_records.h"

namespace pignus::registers {

struct AssignmentJsonLimits {
  JsonCutterLimits cutter = {};  ///< the answer is parsed a recording at a time
  std::size_t depth_max = 32;    ///< within a recording
  std::size_t properties_max = 100'000;
  std::size_t parties_max = 2'000;
};

/// Three shapes: `{"successResponse": {"data": […]}}` (patents), the same with an error and no data
/// (the returned status says it), and `[{"searchCriteria": …, "data": […]}]` (trademarks).
///
/// These answers give no recording date: `recorded` is the latest execution date and
/// `recorded_stated` false. A record without any execution date is a Problem. Trademark answers
/// give no conveyance text either, so their class stays kUnknown: it is not guessed. A trademark's
/// key is its registration number ("US-T-6204399"), or its serial number before registration (eight
/// digits, beginning with 7 to 9, so the two do not meet).
///
/// A search by right lists only the properties found; where `noOfProperties` is larger, or
/// `totalRows` is larger than the rows given, one Problem with kLimitExceeded and record 0 says how
/// many. The sha256 of a Problem is of the record as it stands in the file.
[[nodiscard]] Status read_uspto_assignment_json(ByteSource& source, std::string_view file,
                                                const FactSink& sink,
                                                const AssignmentJsonLimits& limits = {});

}  // namespace pignus::registers
