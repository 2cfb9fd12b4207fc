#include "text/tokens.h"

#include <algorithm>
#include <functional>
#include <libstemmer.h>
#include <map>
#include <unicode/translit.h>
#include <unicode/uchar.h>
#include <unicode/uscript.h>
#include <unordered_set>
#include <utility>

#include "core/check.h"
#include "text/unicode_folding.h"

namespace pignus::text {

namespace {

constexpr std::size_t kWordLettersMax = 40;
constexpr UChar32 kHanFirst = 0x4E00;  // the block in which traditional characters are looked up
constexpr UChar32 kHanLast = 0x9FFF;

enum class Kind { kBreak, kWord, kHan };

Kind kind_of(UChar32 character) {
  if (character < 0x80) {
    const bool alphanumeric = (character >= 'a' && character <= 'z') ||
                              (character >= 'A' && character <= 'Z') ||
                              (character >= '0' && character <= '9');
    return alphanumeric ? Kind::kWord : Kind::kBreak;
  }
  const auto mask = U_GET_GC_MASK(character);
  if ((mask & (U_GC_L_MASK | U_GC_M_MASK | U_GC_N_MASK)) == 0) {
    return Kind::kBreak;
  }
  UErrorCode error = U_ZERO_ERROR;
  return uscript_getScript(character, &error) == USCRIPT_HAN ? Kind::kHan : Kind::kWord;
}

/// Each character of the block by its simplified form. ICU has rules for single characters; one
/// that became none or several stays as it is.
std::vector<char32_t> simplified_block() {
  UErrorCode error = U_ZERO_ERROR;
  const std::unique_ptr<icu::Transliterator> rules(
      icu::Transliterator::createInstance("Traditional-Simplified", UTRANS_FORWARD, error));
  PIGNUS_CHECK(U_SUCCESS(error) && rules != nullptr);
  std::vector<char32_t> block;
  for (UChar32 character = kHanFirst; character <= kHanLast; ++character) {
    icu::UnicodeString text(character);
    rules->transliterate(text);
    block.push_back(static_cast<char32_t>(text.countChar32() == 1 ? text.char32At(0) : character));
  }
  return block;
}

char32_t simplified(UChar32 character) {
  static const std::vector<char32_t> block = simplified_block();  // immutable, made once
  if (character < kHanFirst || character > kHanLast) {
    return static_cast<char32_t>(character);
  }
  return block[static_cast<std::size_t>(character - kHanFirst)];
}

void append_utf8(std::string& text, char32_t character) {
  icu::UnicodeString(static_cast<UChar32>(character)).toUTF8String(text);
}

struct Hash : std::hash<std::string_view> {
  using is_transparent = void;
};

/// Snowball keeps what it works on in its object, so each call of terms() has its own.
class EnglishStemmer {
 public:
  EnglishStemmer() : stemmer_(sb_stemmer_new("english", "UTF_8"), &sb_stemmer_delete) {
    PIGNUS_CHECK(stemmer_ != nullptr);
  }
  std::string stem(const std::string& word) {
    const sb_symbol* stem = sb_stemmer_stem(
        stemmer_.get(), reinterpret_cast<const sb_symbol*>(word.data()),  // NOLINT: bytes
        static_cast<int>(word.size()));
    PIGNUS_CHECK(stem != nullptr);                // null only when memory is out
    return {reinterpret_cast<const char*>(stem),  // NOLINT: bytes
            static_cast<std::size_t>(sb_stemmer_length(stemmer_.get()))};
  }

 private:
  std::unique_ptr<sb_stemmer, decltype(&sb_stemmer_delete)> stemmer_;
};

bool is_ascii(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

bool is_number(std::string_view word) {
  return std::ranges::all_of(word, [](char c) { return c >= '0' && c <= '9'; });
}

bool is_english(std::string_view word) {
  return std::ranges::all_of(word, [](char c) { return c >= 'a' && c <= 'z'; });
}

std::u32string han_of(const icu::UnicodeString& folded) {
  std::u32string result;
  for (std::int32_t at = 0; at < folded.length(); at = folded.moveIndex32(at, 1)) {
    result += simplified(folded.char32At(at));
  }
  return result;
}

std::string_view cut(std::string_view text, std::size_t bytes_max) {
  if (text.size() <= bytes_max) {
    return text;
  }
  while (bytes_max > 0 && (static_cast<unsigned char>(text[bytes_max]) & 0xC0U) == 0x80U) {
    --bytes_max;
  }
  return text.substr(0, bytes_max);
}

}  // namespace

struct Tokenizer::Lists {
  std::unordered_set<std::string, Hash, std::equal_to<>> words;
  std::map<char32_t, std::vector<std::u32string>> phrases;  ///< by first character, longest first

  /// Length of the longest phrase that begins here, or 0.
  std::size_t phrase_at(std::u32string_view rest) const {
    const auto found = phrases.find(rest.front());
    if (found != phrases.end()) {
      for (const std::u32string& phrase : found->second) {
        if (rest.starts_with(phrase)) {
          return phrase.size();
        }
      }
    }
    return 0;
  }
};

namespace {

/// Takes runs as they are found and keeps the terms.
template <typename Lists>
class Collector {
 public:
  explicit Collector(const Lists& lists) : lists_(lists) {}

