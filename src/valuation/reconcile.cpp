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
          : set(method, 1, "weight.population_speaks");
    } else if (method.method == "cost") {
      set(method, 0, "weight.cost_is_a_floor");
    } else {
      PIGNUS_CHECK(method.method == "population");
      income || renewal ? set(method, 0, "weight.population_not_needed")
                        : set(method, 1, "weight.nothing_else");
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
