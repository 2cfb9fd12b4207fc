// Frye's model (2000): default and collateral hang on one factor, so losses given default rise when
// defaults do.
#pragma once

namespace pignus::risk {

struct FryeModel {
  double pd = 0;
  double default_loading = 0;     ///< p: A = p X + sqrt(1 - p^2) e
  double collateral_mean = 1;     ///< mu, per unit of exposure
  double collateral_spread = 0;   ///< sigma: C = mu (1 + sigma (q X + sqrt(1 - q^2) Z))
  double collateral_loading = 0;  ///< q
};

struct FryeLoss {
  double expected_loss = 0;
  double mean_lgd = 0;       ///< expected loss / pd
  double quantile_loss = 0;  ///< of a fine-grained portfolio, at the quantile asked for
};

/// Default probability and LGD = max(0, 1 - C) given the factor; the loss rate is their product.
double frye_loss_given_factor(const FryeModel& model, double factor);
FryeLoss frye_loss(const FryeModel& model, double quantile);

}  // namespace pignus::risk
