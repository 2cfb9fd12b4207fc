#include "learning/tree_kernels.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <limits>

// This file is compiled once for each instruction set: Highway includes it again.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "learning/tree_kernels.cpp"
#include <hwy/foreach_target.h>  // IWYU pragma: keep
#include <hwy/highway.h>

#ifndef PIGNUS_LEARNING_TREE_KERNELS_ONCE
#define PIGNUS_LEARNING_TREE_KERNELS_ONCE
namespace pignus::learning {

/// Rows of one pass through a tree; the results of a pass lie side by side.
inline constexpr std::size_t kPass = 128;

/// Where things lie in the working memory, in lanes.
template <typename Lane>
struct Places {
  explicit Places(const TreePlan& plan)
      : results(plan.columns * kScoreBlock), end(results + (plan.results * kPass)) {}
  std::size_t results;
  std::size_t end;
};

}  // namespace pignus::learning
#endif

HWY_BEFORE_NAMESPACE();
namespace pignus::learning {
namespace HWY_NAMESPACE {  // NOLINT: Highway's way of one namespace an instruction set

namespace hn = hwy::HWY_NAMESPACE;

/// All nodes of a tree for kPass rows; ends with each row's leaf number in `leaf`.
template <typename Lane>
HWY_INLINE void choose_leaves(const TreePlan& plan, const PlanTree& tree, const Lane* ranks,
                              Lane* results) {
  const hn::CappedTag<Lane, kPass> d;
  const std::size_t lanes = hn::Lanes(d);
  const PlanStep* step = plan.steps.data() + tree.first_step;
  const PlanStep* const end = step + tree.steps;
  for (; step != end; ++step) {
    const auto threshold = hn::Set(d, static_cast<Lane>(static_cast<std::int64_t>(step->threshold) +
                                                        std::numeric_limits<Lane>::min()));
    const Lane* const rank = ranks + (step->column * kScoreBlock);
    const Lane* const left = results + (step->left * kPass);
    const Lane* const right = results + (step->right * kPass);
    Lane* const out = results + (step->out * kPass);
    for (std::size_t i = 0; i < kPass; i += lanes) {
      const auto goes_right = hn::Gt(hn::Load(d, rank + i), threshold);
      hn::Store(hn::IfThenElse(goes_right, hn::Load(d, right + i), hn::Load(d, left + i)), d,
                out + i);
    }
  }
}

void choose_bytes(const TreePlan& plan, const PlanTree& tree, const std::int8_t* ranks,
                  std::int8_t* results) {
  choose_leaves(plan, tree, ranks, results);
}

void choose_words(const TreePlan& plan, const PlanTree& tree, const std::int16_t* ranks,
                  std::int16_t* results) {
  choose_leaves(plan, tree, ranks, results);
}

}  // namespace HWY_NAMESPACE
}  // namespace pignus::learning
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace pignus::learning {

HWY_EXPORT(choose_bytes);
HWY_EXPORT(choose_words);

namespace {

void choose(const TreePlan& plan, const PlanTree& tree, const std::int8_t* ranks,
            std::int8_t* results) {
  HWY_DYNAMIC_DISPATCH(choose_bytes)(plan, tree, ranks, results);
}
void choose(const TreePlan& plan, const PlanTree& tree, const std::int16_t* ranks,
            std::int16_t* results) {
  HWY_DYNAMIC_DISPATCH(choose_words)(plan, tree, ranks, results);
}

/// How many thresholds are at most the value, for four rows at a time: four searches that wait for
/// memory together. A missing value compares false everywhere and gets 0.
struct FourRanks {
  std::array<std::uint32_t, 4> rank{};

  FourRanks(const float* thresholds, const PlanFeature& feature, const std::array<float, 4>& x) {
    // The first step may overlap the rest, so that any count of thresholds is searched whole.
    const std::uint32_t over = feature.count - feature.half;
    for (std::size_t k = 0; k < 4; ++k) {
      rank[k] = static_cast<std::uint32_t>(thresholds[feature.half - 1] <= x[k]) * over;
    }
    for (std::uint32_t step = feature.half / 2; step > 0; step /= 2) {
      for (std::size_t k = 0; k < 4; ++k) {
        rank[k] += static_cast<std::uint32_t>(thresholds[rank[k] + step - 1] <= x[k]) * step;
      }
    }
    for (std::size_t k = 0; k < 4; ++k) {
      rank[k] += static_cast<std::uint32_t>(thresholds[rank[k]] <= x[k]);
    }
  }
};

template <typename Lane>
void rank_feature(const TreePlan& plan, const PlanFeature& feature, const float* values,
                  std::size_t rows, std::size_t stride, Lane* ranks) {
  constexpr int kLow = std::numeric_limits<Lane>::min();
  const float* const thresholds = plan.thresholds.data() + feature.first;
  const float* const column = values + feature.feature;
  for (std::size_t row = 0; row < rows; row += 4) {
    std::array<float, 4> x{};
    for (std::size_t k = 0; k < 4; ++k) {
      x[k] = column[std::min(row + k, rows - 1) * stride];
    }
    const FourRanks found(thresholds, feature, x);
    for (std::size_t k = 0; k < 4; ++k) {
      const bool missing = x[k] != x[k];
      const auto rank = static_cast<Lane>(static_cast<int>(found.rank[k]) + kLow);
      if (feature.missing_left != PlanFeature::kNone) {
        // A missing value's rank of 0 goes left everywhere already.
        ranks[(feature.missing_left * kScoreBlock) + row + k] = rank;
      }
      if (feature.missing_right != PlanFeature::kNone) {
        ranks[(feature.missing_right * kScoreBlock) + row + k] =
            missing ? std::numeric_limits<Lane>::max() : rank;
      }
    }
  }
}

template <typename Lane>
void score(const TreePlan& plan, const float* values, std::size_t rows, std::size_t stride,
           std::byte* memory, float* margins) {
  auto* const ranks = reinterpret_cast<Lane*>(memory);  // NOLINT: aligned memory of the caller
  Lane* const results = ranks + Places<Lane>(plan).results;
  for (const PlanFeature& feature : plan.features) {
    rank_feature(plan, feature, values, rows, stride, ranks);
  }
  std::fill_n(margins, rows, plan.base);
  for (std::size_t first = 0; first < rows; first += kPass) {
    const std::size_t count = std::min(kPass, rows - first);
    for (const PlanTree& tree : plan.trees) {
      choose(plan, tree, ranks + first, results);
      const Lane* const leaf = results + (tree.root * kPass);
      const float* const leaves = plan.leaves.data() + tree.first_leaf;
      for (std::size_t i = 0; i < count; ++i) {
        margins[first + i] += leaves[static_cast<std::uint8_t>(leaf[i])];
      }
    }
  }
}

template <typename Lane>
void prepare(const TreePlan& plan, std::byte* memory) {
  auto* const ranks = reinterpret_cast<Lane*>(memory);  // NOLINT: aligned memory of the caller
  const Places<Lane> places(plan);
  std::fill_n(ranks, places.end, Lane{0});
  for (std::size_t leaf = 0; leaf < TreePlan::kLeavesMax; ++leaf) {
    std::fill_n(ranks + places.results + (leaf * kPass), kPass, static_cast<Lane>(leaf));
  }
}

}  // namespace

std::size_t score_block_bytes(const TreePlan& plan) {
  return plan.wide ? Places<std::int16_t>(plan).end * sizeof(std::int16_t)
                   : Places<std::int8_t>(plan).end;
}

void prepare_score_block(const TreePlan& plan, std::byte* memory) {
  if (plan.wide) {
    prepare<std::int16_t>(plan, memory);
  } else {
    prepare<std::int8_t>(plan, memory);
  }
}

void score_block(const TreePlan& plan, const float* values, std::size_t rows, std::size_t stride,
                 std::byte* memory, float* margins) {
  if (plan.wide) {
    score<std::int16_t>(plan, values, rows, stride, memory, margins);
  } else {
    score<std::int8_t>(plan, values, rows, stride, memory, margins);
  }
}

}  // namespace pignus::learning
#endif
