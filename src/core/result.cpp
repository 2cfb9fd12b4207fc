#include "core/result.h"

#include <fmt/format.h>

namespace pignus {

std::string_view name_of(ErrorCode code) {
  switch (code) {
    case ErrorCode::kInvalidInput:
      return "invalid_input";
    case ErrorCode::kNotFound:
      return "not_found";
    case ErrorCode::kUnsupported:
      return "unsupported";
    case ErrorCode::kLimitExceeded:
      return "limit_exceeded";
    case ErrorCode::kIo:
      return "io";
    case ErrorCode::kCorrupt:
      return "corrupt";
    case ErrorCode::kConflict:
      return "conflict";
    case ErrorCode::kCancelled:
      return "cancelled";
  }
  return "invalid_input";
}

int exit_code(ErrorCode code) {
  switch (code) {
    case ErrorCode::kInvalidInput:
      return 2;
    case ErrorCode::kNotFound:
      return 3;
    case ErrorCode::kUnsupported:
      return 4;
    case ErrorCode::kLimitExceeded:
      return 5;
    case ErrorCode::kIo:
      return 6;
    case ErrorCode::kCorrupt:
      return 7;
    case ErrorCode::kConflict:
      return 8;
    case ErrorCode::kCancelled:
      return 130;  // as a shell reports a program ended by Ctrl-C
  }
  return 2;
}

std::string describe(const Error& error) {
  std::string place = error.where.file;
  const auto append = [&place](const std::string& part) {
    place += place.empty() ? part : ", " + part;
  };
  if (error.where.record != 0) {
    append(fmt::format("record {}", error.where.record));
  }
  if (!error.where.field.empty()) {
    append(fmt::format("field <{}>", error.where.field));
  }
  return place.empty() ? error.message : place + ": " + error.message;
}

}  // namespace pignus
