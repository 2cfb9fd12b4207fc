// Names of parties as registers spell them, made comparable. Registers add capacities ("AS
// COLLATERAL AGENT"), vary legal forms and punctuation, and mistype.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace pignus::registers {

/// Upper case, punctuation dropped ("U.S." becomes "US"), capacity and "FORMERLY …" cut off, legal
/// forms at the end removed (INC, LLC, N.A., 有限公司). "" only when nothing but such words is
/// left.
std::string normal_party_name(std::string_view name);

/// True when the name states a capacity in which only security is held: "AS COLLATERAL AGENT",
/// "AS ADMINSTRATIVE AGENT", "AS SECURED PARTY". A plain "AS TRUSTEE" may hold title: false.
bool is_security_capacity(std::string_view name);

/// Same normal name, or one letter apart in a name of at least ten (never a digit: "FLEET 10" and
/// "FLEET 11" are two firms).
bool same_party(std::string_view a, std::string_view b);

/// Each party of `a` has its like in `b`, and the other way round; both empty is not the same.
/// Among more than 4,096 pairs of names misspellings are not looked for.
bool same_parties(const std::vector<std::string>& a, const std::vector<std::string>& b);
/// At least one party in common.
bool share_party(const std::vector<std::string>& a, const std::vector<std::string>& b);

/// Edits (insert, delete, replace, swap of neighbours) from a to b, or limit + 1 when over `limit`.
int edit_distance(std::string_view a, std::string_view b, int limit);

}  // namespace pignus::registers
