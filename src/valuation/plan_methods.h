// Methods that rest on the firm's plan for one right (book/plan.h): excess earnings, with and
// without, premium profit, option, and a brand's premium and share of profit. The plan is believed
// as far as standards/valuation/methods/plan.toml says: all its years' earnings miss by one factor,
// correlated with the discount rate, and scenarios move that factor. Internal to valuation.
#pragma once

#include "valuation/methods.h"

namespace pignus::valuation {

// All need request.offered.plan. "refused.not_planned" where the plan says nothing for the method;
// kInvalidInput of the methods themselves names the field, "plan.excess_earnings.nopat". A plan's
// years after the legal term count nothing. A negative value is nothing: its owner may leave the
// right unused.

[[nodiscard]] Result<MethodAnswer> by_excess_earnings(const AppraisalRequest& request,
                                                      const Subject& subject);
[[nodiscard]] Result<MethodAnswer> by_with_and_without(const AppraisalRequest& request,
                                                       const Subject& subject);
[[nodiscard]] Result<MethodAnswer> by_premium_profit(const AppraisalRequest& request,
                                                     const Subject& subject);
/// Needs the legal term: the option ends with the right ("refused.no_legal_term").
[[nodiscard]] Result<MethodAnswer> by_option(const AppraisalRequest& request,
                                             const Subject& subject);
/// Of marks; the mark's survival follows its renewal state.
[[nodiscard]] Result<MethodAnswer> by_brand_premium(const AppraisalRequest& request,
                                                    const Subject& subject);
[[nodiscard]] Result<MethodAnswer> by_income_split(const AppraisalRequest& request,
                                                   const Subject& subject);

}  // namespace pignus::valuation
