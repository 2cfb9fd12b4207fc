// The three inputs that trends move (economic life, revenue growth, discount rate) as the methods
// use them: general assumptions moved by the trends at hand. What the dossier itself gives is never
// moved. Internal to valuation.
#pragma once

#include <optional>

#include "valuation/methods.h"
#include "valuation/trend/trend_inputs.h"

namespace pignus::valuation {

/// Before any trend, and not held at any quantile. kInvalidInput as assumed().
[[nodiscard]] Result<ValuationInputs> general_inputs(
    const AppraisalRequest& request, const Subject& subject,
    const std::optional<Distribution>& renewal_life);

/// The request's trends with what must not move taken out, each with its reason: an input that the
/// dossier gives, a life that is over, technology where the right is a mark.
struct UsableTrends {
  std::optional<TechnologyTrend> technology;
  std::optional<IndustryTrend> industry;
};
UsableTrends usable_trends(const AppraisalRequest& request, const Subject& subject,
                           const ValuationInputs& general);

/// The same with each trend's part, for a life that is over too.
[[nodiscard]] Result<TrendedInputs> trended_inputs(const AppraisalRequest& request,
                                                   const Subject& subject,
                                                   const ValuationInputs& general);

/// request.held_inputs where given, else general_inputs() under the trends at hand; then held at a
/// quantile where request.pin asks for it. Without a trend: general_inputs() to the last bit.
[[nodiscard]] Result<ValuationInputs> moved_inputs(const AppraisalRequest& request,
                                                   const Subject& subject,
                                                   const std::optional<Distribution>& renewal_life);
/// The discount rate of these alone: it does not depend on the life.
[[nodiscard]] Result<book::Input> moved_discount(const AppraisalRequest& request,
                                                 const Subject& subject);

}  // namespace pignus::valuation
