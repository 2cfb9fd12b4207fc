#include "connect/answer_headers.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <fmt/format.h>

#include "core/date.h"
#include "core/json.h"

namespace pignus::connect {

namespace {

constexpr double kYearSeconds = 366.0 * 86400;
constexpr double kDaySeconds = 86400;
constexpr std::size_t kHeaderBytesMax = 4096;
constexpr std::size_t kServicesMax = 32;
constexpr std::size_t kTokenBytesMax = 8192;
constexpr std::size_t kTokenAnswerBytesMax = 65536;

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

template <typename Number>
std::optional<Number> number_of(std::string_view digits) {
  Number value{};
  if (digits.empty() || digits.front() == '-') return std::nullopt;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (error != std::errc{} || end != digits.data() + digits.size()) return std::nullopt;
  return value;
}

std::optional<Colour> colour_of(std::string_view word) {
  if (word == "green") return Colour::kGreen;
  if (word == "yellow") return Colour::kYellow;
  if (word == "red") return Colour::kRed;
  if (word == "black") return Colour::kBlack;
  return std::nullopt;
}

/// "retrieval=green:200"
void take_service(std::string_view item, Throttling& throttling) {
  const auto equals = item.find('=');
  const auto colon = item.find(':');
  if (equals == std::string_view::npos || colon == std::string_view::npos || colon < equals) return;
  const std::string_view name = trimmed(item.substr(0, equals));
  const auto colour = colour_of(trimmed(item.substr(equals + 1, colon - equals - 1)));
  const auto limit = number_of<std::uint32_t>(trimmed(item.substr(colon + 1)));
  if (name.empty() || !colour || !limit || throttling.services.size() >= kServicesMax) return;
  throttling.services[std::string(name)] = {*colour, *limit};
}

/// "Wed, 21 Oct 2026 07:28:00 GMT" as seconds since 1970.
std::optional<double> http_date(std::string_view text) {
  constexpr std::array<std::string_view, 12> kMonths{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                     "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  if (text.size() != 29 || !text.ends_with(" GMT") || text[3] != ',') return std::nullopt;
  const auto month = std::ranges::find(kMonths, text.substr(8, 3));
  const auto hour = number_of<int>(text.substr(17, 2));
  const auto minute = number_of<int>(text.substr(20, 2));
  const auto second = number_of<int>(text.substr(23, 2));
  if (month == kMonths.end() || !hour || !minute || !second) return std::nullopt;
  const auto day = Date::parse(fmt::format("{}-{:02}-{}", text.substr(12, 4),
                                           month - kMonths.begin() + 1, text.substr(5, 2)));
  if (!day || *hour > 23 || *minute > 59 || *second > 60) return std::nullopt;
  return static_cast<double>(day->days_since_1970()) * kDaySeconds + *hour * 3600.0 +
         *minute * 60.0 + *second;
}

}  // namespace

Throttling parse_throttling(std::string_view header) {
  Throttling throttling;
  header = trimmed(header.substr(0, kHeaderBytesMax));
  const auto open = header.find('(');
  throttling.state = std::string(trimmed(header.substr(0, open)).substr(0, 40));
  if (open == std::string_view::npos) return throttling;
  std::string_view rest = header.substr(open + 1);
  rest = rest.substr(0, rest.find(')'));
  while (!rest.empty()) {
    const auto comma = rest.find(',');
    take_service(rest.substr(0, comma), throttling);
    rest = comma == std::string_view::npos ? std::string_view() : rest.substr(comma + 1);
  }
  return throttling;
}

std::optional<double> parse_retry_after(std::string_view header, RetryUnit unit, double now_s) {
  header = trimmed(header.substr(0, kHeaderBytesMax));
  if (const auto number = number_of<std::uint64_t>(header)) {
    const double seconds = static_cast<double>(*number) / (unit == RetryUnit::kSeconds ? 1 : 1000);
    return std::min(seconds, kYearSeconds);
  }
  const auto date = http_date(header);
  if (!date) return std::nullopt;
  return std::clamp(*date - now_s, 0.0, kYearSeconds);
}

Result<Token> parse_token(std::string_view json) {
  const auto refuse = [] {
    return fail(ErrorCode::kInvalidInput, "the service's answer holds no access token");
  };
  if (json.size() > kTokenAnswerBytesMax) return refuse();
  const auto answer = parse_json(json, "");
  if (!answer || !answer->is_object()) return refuse();
  const Json text = answer->value("access_token", Json());
  if (!text.is_string()) return refuse();
  Token token{text.get<std::string>(), 0};
  const bool printable =
      std::ranges::all_of(token.text, [](char c) { return c > ' ' && c < 0x7F; });
  if (token.text.empty() || token.text.size() > kTokenBytesMax || !printable) return refuse();
  const Json lifetime = answer->value("expires_in", Json());
  if (lifetime.is_string()) {
    token.lifetime_s = static_cast<double>(
        number_of<std::uint64_t>(lifetime.get_ref<const std::string&>()).value_or(0));
  } else if (lifetime.is_number()) {
    token.lifetime_s = lifetime.get<double>();
  }
  if (!std::isfinite(token.lifetime_s)) token.lifetime_s = 0;
  token.lifetime_s = std::clamp(token.lifetime_s, 0.0, kDaySeconds);
  return token;
}

std::string utc_text(double seconds_since_1970) {
  const double days = std::floor(seconds_since_1970 / kDaySeconds);
  const int minutes = static_cast<int>((seconds_since_1970 - days * kDaySeconds) / 60);
  return fmt::format("{} {:02}:{:02} UTC", Date::from_days(static_cast<std::int32_t>(days)).iso(),
                     minutes / 60, minutes % 60);
}

}  // namespace pignus::connect
