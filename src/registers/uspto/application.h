// USPTO patent applications as published, XML v4.0 to v4.6 (the Red Book files ipaYYMMDD.xml, since
// 2005): many documents one after another in a file.
#pragma once

#include <string_view>

#include "core/result.h"
#include "registers/batch.h"
#include "registers/io/byte_source.h"
#include "registers/uspto/grant.h"

namespace pignus::registers {

/// Yields a RightRecord an application, keyed by its application number (US-A-…), with the number
/// and day of its publication; `known` is that day. Owners are the assignees named at publication,
/// or the applicants where there is none. Claims are those published; cancelled ones do not count.
/// Problems as for grants.
[[nodiscard]] Status read_uspto_applications(ByteSource& source, std::string_view file,
                                             const FactSink& sink, const GrantLimits& limits = {});

/// One record, from "<us-patent-application" to its end. `plain` as in CutRecord.
[[nodiscard]] Result<ParsedGrant> parse_uspto_application(std::string_view text, bool plain,
                                                          const Where& where,
                                                          const GrantLimits& limits = {});

}  // namespace pignus::registers
