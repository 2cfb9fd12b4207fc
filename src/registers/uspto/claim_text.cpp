#include "registers/uspto/claim_text.h"

#include <cctype>

#include "core/utf8.h"
#include "registers/io/xml_text.h"

namespace pignus::registers {

namespace {

constexpr std::size_t kCancelledBytesMax = 400;  ///< of the markup of "1-20. (canceled)"

bool is_letter(char c) {
  return std::isalpha(static_cast<unsigned char>(c)) != 0;
}

/// "claim 1", "claims 1", "claim1"; `at` is behind the word.
bool number_follows(std::string_view text, std::size_t at) {
  const std::size_t next = text.find_first_not_of(" \t\r\n", at);
  return next != std::string_view::npos &&
         std::isdigit(static_cast<unsigned char>(text[next])) != 0;
}

/// "any preceding claim", "one of the previous claims".
bool earlier_before(std::string_view text, std::size_t at) {
  const std::string before = trim(text.substr(0, at));
  for (const std::string_view word :
       {"preceding", "previous", "foregoing", "aforementioned", "above"}) {
    if (before.ends_with(word)) return true;
  }
  return false;
}

std::string without_tags(std::string_view markup) {
  std::string text;
  while (!markup.empty()) {
    const std::size_t open = markup.find('<');
    text += markup.substr(0, open);
    if (open == std::string_view::npos) break;
    const std::size_t close = markup.find('>', open);
    if (close == std::string_view::npos) break;
    markup.remove_prefix(close + 1);
  }
  return text;
}

bool is_cancelled(std::string_view claim) {
  if (claim.size() > kCancelledBytesMax) return false;
  const std::string text = ascii_lower(without_tags(claim));
  for (const std::string_view word : {"(canceled", "(cancelled", "(withdrawn and canceled"}) {
    if (text.find(word) != std::string::npos) return true;
  }
  return false;
}

}  // namespace

bool refers_to_claim(std::string_view written) {
  constexpr std::string_view kWord = "claim";
  const std::string text = ascii_lower(written);
  for (std::size_t at = text.find(kWord); at != std::string::npos; at = text.find(kWord, at + 1)) {
    if (at > 0 && is_letter(text[at - 1])) continue;
    std::size_t behind = at + kWord.size();
    if (behind < text.size() && text[behind] == 's') ++behind;
    if (behind < text.size() && is_letter(text[behind])) continue;
    if (number_follows(text, behind) || earlier_before(text, at)) return true;
  }
  return false;
}

void count_claims(std::string_view markup, const ClaimMarkup& names, RightRecord& record) {
  const auto claims = element_text(markup, names.claims);
  if (!claims) return;
  int all = 0;
  int independent = 0;
  for (std::size_t at = find_start_tag(*claims, names.claim); at != std::string_view::npos;) {
    const std::size_t next = find_start_tag(*claims, names.claim, at + 1);
    const std::string_view claim = claims->substr(at, next - at);
    at = next;
    if (is_cancelled(claim)) continue;
    ++all;
    const bool refers = find_start_tag(claim, names.reference) != std::string_view::npos ||
                        (names.by_text && refers_to_claim(without_tags(claim)));
    if (!refers) ++independent;
  }
  if (all == 0) return;
  if (!record.claim_count) record.claim_count = all;
  record.independent_claim_count = independent;
}

}  // namespace pignus::registers
