// The words of a mark made comparable, by their look and by their sound.
#pragma once

#include <string>
#include <string_view>

namespace pignus::text {

/// A mark cut into its Han part and the rest, because a mark often says the same twice, once in
/// each script, and is taken for another that says it in one.
struct MarkText {
  std::u32string han;     ///< Han characters, traditional ones as simplified
  std::u32string others;  ///< letters, marks and digits of other scripts, NFKC and case folded
  std::u32string sound;   ///< of `han`: pinyin without tones and blanks

  bool empty() const { return han.empty() && others.empty(); }
  friend bool operator==(const MarkText&, const MarkText&) = default;
};

/// Blanks and punctuation are dropped. Longer than 1,000 bytes is cut between characters: a mark
/// that long is a sentence, and its beginning tells it apart.
MarkText fold_mark(std::string_view text);

}  // namespace pignus::text
