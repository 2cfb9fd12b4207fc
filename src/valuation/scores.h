// The scorecards of a right: each indicator computed from facts where facts exist, else from the
// dossier's answers, else unknown. A score is no price and has no weight in a value.
#pragma once

#include <vector>

#include "book/scorecard_result.h"
#include "core/result.h"
#include "valuation/methods.h"

namespace pignus::valuation {

/// Those cards that are for rights of its type. Answers are those of the plan,
/// "CARD.NODE"; kInvalidInput for one that no card asks for, or that is out of its range.
[[nodiscard]] Result<std::vector<book::ScorecardResult>> scores_of(const AppraisalRequest& request,
                                                                   const Subject& subject);

}  // namespace pignus::valuation
