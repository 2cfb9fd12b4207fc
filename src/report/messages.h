// What the program says to people, in English and Chinese. Domain code passes message keys and
// arguments; the words live in locale/*.toml, one table a key with `en` and `zh`, and travel inside
// the program. `{0}`, `{1}`… stand for the arguments, `{{` and `}}` for braces.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"

namespace pignus::report {

enum class Language { kEnglish, kChinese };
/// "en", "zh".
std::string_view name_of(Language language);
/// Takes what --lang, LANG and LC_ALL hold: "zh", "zh-CN", "zh_CN.UTF-8", "en_GB", "C", "POSIX"
/// (the last two are English). nullopt for any other language.
std::optional<Language> parse_language(std::string_view text);

struct Message {
  std::string english;
  std::string chinese;
};

class Messages {
 public:
  /// The catalogue compiled in; parsed once and constant from then on.
  static const Messages& built_in();
  /// Reads one catalogue file. kInvalidInput, naming the key: a table with one language only, a
  /// key said twice, a value that is no text, an argument that one language lacks.
  [[nodiscard]] Status add(std::string_view toml, const std::string& file);

  bool contains(std::string_view key) const { return messages_.contains(key); }
  /// The message with its arguments put in. A missing key is shown as itself, followed by its
  /// arguments, so that nobody takes silence for an answer.
  std::string text(Language language, std::string_view key,
                   std::span<const std::string> arguments = {}) const;
  /// Where the key is an open word ("royalty_rate" in "input."): `fallback` if there is no message.
  std::string text_or(Language language, std::string_view key, std::string_view fallback) const;
  const std::map<std::string, Message, std::less<>>& all() const { return messages_; }

 private:
  std::map<std::string, Message, std::less<>> messages_;
};

/// The highest argument number used, plus one; nullopt when the braces are not well formed.
std::optional<int> argument_count(std::string_view pattern);

}  // namespace pignus::report
