#include "valuation/cost.h"

#include <string>
#include <vector>

#include "core/check.h"
#include "core/random_stream.h"

namespace pignus::valuation {

double depreciated_cost(double cost, double functional_obsolescence, double economic_obsolescence) {
  PIGNUS_CHECK(cost >= 0);
  PIGNUS_CHECK(functional_obsolescence >= 0 && functional_obsolescence <= 1);
  PIGNUS_CHECK(economic_obsolescence >= 0 && economic_obsolescence <= 1);
  return cost * (1 - functional_obsolescence) * (1 - economic_obsolescence);
}

Distribution simulate_cost(double cost, const Distribution& functional,
                           const Distribution& economic, std::uint64_t seed, std::string_view key,
                           std::uint64_t paths) {
  PIGNUS_CHECK(paths >= 1);
  const RandomStream streams(seed, "valuation/cost/" + std::string(key));
  std::vector<double> values;
  values.reserve(paths);
  for (std::uint64_t path = 0; path < paths; ++path) {
    RandomStream stream = streams.at(path);
    const double functional_share = functional.quantile(stream.uniform());
    const double economic_share = economic.quantile(stream.uniform());
    values.push_back(depreciated_cost(cost, functional_share, economic_share));
  }
  return Distribution::from_samples(values);
}

}  // namespace pignus::valuation
