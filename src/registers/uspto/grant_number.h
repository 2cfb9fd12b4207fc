// Document numbers as grant XML writes them (country, number and kind apart) in Pignus's normal
// form.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "registers/right.h"

namespace pignus::registers {

struct GrantNumber {
  RightId id;  ///< "US-P-8789601", "US-D-630349", "US-R-43123", "US-V-21234", "US-H-2345"
  RightType type = RightType::kUnknown;
  std::string normal;  ///< "US8789601B2"
};

/// The number a US grant bears, zero padded as in "D0630349"; nullopt when it is none.
std::optional<GrantNumber> us_grant_number(std::string_view doc_number, std::string_view kind);

/// Normal form of any cited or related document: US patents without padding ("US6147451A"), US
/// applications and publications as ("US13/679689", "US2012060369A1"); other offices'
/// numbers with blanks and the marks - . / , taken out, kind code behind. An empty number gives "".
std::string document_number(std::string_view country, std::string_view doc_number,
                            std::string_view kind);

}  // namespace pignus::registers
