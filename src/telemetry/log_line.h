// One event of the program as one line: JSON for machines, words for people.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/json.h"

namespace pignus::telemetry {

enum class Level { kDebug, kInfo, kWarning, kError };
enum class LogFormat { kJson, kText };

std::string_view name_of(Level level);  ///< "debug", "info", "warning", "error"
std::optional<Level> parse_level(std::string_view text);

struct LogRecord {
  std::int64_t at_ms = 0;  ///< since 1970, UTC
  Level level = Level::kInfo;
  std::string event;    ///< "import.finished": dots between, never changes with the language
  std::string request;  ///< the run of the program, or the call that asked; "" none
  std::string job;      ///< the piece of work within it; "" none
  Json fields = Json::object();
};

/// A longer text within a field is cut, with "…".
inline constexpr std::size_t kFieldBytesMax = 4'096;
/// A longer line keeps its head, and says of its fields how long they were.
inline constexpr std::size_t kLineBytesMax = 65'536;

/// "2026-11-24T09:05:03.007Z"
std::string time_text(std::int64_t at_ms);

/// Both end with a line end and hold no other; bytes that are no UTF-8 become U+FFFD, a number that
/// is none becomes null.
/// {"time":"…","level":"info","event":"…","request":"…","job":"…","fields":{…}}
std::string json_line(const LogRecord& record);
/// 2026-11-24T09:05:03.007Z INFO    import.finished  request=… job=… facts=12 name="a b"
std::string text_line(const LogRecord& record);

}  // namespace pignus::telemetry
