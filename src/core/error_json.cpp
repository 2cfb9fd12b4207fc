#include "core/error_json.h"

#include <algorithm>
#include <array>

#include "core/utf8.h"

namespace pignus {

namespace {

constexpr std::array kCodes{ErrorCode::kInvalidInput, ErrorCode::kNotFound,
                            ErrorCode::kUnsupported,  ErrorCode::kLimitExceeded,
                            ErrorCode::kIo,           ErrorCode::kCorrupt,
                            ErrorCode::kConflict,     ErrorCode::kCancelled};

}  // namespace

std::optional<ErrorCode> parse_error_code(std::string_view name) {
  const auto* found = std::find_if(kCodes.begin(), kCodes.end(),
                                   [name](ErrorCode code) { return name_of(code) == name; });
  return found == kCodes.end() ? std::nullopt : std::optional(*found);
}

Json error_json(const Error& error) {
  return {{"code", name_of(error.code)},
          {"message", valid_utf8(error.message)},
          {"file", valid_utf8(error.where.file)},
          {"record", error.where.record},
          {"field", valid_utf8(error.where.field)}};
}

Error read_error(ObjectReader& object) {
  Error error;
  const auto code = parse_error_code(object.text("code"));
  if (!code) object.refuse("code", "is no code of an error");
  error.code = code.value_or(ErrorCode::kInvalidInput);
  error.message = object.text("message");
  error.where = {object.text("file"), object.count("record"), object.text("field")};
  return error;
}

}  // namespace pignus
