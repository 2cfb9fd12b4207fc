#include "registers/uspto/dtd_version.h"

#include <cctype>

#include "registers/format.h"

namespace pignus::registers {

namespace {

bool is_digit(char c) {
  return std::isdigit(static_cast<unsigned char>(c)) != 0;
}

/// "4.5", "45" and "025" to "v4.5"; "" where the digits are no version.
std::string dotted(std::string_view digits) {
  while (digits.starts_with('0') && digits.size() > 1) digits.remove_prefix(1);
  const std::size_t point = digits.find('.');
  if (point != std::string_view::npos) {
    return "v" + std::string(digits.substr(0, point)) + "." + std::string(digits.substr(point + 1));
  }
  constexpr std::size_t kDigitsMax = 3;
  if (digits.empty() || digits.size() > kDigitsMax) return "";
  if (digits.size() == 1) return "v" + std::string(digits) + ".0";
  return "v" + std::string(digits.substr(0, 1)) + "." + std::string(digits.substr(1));
}

}  // namespace

std::string dtd_version(std::string_view text) {
  for (std::size_t at = 0; at < text.size(); ++at) {
    const bool marked =
        (text[at] == 'v' || text[at] == 'V') && at + 1 < text.size() && is_digit(text[at + 1]);
    const bool first = at == 0 && is_digit(text[at]);
    // "ST32-US-Grant-025xml.dtd"
    const bool padded = text[at] == '-' && text.substr(at + 1, 1) == "0";
    if (!marked && !first && !padded) continue;
    const std::size_t start = first ? at : at + 1;
    std::size_t end = start;
    while (end < text.size() &&
           (is_digit(text[end]) ||
            (text[end] == '.' && end + 1 < text.size() && is_digit(text[end + 1])))) {
      ++end;
    }
    return dotted(text.substr(start, end - start));
  }
  return "";
}

std::string doctype_version(std::string_view head) {
  std::size_t at = 0;
  while (true) {
    at = head.find("<!", at);
    if (at == std::string_view::npos) return "";
    if (head.substr(at).starts_with("<!--")) {
      at = head.find("-->", at);
      if (at == std::string_view::npos) return "";
      continue;
    }
    if (head.substr(at).starts_with("<!DOCTYPE")) break;
    at += 2;
  }
  const std::size_t end = head.find_first_of("[>", at);
  const std::string_view declaration = head.substr(at, end - at);
  // The last quoted text is the system identifier, or the public one where there is no other.
  std::string version;
  for (std::size_t open = declaration.find_first_of("\"'"); open != std::string_view::npos;) {
    const std::size_t close = declaration.find(declaration[open], open + 1);
    if (close == std::string_view::npos) break;
    if (auto found = dtd_version(declaration.substr(open + 1, close - open - 1)); !found.empty()) {
      version = std::move(found);
    }
    open = declaration.find_first_of("\"'", close + 1);
  }
  return version;
}

std::string attribute_version(std::string_view record, std::string_view attribute) {
  const std::string_view tag = record.substr(0, record.find('>'));
  std::size_t at = 0;
  while ((at = tag.find(attribute, at)) != std::string_view::npos) {
    const bool starts = at > 0 && std::isspace(static_cast<unsigned char>(tag[at - 1])) != 0;
    const std::size_t open = tag.find_first_not_of(" \t\r\n=", at + attribute.size());
    at += attribute.size();
    if (!starts || open == std::string_view::npos || (tag[open] != '"' && tag[open] != '\'')) {
      continue;
    }
    const std::size_t close = tag.find(tag[open], open + 1);
    if (close == std::string_view::npos) return "";
    return dtd_version(tag.substr(open + 1, close - open - 1));
  }
  return "";
}

bool VersionWatch::see(const std::string& version, std::string_view file, const FactSink& sink) {
  // "v4.10" is new: no such version is known, and sorting as text is enough for those that are.
  if (told_ || version.empty()) return true;
  if (version.size() == first_.size() && version >= first_ && version <= last_) return true;
  told_ = true;
  return report_new_version(sink, file, version, text_);
}

}  // namespace pignus::registers
