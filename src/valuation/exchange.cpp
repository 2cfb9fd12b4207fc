#include "valuation/exchange.h"

#include <cmath>
#include <string>

#include "valuation/inputs.h"

namespace pignus::valuation {

namespace {

Result<book::Input> units_per_dollar(Currency currency,
                                     std::span<const book::Assumption> assumptions,
                                     const standards::ParameterSet& exchange) {
  const std::string name = "exchange_rate_USD_" + std::string(currency.code());
  for (const book::Assumption& assumption : assumptions) {
    if (assumption.name == name) {
      const bool ordered = assumption.low <= assumption.mode && assumption.mode <= assumption.high;
      if (!ordered || !(assumption.low > 0) || !std::isfinite(assumption.high)) {
        return fail(ErrorCode::kInvalidInput, "an exchange rate is out of order or not positive",
                    {"", 0, "assumptions." + name});
      }
      return input_of(assumption);
    }
  }
  const auto known = exchange.values.find(currency.code());
  if (known == exchange.values.end()) {
    return fail(ErrorCode::kNotFound,
                "no exchange rate is known; the dossier may give it as an assumption",
                {"", 0, "assumptions." + name});
  }
  return input_of(known->second, name);
}

}  // namespace

Result<ExchangeRate> exchange_rate(Currency from, Currency to,
                                   std::span<const book::Assumption> assumptions,
                                   const standards::ParameterSet& exchange,
                                   const std::optional<Pin>& pin) {
  ExchangeRate result;
  if (from == to) {
    return result;
  }
  for (const Currency currency : {from, to}) {
    if (currency.code() == "USD") {
      continue;
    }
    PIGNUS_ASSIGN(book::Input input, units_per_dollar(currency, assumptions, exchange));
    if (pin && pin->input == input.name) {
      input.value = Distribution(input.value.quantile(pin->probability));
    }
    const double units = input.value.median();
    result.rate = currency == to ? result.rate * units : result.rate / units;
    result.inputs.push_back(std::move(input));
  }
  return result;
}

}  // namespace pignus::valuation
