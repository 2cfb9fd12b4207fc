// USPTO patent applications as published, XML PAP v1.5 and v1.6 (the Red Book files paYYMMDD.xml,
// March 2001 to 2004): many documents one after another in a file.
#pragma once

#include <string_view>

#include "core/result.h"
#include "registers/batch.h"
#include "registers/io/byte_source.h"
#include "registers/uspto/grant.h"

namespace pignus::registers {

/// Yields a RightRecord an application, as read_uspto_applications does. These documents mark no
/// reference from claim to claim reliably: a claim is dependent where its words say so too.
[[nodiscard]] Status read_uspto_pap(ByteSource& source, std::string_view file, const FactSink& sink,
                                    const GrantLimits& limits = {});

/// One record, from "<patent-application-publication" to its end. `plain` as in CutRecord.
[[nodiscard]] Result<ParsedGrant> parse_uspto_pap(std::string_view text, bool plain,
                                                  const Where& where,
                                                  const GrantLimits& limits = {});

}  // namespace pignus::registers
