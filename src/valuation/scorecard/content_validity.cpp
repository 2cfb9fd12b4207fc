#include "valuation/scorecard/content_validity.h"

namespace pignus::valuation {

Result<double> content_validity_ratio(int essential, int panel) {
  if (panel < 1) {
    return fail(ErrorCode::kInvalidInput, "a panel has at least one member", {"", 0, "panel"});
  }
  if (essential < 0 || essential > panel) {
    return fail(ErrorCode::kInvalidInput, "votes from 0 to the size of the panel",
                {"", 0, "essential"});
  }
  const double half = panel / 2.0;
  return (essential - half) / half;
}

Result<PanelVerdict> panel_verdict(const std::map<std::string, int>& essential_votes, int panel,
                                   double least_ratio) {
  if (!(least_ratio >= -1 && least_ratio <= 1)) {
    return fail(ErrorCode::kInvalidInput, "a ratio lies from -1 to 1", {"", 0, "least_ratio"});
  }
  PanelVerdict verdict;
  for (const auto& [factor, votes] : essential_votes) {
    const auto ratio = content_validity_ratio(votes, panel);
    if (!ratio) {
      return fail(ratio.error().code, factor + ": " + ratio.error().message, {"", 0, factor});
    }
    verdict.ratios.emplace(factor, *ratio);
    (*ratio >= least_ratio ? verdict.kept : verdict.dropped).push_back(factor);
  }
  return verdict;
}

}  // namespace pignus::valuation
