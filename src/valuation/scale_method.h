// The dollar scale as a method of an appraisal: what populations say of one US patent before its
// cash flows or sales like it are known. docs/methods/dollar-scale.md. Internal to valuation.
#pragma once

#include "valuation/methods.h"

namespace pignus::valuation {

/// Refuses for what is no US patent, and where dollars cannot be brought into the appraisal's
/// money. Its sources with their weights, its spread and the floor are its inputs.
[[nodiscard]] Result<MethodAnswer> by_dollar_scale(const AppraisalRequest& request,
                                                   const Subject& subject);

}  // namespace pignus::valuation
