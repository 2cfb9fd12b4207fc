#include "text/firm_name.h"

#include <array>
#include <cstdint>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <utility>
#include <vector>

#include "core/check.h"

namespace pignus::text {

namespace {

struct Form {
  std::string_view spelling;  // words folded and joined by one blank
  std::string_view canonical;
};

// Longest first: "co ltd" must not be read as "ltd" after a stem ending in "co".
constexpr std::array<Form, 38> kWordForms{{
    {"company limited by shares", "co ltd by shares"},
    {"public limited company", "plc"},
    {"limited liability company", "llc"},
    {"limited liability partnership", "llp"},
    {"company limited", "co ltd"},
    {"private limited", "pte ltd"},
    {"corporation limited", "corp ltd"},
    {"corp limited", "corp ltd"},
    {"limited partnership", "lp"},
    {"company ltd", "co ltd"},
    {"co limited", "co ltd"},
    {"kabushiki kaisha", "kk"},
    {"corp ltd", "corp ltd"},
    {"pte ltd", "pte ltd"},
    {"pvt ltd", "pte ltd"},
    {"pty ltd", "pty ltd"},
    {"co ltd", "co ltd"},
    {"co inc", "inc"},
    {"incorporated", "inc"},
    {"corporation", "corp"},
    {"limited", "ltd"},
    {"company", "co"},
    {"l l c", "llc"},
    {"l l p", "llp"},
    {"corp", "corp"},
    {"gmbh", "gmbh"},
    {"inc", "inc"},
    {"llc", "llc"},
    {"llp", "llp"},
    {"ltd", "ltd"},
    {"plc", "plc"},
    {"l p", "lp"},
    {"lp", "lp"},
    {"ag", "ag"},
    {"sa", "sa"},
    {"kk", "kk"},
    {"nv", "nv"},
    {"co", "co"},
}};

constexpr std::array<Form, 5> kChineseForms{{
    {"股份有限公司", "股份有限公司"},
    {"有限责任公司", "有限公司"},
    {"有限責任公司", "有限公司"},
    {"有限公司", "有限公司"},
    {"株式会社", "kk"},
}};

bool tells_apart(UChar32 character) {
  const auto mask = U_GET_GC_MASK(character);
  return (mask & (U_GC_L_MASK | U_GC_M_MASK | U_GC_N_MASK)) != 0 || character == 0xFFFD;
}

// Letters and digits, folded, in words; an ampersand is the word "and".
std::vector<std::string> folded_words(std::string_view name) {
  UErrorCode error = U_ZERO_ERROR;
  const icu::Normalizer2* folding = icu::Normalizer2::getNFKCCasefoldInstance(error);
  PIGNUS_CHECK(U_SUCCESS(error));
  const auto raw = icu::UnicodeString::fromUTF8(
      icu::StringPiece(name.data(), static_cast<std::int32_t>(name.size())));
  const icu::UnicodeString folded = folding->normalize(raw, error);
  PIGNUS_CHECK(U_SUCCESS(error));

  std::vector<std::string> words;
  icu::UnicodeString word;
  const auto close = [&] {
    if (!word.isEmpty()) {
      word.toUTF8String(words.emplace_back());
      word.remove();
    }
  };
  for (std::int32_t at = 0; at < folded.length(); at = folded.moveIndex32(at, 1)) {
    const UChar32 character = folded.char32At(at);
    if (tells_apart(character)) {
      word.append(character);
    } else if (character == '&') {
      close();
      words.emplace_back("and");
    } else if (character != '\'' && character != 0x2019) {  // "Men's" is one word
      close();
    }
  }
  close();
  return words;
}

std::string joined(const std::vector<std::string>& words, std::string_view between) {
  std::string text;
  for (const std::string& word : words) {
    if (!text.empty()) {
      text += between;
    }
    text += word;
  }
  return text;
}

// Cuts `ending` off; a name that is nothing but a legal form keeps it as its stem.
bool cut_ending(std::string& text, std::string_view ending, bool whole_words) {
  if (text.size() <= ending.size() || !text.ends_with(ending)) {
    return false;
  }
  const std::size_t rest = text.size() - ending.size();
  if (whole_words && text[rest - 1] != ' ') {
    return false;
  }
  text.resize(rest);
  return true;
}

std::string without_blanks(std::string_view text) {
  std::string kept;
  for (const char character : text) {
    if (character != ' ') {
      kept += character;
    }
  }
  return kept;
}

}  // namespace

FirmName fold_firm_name(std::string_view name) {
  std::string text = joined(folded_words(name), " ");
  for (const Form& form : kWordForms) {
    if (cut_ending(text, form.spelling, true)) {
      return {without_blanks(text), std::string(form.canonical)};
    }
  }
  text = without_blanks(text);
  for (const Form& form : kChineseForms) {
    if (cut_ending(text, form.spelling, false)) {
      return {text, std::string(form.canonical)};
    }
  }
  return {text, ""};
}

bool same_firm_name(std::string_view left, std::string_view right) {
  const FirmName one = fold_firm_name(left);
  const FirmName other = fold_firm_name(right);
  if (one.stem.empty() || one.stem != other.stem) {
    return false;
  }
  return one.legal_form == other.legal_form || one.legal_form.empty() || other.legal_form.empty();
}

}  // namespace pignus::text
