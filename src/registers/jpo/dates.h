// Days and numbers as the JPO writes them: in years of a reign, in code or in words.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/date.h"

namespace pignus::registers {

/// "20210318", "2021-03-18", "平成10年3月18日" (digits of either width, 元年 for the first year),
/// "H10.3.18", and the office's code of seven digits, "4100318" (1 Meiji, 2 Taisho, 3 Showa, 4
/// Heisei, 5 Reiwa). "" is unknown; nullopt for what is no date.
std::optional<RegisterDate> japanese_date(std::string_view text);

/// A document number of the JPO's services: "JPA 414233033" is "JP2002233033A", "JPA 408167522" is
/// "JPH08167522A", "JPB 6020757" "JP6020757B". The text itself where it is no such number.
std::string jpo_document_number(std::string_view text);

}  // namespace pignus::registers
