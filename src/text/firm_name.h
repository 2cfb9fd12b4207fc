// Names of firms, compared as the same firm is spelt by different registers and papers.
#pragma once

#include <string>
#include <string_view>

namespace pignus::text {

/// A firm's name cut into what tells it apart and its legal form.
struct FirmName {
  std::string stem;        ///< folded: NFKC, lower case, letters, marks and digits only
  std::string legal_form;  ///< canonical: "co ltd", "inc", "llc", "有限公司", …; "" if none stated

  friend bool operator==(const FirmName&, const FirmName&) = default;
};

/// Full and half width, case, accents kept, punctuation and blanks dropped; legal forms at the end
/// ("Co., Ltd.", "Incorporated", "有限责任公司") brought to one spelling each. Invalid UTF-8 is
/// folded as U+FFFD, so two broken names are equal only if they break alike.
FirmName fold_firm_name(std::string_view name);

/// The same stem, and the same legal form or one of the two left out. "Google Inc." and "Google
/// LLC" are two firms (or one firm before and after a change of name: a register has to say so).
bool same_firm_name(std::string_view left, std::string_view right);

}  // namespace pignus::text
