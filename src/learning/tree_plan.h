// An ensemble laid out for scoring in blocks of rows (see tree_scorer.h).
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "learning/tree_model.h"

namespace pignus::learning {

/// The thresholds of one feature, ascending, each once.
struct PlanFeature {
  std::uint32_t feature = 0;  ///< column of the matrix
  std::uint32_t first = 0;    ///< of its thresholds in TreePlan::thresholds
  std::uint32_t count = 0;    ///< of thresholds; rank is 0 to count
  std::uint32_t half = 0;     ///< largest power of two up to count: the search's first step
  /// Columns of ranks in which a missing value goes left everywhere, or right; kNone if no node
  /// needs it.
  std::uint32_t missing_left = 0;
  std::uint32_t missing_right = 0;
  static constexpr std::uint32_t kNone = ~0U;
};

/// One node: result[out] = rank > threshold ? result[right] : result[left]. The first results are
/// the leaf numbers themselves.
struct PlanStep {
  std::uint32_t column = 0;
  std::uint32_t threshold = 0;
  std::uint32_t left = 0;
  std::uint32_t right = 0;
  std::uint32_t out = 0;
};

struct PlanTree {
  std::uint32_t first_step = 0;
  std::uint32_t steps = 0;
  std::uint32_t first_leaf = 0;
  std::uint32_t root = 0;  ///< the result that holds the leaf's number
};

struct TreePlan {
  /// Leaves of one tree that a byte can number.
  static constexpr std::uint32_t kLeavesMax = 256;
  /// Ranks of the two widths of lane, less the code of a missing value that goes right.
  static constexpr std::uint32_t kByteRankMax = 254;
  static constexpr std::uint32_t kWordRankMax = 65'534;

  std::vector<PlanFeature> features;
  std::vector<float> thresholds;
  std::vector<PlanStep> steps;
  std::vector<PlanTree> trees;
  std::vector<float> leaves;
  std::uint32_t columns = 0;  ///< of ranks
  std::uint32_t results = 0;  ///< rows of results a tree may need
  float base = 0;
  bool wide = false;  ///< some feature has more thresholds than bytes tell apart
  /// Some tree is too large for the plan: the model is walked instead.
  bool walked = false;
};

TreePlan plan_trees(const TreeModel& model);

}  // namespace pignus::learning
