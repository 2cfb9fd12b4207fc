#include "text/mark_text.h"

#include <memory>
#include <unicode/translit.h>
#include <unicode/uchar.h>
#include <unicode/uscript.h>

#include "core/check.h"
#include "core/utf8.h"
#include "text/unicode_folding.h"

namespace pignus::text {

namespace {

constexpr std::size_t kBytesMax = 1000;

std::unique_ptr<icu::Transliterator> made(const char* id) {
  UErrorCode error = U_ZERO_ERROR;
  std::unique_ptr<icu::Transliterator> result(
      icu::Transliterator::createInstance(id, UTRANS_FORWARD, error));
  PIGNUS_CHECK(U_SUCCESS(error) && result != nullptr);
  return result;
}

bool is_han(UChar32 character) {
  UErrorCode error = U_ZERO_ERROR;
  return uscript_getScript(character, &error) == USCRIPT_HAN;
}

bool tells_apart(UChar32 character) {
  const auto mask = U_GET_GC_MASK(character);
  return (mask & (U_GC_L_MASK | U_GC_M_MASK | U_GC_N_MASK)) != 0 || character == 0xFFFD;
}

template <typename Keep>
std::u32string kept(const icu::UnicodeString& text, Keep keep) {
  std::u32string result;
  for (std::int32_t at = 0; at < text.length(); at = text.moveIndex32(at, 1)) {
    const UChar32 character = text.char32At(at);
    if (tells_apart(character) && keep(character)) {
      result += static_cast<char32_t>(character);
    }
  }
  return result;
}

}  // namespace

MarkText fold_mark(std::string_view text) {
  // Both are immutable once made, and making them reads rules: once is enough.
  static const std::unique_ptr<icu::Transliterator> simplified = made("Traditional-Simplified");
  static const std::unique_ptr<icu::Transliterator> sound = made("Han-Latin; Latin-ASCII");

  icu::UnicodeString folded = folded_text(valid_utf8(text, kBytesMax));
  simplified->transliterate(folded);
  MarkText result;
  result.others = kept(folded, [](UChar32 character) { return !is_han(character); });
  result.han = kept(folded, is_han);
  icu::UnicodeString spoken;
  for (const char32_t character : result.han) {
    spoken.append(static_cast<UChar32>(character));
  }
  sound->transliterate(spoken);
  result.sound = kept(spoken, [](UChar32) { return true; });
  return result;
}

}  // namespace pignus::text
