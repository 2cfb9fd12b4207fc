#include "desk/assumption_bounds.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <string_view>

#include "core/money.h"

namespace pignus::desk {

namespace {

struct Bounds {
  std::string_view name;
  double least;
  double greatest;
};
constexpr std::array<Bounds, 7> kBounds{{{"royalty_rate", 0, 1},
                                         {"royalty_rate_trademark", 0, 1},
                                         {"revenue_growth", -0.9, 5},
                                         {"discount_rate", 0, 5},
                                         {"tax_rate", 0, 0.9},
                                         {"economic_life_years", 0, 100},
                                         {"pd", 0, 1}}};
constexpr std::string_view kExchange = "exchange_rate_USD_";
constexpr double kRateMax = 1e9;  ///< units of a currency for a dollar: far beyond any there is

}  // namespace

std::string assumption_fault(const book::Assumption& assumption) {
  if (assumption.name.starts_with(kExchange)) {
    if (!Currency::parse(assumption.name.substr(kExchange.size()))) {
      return "no ISO 4217 currency that this program knows stands after exchange_rate_USD_";
    }
    return assumption.low > 0 && assumption.high <= kRateMax ? ""
                                                             : "an exchange rate lies above zero";
  }
  const auto* const bounds = std::find_if(kBounds.begin(), kBounds.end(), [&](const Bounds& one) {
    return one.name == assumption.name;
  });
  if (bounds == kBounds.end()) {
    std::string names;
    for (const Bounds& one : kBounds) {
      names += std::string(one.name) + ", ";
    }
    return "no such assumption: " + assumption.name + "; there are " + names +
           "exchange_rate_USD_…";
  }
  if (assumption.low < bounds->least || assumption.high > bounds->greatest) {
    return fmt::format("{} must lie from {} to {}", bounds->name, bounds->least, bounds->greatest);
  }
  return "";
}

}  // namespace pignus::desk
