// Claims told apart by their text. Internal to the USPTO's readers.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "registers/right.h"

namespace pignus::registers {

/// The text depends on another claim: "the pump of claim 1", "as in any of claims 2 to 5",
/// "according to any preceding claim".
bool refers_to_claim(std::string_view text);

/// Which elements hold a claim and the reference to another.
struct ClaimMarkup {
  std::string_view claims;     ///< "claims"
  std::string_view claim;      ///< "claim"
  std::string_view reference;  ///< "claim-ref"
  bool by_text = false;        ///< a claim may also refer by words alone
};
/// Counts claims and independent ones in the markup behind the bibliography; a claim that says it
/// was cancelled does not count. Leaves the record's counts alone where there are no claims, and
/// its claim count where the bibliography told one. Markup without comments.
void count_claims(std::string_view markup, const ClaimMarkup& names, RightRecord& record);

}  // namespace pignus::registers
