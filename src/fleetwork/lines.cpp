#include "fleetwork/lines.h"

#include <fmt/format.h>

namespace pignus::fleetwork {

std::string header_of(const LineFormat& format) {
  return canonical_json(Json::object({{"format", std::string(format.name)}}));
}

Status FramedLines::write(std::string_view piece) {
  while (true) {
    const auto end = piece.find('\n');
    if (end == std::string_view::npos) break;
    const std::string_view rest = piece.substr(0, end);
    if (waiting_.empty()) {
      PIGNUS_TRY(take_line(rest));
    } else {
      waiting_ += rest;
      PIGNUS_TRY(take_line(waiting_));
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

Status FramedLines::take_line(std::string_view line) {
  const Where where{file_, ++lines_, ""};
  if (ended_) return fail(ErrorCode::kInvalidInput, "goes on after its end", where);
  if (lines_ == 1) {
    if (line == header_of(format_)) return {};
    return fail(ErrorCode::kInvalidInput, fmt::format("is not of the format {}", format_.name),
                where);
  }
  auto json = parse_json(line, file_, {kLineBytesMax, format_.depth_max});
  if (!json) {
    json.error().where.record = where.record;
    return fail(std::move(json.error()));
  }
  PIGNUS_TRY(take_(*json, where));
  ended_ = json->is_object() && json->contains("end");
  return {};
}

Status FramedLines::end() const {
  if (!waiting_.empty()) {
    return fail(ErrorCode::kInvalidInput, "the last line was cut off", {file_, lines_ + 1, ""});
  }
  if (ended_) return {};
  return fail(ErrorCode::kInvalidInput, "has no end: it was cut off", {file_, lines_, ""});
}

}  // namespace pignus::fleetwork
