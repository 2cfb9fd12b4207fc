#include "risk/merton.h"

#include <cmath>

#include "core/normal.h"

namespace pignus::risk {

namespace {

constexpr int kBisections = 200;

struct Call {
  double value = 0;
  double delta = 0;
  double d2 = 0;
};

Call call_on(double assets, double volatility, const MertonInput& input) {
  const double deviation = volatility * std::sqrt(input.years);
  const double d1 =
      (std::log(assets / input.debt) + (input.rate + volatility * volatility / 2) * input.years) /
      deviation;
  const double d2 = d1 - deviation;
  const double delta = normal_cdf(d1);
  return {assets * delta - input.debt * std::exp(-input.rate * input.years) * normal_cdf(d2), delta,
          d2};
}

/// Assets at which the call is worth the equity: it rises with them, from below to above.
double assets_for(double volatility, const MertonInput& input) {
  double low = input.equity;
  double high = input.equity + input.debt * std::exp(std::fabs(input.rate) * input.years);
  for (int i = 0; i < kBisections; ++i) {
    const double middle = (low + high) / 2;
    (call_on(middle, volatility, input).value < input.equity ? low : high) = middle;
  }
  return (low + high) / 2;
}

double equity_volatility_at(double volatility, const MertonInput& input) {
  const double assets = assets_for(volatility, input);
  return call_on(assets, volatility, input).delta * volatility * assets / input.equity;
}

}  // namespace

Result<MertonFit> fit_merton(const MertonInput& input) {
  if (!(input.equity > 0) || !(input.equity_volatility > 0) || !(input.debt > 0) ||
      !(input.years > 0) || !std::isfinite(input.rate)) {
    return fail(ErrorCode::kInvalidInput,
                "Merton's model needs positive equity, volatility, debt and years");
  }
  // Two equations, one inside the other: the outer is met between no volatility and the equity's.
  double low = 1e-8;
  double high = input.equity_volatility;
  if (equity_volatility_at(high, input) < input.equity_volatility) {
    return fail(ErrorCode::kInvalidInput, "no asset volatility explains the equity's");
  }
  for (int i = 0; i < kBisections; ++i) {
    const double middle = (low + high) / 2;
    (equity_volatility_at(middle, input) < input.equity_volatility ? low : high) = middle;
  }
  MertonFit fit;
  fit.asset_volatility = (low + high) / 2;
  fit.assets = assets_for(fit.asset_volatility, input);
  fit.distance_to_default = call_on(fit.assets, fit.asset_volatility, input).d2;
  fit.pd = normal_cdf(-fit.distance_to_default);
  fit.debt_value = fit.assets - input.equity;
  return fit;
}

}  // namespace pignus::risk
