// What trends did to an appraisal, trend by trend: what was observed, what it moved, and by how
// much the value would differ with that trend at its neutral value. Internal to valuation.
#pragma once

#include <vector>

#include "valuation/moved_inputs.h"

namespace pignus::valuation {

/// All five trends, known or not. `appraisal` is what appraise(request) answered, by whose weights
/// the value is turned; with at most kTornadoPaths paths a turn, common to all.
[[nodiscard]] Result<std::vector<book::TrendEffect>> trend_effects(
    const AppraisalRequest& request, const TrendedInputs& inputs, const book::Appraisal& appraisal);

}  // namespace pignus::valuation
