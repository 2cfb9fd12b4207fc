#include "fleetwork/lines.h"

namespace pignus::fleetwork {

Status LineCutter::write(std::string_view piece) {
  while (true) {
    const auto end = piece.find('\n');
    if (end == std::string_view::npos) break;
    const std::string_view rest = piece.substr(0, end);
    ++lines_;
    if (waiting_.empty()) {
      PIGNUS_TRY(take_(rest, lines_));
    } else {
      waiting_ += rest;
      PIGNUS_TRY(take_(waiting_, lines_));
      waiting_.clear();
    }
    piece.remove_prefix(end + 1);
  }
  if (waiting_.size() + piece.size() > kLineBytesMax) {
    return fail(ErrorCode::kLimitExceeded, "a line of over 512 MiB", {file_, lines_ + 1, ""});
  }
  waiting_ += piece;
  return {};
}

Status LineCutter::end() const {
  if (waiting_.empty()) return {};
  return fail(ErrorCode::kInvalidInput, "the last line was cut off", {file_, lines_ + 1, ""});
}

}  // namespace pignus::fleetwork
