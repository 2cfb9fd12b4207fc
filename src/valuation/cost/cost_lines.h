// Cost by dated lines: what it would cost today to make the thing again, or to make what serves as
// well, less what has become obsolete. A floor of what an owner would ask; it has no weight in a
// value. docs/methods/cost-lines.md.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "valuation/market/price_index.h"

namespace pignus::valuation {

enum class CostBasis {
  kReproduction,  ///< the same thing again, dead ends and all
  kReplacement,   ///< what serves as well: lines not needed again are left out
};

/// One thing that was paid for.
struct CostLine {
  Date date;
  std::string what;   ///< "labour", "materials", "overhead", "outside work", "fees"
  double amount = 0;  ///< major units of that day, > 0
  /// Share that would have to be spent again for something that serves as well, 0 to 1; nullopt:
  /// not known, and the replacement cost then has two bounds.
  std::optional<double> needed_again;
};

struct CostTerms {
  Date completed;           ///< the day it was finished; return on the money runs until then
  double profit_share = 0;  ///< a maker's profit, share of the cost, 0 to 1
  double return_rate = 0;   ///< opportunity cost of money, per year, 0 to 1
};

/// Shares lost, each 0 to 1 of what the one before leaves.
struct CostObsolescence {
  double physical = 0;    ///< life used up (documents, media, a share of a limited term)
  double functional = 0;  ///< newer technique does the same for less
  double economic = 0;    ///< the market pays for less than it cost
};

/// One line on its way into the cost.
struct CostPart {
  std::string what;
  double index_factor = 1;
  double today = 0;         ///< amount at today's prices
  double low = 0;           ///< of it counted at least
  double high = 0;          ///< and at most; they differ only where needed_again is unknown
  double return_years = 0;  ///< from the line to completion, 0 for later lines
};

struct CostRange {
  double low = 0;
  double high = 0;
};

struct CostValue {
  std::vector<CostPart> parts;  ///< in the order of the lines
  CostRange direct;             ///< sum of the parts
  CostRange profit;
  CostRange opportunity;  ///< return on direct cost and profit until completion
  CostRange gross;        ///< direct + profit + opportunity
  CostRange physical;     ///< lost
  CostRange functional;
  CostRange economic;
  CostRange net;  ///< gross - physical - functional - economic = gross (1-p)(1-f)(1-e)
};

/// kInvalidInput, by line and field: no line, an amount not positive, a line of after `day` or of
/// before the index, a share outside 0 to 1, a completion after `day`.
[[nodiscard]] Result<CostValue> cost_by_lines(const std::vector<CostLine>& lines,
                                              const PriceIndex& index, Date day, CostBasis basis,
                                              const CostTerms& terms, const CostObsolescence& lost);

/// Physical loss by straight line: age / (age + remaining life), both in years, not both zero.
/// kInvalidInput for negative or not finite years.
[[nodiscard]] Result<double> straight_line_loss(double age_years, double remaining_years);

}  // namespace pignus::valuation
