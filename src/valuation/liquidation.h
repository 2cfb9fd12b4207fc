// What a forced sale brings, net of its costs: far less than the value to a going concern, later,
// and sometimes nothing.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "book/appraisal.h"
#include "core/distribution.h"
#include "standards/parameters.h"

namespace pignus::valuation {

/// One sale, all known. price = value * forced_sale_price * (1 - price_cut)^(failed rounds).
struct Disposal {
  double value = 0;              ///< going concern, major units
  double forced_sale_price = 0;  ///< share of value asked in the first round
  double price_cut = 0;          ///< per failed round
  int failed_rounds = 0;
  double years_to_sale = 0;
  double costs = 0;          ///< share of the price
  double discount_rate = 0;  ///< per year, continuous
  double decay = 0;          ///< per year, continuous
  double fees_per_year = 0;  ///< major units, to keep the right alive
};
/// price * exp(-(discount + decay) * years) * (1 - costs) - fees_per_year * years, not below zero:
/// a bank does not keep alive what costs more than it brings.
double disposal_recovery(const Disposal& disposal);

struct Liquidation {
  Distribution recovery;       ///< nothing on paths that fail in every round
  double chance_of_sale = 0;   ///< share of paths that sell
  Distribution years_to_sale;  ///< of those; 0 where none sells
};

/// What chance brings to a sale, drawn once for every way of selling: of each path the value and,
/// as probabilities, the share asked, the ease of selling, and of each round its length and luck.
struct SalePaths {
  std::vector<double> values;   ///< going concern, major units, one a path
  std::vector<double> chances;  ///< 2 + 2 * rounds a path
  int rounds = 0;
};
SalePaths draw_sale_paths(const Distribution& value, int rounds, std::uint64_t seed,
                          std::string_view key, std::uint64_t paths);

/// `parameters`: of a forced sale (standards/valuation/liquidation.toml) or of an orderly one
/// (methods/orderly-liquidation.toml), with no more rounds than were drawn. `fees_per_year`:
/// nullopt takes the parameter's share of the value.
Liquidation simulate_liquidation(const SalePaths& drawn, std::optional<double> fees_per_year,
                                 const standards::ParameterSet& parameters);

int rounds_of(const standards::ParameterSet& parameters);

/// The parameters that a liquidation value rests on, for the report.
std::vector<book::Input> liquidation_inputs(const standards::ParameterSet& parameters);

}  // namespace pignus::valuation
