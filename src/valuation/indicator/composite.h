// Indicators normalised within field and year, and the composites of them.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/result.h"

namespace pignus::valuation {

/// The raw indicators of one patent; nullopt: unknown.
struct RawIndicators {
  std::string id;
  std::string field;  ///< WIPO technology field
  int year = 0;       ///< of filing
  std::optional<double> forward_citations;
  std::optional<double> family_size;
  std::optional<double> claims;
  std::optional<double> generality;
  std::optional<double> backward_citations;
  std::optional<double> grant_lag_index;
};

struct CohortTerms {
  double low = .01;  ///< values beyond these quantiles of the cohort are set to them
  double high = .99;
  std::size_t least = 30;     ///< a cohort with fewer known values says nothing of a place in it
  double breakthrough = .01;  ///< the top share by forward citations
};

/// Values of 0 to 1; nullopt where the raw one is unknown or its cohort is too small.
struct NormalIndicators {
  std::string id;
  std::optional<double> forward_citations;
  std::optional<double> family_size;
  std::optional<double> claims;
  std::optional<double> generality;
  std::optional<double> backward_citations;
  std::optional<double> grant_lag_index;
  std::optional<double> composite4;  ///< mean of the first four; nullopt unless all are known
  std::optional<double> composite6;  ///< mean of all six
  std::optional<bool> breakthrough;  ///< among the most cited of its cohort
};

/// Per (field, year) and indicator: winsorised at the terms' quantiles (linear between order
/// statistics), divided by the cohort's greatest. The answers stand in the order of the patents.
/// kInvalidInput by patent and field: a negative or infinite value, an id used twice, terms out of
/// order.
[[nodiscard]] Result<std::vector<NormalIndicators>> normalise(
    const std::vector<RawIndicators>& patents, const CohortTerms& terms);

}  // namespace pignus::valuation
