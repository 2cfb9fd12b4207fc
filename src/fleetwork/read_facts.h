// A source of a register read to its facts, for who stores them.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "fleet/work.h"
#include "fleetwork/source_reading.h"

namespace pignus::fleetwork {

inline constexpr std::string_view kReadFacts = "read-facts";

/// `names`: of the inputs, as read_source_parameters() takes them. `mapping_text`: of the mapping
/// file where the source is read by one.
Json read_facts_parameters(const std::vector<std::string>& names, const SourceReading& reading,
                           const std::string& mapping_text);

/// Hands over a stream as fact_stream.h writes it. Where reading ended with an error it stands at
/// its end: a result like another. An error of this function is a parameter that is not as above,
/// or the disk.
[[nodiscard]] Status read_facts(const fleet::InputFiles& inputs, const Json& parameters,
                                const fleet::ResultSink& sink);

}  // namespace pignus::fleetwork
