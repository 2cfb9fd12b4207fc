// Methods that rest on deals over other rights: comparables and the hedonic regression. Internal to
// valuation.
#pragma once

#include "valuation/methods.h"

namespace pignus::valuation {

/// Refuse with a reason: no deals known, too few, too far, too concentrated, the right itself not
/// known well enough.
[[nodiscard]] Result<MethodAnswer> by_comparables(const AppraisalRequest& request,
                                                  const Subject& subject);
[[nodiscard]] Result<MethodAnswer> by_hedonic(const AppraisalRequest& request,
                                              const Subject& subject);

}  // namespace pignus::valuation
