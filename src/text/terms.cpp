#include "text/terms.h"

#include <algorithm>
#include <cmath>
#include <unicode/uchar.h>
#include <unicode/uscript.h>
#include <vector>

#include "text/unicode_folding.h"

namespace pignus::text {

namespace {

enum class Kind { kBreak, kWord, kHan };

Kind kind_of(UChar32 character) {
  const auto mask = U_GET_GC_MASK(character);
  if ((mask & (U_GC_L_MASK | U_GC_M_MASK | U_GC_N_MASK)) == 0) {
    return Kind::kBreak;
  }
  UErrorCode error = U_ZERO_ERROR;
  return uscript_getScript(character, &error) == USCRIPT_HAN ? Kind::kHan : Kind::kWord;
}

std::string utf8_of(const icu::UnicodeString& text) {
  std::string result;
  text.toUTF8String(result);
  return result;
}

void add_run(const icu::UnicodeString& run, Kind kind, TermCounts& counts) {
  if (run.isEmpty()) {
    return;
  }
  if (kind == Kind::kWord || run.countChar32() == 1) {
    counts[utf8_of(run)] += 1;
    return;
  }
  std::int32_t at = 0;
  for (std::int32_t next = run.moveIndex32(0, 1); next < run.length();
       next = run.moveIndex32(next, 1)) {
    counts[utf8_of(run.tempSubStringBetween(at, run.moveIndex32(next, 1)))] += 1;
    at = next;
  }
}

double squared_length(const TermCounts& counts) {
  double sum = 0;
  for (const auto& [term, count] : counts) {
    sum += count * count;
  }
  return sum;
}

}  // namespace

TermCounts term_counts(std::string_view text) {
  const icu::UnicodeString folded = folded_text(text);
  TermCounts counts;
  icu::UnicodeString run;
  Kind kind = Kind::kBreak;
  for (std::int32_t at = 0; at < folded.length(); at = folded.moveIndex32(at, 1)) {
    const UChar32 character = folded.char32At(at);
    const Kind here = kind_of(character);
    if (here != kind) {
      add_run(run, kind, counts);
      run.remove();
      kind = here;
    }
    if (here != Kind::kBreak) {
      run.append(character);
    }
  }
  add_run(run, kind, counts);
  return counts;
}

double cosine(const TermCounts& left, const TermCounts& right) {
  double shared = 0;
  for (const auto& [term, count] : left) {
    if (const auto found = right.find(term); found != right.end()) {
      shared += count * found->second;
    }
  }
  const double lengths = std::sqrt(squared_length(left)) * std::sqrt(squared_length(right));
  return lengths > 0 ? std::min(1.0, shared / lengths) : 0.0;
}

}  // namespace pignus::text
