// Writes HTML and SVG so that text is always escaped and elements always end.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/check.h"
#include "report/safe_text.h"

namespace pignus::report {

class Markup {
 public:
  using Attributes = std::initializer_list<std::pair<std::string_view, std::string>>;

  Markup& open(std::string_view tag, Attributes attributes = {}) {
    start(tag, attributes);
    out_ += '>';
    open_.emplace_back(tag);
    return *this;
  }
  Markup& close() {
    PIGNUS_CHECK(!open_.empty());
    out_ += "</" + open_.back() + ">";
    if (ends_line(open_.back())) {
      out_ += '\n';
    }
    open_.pop_back();
    return *this;
  }
  /// An element with nothing in it: <br>, <line …/>.
  Markup& empty(std::string_view tag, Attributes attributes = {}) {
    start(tag, attributes);
    out_ += "/>";
    return *this;
  }
  Markup& text(std::string_view text) {
    out_ += escape_markup(text);
    return *this;
  }
  /// An element with text and nothing else.
  Markup& leaf(std::string_view tag, std::string_view content, Attributes attributes = {}) {
    return open(tag, attributes).text(content).close();
  }
  /// Only for what this program wrote itself: the style sheet, a finished chart.
  Markup& raw(std::string_view trusted) {
    out_ += trusted;
    return *this;
  }
  std::string take() {
    PIGNUS_CHECK(open_.empty());
    return std::move(out_);
  }

 private:
  static bool ends_line(std::string_view tag) {
    return tag != "a" && tag != "b" && tag != "span" && tag != "small" && tag != "text" &&
           tag != "td" && tag != "th";
  }
  void start(std::string_view tag, Attributes attributes) {
    out_ += '<';
    out_ += tag;
    for (const auto& [name, value] : attributes) {
      if (!value.empty()) {
        out_ += ' ';
        out_ += name;
        out_ += "=\"" + escape_markup(value) + '"';
      }
    }
  }

  std::string out_;
  std::vector<std::string> open_;
};

}  // namespace pignus::report
