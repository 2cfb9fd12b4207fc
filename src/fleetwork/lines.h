// Bytes that come in pieces, cut into lines.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <utility>

#include "core/result.h"

namespace pignus::fleetwork {

/// The longest line: a record at its bound, and what escapes make of it.
inline constexpr std::size_t kLineBytesMax = std::size_t{512} << 20;

class LineCutter {
 public:
  /// `take` is handed each line without its end, and its number from 1.
  using Take = std::function<Status(std::string_view line, std::uint64_t number)>;

  LineCutter(std::string file, Take take) : file_(std::move(file)), take_(std::move(take)) {}

  [[nodiscard]] Status write(std::string_view piece);
  /// kInvalidInput where the last line has no end: what comes was cut off.
  [[nodiscard]] Status end() const;
  std::uint64_t lines() const { return lines_; }

 private:
  std::string file_;
  Take take_;
  std::string waiting_;
  std::uint64_t lines_ = 0;
};

}  // namespace pignus::fleetwork
