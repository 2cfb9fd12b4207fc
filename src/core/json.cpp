#include "core/json.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <fmt/format.h>
#include <functional>
#include <optional>
#include <set>
#include <vector>

#include "core/check.h"
#include "core/utf8.h"

namespace pignus {

namespace {

void write_string(std::string_view text, std::string& out) {
  PIGNUS_CHECK(first_invalid_utf8(text) == std::string_view::npos);
  out += '"';
  for (const char c : text) {
    switch (c) {
      case '"':
        out += "\\\"";
        break;
      case '\\':
        out += "\\\\";
        break;
      case '\b':
        out += "\\b";
        break;
      case '\f':
        out += "\\f";
        break;
      case '\n':
        out += "\\n";
        break;
      case '\r':
        out += "\\r";
        break;
      case '\t':
        out += "\\t";
        break;
      default:
        if (static_cast<unsigned char>(c) < 0x20) {
          out += fmt::format("\\u{:04x}", static_cast<unsigned>(c));
        } else {
          out += c;
        }
    }
  }
  out += '"';
}

/// ECMAScript Number::toString: the shortest digits that read back the same, laid out its way.
void write_number(double value, std::string& out) {
  PIGNUS_CHECK(std::isfinite(value));
  if (value == 0) {
    out += '0';  // also for -0
    return;
  }
  char buffer[40];
  const auto [end, error] =
      std::to_chars(buffer, buffer + sizeof buffer, std::abs(value), std::chars_format::scientific);
  PIGNUS_CHECK(error == std::errc{});
  const std::string_view text(buffer, static_cast<std::size_t>(end - buffer));
  const std::size_t e = text.find('e');
  std::string digits(text.substr(0, e));
  std::erase(digits, '.');
  int exponent = 0;
  const std::string_view exponent_text = text.substr(text[e + 1] == '+' ? e + 2 : e + 1);
  std::from_chars(exponent_text.data(), exponent_text.data() + exponent_text.size(), exponent);
  const int point = exponent + 1;  // position of the decimal point in `digits`
  const int count = static_cast<int>(digits.size());
  if (value < 0) {
    out += '-';
  }
  if (count <= point && point <= 21) {
    out += digits + std::string(static_cast<std::size_t>(point - count), '0');
  } else if (0 < point && point <= 21) {
    out += digits.substr(0, static_cast<std::size_t>(point)) + '.' +
           digits.substr(static_cast<std::size_t>(point));
  } else if (-6 < point && point <= 0) {
    out += "0." + std::string(static_cast<std::size_t>(-point), '0') + digits;
  } else {
    out += digits.substr(0, 1);
    if (count > 1) {
      out += '.' + digits.substr(1);
    }
    out += fmt::format("e{}{}", exponent < 0 ? '-' : '+', std::abs(exponent));
  }
}

void write_value(const Json& value, std::string& out) {
  switch (value.type()) {
    case Json::value_t::null:
      out += "null";
      break;
    case Json::value_t::boolean:
      out += value.get<bool>() ? "true" : "false";
      break;
    case Json::value_t::number_integer:
      out += std::to_string(value.get<std::int64_t>());
      break;
    case Json::value_t::number_unsigned:
      out += std::to_string(value.get<std::uint64_t>());
      break;
    case Json::value_t::number_float:
      write_number(value.get<double>(), out);
      break;
    case Json::value_t::string:
      write_string(value.get_ref<const std::string&>(), out);
      break;
    case Json::value_t::array: {
      out += '[';
      const char* separator = "";
      for (const Json& element : value) {
        out += separator;
        separator = ",";
        write_value(element, out);
      }
      out += ']';
      break;
    }
    case Json::value_t::object: {
      std::vector<const std::string*> keys;
      for (auto member = value.begin(); member != value.end(); ++member) {
        keys.push_back(&member.key());
      }
      std::sort(keys.begin(), keys.end(),
                [](const auto* a, const auto* b) { return utf16_less(*a, *b); });
      out += '{';
      const char* separator = "";
      for (const std::string* key : keys) {
        out += separator;
        separator = ",";
        write_string(*key, out);
        out += ':';
        write_value(value[*key], out);
      }
      out += '}';
      break;
    }
    case Json::value_t::binary:
    case Json::value_t::discarded:
      PIGNUS_CHECK(!"a JSON value");
  }
}

/// Notices a key given twice: the library would keep the last and say nothing.
class DuplicateKeys {
 public:
  bool operator()(int /*depth*/, Json::parse_event_t event, const Json& parsed) {
    if (event == Json::parse_event_t::object_start) {
      open_objects_.emplace_back();
    } else if (event == Json::parse_event_t::object_end) {
      open_objects_.pop_back();
    } else if (event == Json::parse_event_t::key) {
      const auto& key = parsed.get_ref<const std::string&>();
      if (!open_objects_.back().insert(key).second) {
        duplicate_ = key;
      }
    }
    return true;
  }
  const std::optional<std::string>& duplicate() const { return duplicate_; }

 private:
  std::vector<std::set<std::string>> open_objects_;
  std::optional<std::string> duplicate_;
};

/// Depth by brackets outside strings, before the recursive parser sees the text.
bool deeper_than(std::string_view text, int depth_max) {
  int depth = 0;
  bool in_string = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (in_string) {
      if (c == '\\') {
        ++i;
      } else if (c == '"') {
        in_string = false;
      }
    } else if (c == '"') {
      in_string = true;
    } else if (c == '{' || c == '[') {
      if (++depth > depth_max) {
        return true;
      }
    } else if (c == '}' || c == ']') {
      --depth;
    }
  }
  return false;
}

}  // namespace

bool utf16_less(std::string_view a, std::string_view b) {
  const auto [x, y] = std::mismatch(a.begin(), a.end(), b.begin(), b.end());
  if (x == a.end() || y == b.end()) {
    return x == a.end() && y != b.end();
  }
  const auto left = static_cast<unsigned char>(*x);
  const auto right = static_cast<unsigned char>(*y);
  // As UTF-16, four-byte characters sort before those of lead byte 0xEE and 0xEF.
  const auto rank = [](unsigned char lead) {
    return lead >= 0xF0 ? 0xEE : lead >= 0xEE ? lead + 2 : lead;
  };
  if (rank(left) != rank(right)) {
    return rank(left) < rank(right);
  }
  return left < right;
}

std::string canonical_json(const Json& value) {
  std::string out;
  write_value(value, out);
  return out;
}

Result<Json> parse_json(std::string_view text, std::string_view file, JsonLimits limits) {
  const Where where{std::string(file), 0, ""};
  if (text.size() > limits.bytes_max) {
    return fail(
        ErrorCode::kLimitExceeded,
        fmt::format("has {} bytes, more than the {} allowed", text.size(), limits.bytes_max),
        where);
  }
  if (deeper_than(text, limits.depth_max)) {
    return fail(ErrorCode::kLimitExceeded,
                fmt::format("is nested deeper than {} levels", limits.depth_max), where);
  }
  DuplicateKeys keys;
  try {
    Json value = Json::parse(text, std::ref(keys));
    if (keys.duplicate()) {
      return fail(ErrorCode::kInvalidInput,
                  fmt::format("has the key \"{}\" twice", *keys.duplicate()), where);
    }
    return value;
  } catch (const Json::exception& e) {
    return fail(ErrorCode::kInvalidInput, fmt::format("is no JSON: {}", e.what()), where);
  }
}

}  // namespace pignus
