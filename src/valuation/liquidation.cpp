#include "valuation/liquidation.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <string>

#include "core/check.h"
#include "core/random_stream.h"
#include "valuation/inputs.h"

namespace pignus::valuation {

namespace {

/// Of a path in SalePaths::chances.
std::size_t chances_a_path(int rounds) {
  return 2 + 2 * static_cast<std::size_t>(rounds);
}

/// What chance does not touch.
Disposal terms_of(const standards::ParameterSet& parameters) {
  Disposal disposal;
  disposal.price_cut = parameters.at("price_cut_per_round").mode;
  disposal.discount_rate = parameters.at("discount_rate").mode;
  disposal.decay = parameters.at("decay").mode;
  // The buyer's own fee comes out of what he bids.
  disposal.costs =
      1 - (1 - parameters.at("seller_cost").mode) / (1 + parameters.at("buyer_cost").mode);
  return disposal;
}

}  // namespace

double disposal_recovery(const Disposal& d) {
  double price = d.value * d.forced_sale_price;
  for (int round = 0; round < d.failed_rounds; ++round) {
    price *= 1 - d.price_cut;
  }
  const double net =
      price * std::exp(-(d.discount_rate + d.decay) * d.years_to_sale) * (1 - d.costs) -
      d.fees_per_year * d.years_to_sale;
  return std::max(net, 0.0);
}

int rounds_of(const standards::ParameterSet& parameters) {
  return static_cast<int>(parameters.at("rounds").mode);
}

SalePaths draw_sale_paths(const Distribution& value, int rounds, std::uint64_t seed,
                          std::string_view key, std::uint64_t paths) {
  PIGNUS_CHECK(paths >= 1 && rounds >= 0);
  const RandomStream streams(seed, "valuation/liquidation/" + std::string(key));
  SalePaths drawn;
  drawn.rounds = rounds;
  drawn.values.reserve(paths);
  drawn.chances.reserve(paths * chances_a_path(rounds));
  for (std::uint64_t path = 0; path < paths; ++path) {
    RandomStream stream = streams.at(path);
    drawn.values.push_back(value.quantile(stream.uniform()));
    for (std::size_t i = 0; i < chances_a_path(rounds); ++i) {
      drawn.chances.push_back(stream.uniform());
    }
  }
  return drawn;
}

Liquidation simulate_liquidation(const SalePaths& drawn, std::optional<double> fees_per_year,
                                 const standards::ParameterSet& parameters) {
  const int rounds = rounds_of(parameters);
  PIGNUS_CHECK(!drawn.values.empty() && rounds <= drawn.rounds);
  const Distribution sold = distribution_of(parameters.at("sold_in_round"));
  const Distribution price = distribution_of(parameters.at("forced_sale_price"));
  const Distribution round_years = distribution_of(parameters.at("round_years"));
  const double fee_share = parameters.at("carrying_fee_share").mode;
  Disposal disposal = terms_of(parameters);
  std::vector<double> recoveries;
  recoveries.reserve(drawn.values.size());
  std::vector<double> times;
  times.reserve(drawn.values.size());
  const double* chance = drawn.chances.data();
  for (const double value : drawn.values) {
    disposal.value = value;
    disposal.forced_sale_price = price.quantile(chance[0]);
    const double sold_in_round = sold.quantile(chance[1]);
    disposal.fees_per_year = fees_per_year.value_or(fee_share * value);
    disposal.years_to_sale = 0;
    double recovery = 0;
    for (int round = 0; round < rounds; ++round) {
      const double* luck = chance + 2 + 2 * static_cast<std::ptrdiff_t>(round);
      disposal.failed_rounds = round;
      disposal.years_to_sale += round_years.quantile(luck[0]);
      if (luck[1] < sold_in_round) {
        recovery = disposal_recovery(disposal);
        times.push_back(disposal.years_to_sale);
        break;
      }
    }
    recoveries.push_back(recovery);
    chance += chances_a_path(drawn.rounds);
  }
  return {Distribution::from_samples(recoveries),
          static_cast<double>(times.size()) / static_cast<double>(drawn.values.size()),
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
