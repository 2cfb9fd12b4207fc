// Expected failures are values. A function that can fail for a reason outside the program (a bad
// record, an unknown right, a full disk) returns Result<T>; a bug aborts through core/check.h.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <utility>

namespace pignus {

/// Canonical reasons; the program's exit codes follow them (see exit_code()).
enum class ErrorCode {
  kInvalidInput,   ///< the data breaks its format
  kNotFound,       ///< no such file, right or row
  kUnsupported,    ///< a format, version or office without a reader
  kLimitExceeded,  ///< a stated bound on size, depth, count or time was passed
  kIo,             ///< the operating system refused: disk full, no permission
  kCorrupt,        ///< the store or journal contradicts itself
  kConflict,       ///< the request contradicts the present state
  kCancelled,      ///< the user stopped it
};

/// Where an error lies. Empty or zero parts are unknown. `record` counts from 1.
struct Where {
  std::string file;
  std::uint64_t record = 0;
  std::string field;

  friend bool operator==(const Where&, const Where&) = default;
};

struct Error {
  ErrorCode code = ErrorCode::kInvalidInput;
  std::string message;
  Where where;

  friend bool operator==(const Error&, const Error&) = default;
};

template <typename T>
using Result = tl::expected<T, Error>;
using Status = Result<void>;

/// A machine word for the code: "invalid_input", "not_found", …
std::string_view name_of(ErrorCode code);
/// Process exit code for an error: 2 invalid input, 3 not found, 4 unsupported, 5 limit, 6 I/O,
/// 7 corrupt, 8 conflict, 130 cancelled.
int exit_code(ErrorCode code);
/// "file, record 12, field <date>: message"
std::string describe(const Error& error);

inline tl::unexpected<Error> fail(ErrorCode code, std::string message, Where where = {}) {
  return tl::unexpected<Error>(Error{code, std::move(message), std::move(where)});
}
inline tl::unexpected<Error> fail(Error error) {
  return tl::unexpected<Error>(std::move(error));
}

}  // namespace pignus

/// Returns the error of an expression of type Result, or goes on.
#define PIGNUS_TRY(expression)                                                  \
  do {                                                                          \
    if (auto pignus_status = (expression); !pignus_status) {                    \
      return tl::unexpected<::pignus::Error>(std::move(pignus_status.error())); \
    }                                                                           \
  } while (false)

#define PIGNUS_CONCAT_(a, b) a##b
#define PIGNUS_CONCAT(a, b) PIGNUS_CONCAT_(a, b)
/// Declares `declaration` from the value of a Result, or returns its error.
#define PIGNUS_ASSIGN(declaration, expression)                       \
  auto PIGNUS_CONCAT(pignus_result_, __LINE__) = (expression);       \
  if (!PIGNUS_CONCAT(pignus_result_, __LINE__)) {                    \
    return tl::unexpected<::pignus::Error>(                          \
        std::move(PIGNUS_CONCAT(pignus_result_, __LINE__).error())); \
  }                                                                  \
  declaration = std::move(*PIGNUS_CONCAT(pignus_result_, __LINE__))
