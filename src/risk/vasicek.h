// Vasicek's one-factor portfolio: default rates of many like borrowers in a bad year.
#pragma once

namespace pignus::risk {

/// The `quantile` of the default rate; pd, quantile in (0, 1), correlation in [0, 1).
double worst_case_default_rate(double pd, double correlation, double quantile);
/// The mean default rate beyond that quantile.
double expected_shortfall_default_rate(double pd, double correlation, double quantile);

}  // namespace pignus::risk
