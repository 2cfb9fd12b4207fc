// Errors as JSON, and back: how they travel from one program to another.
#pragma once

#include <optional>
#include <string_view>

#include "core/json.h"
#include "core/object_reader.h"
#include "core/result.h"

namespace pignus {

/// The code with that name (name_of()); nullopt: none has it.
std::optional<ErrorCode> parse_error_code(std::string_view name);

/// {"code", "field", "file", "message", "record"}; texts as valid UTF-8.
Json error_json(const Error& error);
/// Takes those five members.
Error read_error(ObjectReader& object);

}  // namespace pignus
