// Which inputs move an appraisal most: each is held at its 10th and at its 90th percentile while
// the others stay as they are.
#pragma once

#include <vector>

#include "book/appraisal.h"
#include "core/result.h"
#include "valuation/appraise.h"

namespace pignus::valuation {

/// Of every input of `appraisal` (what appraise(request) answered) that is uncertain and moves the
/// reconciled value, widest first, then by name. With at most kTornadoPaths paths a turn: the paths
/// are common to all turns, so that differences between them are not chance.
inline constexpr std::uint64_t kTornadoPaths = 2'000;
[[nodiscard]] Result<std::vector<book::Sensitivity>> tornado(const AppraisalRequest& request,
                                                             const book::Appraisal& appraisal);

}  // namespace pignus::valuation
