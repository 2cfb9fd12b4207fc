#include "text/unicode_folding.h"

#include <cstdint>
#include <unicode/normalizer2.h>

#include "core/check.h"

namespace pignus::text {

icu::UnicodeString folded_text(std::string_view text) {
  UErrorCode error = U_ZERO_ERROR;
  const icu::Normalizer2* folding = icu::Normalizer2::getNFKCCasefoldInstance(error);
  PIGNUS_CHECK(U_SUCCESS(error));
  const auto raw = icu::UnicodeString::fromUTF8(
      icu::StringPiece(text.data(), static_cast<std::int32_t>(text.size())));
  icu::UnicodeString folded = folding->normalize(raw, error);
  PIGNUS_CHECK(U_SUCCESS(error));
  return folded;
}

}  // namespace pignus::text
