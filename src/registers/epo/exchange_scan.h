// The fast way to an exchange document's parts: one pass over its text, no tree.
#pragma once

#include <string_view>

#include "core/result.h"
#include "registers/epo/exchange_parts.h"

namespace pignus::registers {

/// `text`: from "<exchange-document" (any prefix) to its end tag, plain markup (XmlPull). `parts`
/// is cleared, and then holds views into `text`. kInvalidInput, with the byte, where tags do not
/// nest.
[[nodiscard]] Status scan_exchange_document(std::string_view text, ExchangeParts& parts);

}  // namespace pignus::registers
