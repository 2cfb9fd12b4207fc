#include "fleet/nats_access.h"

#include <algorithm>
#include <filesystem>

namespace pignus::fleet {

namespace {

constexpr std::size_t kNameMax = 32;

bool is_name_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
         c == '_';
}

std::string shown_url(std::string_view url) {
  const auto scheme = url.find("://");
  const auto from = scheme == std::string_view::npos ? 0 : scheme + 3;
  const auto at = url.rfind('@');
  if (at == std::string_view::npos || at < from) return std::string(url);
  return std::string(url.substr(0, from)) + std::string(url.substr(at + 1));
}

}  // namespace

bool is_fleet_name(std::string_view name) {
  return !name.empty() && name.size() <= kNameMax &&
         std::all_of(name.begin(), name.end(), is_name_character);
}

std::string shown_urls(std::string_view urls) {
  std::string shown;
  for (std::size_t at = 0; at <= urls.size();) {
    const auto end = std::min(urls.find(',', at), urls.size());
    if (at > 0) shown += ',';
    shown += shown_url(urls.substr(at, end - at));
    at = end + 1;
  }
  return shown;
}

void take_secrets(NatsAccess& access,
                  const std::function<std::optional<std::string>(std::string_view)>& environment) {
  access.user = environment("PIGNUS_NATS_USER").value_or("");
  access.password = environment("PIGNUS_NATS_PASSWORD").value_or("");
  access.token = environment("PIGNUS_NATS_TOKEN").value_or("");
}

Status check_access(const NatsAccess& access) {
  if (access.urls.empty()) return fail(ErrorCode::kInvalidInput, "no address of a NATS server");
  if (access.tls_certificate.empty() != access.tls_key.empty()) {
    return fail(ErrorCode::kInvalidInput, "a TLS certificate and its key go together");
  }
  if (access.user.empty() != access.password.empty()) {
    return fail(ErrorCode::kInvalidInput,
                "PIGNUS_NATS_USER and PIGNUS_NATS_PASSWORD go together; one is missing");
  }
  for (const std::string* file :
       {&access.tls_ca, &access.tls_certificate, &access.tls_key, &access.credentials}) {
    std::error_code error;
    if (!file->empty() && !std::filesystem::is_regular_file(*file, error)) {
      return fail(ErrorCode::kNotFound, "no such file", {*file, 0, ""});
    }
  }
  return {};
}

}  // namespace pignus::fleet
