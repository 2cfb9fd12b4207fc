// The inner loops of tree_scorer.h, compiled for each instruction set (Highway). The answers are
// the same bytes in all: comparisons of integers, and sums of floats in the order of the trees.
#pragma once

#include <cstddef>

#include "learning/tree_plan.h"

namespace pignus::learning {

/// Rows scored together.
inline constexpr std::size_t kScoreBlock = 256;

/// Bytes of working memory that score_block needs, aligned to 64.
std::size_t score_block_bytes(const TreePlan& plan);
/// Fills the leaf numbers of the working memory, once, before any block.
void prepare_score_block(const TreePlan& plan, std::byte* memory);
/// Margins of up to kScoreBlock rows, `stride` values apart.
void score_block(const TreePlan& plan, const float* values, std::size_t rows, std::size_t stride,
                 std::byte* memory, float* margins);

}  // namespace pignus::learning
