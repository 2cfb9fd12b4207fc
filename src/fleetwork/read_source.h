// A source of a register read to what it holds, without storing it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "fleet/work.h"

namespace pignus::fleetwork {

inline constexpr std::string_view kReadSource = "read-source";

/// `names`: of the inputs, in their order, as they were called where they lay; messages and readers
/// use them. `plain`: the inputs are the tables of one folder of the plain format.
Json read_source_parameters(const std::vector<std::string>& names, bool plain);

/// Canonical JSON: {"bytes", "content", "facts", "first_problems", "format", "format_id", "kinds",
/// "members", "others", "problems", "records"}. `content` is the SHA-256 of the hashes of all facts
/// (store::fact_hash) in the order of the file. Where reading ended with an error:
/// {"error": {"code", "field", "file", "message", "record"}}, which is a result like another: it
/// lies in the bytes. An error of this function is a parameter that is not as above, or the disk.
[[nodiscard]] Result<std::string> read_source(const fleet::InputFiles& inputs,
                                              const Json& parameters);

}  // namespace pignus::fleetwork
