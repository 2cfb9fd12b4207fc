// How well scores tell pairs that belong together from pairs that do not, with intervals.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "core/result.h"

namespace pignus::text {

struct Interval {
  double lower = 0;
  double upper = 0;
};

/// Area under the receiver operating curve: the chance that a positive scores above a negative,
/// ties half.
struct Auc {
  double value = 0;
  double standard_error = 0;  ///< DeLong, DeLong, Clarke-Pearson 1988 (recalled), cases independent
  Interval interval;          ///< 95 %, normal, within [0, 1]
};
/// labels[i] is 1 for a positive. kInvalidInput: sizes that differ, a score not finite, fewer than
/// two positives or two negatives.
[[nodiscard]] Result<Auc> auc(const std::vector<double>& scores,
                              const std::vector<std::uint8_t>& labels);

/// Two scores of the same cases.
struct AucDifference {
  double value = 0;           ///< of `scores` less of `baseline`
  double standard_error = 0;  ///< DeLong, paired
  Interval interval;          ///< 95 %, normal
};
[[nodiscard]] Result<AucDifference> auc_difference(const std::vector<double>& scores,
                                                   const std::vector<double>& baseline,
                                                   const std::vector<std::uint8_t>& labels);

struct BootstrapOptions {
  int draws = 1000;
  std::uint64_t seed = 1;
};
/// The same difference where cases come in clusters that share an anchor and so are not
/// independent: whole clusters are drawn again, percentiles 2.5 and 97.5. Draws without both labels
/// are left out; nullopt where all are. Sizes must agree, draws be positive.
std::optional<Interval> bootstrap_auc_difference(const std::vector<double>& scores,
                                                 const std::vector<double>& baseline,
                                                 const std::vector<std::uint8_t>& labels,
                                                 const std::vector<std::uint32_t>& clusters,
                                                 const BootstrapOptions& options);

/// Percentiles 2.5 and 97.5 of the mean of values drawn again; not empty.
Interval bootstrap_mean(const std::vector<double>& values, const BootstrapOptions& options);

/// Where queries found what they should: ranks from 1, 0 where it was not found.
struct Ranking {
  double recall_at_1 = 0;
  double recall_at_10 = 0;
  double mean_reciprocal_rank = 0;
  Interval recall_at_1_interval;
  Interval mean_reciprocal_rank_interval;
};
/// Of at least one query.
Ranking ranking_of(const std::vector<std::uint32_t>& ranks, const BootstrapOptions& options);

}  // namespace pignus::text
