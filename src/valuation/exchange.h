// Carries population values from one money to another.
#pragma once

#include <optional>
#include <span>

#include "book/appraisal.h"
#include "book/dossier.h"
#include "core/money.h"
#include "core/result.h"
#include "standards/parameters.h"
#include "valuation/pin.h"

namespace pignus::valuation {

struct ExchangeRate {
  double rate = 1;                  ///< units of `to` for one of `from`, the most likely value
  std::vector<book::Input> inputs;  ///< empty where no conversion was needed
};

/// The dossier's `exchange_rate_USD_<code>` (units for one US dollar) before the standards' own
/// wide interval. kNotFound where neither has the currency; kInvalidInput for a rate that is
/// not positive and finite or whose three values are out of order. `pin` may hold a rate at a
/// quantile of its own.
[[nodiscard]] Result<ExchangeRate> exchange_rate(Currency from, Currency to,
                                                 std::span<const book::Assumption> assumptions,
                                                 const standards::ParameterSet& exchange,
                                                 const std::optional<Pin>& pin = std::nullopt);

}  // namespace pignus::valuation
