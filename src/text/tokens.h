// Terms of claims, abstracts, titles and descriptions of products, in English and Chinese: what
// the measures of similarity count. terms.h is the plain cut; this one drops the words that every
// patent has and joins the forms of one English word.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/result.h"
#include "text/terms.h"

namespace pignus::text {

/// What says nothing of an invention. standards/stop_words.h reads this project's own lists.
struct TokenRules {
  std::vector<std::string> words;    ///< of alphabetic scripts, as written, before stemming
  std::vector<std::string> phrases;  ///< of Han characters, traditional or simplified

  friend bool operator==(const TokenRules&, const TokenRules&) = default;
};

/// Cuts texts. Safe to use from several threads at once.
///
/// Folding: NFKC with case folding; traditional Han characters as simplified, one by one, as ICU
/// has them. Bytes that are no UTF-8 are U+FFFD, which ends a term.
/// Alphabetic scripts (kana and Hangul too): runs of letters, marks and digits. Left out: stop
/// words, single ASCII letters, and numbers, which in claims are signs of a drawing. Words of
/// a to z are stemmed by Snowball's English stemmer (Porter2); a longer word than 40 characters
/// keeps 40.
/// Han: stop phrases are cut out, the longest first, and end a run; of a run each pair of
/// neighbours is a term, of a single character itself. No dictionary: a pair across the border of
/// two words is noise, but it is the same noise in every text.
class Tokenizer {
 public:
  /// A text is read to this many bytes and no further.
  static constexpr std::size_t kTextBytesMax = std::size_t{4} << 20;

  /// kInvalidInput where a word has other than letters, marks and digits, or a phrase other than
  /// Han characters, or either is empty.
  [[nodiscard]] static Result<Tokenizer> make(const TokenRules& rules);

  /// In the order of the text.
  std::vector<std::string> terms(std::string_view text) const;
  TermCounts counts(std::string_view text) const;

 private:
  struct Lists;
  explicit Tokenizer(std::shared_ptr<const Lists> lists) : lists_(std::move(lists)) {}
  std::shared_ptr<const Lists> lists_;
};

}  // namespace pignus::text
