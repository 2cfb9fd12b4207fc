#include "telemetry/secret.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>

#include "core/base64.h"
#include "core/utf8.h"

namespace pignus::telemetry {

namespace {

/// These carry a password in front of their host, which may hold any character but white space;
/// others are taken at their word: it ends at the first slash.
constexpr std::array<std::string_view, 4> kServiceSchemes{"postgresql", "postgres", "nats", "tls"};

std::string percent_encoded(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const bool plain = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
                       c == '-' || c == '.' || c == '_' || c == '~';
    out += plain ? std::string(1, c) : fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return out;
}

bool is_space(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/// The letters before "://", in lower case.
std::string scheme_before(std::string_view text, std::size_t colon) {
  std::size_t begin = colon;
  while (begin > 0) {
    const char c = text[begin - 1];
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                        (c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.';
    if (!letter) break;
    --begin;
  }
  return ascii_lower(text.substr(begin, colon - begin));
}

/// Where the secret of the address that begins behind "://" lies; empty where there is none.
std::pair<std::size_t, std::size_t> secret_of_address(std::string_view text, std::size_t begin,
                                                      std::string_view scheme) {
  const bool service =
      std::find(kServiceSchemes.begin(), kServiceSchemes.end(), scheme) != kServiceSchemes.end();
  std::size_t end = begin;
  while (end < text.size() && !is_space(text[end]) &&
         (service || std::string_view("/?#\"'").find(text[end]) == std::string_view::npos)) {
    ++end;
  }
  const auto at = text.substr(begin, end - begin).rfind('@');
  if (at == std::string_view::npos) return {0, 0};
  const auto colon = text.substr(begin, at).find(':');
  if (colon != std::string_view::npos) return {begin + colon + 1, begin + at};
  // A name alone; NATS takes a token in its place.
  return scheme == "nats" || scheme == "tls" ? std::pair{begin, begin + at}
                                             : std::pair<std::size_t, std::size_t>{0, 0};
}

std::string clean_addresses(std::string text) {
  for (auto mark = text.find("://"); mark != std::string::npos; mark = text.find("://", mark + 3)) {
    const auto [begin, end] = secret_of_address(text, mark + 3, scheme_before(text, mark));
    if (end > begin) text.replace(begin, end - begin, kRedacted);
  }
  return text;
}

/// "password=x", "sslpassword='x y'" of a connection's words or of the query of an address.
std::string clean_passwords(std::string text) {
  constexpr std::string_view kWord = "password=";
  std::string lower = ascii_lower(text);
  for (auto at = lower.find(kWord); at != std::string::npos; at = lower.find(kWord, at + 1)) {
    const std::size_t begin = at + kWord.size();
    std::size_t end = begin;
    if (begin < text.size() && text[begin] == '\'') {
      ++end;
      while (end < text.size() && text[end] != '\'') end += text[end] == '\\' ? 2 : 1;
      end = std::min(end + 1, text.size());
    } else {
      while (end < text.size() && !is_space(text[end]) && text[end] != '&') ++end;
    }
    if (end == begin) continue;
    text.replace(begin, end - begin, kRedacted);
    lower.replace(begin, end - begin, kRedacted);
  }
  return text;
}

}  // namespace

void Redactor::add_text(std::string text) {
  if (text.size() < kBytesMin || std::find(values_.begin(), values_.end(), text) != values_.end()) {
    return;
  }
  const auto place = std::find_if(values_.begin(), values_.end(), [&text](const std::string& one) {
    return one.size() < text.size();
  });
  values_.insert(place, std::move(text));
}

void Redactor::add(const Secret& secret) {
  const std::string& text = secret.reveal();
  if (text.size() < kBytesMin) return;
  const std::string json = canonical_json(Json(valid_utf8(text)));
  add_text(text);
  add_text(valid_utf8(text));
  add_text(json.substr(1, json.size() - 2));
  add_text(percent_encoded(text));
  add_text(base64(text));
}

void Redactor::add_pair(const Secret& key, const Secret& secret) {
  add(key);
  add(secret);
  if (!key.empty() && !secret.empty()) {
    add_text(base64(key.reveal() + ":" + secret.reveal()));
  }
}

std::string Redactor::clean_values(std::string_view text) const {
  std::string out(text);
  for (const std::string& value : values_) {
    for (auto at = out.find(value); at != std::string::npos;
         at = out.find(value, at + kRedacted.size())) {
      out.replace(at, value.size(), kRedacted);
    }
  }
  return out;
}

std::string Redactor::clean(std::string_view text) const {
  return clean_passwords(clean_addresses(clean_values(text)));
}

Json Redactor::clean_json(const Json& json) const {
  if (json.is_string()) return clean(json.get_ref<const std::string&>());
  if (json.is_array()) {
    Json out = Json::array();
    for (const Json& item : json) out.push_back(clean_json(item));
    return out;
  }
  if (json.is_object()) {
    Json out = Json::object();
    for (const auto& [name, value] : json.items()) {
      out[clean(name)] = clean_json(value);
    }
    return out;
  }
  return json;
}

Error Redactor::clean_error(const Error& error) const {
  return {error.code,
          clean(error.message),
          {clean(error.where.file), error.where.record, clean(error.where.field)}};
}

}  // namespace pignus::telemetry
