#include "journal/export_file.h"

#include <algorithm>
#include <fmt/format.h>

#include "core/date.h"
#include "journal/canonical_text.h"
#include "journal/hex_text.h"

namespace pignus::journal {
namespace {

constexpr std::string_view kFormat = "pignus.journal/1";
constexpr std::size_t kHeaderBytesMax = 8U << 20;

std::string text_of(const Json& json, const char* field) {
  const Json value = json.value(field, Json());
  return value.is_string() ? value.get<std::string>() : std::string();
}

}  // namespace

std::string export_header(std::string_view at, std::vector<StreamEnd> ends) {
  std::sort(ends.begin(), ends.end(),
            [](const StreamEnd& a, const StreamEnd& b) { return a.stream < b.stream; });
  Json streams = Json::array();
  for (const StreamEnd& end : ends) {
    streams.push_back({{"stream", end.stream}, {"number", end.number}, {"hash", end.hash}});
  }
  return canonical_json({{"format", kFormat}, {"at", at}, {"streams", std::move(streams)}}) + "\n";
}

ExportJudge::ExportJudge(JudgeOptions options, std::function<Status(const EntryRow&)> visit)
    : file_(options.file), judge_(std::move(options)), visit_(std::move(visit)) {}

tl::unexpected<Error> ExportJudge::refuse(std::string why) const {
  return fail(ErrorCode::kInvalidInput, std::move(why), {file_, line_, ""});
}

Status ExportJudge::take(std::string_view piece) {
  while (!piece.empty()) {
    const std::size_t end = piece.find('\n');
    if (end == std::string_view::npos) {
      if (rest_.size() + piece.size() > kEntryBytesMax) {
        return fail(ErrorCode::kLimitExceeded,
                    fmt::format("the line is longer than the {} bytes allowed", kEntryBytesMax),
                    {file_, line_ + 1, ""});
      }
      rest_ += piece;
      return {};
    }
    ++line_;
    if (rest_.empty()) {
      PIGNUS_TRY(take_line(piece.substr(0, end)));
    } else {
      rest_ += piece.substr(0, end);
      PIGNUS_TRY(take_line(rest_));
      rest_.clear();
    }
    piece.remove_prefix(end + 1);
  }
  return {};
}

Status ExportJudge::take_line(std::string_view line) {
  return line_ == 1 ? take_header(line) : take_entry(line);
}

Status ExportJudge::take_header(std::string_view line) {
  if (line.size() > kHeaderBytesMax || !is_canonical_json(line)) {
    return refuse("is no journal written by Pignus");
  }
  const Json header = Json::parse(line, nullptr, false);
  const Json streams = header.is_object() ? header.value("streams", Json()) : Json();
  if (!header.is_object() || text_of(header, "format") != kFormat || header.size() != 3) {
    return refuse("is no journal written by Pignus");
  }
  if (!Date::parse(text_of(header, "at")) || !streams.is_array() || streams.size() > kStreamsMax) {
    return refuse("the first line does not say the day and where the streams end");
  }
  for (const Json& one : streams) {
    if (!one.is_object() || one.size() != 3) return refuse("the end of a stream has other fields");
    StreamEnd end{text_of(one, "stream"), 0, text_of(one, "hash")};
    const Json number = one.value("number", Json());
    if (number.is_number_unsigned()) end.number = number.get<std::uint64_t>();
    if (!is_stream_name(end.stream) || !parse_hex<32>(end.hash) || end.number == 0) {
      return refuse("the end of a stream is not its name, number and hash");
    }
    if (!ends_.empty() && ends_.back().stream >= end.stream) {
      return refuse("the streams are not in the order of their names, each once");
    }
    ends_.push_back(std::move(end));
  }
  return {};
}

Status ExportJudge::take_entry(std::string_view line) {
  const auto parts = read_entry(line);
  if (!parts) return refuse("is no entry of a journal in canonical form");
  const EntryRow row{parts->stream, parts->number, line, std::nullopt};
  PIGNUS_TRY(judge_.take(row));
  return visit_ ? visit_(row) : Status();
}

Result<Verdict> ExportJudge::finish() {
  if (!rest_.empty()) {
    ++line_;
    return refuse("the file ends inside a line: it was cut off");
  }
  if (line_ == 0) return refuse("is empty");
  for (const StreamEnd& end : ends_) {
    PIGNUS_TRY(judge_.expect_head(end.stream, end.number, end.hash));
  }
  return judge_.finish();
}

}  // namespace pignus::journal
