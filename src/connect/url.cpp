#include "connect/url.h"

#include <algorithm>
#include <fmt/format.h>

namespace pignus::connect {

namespace {

constexpr std::size_t kUrlBytesMax = 4096;

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

tl::unexpected<Error> refused(std::string_view url, const char* why) {
  return fail(ErrorCode::kInvalidInput, fmt::format("the address {} {}", url, why));
}

bool is_loopback(const std::string& host) {
  for (const std::string_view own : {"127.0.0.1", "[::1]", "localhost"}) {
    if (host == own) return true;
    if (host.starts_with(own) && host[own.size()] == ':') return true;
  }
  return false;
}

}  // namespace

Result<UrlParts> parse_url(std::string_view url) {
  const bool clean = std::ranges::all_of(url, [](char c) { return c > ' ' && c != 0x7F; });
  const auto colon = url.find("://");
  if (url.size() > kUrlBytesMax || !clean || colon == std::string_view::npos) {
    return refused(url.substr(0, 200), "is none Pignus can use");
  }
  UrlParts parts;
  parts.scheme = lower(url.substr(0, colon));
  const std::string_view rest = url.substr(colon + 3);
  const auto slash = rest.find_first_of("/?#");
  parts.host = lower(rest.substr(0, slash));
  if (slash != std::string_view::npos) parts.path = std::string(rest.substr(slash));
  if (parts.scheme != "http" && parts.scheme != "https") {
    return refused(url, "is neither http nor https");
  }
  if (parts.host.empty() || parts.host.find_first_of("@\\") != std::string::npos) {
    return refused(url, "names no host, or a user with it");
  }
  return parts;
}

Status check_allowed(std::string_view url) {
  PIGNUS_ASSIGN(const UrlParts parts, parse_url(url));
  if (parts.scheme == "https" || is_loopback(parts.host)) return {};
  return refused(url, "is not https; without it only this machine itself may be asked");
}

Result<std::string> redirected(std::string_view from, std::string_view location) {
  PIGNUS_ASSIGN(const UrlParts base, parse_url(from));
  std::string target(location);
  if (location.starts_with("/") && !location.starts_with("//")) {
    target = base.scheme + "://" + base.host + target;
  }
  PIGNUS_ASSIGN(const UrlParts parts, parse_url(target));
  if (parts.scheme != base.scheme || parts.host != base.host) {
    return refused(from, "redirects to another host or scheme, which is not followed");
  }
  return target;
}

std::string path_segment(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       c == '-' || c == '.' || c == '_' || c == '~' || c == ',';
    out += plain ? std::string(1, c) : fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return out;
}

}  // namespace pignus::connect
