// The uncertain inputs of a plan, and the value of a plan over their draws. Internal to valuation.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "valuation/income/present_value.h"
#include "valuation/income/simulated_inputs.h"
#include "valuation/method_parts.h"

namespace pignus::valuation {

/// One draw: what the plan's earnings are multiplied with, and the rates.
struct PlanDraw {
  double factor = 1;
  IncomeRates rates;
  std::vector<double> more;  ///< of the further inputs, in their order
};
using ValueOfPlan = std::function<Result<double>(const PlanDraw&)>;

/// The distribution of `value_of` over request.paths draws, and the inputs drawn from. `more` are
/// further inputs of the method, independent of the rest. Values below zero count as nothing.
struct PlanAnswer {
  Distribution value;
  std::vector<book::Input> inputs;
};
[[nodiscard]] Result<PlanAnswer> value_of_plan(const AppraisalRequest& request,
                                               const Subject& subject, std::string_view method,
                                               std::vector<book::Input> more,
                                               const ValueOfPlan& value_of);

/// Share of plan year `year` (from 1) that lies before the end of the legal term; 1 where none is
/// known.
double share_in_term(const Subject& subject, int year);

}  // namespace pignus::valuation
