// The way common to the USPTO's XML documents: cut, watch the version, parse, deliver. Internal to
// its readers.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "registers/batch.h"
#include "registers/io/byte_source.h"
#include "registers/io/record_cutter.h"
#include "registers/uspto/dtd_version.h"
#include "registers/uspto/grant.h"

namespace pignus::registers {

struct DocumentFormat {
  std::vector<std::string> roots;
  std::string_view version_attribute;  ///< of the root, "" none
  VersionWatch versions;
  Result<ParsedGrant> (*parse)(std::string_view text, bool plain, const Where& where,
                               const GrantLimits& limits);
};

/// A record that cannot be read is a Problem; one that can is a fact, and each of its unread fields
/// a Problem.
[[nodiscard]] Status read_documents(ByteSource& source, std::string_view file, const FactSink& sink,
                                    DocumentFormat format, const GrantLimits& limits);

/// Sound UTF-8 without comments or CDATA sections, so that each "<name" begins an element. `held`
/// keeps the text where it had to be changed.
[[nodiscard]] Result<std::string_view> plain_document(std::string_view text, bool plain,
                                                      const Where& where, const GrantLimits& limits,
                                                      std::string& held);

}  // namespace pignus::registers
