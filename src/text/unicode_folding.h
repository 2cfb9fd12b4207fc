// Unicode's own folding, for the files of this room alone: ICU stays inside.
#pragma once

#include <string_view>
#include <unicode/unistr.h>

namespace pignus::text {

/// NFKC with case folding. Bytes that are no UTF-8 become U+FFFD.
icu::UnicodeString folded_text(std::string_view text);

}  // namespace pignus::text
