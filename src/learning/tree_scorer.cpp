#include "learning/tree_scorer.h"

#include <algorithm>
#include <memory>
#include <new>
#include <string>
#include <utility>

#include "learning/tree_kernels.h"

namespace pignus::learning {

namespace {

constexpr std::align_val_t kAlignment{64};

struct AlignedDelete {
  void operator()(std::byte* memory) const { ::operator delete(memory, kAlignment); }
};
using AlignedBytes = std::unique_ptr<std::byte, AlignedDelete>;

AlignedBytes aligned_bytes(std::size_t size) {
  return AlignedBytes(static_cast<std::byte*>(::operator new(size, kAlignment)));
}

}  // namespace

TreeScorer::TreeScorer(TreeModel model) : model_(std::move(model)), plan_(plan_trees(model_)) {}

Status TreeScorer::margins(const FeatureMatrix& features, std::span<float> out) const {
  const std::size_t columns = model_.feature_names().size();
  if (features.columns != columns || features.values.size() % columns != 0) {
    return fail(ErrorCode::kInvalidInput,
                "the model reads rows of " + std::to_string(columns) + " features",
                {"", 0, "features"});
  }
  const std::size_t rows = features.rows();
  if (out.size() != rows) {
    return fail(ErrorCode::kInvalidInput, "must have a value a row", {"", 0, "margins"});
  }
  if (plan_.walked) {
    for (std::size_t i = 0; i < rows; ++i) {
      out[i] = model_.margin(features.row(i));
    }
    return {};
  }
  const AlignedBytes memory = aligned_bytes(score_block_bytes(plan_));
  prepare_score_block(plan_, memory.get());
  for (std::size_t first = 0; first < rows; first += kScoreBlock) {
    score_block(plan_, features.values.data() + (first * columns),
                std::min(kScoreBlock, rows - first), columns, memory.get(), out.data() + first);
  }
  return {};
}

Result<std::vector<double>> TreeScorer::predictions(const FeatureMatrix& features,
                                                    std::span<const double> start) const {
  if (!start.empty() && start.size() != features.rows()) {
    return fail(ErrorCode::kInvalidInput, "must have a value a row", {"", 0, "start"});
  }
  std::vector<float> found(features.rows());
  PIGNUS_TRY(margins(features, found));
  std::vector<double> predictions(found.size());
  for (std::size_t i = 0; i < found.size(); ++i) {
    predictions[i] = model_.prediction_of(found[i], start.empty() ? 0 : start[i]);
  }
  return predictions;
}

}  // namespace pignus::learning
