#include "learning/card_writer.h"

#include <array>
#include <charconv>

#include "core/utf8.h"

namespace pignus::learning {

namespace {

std::string toml_text(std::string_view value) {
  std::string out = "\"";
  for (const char c : valid_utf8(value)) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (c == '\n') {
      out += "\\n";
    } else if (byte < 0x20 || byte == 0x7F) {
      constexpr std::string_view kHex = "0123456789ABCDEF";
      out += "\\u00";
      out += kHex[byte >> 4U];
      out += kHex[byte & 15U];
    } else {
      out += c;
    }
  }
  return out + "\"";
}

}  // namespace

std::string number_text(double value) {
  std::array<char, 40> buffer{};
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value).ptr;
  std::string text(buffer.data(), end);
  if (text.find_first_of(".en") == std::string::npos) {
    text += ".0";
  }
  return text;
}

void CardWriter::line(std::string_view text) {
  out_.append(text).append("\n");
}

void CardWriter::text(std::string_view key, std::string_view value) {
  out_.append(key).append(" = ").append(toml_text(value)).append("\n");
}

void CardWriter::texts(std::string_view key, const std::vector<std::string>& values) {
  out_.append(key).append(" = [");
  for (std::size_t i = 0; i < values.size(); ++i) {
    out_.append(i == 0 ? "" : ", ").append(toml_text(values[i]));
  }
  out_.append("]\n");
}

void CardWriter::number(std::string_view key, double value) {
  out_.append(key).append(" = ").append(number_text(value)).append("\n");
}

void CardWriter::count(std::string_view key, std::size_t value) {
  out_.append(key).append(" = ").append(std::to_string(value)).append("\n");
}

void CardWriter::flag(std::string_view key, bool value) {
  out_.append(key).append(value ? " = true\n" : " = false\n");
}

void CardWriter::table(std::string_view name) {
  out_.append("\n[").append(name).append("]\n");
}

void CardWriter::table_of(std::string_view name) {
  out_.append("\n[[").append(name).append("]]\n");
}

}  // namespace pignus::learning
