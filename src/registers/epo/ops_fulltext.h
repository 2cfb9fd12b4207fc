// <ftxt:fulltext-document>: how many claims a publication has, and how many stand alone. The text
// itself is not kept.
#pragma once

#include <optional>
#include <pugixml.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "registers/epo/answer.h"

namespace pignus::registers {

/// Claims of one publication become an undated RightRecord with their count. A description tells no
/// fact; one problem says so.
void read_fulltext_document(pugi::xml_node document, AnswerSink& sink);

struct ClaimCount {
  std::optional<int> claims;       ///< nullopt where no numbering and no markup tells
  std::optional<int> independent;  ///< those that refer to no other; English, German, French
};
/// Offices deliver claims as one element each, as one text each, or all in one text; the numbers
/// before them ("1. A pump") tell which, and what is no claim.
ClaimCount count_claims(const std::vector<std::string>& texts, std::string_view language);

}  // namespace pignus::registers
