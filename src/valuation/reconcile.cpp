#include "valuation/reconcile.h"

#include <algorithm>
#include <utility>

#include "core/check.h"

namespace pignus::valuation {

namespace {

bool has(const std::vector<book::MethodValue>& methods, std::string_view name) {
  return std::any_of(methods.begin(), methods.end(),
                     [name](const book::MethodValue& m) { return m.method == name; });
}

void set(book::MethodValue& method, double weight, std::string reason) {
  method.weight = weight;
  method.weight_reason = std::move(reason);
}

}  // namespace

void weigh(std::vector<book::MethodValue>& methods, const standards::ParameterSet& common) {
  const bool income = has(methods, "relief_from_royalty");
  const bool renewal = has(methods, "renewal");
  for (book::MethodValue& method : methods) {
    if (method.method == "relief_from_royalty") {
      set(method, common.at("weight_relief_from_royalty").mode, "weight.income_first");
    } else if (method.method == "renewal") {
      income
          ? set(method, common.at("weight_renewal_beside_income").mode, "weight.population_check")
          : set(method, common.at("weight_renewal_alone").mode, "weight.population_speaks");
    } else if (method.method == "cost") {
      income ? set(method, 0, "weight.cost_no_say")
             : set(method, common.at("weight_cost_without_income").mode, "weight.cost_small");
    } else {
      PIGNUS_CHECK(method.method == "population");
      // Beside a cost alone the population stands where the renewal model would.
      income || renewal
          ? set(method, 0, "weight.population_not_needed")
          : set(method, common.at("weight_renewal_alone").mode, "weight.nothing_else");
    }
  }
  double total = 0;
  for (const book::MethodValue& method : methods) {
    total += method.weight;
  }
  PIGNUS_CHECK(total > 0);
  for (book::MethodValue& method : methods) {
    method.weight /= total;
  }
}

Distribution reconcile(const std::vector<book::MethodValue>& methods) {
  std::vector<std::pair<double, Distribution>> parts;
  parts.reserve(methods.size());
  for (const book::MethodValue& method : methods) {
    parts.emplace_back(method.weight, method.value);
  }
  return mix(parts);
}

}  // namespace pignus::valuation
