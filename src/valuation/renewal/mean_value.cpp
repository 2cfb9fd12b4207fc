#include "valuation/renewal/mean_value.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/check.h"
#include "core/normal.h"

namespace pignus::valuation {

namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

/// Present worth at age 0 of a first return of one over a life, as remaining_value() counts years.
double returns_over(const RenewalModel& model, double life) {
  double sum = 0;
  double factor = 1;
  const double step = std::exp(-model.decay) / (1 + model.discount);
  for (double year = 0; year < life; year += 1) {
    sum += std::min(1.0, life - year) * factor;
    factor *= step;
  }
  return sum;
}

/// P(low < ln R <= high) and E[R; the same], by the upper tails, where they keep their digits.
double probability_between(const RenewalModel& model, double low, double high) {
  return normal_cdf((model.mu - low) / model.sigma) - normal_cdf((model.mu - high) / model.sigma);
}
double return_between(const RenewalModel& model, double low, double high) {
  const double variance = model.sigma * model.sigma;
  RenewalModel shifted = model;
  shifted.mu += variance;
  return std::exp(model.mu + variance / 2) * probability_between(shifted, low, high);
}

}  // namespace

MeanValue mean_value_at_start(const RenewalModel& model) {
  PIGNUS_CHECK(model.sigma > 0);
  MeanValue result;
  double low = -kInfinity;  // rights above have paid every fee so far
  double paid = 0;
  const auto part = [&](double high, double life) {
    return returns_over(model, life) * return_between(model, low, high) -
           paid * probability_between(model, low, high);
  };
  for (const standards::RenewalFee& fee : model.fees) {
    if (fee.age >= model.term_years) {
      break;
    }
    const double needed = log_return_needed(model, fee.age);
    result.mean += part(needed, fee.age);
    paid += fee.cost * std::pow(1 + model.discount, -fee.age);
    low = needed;
  }
  result.from_paying_all = part(kInfinity, model.term_years);
  result.mean += result.from_paying_all;
  return result;
}

}  // namespace pignus::valuation
