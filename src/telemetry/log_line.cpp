#include "telemetry/log_line.h"

#include <array>
#include <cmath>
#include <fmt/format.h>

#include "core/date.h"
#include "core/message_text.h"
#include "core/utf8.h"

namespace pignus::telemetry {

namespace {

constexpr std::array<std::string_view, 4> kLevels{"debug", "info", "warning", "error"};
constexpr std::int64_t kDayMs = 86'400'000;

/// What JSON cannot hold is made holdable: a log never ends the work for what it was told.
Json holdable(const Json& value) {
  if (value.is_string()) {
    const std::string& text = value.get_ref<const std::string&>();
    std::string cut = valid_utf8(text, kFieldBytesMax);
    return text.size() > kFieldBytesMax ? cut + "…" : cut;
  }
  if (value.is_number_float()) {
    return std::isfinite(value.get<double>()) ? value : Json();
  }
  if (value.is_array()) {
    Json out = Json::array();
    for (const Json& item : value) out.push_back(holdable(item));
    return out;
  }
  if (value.is_object()) {
    Json out = Json::object();
    for (const auto& [name, item] : value.items()) out[valid_utf8(name)] = holdable(item);
    return out;
  }
  return value;
}

std::string json_text(std::string_view text) {
  return canonical_json(Json(valid_utf8(text, kFieldBytesMax)));
}

/// As a person types it in a shell: quotes only where they are needed.
std::string word_of(const Json& value) {
  if (!value.is_string()) return canonical_json(value);
  const std::string text =
      for_message(value.get_ref<const std::string&>(), kFieldBytesMax + std::string("…").size());
  const bool plain = !text.empty() && text.find_first_of(" \"=\\") == std::string::npos;
  return plain ? text : canonical_json(Json(text));
}

/// Controls and marks of direction beyond ASCII, which a terminal may obey: "\xC2\x9B" begins an
/// escape sequence, "\u202E" turns the rest of the line around.
std::string without_unseen(std::string line) {
  const auto byte = [&line](std::size_t i) {
    return i < line.size() ? static_cast<unsigned char>(line[i]) : 0U;
  };
  for (std::size_t i = 0; i < line.size(); ++i) {
    const bool control = byte(i) == 0xC2U && byte(i + 1) >= 0x80U && byte(i + 1) <= 0x9FU;
    const bool turn = byte(i) == 0xE2U &&
                      ((byte(i + 1) == 0x80U && byte(i + 2) >= 0xA8U && byte(i + 2) <= 0xAEU) ||
                       (byte(i + 1) == 0x81U && byte(i + 2) >= 0xA6U && byte(i + 2) <= 0xA9U));
    if (control || turn) line.replace(i, control ? 2 : 3, "\uFFFD");
  }
  return line;
}

std::string json_head(const LogRecord& record) {
  std::string line =
      fmt::format(R"({{"time":"{}","level":"{}","event":{})", time_text(record.at_ms),
                  name_of(record.level), json_text(record.event));
  if (!record.request.empty()) line += ",\"request\":" + json_text(record.request);
  if (!record.job.empty()) line += ",\"job\":" + json_text(record.job);
  return line;
}

}  // namespace

std::string_view name_of(Level level) {
  return kLevels.at(static_cast<std::size_t>(level));
}

std::optional<Level> parse_level(std::string_view text) {
  for (std::size_t i = 0; i < kLevels.size(); ++i) {
    if (kLevels.at(i) == text) return static_cast<Level>(i);
  }
  return std::nullopt;
}

std::string time_text(std::int64_t at_ms) {
  std::int64_t days = at_ms / kDayMs;
  std::int64_t rest = at_ms % kDayMs;
  if (rest < 0) {
    rest += kDayMs;
    --days;
  }
  return fmt::format("{}T{:02}:{:02}:{:02}.{:03}Z",
                     Date::from_days(static_cast<std::int32_t>(days)).iso(), rest / 3'600'000,
                     rest / 60'000 % 60, rest / 1'000 % 60, rest % 1'000);
}

std::string json_line(const LogRecord& record) {
  const std::string head = json_head(record);
  if (record.fields.empty()) return head + "}\n";
  const std::string fields = canonical_json(holdable(record.fields));
  if (head.size() + fields.size() > kLineBytesMax) {
    return fmt::format("{},\"fields\":{{\"too_long_bytes\":{}}}}}\n", head, fields.size());
  }
  return head + ",\"fields\":" + fields + "}\n";
}

std::string text_line(const LogRecord& record) {
  std::string line = fmt::format("{} {:<8}{}", time_text(record.at_ms),
                                 ascii_upper(name_of(record.level)), for_message(record.event));
  const auto add = [&line](std::string_view name, const std::string& word) {
    line += fmt::format(" {}={}", for_message(name), word);
  };
  if (!record.request.empty()) add("request", word_of(record.request));
  if (!record.job.empty()) add("job", word_of(record.job));
  const std::size_t head = line.size();
  const Json fields = holdable(record.fields);
  for (const auto& [name, value] : fields.items()) add(name, word_of(value));
  if (line.size() > kLineBytesMax) {
    const std::size_t bytes = line.size() - head;
    line.resize(head);
    add("too_long_bytes", std::to_string(bytes));
  }
  return without_unseen(std::move(line)) + "\n";
}

}  // namespace pignus::telemetry