  void word(const std::string& word) {
    if (word.empty() || word.size() == 1 || is_number(word) || lists_.words.contains(word)) {
      return;
    }
    terms_.push_back(is_english(word) ? stemmer_.stem(word) : word);
  }

  void han(std::u32string_view run) {
    std::size_t begin = 0;
    std::size_t at = 0;
    while (at < run.size()) {
      const std::size_t length = lists_.phrase_at(run.substr(at));
      if (length == 0) {
        ++at;
        continue;
      }
      pairs(run.substr(begin, at - begin));
      at += length;
      begin = at;
    }
    pairs(run.substr(begin));
  }

  std::vector<std::string> take() { return std::move(terms_); }

 private:
  void pairs(std::u32string_view run) {
    if (run.size() == 1) {
      append_utf8(terms_.emplace_back(), run.front());
    }
    for (std::size_t i = 0; i + 1 < run.size(); ++i) {
      std::string& term = terms_.emplace_back();
      append_utf8(term, run[i]);
      append_utf8(term, run[i + 1]);
    }
  }

  const Lists& lists_;
  EnglishStemmer stemmer_;
  std::vector<std::string> terms_;
};

/// Most texts at hand are ASCII: folding is then lower case, without ICU.
template <typename Collector>
void collect_ascii(std::string_view text, Collector& collector) {
  std::string word;
  for (const char character : text) {
    if (kind_of(static_cast<unsigned char>(character)) == Kind::kBreak) {
      collector.word(word);
      word.clear();
    } else if (word.size() < kWordLettersMax) {
      const bool upper = character >= 'A' && character <= 'Z';
      word += static_cast<char>(upper ? character - 'A' + 'a' : character);
    }
  }
  collector.word(word);
}

template <typename Collector>
void collect_any(std::string_view text, Collector& collector) {
  const icu::UnicodeString folded = folded_text(text);
  std::string word;
  std::size_t letters = 0;
  std::u32string han;
  const auto close = [&] {
    collector.word(word);
    collector.han(han);
    word.clear();
    han.clear();
    letters = 0;
  };
  Kind kind = Kind::kBreak;
  for (std::int32_t at = 0; at < folded.length(); at = folded.moveIndex32(at, 1)) {
    const UChar32 character = folded.char32At(at);
    const Kind here = kind_of(character);
    if (here != kind) {
      close();
      kind = here;
    }
    if (here == Kind::kHan) {
      han += simplified(character);
    } else if (here == Kind::kWord && letters < kWordLettersMax) {
      append_utf8(word, static_cast<char32_t>(character));
      ++letters;
    }
  }
  close();
}

template <typename Keep>
bool all_of(const icu::UnicodeString& text, Keep keep) {
  for (std::int32_t at = 0; at < text.length(); at = text.moveIndex32(at, 1)) {
    if (!keep(text.char32At(at))) {
      return false;
    }
  }
  return !text.isEmpty();
}

}  // namespace

Result<Tokenizer> Tokenizer::make(const TokenRules& rules) {
  auto lists = std::make_shared<Lists>();
  for (const std::string& word : rules.words) {
    const icu::UnicodeString folded = folded_text(word);
    if (!all_of(folded, [](UChar32 c) { return kind_of(c) == Kind::kWord; })) {
      return fail(ErrorCode::kInvalidInput, "not one word: '" + word + "'", {"", 0, "words"});
    }
    std::string utf8;
    folded.toUTF8String(utf8);
    lists->words.insert(utf8);
  }
  for (const std::string& phrase : rules.phrases) {
    const icu::UnicodeString folded = folded_text(phrase);
    if (!all_of(folded, [](UChar32 c) { return kind_of(c) == Kind::kHan; })) {
      return fail(ErrorCode::kInvalidInput, "not of Han characters: '" + phrase + "'",
                  {"", 0, "phrases"});
    }
    std::u32string han = han_of(folded);
    lists->phrases[han.front()].push_back(std::move(han));
  }
  for (auto& [first, phrases] : lists->phrases) {
    std::ranges::sort(phrases, [](const std::u32string& left, const std::u32string& right) {
      return left.size() != right.size() ? left.size() > right.size() : left < right;
    });
  }
  return Tokenizer(std::move(lists));
}

std::vector<std::string> Tokenizer::terms(std::string_view text) const {
  Collector<Lists> collector(*lists_);
  text = cut(text, kTextBytesMax);
  if (is_ascii(text)) {
    collect_ascii(text, collector);
  } else {
    collect_any(text, collector);
  }
  return collector.take();
}

TermCounts Tokenizer::counts(std::string_view text) const {
  TermCounts counts;
  for (std::string& term : terms(text)) {
    counts[std::move(term)] += 1;
  }
  return counts;
}

}  // namespace pignus::text
