// Class symbols as the EPO's fixed-width texts write them, to "F02M59/34".
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "registers/epo/exchange_parts.h"

namespace pignus::registers {

/// "F02M  59/34        20060101AFI…", " 7A 61K   9/16   A", "B01D  39/    00            A I": the
/// symbol, and what stands behind it in `rest`. "" where there is none.
std::string class_symbol(std::string_view text, std::string_view& rest);

/// CPC first, then IPC, within each the first-named before the others, each once. Schemes other
/// than these (national classes, FI, F-term, indexing) are left out.
std::vector<std::string> classes_of(const std::vector<ExchangeClass>& classes);

}  // namespace pignus::registers
