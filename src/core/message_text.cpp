#include "core/message_text.h"

#include "core/utf8.h"

namespace pignus {

std::string for_message(std::string_view text, std::size_t bytes_max) {
  constexpr std::string_view kReplacement = "\uFFFD";
  constexpr unsigned char kDelete = 0x7f;
  std::string out;
  for (const char c : valid_utf8(text, bytes_max)) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < ' ' || byte == kDelete) {
      out += kReplacement;
    } else {
      out += c;
    }
  }
  if (text.size() > bytes_max) out += "…";
  return out;
}

std::string in_quotes(std::string_view text, std::size_t bytes_max) {
  return '"' + for_message(text, bytes_max) + '"';
}

}  // namespace pignus
