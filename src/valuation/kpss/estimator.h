// The stock market's value of a patent (Kogan, Papanikolaou, Seru and Stoffman 2017): what a listed
// firm's share gained in the three days of a grant, filtered from the noise.
//   R = v + e, v ~ N+(0, s_v^2), e ~ N(0, s_e^2)
//   gamma = rise of ln R^2 on grant days,  delta = 1 - e^-gamma
//   s_e^2 = w s^2 / (1 + w d (e^gamma - 1)),  w days a return, d the share of grant days
//   E[v | R] = delta R + sqrt(delta) s_e n(x) / (1 - N(x)),  x = -sqrt(delta) R / s_e
//   value = E[v | R] M / ((1 - p) patents of the day)
// For listed firms only. Page and card: docs/methods/kpss.md.
#pragma once

#include <span>

#include "core/result.h"

namespace pignus::valuation {

/// delta: the share of a grant day's variance that the patent brings.
double kpss_signal_share(double gamma);

/// A kind of grant day, by its gamma and the share of the firm's days it makes up.
struct KpssDayKind {
  double gamma = 0;
  double day_share = 0;
};
/// s_e^2 of a return over `days_a_return` days, from the firm-year's daily variance, which holds
/// its grant days as well. The published estimator has one kind and three days.
double kpss_noise_variance(double daily_variance, std::span<const KpssDayKind> kinds,
                           int days_a_return);

/// E[v | R] of a return, as a share of the firm's worth; > 0. gamma > 0, noise > 0.
double kpss_expected_return(double gained, double noise_deviation, double gamma);

struct KpssGrant {
  double gained = 0;           ///< idiosyncratic return over the grant's three days, share
  double noise_deviation = 0;  ///< s_e of a return, > 0
  double gamma = 0;            ///< > 0
  double market_value = 0;     ///< M, of the firm the day before, major units, > 0
  int patents_that_day = 1;    ///< granted to the firm together, >= 1
  double grant_expected = 0;   ///< p, chance the market had priced: method_parameters()
};
/// Major units of the market value's money, as old as its day. kInvalidInput names the field.
[[nodiscard]] Result<double> kpss_value(const KpssGrant& grant);

}  // namespace pignus::valuation
