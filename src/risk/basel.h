// Regulatory capital by the internal-ratings formula (Basel II, paragraph 272, without the scaling
// factor 1.06). Intellectual property is no eligible collateral there: the loan counts as
// unsecured.
#pragma once

#include <optional>

namespace pignus::risk {

/// Asset correlation of a corporate borrower. `turnover_million_eur` below 50 lowers it, as for a
/// smaller firm; nullopt: no such relief. `pd` in (0, 1).
double corporate_correlation(double pd, std::optional<double> turnover_million_eur);
/// Of "other retail": 0.03 to 0.16.
double other_retail_correlation(double pd);

/// Capital per unit of exposure; maturity in years.
double corporate_capital(double pd, double lgd, double maturity_years,
                         std::optional<double> turnover_million_eur);
/// Without maturity adjustment.
double other_retail_capital(double pd, double lgd);

/// 12.5 times the capital: 1 is a weight of 100 per cent.
double risk_weight(double capital);

}  // namespace pignus::risk
