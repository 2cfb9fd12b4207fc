#include "learning/tree_explain.h"

#include <cmath>

#include "core/check.h"

namespace pignus::learning {

namespace {

/// Share of the training rows at a node that went left. From the two children, so that shares
/// always add up to one; half where neither has any.
double left_share(const Tree& tree, const TreeNode& node) {
  const auto left = static_cast<double>(tree.nodes[node.left].cover);
  const auto right = static_cast<double>(tree.nodes[node.right].cover);
  return left + right > 0 ? left / (left + right) : 0.5;
}

double expected_below(const Tree& tree, std::uint32_t index) {
  const TreeNode& node = tree.nodes[index];
  if (node.leaf()) {
    return static_cast<double>(node.value);
  }
  const double share = left_share(tree, node);
  return (share * expected_below(tree, node.left)) +
         ((1 - share) * expected_below(tree, node.right));
}

/// One feature met on the way from the root: the share of paths that go on where the feature is
/// unknown and where it is known, and the weight of the subsets of a size.
struct Met {
  int feature = -1;
  double zero = 1;
  double one = 1;
  double weight = 0;
};
using Path = std::vector<Met>;

void extend(Path& path, double zero, double one, int feature) {
  const auto depth = static_cast<double>(path.size());
  path.push_back({feature, zero, one, path.empty() ? 1.0 : 0.0});
  for (std::size_t i = path.size() - 1; i-- > 0;) {
    path[i + 1].weight += one * path[i].weight * static_cast<double>(i + 1) / (depth + 1);
    path[i].weight *= zero * (depth - static_cast<double>(i)) / (depth + 1);
  }
}

void unwind(Path& path, std::size_t index) {
  const std::size_t depth = path.size() - 1;
  const double one = path[index].one;
  const double zero = path[index].zero;
  double next = path[depth].weight;
  for (std::size_t i = depth; i-- > 0;) {
    if (one != 0) {
      const double kept = path[i].weight;
      path[i].weight = next * static_cast<double>(depth + 1) / (static_cast<double>(i + 1) * one);
      next = kept - (path[i].weight * zero * static_cast<double>(depth - i) /
                     static_cast<double>(depth + 1));
    } else {
      path[i].weight =
          path[i].weight * static_cast<double>(depth + 1) / (zero * static_cast<double>(depth - i));
    }
  }
  for (std::size_t i = index; i < depth; ++i) {
    path[i].feature = path[i + 1].feature;
    path[i].zero = path[i + 1].zero;
    path[i].one = path[i + 1].one;
  }
  path.pop_back();
}

double unwound_sum(const Path& path, std::size_t index) {
  const std::size_t depth = path.size() - 1;
  const double one = path[index].one;
  const double zero = path[index].zero;
  double next = path[depth].weight;
  double total = 0;
  for (std::size_t i = depth; i-- > 0;) {
    if (one != 0) {
      const double part =
          next * static_cast<double>(depth + 1) / (static_cast<double>(i + 1) * one);
      total += part;
      next = path[i].weight -
             (part * zero * static_cast<double>(depth - i) / static_cast<double>(depth + 1));
    } else if (zero != 0) {
      total +=
          path[i].weight * static_cast<double>(depth + 1) / (zero * static_cast<double>(depth - i));
    }
  }
  return total;
}

class Walk {
 public:
  Walk(const Tree& tree, std::span<const float> row, std::vector<double>& contributions)
      : tree_(tree), row_(row), contributions_(contributions) {}

  // The path is copied at each step down, as in the paper: it is no longer than the tree is deep.
  void down(std::uint32_t index, Path path, double zero, double one, int feature) {
    extend(path, zero, one, feature);
    const TreeNode& node = tree_.nodes[index];
    if (node.leaf()) {
      for (std::size_t i = 1; i < path.size(); ++i) {
        contributions_[static_cast<std::size_t>(path[i].feature)] +=
            unwound_sum(path, i) * (path[i].one - path[i].zero) * static_cast<double>(node.value);
      }
      return;
    }
    const float value = row_[static_cast<std::size_t>(node.feature)];
    const bool left = std::isnan(value) ? node.missing_left : value < node.value;
    const double share = left_share(tree_, node);
    double known_zero = 1;
    double known_one = 1;
    for (std::size_t i = 1; i < path.size(); ++i) {
      if (path[i].feature == node.feature) {
        known_zero = path[i].zero;
        known_one = path[i].one;
        unwind(path, i);
        break;
      }
    }
    step(left ? node.left : node.right, path, known_zero * (left ? share : 1 - share), known_one,
         node.feature);
    step(left ? node.right : node.left, path, known_zero * (left ? 1 - share : share), 0,
         node.feature);
  }

 private:
  /// A branch that no training row took and this row does not take adds nothing.
  void step(std::uint32_t index, const Path& path, double zero, double one, int feature) {
    if (zero != 0 || one != 0) {
      down(index, path, zero, one, feature);
    }
  }

  const Tree& tree_;
  std::span<const float> row_;
  std::vector<double>& contributions_;
};

}  // namespace

TreeExplainer::TreeExplainer(const TreeModel& model) : model_(model) {
  double sum = static_cast<double>(model.base());
  for (const Tree& tree : model.trees()) {
    sum += expected_below(tree, 0);
  }
  expected_ = model.offset() + (model.scale() * sum);
}

Explanation TreeExplainer::explain(std::span<const float> row) const {
  PIGNUS_CHECK(row.size() == model_.feature_names().size());
  Explanation explanation{expected_, std::vector<double>(row.size(), 0.0)};
  for (const Tree& tree : model_.trees()) {
    Walk(tree, row, explanation.contributions).down(0, {}, 1, 1, -1);
  }
  for (double& contribution : explanation.contributions) {
    contribution *= model_.scale();
  }
  return explanation;
}

}  // namespace pignus::learning
