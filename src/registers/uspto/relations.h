// What each of the USPTO's document readers does with a related right: into the family, the
// priority date, and the details "continuity" and "term_from". Internal to its readers.
#pragma once

#include <string>
#include <string_view>

#include "registers/right.h"

namespace pignus::registers {

/// Appends to a detail that holds several values, parted by "; ". An empty value adds nothing.
void add_detail(RightRecord& record, const std::string& name, std::string_view value);

/// Into the family, once; the record's own numbers are not its relatives.
void add_relative(std::string number, RightRecord& record);
/// Keeps the earliest date claimed, so far as it is known.
void consider_priority(const RegisterDate& date, RightRecord& record);

struct Parent {
  std::string_view relation;  ///< "continuation", "division", "national stage", …
  std::string number;         ///< of its application, normal form; "" unknown
  RegisterDate filed;
  std::string patent = {};  ///< it became, normal form
};
/// An earlier right the record says it comes from. Its filing counts for the priority date, and,
/// where the relation lets the term run from it, for the detail "term_from".
void add_parent(const Parent& parent, RightRecord& record);

}  // namespace pignus::registers
