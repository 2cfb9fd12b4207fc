#include "registers/epo/xml_pull.h"

#include <cstring>

namespace pignus::registers {

namespace {

bool is_space(char c) {
  return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

bool ends_name(char c) {
  return c == '>' || c == '/' || is_space(c);
}

std::size_t find(std::string_view text, char wanted, std::size_t from) {
  if (from >= text.size()) return std::string_view::npos;
  const void* hit = std::memchr(text.data() + from, wanted, text.size() - from);
  return hit == nullptr ? std::string_view::npos
                        : static_cast<std::size_t>(static_cast<const char*>(hit) - text.data());
}

/// The ">" that ends a start tag, past quoted values; npos when there is none.
std::size_t end_of_tag(std::string_view text, std::size_t from) {
  for (std::size_t i = from; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '>') return i;
    if (c == '<') return std::string_view::npos;
    if (c != '"' && c != '\'') continue;
    i = find(text, c, i + 1);
    if (i == std::string_view::npos) return i;
  }
  return std::string_view::npos;
}

std::string_view local_part(std::string_view name) {
  const std::size_t colon = name.find(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

}  // namespace

bool XmlPull::open() {
  if (broken_) return false;
  if (empty_) {
    empty_ = false;
    --depth_;
    return false;
  }
  const std::size_t angle = find(text_, '<', at_);
  if (angle == std::string_view::npos || angle + 1 >= text_.size()) {
    // After the root there is nothing left to open; within it the text is cut off.
    if (depth_ > 0 || angle != std::string_view::npos) break_off();
    return false;
  }
  at_ = angle;
  return text_[angle + 1] == '/' ? read_end_tag() : read_start_tag();
}

bool XmlPull::read_start_tag() {
  const std::size_t begin = at_ + 1;
  std::size_t end = begin;
  while (end < text_.size() && !ends_name(text_[end])) ++end;
  const std::size_t close = end_of_tag(text_, end);
  if (end == begin || close == std::string_view::npos || depth_ == kDepthMax) {
    break_off();
    return false;
  }
  const std::string_view qualified = text_.substr(begin, end - begin);
  // A processing instruction holds nothing for us and has no end tag.
  if (qualified.front() == '?') {
    at_ = close + 1;
    return open();
  }
  empty_ = text_[close - 1] == '/';
  attributes_ = text_.substr(end, close - end);
  name_ = local_part(qualified);
  open_[depth_++] = qualified;
  at_ = close + 1;
  return true;
}

bool XmlPull::read_end_tag() {
  const std::size_t close = find(text_, '>', at_);
  if (depth_ == 0 || close == std::string_view::npos) {
    break_off();
    return false;
  }
  std::string_view name = text_.substr(at_ + 2, close - at_ - 2);
  while (!name.empty() && is_space(name.back())) name.remove_suffix(1);
  if (name != open_[depth_ - 1]) {
    break_off();
    return false;
  }
  --depth_;
  at_ = close + 1;
  return false;
}

std::string_view XmlPull::attribute(std::string_view wanted) const {
  std::string_view rest = attributes_;
  while (true) {
    const std::size_t equals = rest.find('=');
    if (equals == std::string_view::npos) return "";
    std::string_view name = rest.substr(0, equals);
    while (!name.empty() && is_space(name.front())) name.remove_prefix(1);
    while (!name.empty() && is_space(name.back())) name.remove_suffix(1);
    const std::size_t quote = rest.find_first_of("\"'", equals);
    if (quote == std::string_view::npos) return "";
    const std::size_t close = rest.find(rest[quote], quote + 1);
    if (close == std::string_view::npos) return "";
    if (local_part(name) == wanted) return rest.substr(quote + 1, close - quote - 1);
    rest.remove_prefix(close + 1);
  }
}

std::size_t XmlPull::find_end() const {
  const std::string_view wanted = open_[depth_ - 1];
  std::size_t nested = 0;
  for (std::size_t at = find(text_, '<', at_); at != std::string_view::npos;
       at = find(text_, '<', at + 1)) {
    const bool is_end = at + 1 < text_.size() && text_[at + 1] == '/';
    const std::string_view rest = text_.substr(at + (is_end ? 2 : 1));
    if (rest.size() <= wanted.size() || !rest.starts_with(wanted) ||
        !ends_name(rest[wanted.size()])) {
      continue;
    }
    if (is_end) {
      if (nested == 0) return at;
      --nested;
    } else {
      const std::size_t close = end_of_tag(text_, at + 1);
      if (close == std::string_view::npos) return close;
      if (text_[close - 1] != '/') ++nested;
    }
  }
  return std::string_view::npos;
}

std::string_view XmlPull::inner() {
  if (broken_ || depth_ == 0) return "";
  if (empty_) {
    empty_ = false;
    --depth_;
    return "";
  }
  const std::size_t begin = at_;
  const std::size_t end = find_end();
  if (end == std::string_view::npos) {
    break_off();
    return "";
  }
  at_ = end;
  read_end_tag();
  return text_.substr(begin, end - begin);
}

void XmlPull::skip() {
  static_cast<void>(inner());
}

}  // namespace pignus::registers
