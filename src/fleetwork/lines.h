// JSON Lines that travel: a first line that names the format, a last one {"end":{…}}, and a line
// for each thing between. Without the last line what came was cut off.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "core/json.h"
#include "core/result.h"

namespace pignus::fleetwork {

/// The longest line: a record at its bound, and what escapes make of it.
inline constexpr std::size_t kLineBytesMax = std::size_t{512} << 20;

struct LineFormat {
  std::string_view name;  ///< "pignus.case/1"
  int depth_max = 8;      ///< of the JSON
};
/// The first line, without its end.
std::string header_of(const LineFormat& format);

class FramedLines {
 public:
  /// Handed every line but the first; the last has a member "end".
  using Take = std::function<Status(const Json& line, const Where& where)>;

  /// `file` names the lines in errors.
  FramedLines(std::string file, const LineFormat& format, Take take)
      : file_(std::move(file)), format_(format), take_(std::move(take)) {}

  /// Bytes as they come, cut anywhere. kInvalidInput, with the line, where they are not of the
  /// format; kLimitExceeded; what `take` says.
  [[nodiscard]] Status write(std::string_view piece);
  /// After the last piece: kInvalidInput where the end is missing.
  [[nodiscard]] Status end() const;

 private:
  Status take_line(std::string_view line);

  std::string file_;
  LineFormat format_;
  Take take_;
  std::string waiting_;
  std::uint64_t lines_ = 0;
  bool ended_ = false;
};

}  // namespace pignus::fleetwork
