// Technical standards that a right is declared essential to. No register says so: it comes from a
// list the user brings (docs/mapping.md, detail "standard_essential"), and a declaration is its
// owner's word, not a finding that the standard needs the right. No declaration at hand means
// unknown.
#pragma once

#include <string>
#include <vector>

#include "core/date.h"
#include "registers/facts.h"

namespace pignus::registers {

/// The name of the detail; several standards are separated by ";".
inline constexpr const char* kStandardEssential = "standard_essential";

struct StandardDeclaration {
  std::string standard;
  Source source;
  Date known;
};

/// Of the records not taken back, oldest known first; the same standard once, as first declared.
std::vector<StandardDeclaration> declared_standards(const RightFacts& facts);

}  // namespace pignus::registers
