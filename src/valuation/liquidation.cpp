#include "valuation/liquidation.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "core/check.h"
#include "core/random_stream.h"
#include "valuation/inputs.h"

namespace pignus::valuation {

double disposal_recovery(const Disposal& d) {
  const double price = d.value * d.forced_sale_price * std::pow(1 - d.price_cut, d.failed_rounds);
  const double net =
      price * std::exp(-(d.discount_rate + d.decay) * d.years_to_sale) * (1 - d.costs) -
      d.fees_per_year * d.years_to_sale;
  return std::max(net, 0.0);
}

Liquidation simulate_liquidation(const Distribution& value, std::optional<double> fees_per_year,
                                 const standards::ParameterSet& parameters, std::uint64_t seed,
                                 std::string_view key, std::uint64_t paths) {
  PIGNUS_CHECK(paths >= 1);
  const RandomStream streams(seed, "valuation/liquidation/" + std::string(key));
  const Distribution sold = distribution_of(parameters.at("sold_in_round"));
  const Distribution price = distribution_of(parameters.at("forced_sale_price"));
  const Distribution round_years = distribution_of(parameters.at("round_years"));
  const int rounds = static_cast<int>(parameters.at("rounds").mode);
  Disposal disposal;
  disposal.price_cut = parameters.at("price_cut_per_round").mode;
  disposal.discount_rate = parameters.at("discount_rate").mode;
  disposal.decay = parameters.at("decay").mode;
  // The buyer's own fee comes out of what he bids.
  disposal.costs =
      1 - (1 - parameters.at("seller_cost").mode) / (1 + parameters.at("buyer_cost").mode);
  const double fee_share = parameters.at("carrying_fee_share").mode;
  std::vector<double> recoveries;
  recoveries.reserve(paths);
  std::vector<double> times;
  times.reserve(paths);
  for (std::uint64_t path = 0; path < paths; ++path) {
    RandomStream stream = streams.at(path);
    disposal.value = value.quantile(stream.uniform());
    disposal.forced_sale_price = price.quantile(stream.uniform());
    const double sold_in_round = sold.quantile(stream.uniform());
    disposal.fees_per_year = fees_per_year.value_or(fee_share * disposal.value);
    disposal.years_to_sale = 0;
    double recovery = 0;
    for (int round = 0; round < rounds; ++round) {
      disposal.failed_rounds = round;
      disposal.years_to_sale += round_years.quantile(stream.uniform());
      if (stream.uniform() < sold_in_round) {
        recovery = disposal_recovery(disposal);
        times.push_back(disposal.years_to_sale);
        break;
      }
    }
    recoveries.push_back(recovery);
  }
  return {Distribution::from_samples(recoveries),
          static_cast<double>(times.size()) / static_cast<double>(paths),
          times.empty() ? Distribution(0.0) : Distribution::from_samples(times)};
}

std::vector<book::Input> liquidation_inputs(const standards::ParameterSet& parameters) {
  std::vector<book::Input> inputs;
  inputs.reserve(parameters.values.size());
  for (const auto& [name, parameter] : parameters.values) {
    inputs.push_back(input_of(parameter, "liquidation." + name));
  }
  return inputs;
}

}  // namespace pignus::valuation
