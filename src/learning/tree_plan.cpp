#include "learning/tree_plan.h"

#include <algorithm>
#include <bit>
#include <map>
#include <set>

namespace pignus::learning {

namespace {

struct Cuts {
  std::set<float> thresholds;
  bool missing_left = false;
  bool missing_right = false;
};

std::map<std::uint32_t, Cuts> cuts_of(const TreeModel& model) {
  std::map<std::uint32_t, Cuts> cuts;
  for (const Tree& tree : model.trees()) {
    for (const TreeNode& node : tree.nodes) {
      if (!node.leaf()) {
        Cuts& cut = cuts[static_cast<std::uint32_t>(node.feature)];
        cut.thresholds.insert(node.value);
        (node.missing_left ? cut.missing_left : cut.missing_right) = true;
      }
    }
  }
  return cuts;
}

/// Lays out one tree, children before parents. Results of inner nodes are reused as on a stack, so
/// that they stay in the nearest cache.
class Layout {
 public:
  Layout(TreePlan& plan, const std::vector<const PlanFeature*>& by_feature)
      : plan_(plan), by_feature_(by_feature) {}

  void add(const Tree& tree) {
    PlanTree laid;
    laid.first_step = static_cast<std::uint32_t>(plan_.steps.size());
    laid.first_leaf = static_cast<std::uint32_t>(plan_.leaves.size());
    leaves_ = 0;
    laid.root = below(tree, 0, TreePlan::kLeavesMax);
    laid.steps = static_cast<std::uint32_t>(plan_.steps.size()) - laid.first_step;
    plan_.trees.push_back(laid);
  }

 private:
  /// The result that will hold the leaf's number below a node; `free` is the first result not in
  /// use.
  std::uint32_t below(const Tree& tree, std::uint32_t index, std::uint32_t free) {
    const TreeNode& node = tree.nodes[index];
    if (node.leaf()) {
      plan_.leaves.push_back(node.value);
      return leaves_++;
    }
    const PlanFeature& feature = *by_feature_[static_cast<std::size_t>(node.feature)];
    const auto first = plan_.thresholds.begin() + feature.first;
    const auto rank = std::lower_bound(first, first + feature.count, node.value) - first;
    PlanStep step;
    step.column = node.missing_left ? feature.missing_left : feature.missing_right;
    step.threshold = static_cast<std::uint32_t>(rank);
    step.left = below(tree, node.left, free);
    const bool left_held = step.left >= TreePlan::kLeavesMax;
    step.right = below(tree, node.right, free + (left_held ? 1 : 0));
    step.out = free;
    plan_.results = std::max(plan_.results, free + 1);
    plan_.steps.push_back(step);
    return free;
  }

  TreePlan& plan_;
  const std::vector<const PlanFeature*>& by_feature_;
  std::uint32_t leaves_ = 0;
};

bool too_large(const Tree& tree) {
  return tree.nodes.size() > (2 * TreePlan::kLeavesMax) - 1;
}

}  // namespace

TreePlan plan_trees(const TreeModel& model) {
  TreePlan plan;
  plan.base = model.base();
  plan.results = TreePlan::kLeavesMax;
  plan.walked = std::any_of(model.trees().begin(), model.trees().end(), too_large);
  const std::map<std::uint32_t, Cuts> cuts = cuts_of(model);
  for (const auto& [feature, cut] : cuts) {
    const std::size_t count = cut.thresholds.size();
    plan.wide = plan.wide || count > TreePlan::kByteRankMax;
    plan.walked = plan.walked || count > TreePlan::kWordRankMax;
    PlanFeature planned;
    planned.feature = feature;
    planned.first = static_cast<std::uint32_t>(plan.thresholds.size());
    planned.count = static_cast<std::uint32_t>(count);
    planned.half = std::bit_floor(planned.count);
    planned.missing_left = cut.missing_left ? plan.columns++ : PlanFeature::kNone;
    planned.missing_right = cut.missing_right ? plan.columns++ : PlanFeature::kNone;
    plan.thresholds.insert(plan.thresholds.end(), cut.thresholds.begin(), cut.thresholds.end());
    plan.features.push_back(planned);
  }
  if (plan.walked) {
    return plan;
  }
  std::vector<const PlanFeature*> by_feature(model.feature_names().size(), nullptr);
  for (const PlanFeature& feature : plan.features) {
    by_feature[feature.feature] = &feature;
  }
  Layout layout(plan, by_feature);
  for (const Tree& tree : model.trees()) {
    layout.add(tree);
  }
  return plan;
}

}  // namespace pignus::learning
