// Measures of a right for scorecards and comparables, taken from what the registers say.
#pragma once

#include <optional>

#include "core/date.h"
#include "registers/facts.h"
#include "valuation/market/transaction.h"
#include "valuation/scorecard/score.h"

namespace pignus::valuation {

/// What the right's own record cannot tell.
struct OutsideMeasures {
  std::optional<double> forward_citations;  ///< received by known_by, where a register was counted
  std::optional<double> field_growth;       ///< of filings, per year
};

/// By name, each with where it comes from; unknown where no fact tells:
///   in_force, title_clean, fees_paid, no_challenge_pending: 1 or 0
///   claims, independent_claims, figures, backward_citations (patents), literature_citations,
///   inventors, owners, family_offices (own office too, WO not), scope (four-digit classes): counts
///   mark_classes (of marks: classes of goods): a count
///   age_years (since filing), remaining_years (of the longest term), grant_lag_years
///   forward_citations, field_growth
/// A record without any citation says nothing of citations: unknown. Title and challenges are known
/// to be clean only where some legal event or recording is at hand, else silence would pass.
Measures measures_of(const registers::RightFacts& facts, AsOf as_of,
                     const OutsideMeasures& outside);

/// The same as a comparable's features; legal strength is left to the caller's scorecard.
TradedFeatures features_of(const registers::RightFacts& facts, AsOf as_of,
                           const OutsideMeasures& outside);

}  // namespace pignus::valuation
