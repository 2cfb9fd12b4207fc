// What overlap takes away from the sum of single values: per group and per right. Made by
// valuation/portfolio, shown by report. Amounts are means in major units of the dossier's currency:
// means add up, medians do not.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "book/appraisal.h"
#include "book/concerned_right.h"
#include "book/overlap.h"

namespace pignus::book {

/// None is above `added`.
struct OverlapSums {
  double added = 0;            ///< single values added up
  double net = 0;              ///< with what overlaps counted once
  double net_at_greatest = 0;  ///< were the overlap the greatest that is stated or possible
  double net_at_least = 0;     ///< were it the least

  friend bool operator==(const OverlapSums&, const OverlapSums&) = default;
};

/// Where a group's rights are of another group already, `added` is what that one left of them.
struct OverlapGroup {
  std::string name;  ///< of the dossier; "": found in the registers
  OverlapKind kind = OverlapKind::kFamily;
  bool degree_stated = false;  ///< false: how much overlaps is unknown, the whole range is taken
  bool one_product = false;    ///< its royalties rest on one product's revenue
  Input overlap;
  std::vector<ConcernedRight> rights;   ///< behind the loan
  std::vector<ConcernedRight> missing;  ///< in the group, not behind the loan: ended or not pledged
  OverlapSums value;                    ///< going concern
  OverlapSums liquidation;
};

/// A right's part of the whole: parts add up to it.
struct OverlapPart {
  ConcernedRight right;
  double value_single = 0;
  double value_net = 0;
  double liquidation_single = 0;
  double liquidation_net = 0;
};

struct PortfolioOverlap {
  OverlapSums value;  ///< of all rights behind the loan
  OverlapSums liquidation;
  std::vector<OverlapGroup> groups;  ///< stated ones first, in the dossier's order
  std::vector<OverlapPart> parts;    ///< of every right behind the loan, in the dossier's order
  std::size_t family_unknown = 0;    ///< rights behind the loan whose family no register tells
};

}  // namespace pignus::book
