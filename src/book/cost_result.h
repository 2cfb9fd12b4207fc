// Cost by dated lines as a report shows it: what each line is today, and both bases down to what is
// left, at the likeliest of every input. Major units of the appraisal's currency.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/date.h"

namespace pignus::book {

/// The ends differ only where it is not known how much would be needed again.
struct CostSpan {
  double low = 0;
  double high = 0;
};

struct CostLineShown {
  Date date;
  std::string what;
  double amount = 0;  ///< of its day
  double today = 0;   ///< at today's prices
  std::optional<double> needed_again;
};

struct CostSide {
  std::string basis;  ///< "reproduction", "replacement"
  CostSpan direct;
  CostSpan profit;
  CostSpan opportunity;
  CostSpan gross;
  CostSpan physical;  ///< lost
  CostSpan functional;
  CostSpan economic;
  CostSpan net;
};

struct CostBreakdown {
  std::vector<CostLineShown> lines;
  std::vector<CostSide> sides;
  std::string basis_used;        ///< of the method's value
  std::string index_source;      ///< "": no index was given, prices drift as assumed
  double index_stale_years = 0;  ///< since its last level
};

}  // namespace pignus::book
