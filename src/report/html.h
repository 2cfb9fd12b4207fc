// An underwriting as one HTML file for a credit committee: self-contained (no request leaves it),
// printable, in one language. The decision, its reasons and its conditions stand on the first page;
// everything they rest on follows.
#pragma once

#include <string>

#include "book/underwriting.h"
#include "report/messages.h"

namespace pignus::report {

struct HtmlOptions {
  Language language = Language::kEnglish;
  /// File name of the same report in the other language, beside this one; "" none: no link.
  std::string other_language_file;
};

std::string to_html(const book::Underwriting& underwriting, const HtmlOptions& options);
inline std::string to_html(const book::Underwriting& underwriting, Language language) {
  return to_html(underwriting, HtmlOptions{language, ""});
}

}  // namespace pignus::report
