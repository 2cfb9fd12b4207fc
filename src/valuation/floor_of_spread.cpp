#include "valuation/floor_of_spread.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "core/normal.h"
#include "valuation/reconcile.h"
#include "valuation/scale/prior.h"

namespace pignus::valuation {

namespace {

/// Points of equal weight that stand for the factor's normal.
constexpr int kFactorPoints = 9;

/// Share of the grid that is nothing.
double share_of_nothing(const Distribution& value) {
  const auto grid = value.grid();
  const auto first = std::upper_bound(grid.begin(), grid.end(), 0.0);
  return static_cast<double>(first - grid.begin()) / static_cast<double>(grid.size());
}

double quantile_of_the_rest(const Distribution& value, double nothing, double p) {
  return value.quantile(nothing + p * (1 - nothing));
}

double square_of(double x) {
  return x * x;
}

}  // namespace

std::optional<double> ratio_of_tenths(const Distribution& value) {
  const double nothing = share_of_nothing(value);
  if (nothing >= 1) {
    return std::nullopt;
  }
  const double low = quantile_of_the_rest(value, nothing, 0.1);
  return low > 0 ? std::optional(quantile_of_the_rest(value, nothing, 0.9) / low) : std::nullopt;
}

bool rests_on_own_evidence(const std::vector<book::MethodValue>& methods) {
  return std::ranges::any_of(methods, [](const book::MethodValue& method) {
    return method.weight > 0 && rests_on(method.method) != RestsOn::kPopulation;
  });
}

Distribution with_spread(const Distribution& value, double spread) {
  std::vector<std::pair<double, Distribution>> parts;
  for (int i = 0; i < kFactorPoints; ++i) {
    parts.emplace_back(1.0,
                       value.scaled(std::exp(spread * normal_quantile((i + 0.5) / kFactorPoints))));
  }
  const Distribution mixed = mix(parts);
  const double nothing = share_of_nothing(value);
  const double middle = quantile_of_the_rest(mixed, share_of_nothing(mixed), 0.5);
  return middle > 0 ? mixed.scaled(quantile_of_the_rest(value, nothing, 0.5) / middle) : mixed;
}

void hold_floor_of_spread(book::Appraisal& appraisal) {
  const std::optional<double> ratio = ratio_of_tenths(appraisal.value);
  if (!ratio || *ratio <= 1 || *ratio >= least_ratio() ||
      rests_on_own_evidence(appraisal.methods)) {
    return;
  }
  const double lacking =
      square_of(least_sigma_log()) - square_of(std::log(*ratio) / (2 * normal_quantile(0.9)));
  double spread = std::sqrt(std::max(lacking, 0.0));
  Distribution wider = with_spread(appraisal.value, spread);
  // Nine points fall a little short of a normal, and no value is quite a lognormal.
  constexpr double kStep = 1.02;
  constexpr double kLeastSpread = 0.01;
  while (ratio_of_tenths(wider).value_or(least_ratio()) < least_ratio()) {
    spread = std::max(spread, kLeastSpread) * kStep;
    wider = with_spread(appraisal.value, spread);
  }
  const double of_mean = wider.mean() / appraisal.value.mean();
  for (book::MethodValue& method : appraisal.methods) {
    method.contribution *= of_mean;
  }
  appraisal.value = std::move(wider);
  appraisal.widened = book::Widening{*ratio, least_ratio(), spread};
}

}  // namespace pignus::valuation
