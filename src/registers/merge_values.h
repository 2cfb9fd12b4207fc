// Inside of merge.cpp: when two registers say the same in other words.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/date.h"
#include "registers/right.h"

namespace pignus::registers {

/// One can be the month or the year of the other.
bool same_date(const RegisterDate& a, const RegisterDate& b);
/// Letters and digits alike; a kind code may be missing on one side.
bool same_number(std::string_view a, std::string_view b);
/// Letters and digits alike, ASCII case ignored; texts in different scripts are translations.
bool same_title(std::string_view a, std::string_view b);
/// The same persons, in any order; first and last names may stand the other way round.
bool same_names(const std::vector<std::string>& a, const std::vector<std::string>& b);

std::vector<std::string> names(const RightRecord& record);
std::string joined(const std::vector<std::string>& names);

}  // namespace pignus::registers
