// Checks and questionnaires beside the value of a right, from what the firm states and what the
// registers say. None has a weight. Internal to valuation.
#pragma once

#include <optional>
#include <vector>

#include "book/appraisal.h"
#include "core/result.h"
#include "valuation/methods.h"

namespace pignus::valuation {

/// The prefixes of plan.answers that are not scorecards'.
inline constexpr const char* kHighValueAnswers = "high-value.";
inline constexpr const char* kIpscoreAnswers = "ipscore.";

/// Two rules of thumb beside the reconciled value (docs/methods/profit-split.md). nullopt where the
/// plan has no business with the right, or none of its years lies before the end of the term. Needs
/// appraisal.methods and appraisal.value.
[[nodiscard]] Result<std::optional<book::ProfitSplitResult>> profit_split_of(
    const AppraisalRequest& request, const Subject& subject, const book::Appraisal& appraisal);

/// Of inventions, with or without answers; nullopt for other rights. Answers "high-value.FLAG" are
/// 1 or 0. kInvalidInput for others, for a flag that is not asked, and for answers of another
/// right.
[[nodiscard]] Result<std::optional<book::HighValueResult>> high_value_of(
    const AppraisalRequest& request, const Subject& subject);

/// Where the plan answers any question, "ipscore.A1" to "ipscore.E8", 1 to 5. Money follows where
/// all eight questions that carry it are answered and the plan has the business's figures; its rate
/// is the median of the appraisal's discount rate.
[[nodiscard]] Result<std::optional<book::IpscoreResult>> ipscore_of(const AppraisalRequest& request,
                                                                    const Subject& subject);

/// Of marks, from the scorecard "brand-strength" among `cards`.
[[nodiscard]] Result<std::optional<book::BrandStrengthResult>> brand_strength_of(
    const AppraisalRequest& request, const std::vector<book::ScorecardResult>& cards);

}  // namespace pignus::valuation
