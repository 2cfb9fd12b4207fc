#include "registers/io/json_records.h"

#include <algorithm>
#include <charconv>
#include <cstring>

#include "registers/io/json_blocks.h"

namespace pignus::registers {
namespace {

constexpr std::size_t kPiece = std::size_t{1} << 20;
constexpr std::size_t kTextMax = 256;
constexpr std::size_t kNamesMax = 256;  ///< numbers and texts kept
constexpr std::uint64_t kDepthMax = 1024;

bool is_space(char c) {
  return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

}  // namespace

JsonRecordCutter::JsonRecordCutter(ByteSource& source, std::string file,
                                   std::vector<std::string> bags, JsonCutterLimits limits)
    : source_(source),
      file_(std::move(file)),
      bags_(std::move(bags)),
      met_(bags_.size(), false),
      limits_(limits) {
  limits_.record_bytes_max = std::min(limits_.record_bytes_max, source.bounds().record_bytes_max);
}

tl::unexpected<Error> JsonRecordCutter::refuse(ErrorCode code, const std::string& message) const {
  return fail(code, message, Where{.file = file_, .record = count_, .field = ""});
}

bool JsonRecordCutter::met(std::string_view bag) const {
  const auto at = bag_named(bag);
  return at && met_[*at];
}

std::optional<std::size_t> JsonRecordCutter::bag_named(std::string_view key) const {
  const auto found = std::ranges::find(bags_, key);
  if (found == bags_.end()) return std::nullopt;
  return static_cast<std::size_t>(found - bags_.begin());
}

/// Reads one more piece behind the bytes still wanted; false at the end of the stream.
Result<bool> JsonRecordCutter::fill() {
  if (done_) return false;
  if (at_ > 0 && at_ >= end_ - at_) {
    std::memmove(buffer_.data(), buffer_.data() + at_, end_ - at_);
    end_ -= at_;
    at_ = 0;
  }
  if (buffer_.size() < end_ + kPiece + kPadding) {
    buffer_.resize(std::max(end_ + kPiece + kPadding, 2 * buffer_.size()));
  }
  PIGNUS_ASSIGN(const std::size_t got, source_.read(buffer_.data() + end_, kPiece));
  end_ += got;
  done_ = got == 0;
  return got > 0;
}

Status JsonRecordCutter::pass(std::size_t count) {
  at_ += count;
  gap_ += count;
  if (gap_ > limits_.gap_bytes_max) {
    return refuse(ErrorCode::kLimitExceeded, "more than " + std::to_string(limits_.gap_bytes_max) +
                                                 " bytes that belong to no record");
  }
  return {};
}

Result<std::optional<char>> JsonRecordCutter::peek() {
  while (at_ == end_) {
    PIGNUS_ASSIGN(const bool more, fill());
    if (!more) return std::optional<char>();
  }
  return std::optional<char>(buffer_[at_]);
}

/// The next byte that is no blank, comma or colon; it is not passed.
Result<std::optional<char>> JsonRecordCutter::next_token() {
  while (true) {
    PIGNUS_ASSIGN(const auto c, peek());
    const bool mark = c && !begun_ && std::string_view("\xef\xbb\xbf").find(*c) < 3;
    if (!c || (!is_space(*c) && *c != ',' && !mark)) return c;
    PIGNUS_TRY(pass(1));
  }
}

/// A string from its opening quote; keeps its first bytes.
Status JsonRecordCutter::read_string(std::string& into) {
  PIGNUS_TRY(pass(1));
  bool escaped = false;
  while (true) {
    PIGNUS_ASSIGN(const auto c, peek());
    if (!c) return refuse(ErrorCode::kInvalidInput, "the JSON ends within a text");
    PIGNUS_TRY(pass(1));
    if (!escaped && *c == '"') return {};
    escaped = !escaped && *c == '\\';
    if (into.size() < kTextMax) into += *c;
  }
}

/// What stands behind a key: a bag begins, a number or text is kept, anything else is left.
Status JsonRecordCutter::read_value(const std::string& key) {
  PIGNUS_TRY(pass(1));  // the colon
  PIGNUS_ASSIGN(const auto c, next_token());
  if (!c) return {};  // outside() says so
  const auto bag = bag_named(key);
  if (bag && (*c == '[' || *c == '{')) {
    met_[*bag] = true;
    bag_ = bag;
    single_ = *c == '{';
    if (single_) return {};
    ++depth_;
    return pass(1);
  }
  if (*c == '"') {
    std::string text;
    PIGNUS_TRY(read_string(text));
    if (texts_.size() < kNamesMax) texts_[key] = text;
    return {};
  }
  std::string digits;
  for (auto next = c; next && *next >= '0' && *next <= '9' && digits.size() < 20;) {
    digits += *next;
    PIGNUS_TRY(pass(1));
    PIGNUS_ASSIGN(next, peek());
  }
  std::uint64_t number = 0;
  if (!digits.empty() && numbers_.size() < kNamesMax &&
      std::from_chars(digits.data(), digits.data() + digits.size(), number).ec == std::errc()) {
    numbers_[key] = number;
  }
  return {};
}

/// From a bracket at the walk to the byte behind the one that closes it, all of it in the buffer;
/// the buffer's end where the stream ends first.
Result<std::size_t> JsonRecordCutter::end_of_value() {
  JsonBlockWalk walk;
  std::size_t walked = 0;  // from at_, which may move with the buffer
  while (true) {
    const std::size_t ready = end_ - at_ - walked;
    const std::size_t now = done_ ? ready : ready / JsonBlockWalk::kBlock * JsonBlockWalk::kBlock;
    const auto ends = walk.walk({buffer_.data() + at_ + walked, now});
    if (ends) return walked + *ends;
    walked += now;
    if (done_) return walked;
    if (walked > limits_.record_bytes_max) return walked;
    PIGNUS_TRY(fill());
  }
}

Result<JsonRecord> JsonRecordCutter::cut(std::string_view bag) {
  JsonRecord record;
  record.bag = bag;
  record.number = ++count_;
  gap_ = 0;
  const bool object = buffer_[at_] == '{';
  PIGNUS_ASSIGN(const std::size_t size, end_of_value());
  record.text = {buffer_.data() + at_, size};
  at_ += size;
  const char last = record.text.back();
  const Where where{.file = file_, .record = count_, .field = ""};
  if (size > limits_.record_bytes_max) {
    return refuse(ErrorCode::kLimitExceeded,
                  "a record of more than " + std::to_string(limits_.record_bytes_max) + " bytes");
  }
  if (done_ && at_ == end_ && last != '}' && last != ']') {
    record.problem = Error{ErrorCode::kInvalidInput, "the file ends within the record", where};
  } else if (!object) {
    record.problem = Error{ErrorCode::kInvalidInput, "not an object", where};
  }
  return record;
}

Result<std::optional<JsonRecord>> JsonRecordCutter::in_bag() {
  const std::string_view bag = bags_[*bag_];
  PIGNUS_ASSIGN(const auto c, next_token());
  if (!c) return refuse(ErrorCode::kInvalidInput, "the JSON ends within a list of records");
  if (*c == ']') {
    --depth_;
    bag_.reset();
    PIGNUS_TRY(pass(1));
    return std::optional<JsonRecord>();
  }
  if (*c == '{' || *c == '[') {
    PIGNUS_ASSIGN(JsonRecord record, cut(bag));
    return std::optional<JsonRecord>(std::move(record));
  }
  JsonRecord record;
  record.bag = bag;
  record.number = ++count_;
  record.problem = Error{ErrorCode::kInvalidInput, "not an object",
                         Where{.file = file_, .record = count_, .field = ""}};
  if (*c == '"') {
    std::string text;
    PIGNUS_TRY(read_string(text));
    return std::optional<JsonRecord>(std::move(record));
  }
  while (true) {
    PIGNUS_ASSIGN(const auto next, peek());
    if (!next || *next == ',' || *next == ']' || *next == '}') break;
    PIGNUS_TRY(pass(1));
  }
  if (*c == '}') PIGNUS_TRY(pass(1));
  return std::optional<JsonRecord>(std::move(record));
}

/// Walks to the next bag; with none open the stream has ended.
Status JsonRecordCutter::outside() {
  while (true) {
    PIGNUS_ASSIGN(const auto c, next_token());
    if (!c) {
      if (depth_ > 0 || !begun_) return refuse(ErrorCode::kInvalidInput, "the JSON ends early");
      return {};
    }
    if (*c == '"') {
      std::string key;
      PIGNUS_TRY(read_string(key));
      PIGNUS_ASSIGN(const auto behind, next_token());
      if (!behind || *behind != ':') continue;
      PIGNUS_TRY(read_value(key));
      if (bag_) return {};
      continue;
    }
    if (*c == '{' || *c == '[') {
      const bool whole = depth_ == 0 && *c == '[' && bag_named("").has_value();
      if (++depth_ > kDepthMax) return refuse(ErrorCode::kLimitExceeded, "nested too deeply");
      if (whole) {
        bag_ = bag_named("");
        met_[*bag_] = true;
      }
      PIGNUS_TRY(pass(1));
      begun_ = true;
      if (whole) return {};
      continue;
    }
    if (*c == '}' || *c == ']') {
      if (depth_ == 0) return refuse(ErrorCode::kInvalidInput, "a bracket too many: no JSON");
      --depth_;
    } else if (depth_ == 0) {
      return refuse(ErrorCode::kInvalidInput, "no JSON");
    }
    PIGNUS_TRY(pass(1));
  }
}

Result<std::optional<JsonRecord>> JsonRecordCutter::next() {
  while (true) {
    if (!bag_) {
      PIGNUS_TRY(outside());
      if (!bag_) return std::optional<JsonRecord>();
    }
    if (single_) {
      single_ = false;
      PIGNUS_ASSIGN(JsonRecord record, cut(bags_[*bag_]));
      bag_.reset();
      return std::optional<JsonRecord>(std::move(record));
    }
    PIGNUS_ASSIGN(auto record, in_bag());
    if (record) return record;
  }
}

}  // namespace pignus::registers
