// USPTO patent grants after WIPO ST.32 (<PATDOC>, tags B110 to B871), SGML v2.4 and XML v2.5: the
// files of 2001 to 2004, many documents one after another.
#pragma once

#include <string_view>

#include "core/result.h"
#include "registers/batch.h"
#include "registers/io/byte_source.h"
#include "registers/uspto/grant.h"

namespace pignus::registers {

/// Yields a RightRecord a grant, as read_uspto_grants does. Reads what no XML parser takes: names
/// in lower case, elements never closed, entities of a DTD that is not at hand.
[[nodiscard]] Status read_uspto_sgml_grants(ByteSource& source, std::string_view file,
                                            const FactSink& sink, const GrantLimits& limits = {});

/// One record, from "<PATDOC" to its end. `plain` as in CutRecord.
[[nodiscard]] Result<ParsedGrant> parse_uspto_sgml_grant(std::string_view text, bool plain,
                                                         const Where& where,
                                                         const GrantLimits& limits = {});

}  // namespace pignus::registers
