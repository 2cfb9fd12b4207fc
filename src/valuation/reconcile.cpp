#include "valuation/reconcile.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <string>
#include <utility>

#include "core/check.h"

namespace pignus::valuation {

namespace {

constexpr double kLogDeviationMax = 5;

bool speaks(const book::MethodValue& method) {
  return method.method != "cost" && method.method != "population";
}

/// Solves A x = b, n rows, by Gauss with pivots; A and b are used up. Aborts on a singular A: the
/// stated correlations are those of a positive definite matrix.
std::vector<double> solve(std::vector<double> a, std::vector<double> b) {
  const std::size_t n = b.size();
  for (std::size_t k = 0; k < n; ++k) {
    std::size_t pivot = k;
    for (std::size_t i = k + 1; i < n; ++i) {
      pivot = std::abs(a[i * n + k]) > std::abs(a[pivot * n + k]) ? i : pivot;
    }
    PIGNUS_CHECK(std::abs(a[pivot * n + k]) > 0);
    for (std::size_t j = 0; j < n; ++j) {
      std::swap(a[k * n + j], a[pivot * n + j]);
    }
    std::swap(b[k], b[pivot]);
    for (std::size_t i = k + 1; i < n; ++i) {
      const double factor = a[i * n + k] / a[k * n + k];
      for (std::size_t j = k; j < n; ++j) {
        a[i * n + j] -= factor * a[k * n + j];
      }
      b[i] -= factor * b[k];
    }
  }
  for (std::size_t k = n; k-- > 0;) {
    for (std::size_t j = k + 1; j < n; ++j) {
      b[k] -= a[k * n + j] * b[j];
    }
    b[k] /= a[k * n + k];
  }
  return b;
}

double dependence_of(const book::MethodValue& first, const book::MethodValue& second,
                     const standards::ParameterSet& stated) {
  if (rests_on(first.method) != rests_on(second.method)) {
    return stated.at("other_evidence").mode;
  }
  switch (rests_on(first.method)) {
    case RestsOn::kPlan:
      return stated.at("same_plan").mode;
    case RestsOn::kDeals:
      return stated.at("same_deals").mode;
    case RestsOn::kPopulation:
      break;
  }
  return stated.at("other_evidence").mode;
}

void weigh_by_reliability(std::vector<book::MethodValue*>& speaking,
                          const standards::ParameterSet& stated) {
  const std::size_t n = speaking.size();
  std::vector<double> errors;
  std::vector<double> dependence(n * n, 1);
  for (book::MethodValue* method : speaking) {
    const double own = stated.at("error_" + method->method).mode;
    method->log_error = std::hypot(own, log_deviation(method->value));
    errors.push_back(method->log_error);
  }
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t j = 0; j < n; ++j) {
      dependence[i * n + j] = i == j ? 1 : dependence_of(*speaking[i], *speaking[j], stated);
    }
  }
  const std::vector<double> weights = least_variance_weights(errors, dependence);
  for (std::size_t i = 0; i < n; ++i) {
    speaking[i]->weight = weights[i];
    speaking[i]->weight_reason = n == 1            ? "weight.speaks_alone"
                                 : weights[i] == 0 ? "weight.adds_nothing"
                                                   : "weight.by_reliability";
  }
}

}  // namespace

RestsOn rests_on(std::string_view method) {
  if (method == "comparables" || method == "hedonic") {
    return RestsOn::kDeals;
  }
  const bool population = method == "renewal" || method == "population" || method == "dollar_scale";
  return population ? RestsOn::kPopulation : RestsOn::kPlan;
}

double log_deviation(const Distribution& value) {
  const auto grid = value.grid();
  const auto first = std::upper_bound(grid.begin(), grid.end(), 0.0);
  if (first == grid.end()) {
    return kLogDeviationMax;  // nothing at all: no reason to be sure of it
  }
  const double nothing =
      static_cast<double>(first - grid.begin()) / static_cast<double>(grid.size());
  const double low = value.quantile(nothing + 0.1 * (1 - nothing));
  const double high = value.quantile(nothing + 0.9 * (1 - nothing));
  constexpr double kNormalTenths = 2.5631031310892007;  // between both tenths of a normal
  return low > 0 ? std::min(std::log(high / low) / kNormalTenths, kLogDeviationMax)
                 : kLogDeviationMax;
}

std::vector<double> least_variance_weights(std::span<const double> errors,
                                           std::span<const double> dependence) {
  const std::size_t n = errors.size();
  PIGNUS_CHECK(n > 0 && dependence.size() == n * n);
  std::vector<std::size_t> kept(n);
  std::iota(kept.begin(), kept.end(), std::size_t{0});
  for (;;) {
    const std::size_t m = kept.size();
    std::vector<double> covariance(m * m);
    for (std::size_t i = 0; i < m; ++i) {
      for (std::size_t j = 0; j < m; ++j) {
        covariance[i * m + j] =
            dependence[kept[i] * n + kept[j]] * errors[kept[i]] * errors[kept[j]];
      }
    }
    const std::vector<double> raw = solve(std::move(covariance), std::vector<double>(m, 1.0));
    const double total = std::accumulate(raw.begin(), raw.end(), 0.0);
    const auto least = std::min_element(raw.begin(), raw.end());
    if (*least >= 0) {
      std::vector<double> weights(n, 0);
      for (std::size_t i = 0; i < m; ++i) {
        weights[kept[i]] = raw[i] / total;
      }
      return weights;
    }
    kept.erase(kept.begin() + (least - raw.begin()));
  }
}

void weigh(std::vector<book::MethodValue>& methods, const standards::ParameterSet& stated) {
  PIGNUS_CHECK(!methods.empty());
  std::vector<book::MethodValue*> speaking;
  for (book::MethodValue& method : methods) {
    if (speaks(method)) {
      speaking.push_back(&method);
    }
  }
  for (book::MethodValue& method : methods) {
    if (method.method == "cost") {
      method.weight_reason = "weight.cost_is_a_floor";
    } else if (method.method == "population") {
      method.weight = speaking.empty() ? 1 : 0;
      method.weight_reason =
          speaking.empty() ? "weight.nothing_else" : "weight.population_not_needed";
    }
  }
  if (!speaking.empty()) {
    weigh_by_reliability(speaking, stated);
  }
}

Distribution reconcile(std::vector<book::MethodValue>& methods) {
  std::vector<std::pair<double, Distribution>> parts;
  parts.reserve(methods.size());
  for (book::MethodValue& method : methods) {
    method.contribution = method.weight * method.value.mean();
    parts.emplace_back(method.weight, method.value);
  }
  return mix(parts);
}

}  // namespace pignus::valuation
