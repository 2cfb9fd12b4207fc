// Tax amortisation benefit: a buyer may write the price off against tax, which raises the price.
#pragma once

namespace pignus::valuation {

/// Factor on a value before the benefit, mid-year convention:
///   1 / (1 - (tax / n) * sum_{k=1..n} (1 + r)^-(k - 1/2)).
/// `tax_rate` in [0, 1), `discount_rate` >= 0 per year, `years` >= 1, which keeps it finite.
double tax_amortisation_factor(double tax_rate, double discount_rate, int years);

}  // namespace pignus::valuation
