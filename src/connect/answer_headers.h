// What we parse ourselves of the services' answers. Untrusted text; every function takes any bytes.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "core/result.h"

namespace pignus::connect {

enum class Colour { kGreen, kYellow, kRed, kBlack };

/// One of OPS's services in its X-Throttling-Control header.
struct ServiceLimit {
  Colour colour = Colour::kGreen;
  std::uint32_t per_minute = 0;  ///< requests a minute allowed now; 0 with black

  friend bool operator==(const ServiceLimit&, const ServiceLimit&) = default;
};

struct Throttling {
  std::string state;  ///< "idle", "busy", "overloaded", or what stands there
  std::map<std::string, ServiceLimit> services;  ///< "retrieval", "inpadoc", "other", "search", …

  friend bool operator==(const Throttling&, const Throttling&) = default;
};

/// "busy (images=green:100, inpadoc=yellow:45, …)". What cannot be read is left out: at worst all.
Throttling parse_throttling(std::string_view header);

enum class RetryUnit { kSeconds, kMilliseconds };

/// Seconds to wait, 0 and up, at most a year. A number counts in `unit` (OPS writes milliseconds);
/// a date of RFC 9110 ("Wed, 21 Oct 2026 07:28:00 GMT") counts from `now_s`, seconds since 1970.
std::optional<double> parse_retry_after(std::string_view header, RetryUnit unit, double now_s);

struct Token {
  std::string text;       ///< printable ASCII, no blanks
  double lifetime_s = 0;  ///< 0 to a day

  friend bool operator==(const Token&, const Token&) = default;
};

/// The answer to a client-credentials request: {"access_token": "…", "expires_in": "1199"}.
/// kInvalidInput when it holds none; the message never holds any of the answer.
[[nodiscard]] Result<Token> parse_token(std::string_view json);

/// "2026-11-24 20:15 UTC"
std::string utc_text(double seconds_since_1970);

}  // namespace pignus::connect
