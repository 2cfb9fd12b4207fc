#include "core/json_pieces.h"

#include <algorithm>
#include <string>

namespace pignus {

namespace {

constexpr std::string_view kBlank = " \t\r\n";

/// What is left of a text, taken from its front.
class Pieces {
 public:
  Pieces(std::string_view text, std::string_view file) : text_(text), file_(file) {}

  /// Whether the next character that is not blank is this one, which is then taken.
  bool took(char wanted) {
    skip_blank();
    if (at_ < text_.size() && text_[at_] == wanted) {
      ++at_;
      return true;
    }
    return false;
  }

  bool at_end() {
    skip_blank();
    return at_ == text_.size();
  }

  /// A string with its quotes; empty where there is none.
  std::string_view string() {
    skip_blank();
    const std::size_t begin = at_;
    return skip_string() ? text_.substr(begin, at_ - begin) : std::string_view();
  }

  /// Any value; empty where it does not end.
  std::string_view value() {
    skip_blank();
    const std::size_t begin = at_;
    if (at_ < text_.size() && text_[at_] != '{' && text_[at_] != '[') {
      if (text_[at_] == '"') {
        return string();
      }
      at_ = std::min(text_.find_first_of(" \t\r\n,]}", at_), text_.size());
      return text_.substr(begin, at_ - begin);
    }
    std::size_t open = 0;
    while (at_ < text_.size()) {
      const char c = text_[at_];
      if (c == '"') {
        if (!skip_string()) {
          return {};
        }
      } else {
        open += c == '{' || c == '[' ? 1 : 0;
        open -= c == '}' || c == ']' ? 1 : 0;
        ++at_;
        if (open == 0) {
          break;
        }
      }
    }
    return open == 0 ? text_.substr(begin, at_ - begin) : std::string_view();
  }

  tl::unexpected<Error> refuse(std::string what) const {
    return fail(ErrorCode::kInvalidInput,
                "is not sound JSON: " + std::move(what) + " at byte " + std::to_string(at_),
                {std::string(file_), 0, ""});
  }

 private:
  void skip_blank() {
    const std::size_t next = text_.find_first_not_of(kBlank, at_);
    at_ = next == std::string_view::npos ? text_.size() : next;
  }

  bool skip_string() {
    if (at_ >= text_.size() || text_[at_] != '"') {
      return false;
    }
    for (++at_; at_ < text_.size(); ++at_) {
      if (text_[at_] == '\\') {
        ++at_;
      } else if (text_[at_] == '"') {
        ++at_;
        return true;
      }
    }
    at_ = text_.size();
    return false;
  }

  std::string_view text_;
  std::string_view file_;
  std::size_t at_ = 0;
};

}  // namespace

Status for_each_json_member(
    std::string_view text, std::string_view file,
    const std::function<Status(std::string_view name, std::string_view value)>& take) {
  Pieces pieces(text, file);
  if (!pieces.took('{')) {
    return pieces.refuse("no object");
  }
  for (bool first = true; !pieces.took('}'); first = false) {
    if (!first && !pieces.took(',')) {
      return pieces.refuse("no comma between members");
    }
    const std::string_view name = pieces.string();
    if (name.empty() || !pieces.took(':')) {
      return pieces.refuse("no member");
    }
    const std::string_view value = pieces.value();
    if (value.empty()) {
      return pieces.refuse("no value");
    }
    PIGNUS_TRY(take(name.substr(1, name.size() - 2), value));
  }
  return pieces.at_end() ? Status() : pieces.refuse("something follows the object");
}

Status for_each_json_element(std::string_view text, std::string_view file,
                             const std::function<Status(std::string_view element)>& take) {
  Pieces pieces(text, file);
  if (!pieces.took('[')) {
    return pieces.refuse("no list");
  }
  for (bool first = true; !pieces.took(']'); first = false) {
    if (!first && !pieces.took(',')) {
      return pieces.refuse("no comma between elements");
    }
    const std::string_view element = pieces.value();
    if (element.empty()) {
      return pieces.refuse("no value");
    }
    PIGNUS_TRY(take(element));
  }
  return pieces.at_end() ? Status() : pieces.refuse("something follows the list");
}

}  // namespace pignus
