#include "risk/frye.h"

#include <algorithm>
#include <cmath>

#include "core/check.h"
#include "core/normal.h"

namespace pignus::risk {

namespace {

constexpr double kFactorMost = 9;  // the density beyond is below 1e-17
constexpr int kIntervals = 4000;   // of Simpson's rule; even

double mean_lgd_given(const FryeModel& m, double factor) {
  const double mean = m.collateral_mean * (1 + m.collateral_spread * m.collateral_loading * factor);
  const double deviation = m.collateral_mean * m.collateral_spread *
                           std::sqrt(1 - m.collateral_loading * m.collateral_loading);
  if (deviation == 0) {
    return std::max(0.0, 1 - mean);
  }
  const double gap = (1 - mean) / deviation;
  return deviation * (gap * normal_cdf(gap) + normal_density(gap));
}

}  // namespace

double frye_loss_given_factor(const FryeModel& m, double factor) {
  PIGNUS_CHECK(m.pd > 0 && m.pd < 1 && std::abs(m.default_loading) < 1);
  PIGNUS_CHECK(std::abs(m.collateral_loading) <= 1 && m.collateral_spread >= 0);
  const double pd = normal_cdf((normal_quantile(m.pd) - m.default_loading * factor) /
                               std::sqrt(1 - m.default_loading * m.default_loading));
  return pd * mean_lgd_given(m, factor);
}

FryeLoss frye_loss(const FryeModel& m, double quantile) {
  const double step = 2 * kFactorMost / kIntervals;
  double sum = 0;
  for (int i = 0; i <= kIntervals; ++i) {
    const double x = -kFactorMost + i * step;
    const double weight = i == 0 || i == kIntervals ? 1 : (i % 2 == 1 ? 4 : 2);
    sum += weight * normal_density(x) * frye_loss_given_factor(m, x);
  }
  FryeLoss loss;
  loss.expected_loss = sum * step / 3;
  loss.mean_lgd = loss.expected_loss / m.pd;
  loss.quantile_loss = frye_loss_given_factor(m, -normal_quantile(quantile));
  return loss;
}

}  // namespace pignus::risk
