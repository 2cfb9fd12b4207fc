#include "learning/tree_model.h"

#include <charconv>
#include <cmath>
#include <optional>
#include <utility>

#include "core/check.h"
#include "core/json.h"
#include "learning/tree_attributes.h"

namespace pignus::learning {

namespace {

constexpr std::size_t kTreeMax = 1U << 24;  ///< nodes of one tree, so that ids fit everywhere

/// Walks down JSON by names and keeps the path for messages. The first error ends the reading.
class Reader {
 public:
  explicit Reader(TreeLimits limits) : limits_(limits) {}

  static tl::unexpected<Error> wrong(std::string field, std::string message,
                                     ErrorCode code = ErrorCode::kInvalidInput) {
    return fail(code, std::move(message), {"", 0, std::move(field)});
  }

  static Result<const Json*> member(const Json& json, const std::string& name) {
    if (!json.is_object() || !json.contains(name)) {
      return wrong(name, "is missing");
    }
    return &json.at(name);
  }

  static Result<std::string> text(const Json& json, const std::string& name) {
    PIGNUS_ASSIGN(const Json* const value, member(json, name));
    if (!value->is_string()) {
      return wrong(name, "must be a text");
    }
    return value->get<std::string>();
  }

  /// XGBoost writes its parameters as texts: "5E-1".
  static Result<double> number_text(const Json& json, const std::string& name) {
    PIGNUS_ASSIGN(const std::string written, text(json, name));
    double value = 0;
    const char* const end = written.data() + written.size();
    const auto [at, error] = std::from_chars(written.data(), end, value);
    if (error != std::errc{} || at != end || !std::isfinite(value)) {
      return wrong(name, "must be a finite number");
    }
    return value;
  }

  static Result<std::size_t> count_text(const Json& json, const std::string& name,
                                        std::size_t max) {
    PIGNUS_ASSIGN(const double value, number_text(json, name));
    if (value < 0 || value != std::floor(value)) {
      return wrong(name, "must be a count");
    }
    if (value > static_cast<double>(max)) {
      return wrong(name, "is over " + std::to_string(max), ErrorCode::kLimitExceeded);
    }
    return static_cast<std::size_t>(value);
  }

  /// An array of `size` elements.
  static Result<const Json*> array(const Json& json, const std::string& name, std::size_t size) {
    PIGNUS_ASSIGN(const Json* const value, member(json, name));
    if (!value->is_array() || value->size() != size) {
      return wrong(name, "must be a list of " + std::to_string(size));
    }
    return value;
  }

  static Result<std::int64_t> integer(const Json& list, std::size_t index,
                                      const std::string& name) {
    const Json& value = list[index];
    if (value.is_boolean()) {
      return value.get<bool>() ? 1 : 0;
    }
    if (value.is_number_unsigned() && value.get<std::uint64_t>() > (1ULL << 53U)) {
      return wrong(name, "must hold small integers");
    }
    if (!value.is_number_integer()) {
      return wrong(name, "must hold integers");
    }
    return value.get<std::int64_t>();
  }

  static Result<float> real(const Json& list, std::size_t index, const std::string& name) {
    const Json& value = list[index];
    if (!value.is_number()) {
      return wrong(name, "must hold numbers");
    }
    const auto number = static_cast<float>(value.get<double>());
    if (!std::isfinite(number)) {
      return wrong(name, "must hold finite numbers");
    }
    return number;
  }

  Result<Tree> tree(const Json& json, std::size_t features);
  Status take_nodes(std::size_t count) {
    nodes_ += count;
    if (nodes_ > limits_.nodes_max) {
      return wrong("trees", "hold more than " + std::to_string(limits_.nodes_max) + " nodes",
                   ErrorCode::kLimitExceeded);
    }
    return {};
  }

 private:
  Result<Tree> in_order(const std::vector<TreeNode>& nodes) const;

  TreeLimits limits_;
  std::size_t nodes_ = 0;
};

/// The nodes reached from the root, each once, children behind their parent. XGBoost leaves nodes
/// it pruned in place; they are not reached and not taken.
Result<Tree> Reader::in_order(const std::vector<TreeNode>& nodes) const {
  struct Open {
    std::uint32_t source;
    std::uint32_t target;
    std::size_t depth;
  };
  std::vector<bool> taken(nodes.size(), false);
  Tree tree;
  tree.nodes.resize(1);
  std::vector<Open> open{{0, 0, 0}};
  while (!open.empty()) {
    const Open at = open.back();
    open.pop_back();
    if (taken[at.source]) {
      return wrong("left_children", "do not form a tree");
    }
    taken[at.source] = true;
    if (at.depth > limits_.depth_max) {
      return wrong("left_children", "a tree is deeper than " + std::to_string(limits_.depth_max),
                   ErrorCode::kLimitExceeded);
    }
    TreeNode node = nodes[at.source];
    if (!node.leaf()) {
      const auto next = static_cast<std::uint32_t>(tree.nodes.size());
      open.push_back({node.right, next + 1, at.depth + 1});
      open.push_back({node.left, next, at.depth + 1});
      node.left = next;
      node.right = next + 1;
      tree.nodes.resize(tree.nodes.size() + 2);
    }
    tree.nodes[at.target] = node;
  }
  return tree;
}

Result<Tree> Reader::tree(const Json& json, std::size_t features) {
  PIGNUS_ASSIGN(const Json* const parameters, member(json, "tree_param"));
  PIGNUS_ASSIGN(const std::size_t count, count_text(*parameters, "num_nodes", kTreeMax));
  if (count == 0) {
    return wrong("num_nodes", "a tree has no root");
  }
  PIGNUS_TRY(take_nodes(count));
  PIGNUS_ASSIGN(const Json* const left, array(json, "left_children", count));
  PIGNUS_ASSIGN(const Json* const right, array(json, "right_children", count));
  PIGNUS_ASSIGN(const Json* const feature, array(json, "split_indices", count));
  PIGNUS_ASSIGN(const Json* const value, array(json, "split_conditions", count));
  PIGNUS_ASSIGN(const Json* const missing, array(json, "default_left", count));
  PIGNUS_ASSIGN(const Json* const cover, array(json, "sum_hessian", count));
  PIGNUS_ASSIGN(const Json* const kind, array(json, "split_type", count));
  std::vector<TreeNode> nodes(count);
  for (std::size_t i = 0; i < count; ++i) {
    TreeNode& node = nodes[i];
    PIGNUS_ASSIGN(const std::int64_t left_child, integer(*left, i, "left_children"));
    PIGNUS_ASSIGN(const std::int64_t right_child, integer(*right, i, "right_children"));
    PIGNUS_ASSIGN(node.value, real(*value, i, "split_conditions"));
    PIGNUS_ASSIGN(node.cover, real(*cover, i, "sum_hessian"));
    PIGNUS_ASSIGN(const std::int64_t split_kind, integer(*kind, i, "split_type"));
    if (split_kind != 0) {
      return wrong("split_type", "categorical splits are not scored", ErrorCode::kUnsupported);
    }
    if (node.cover < 0) {
      return wrong("sum_hessian", "must not be negative");
    }
    if (left_child == -1 && right_child == -1) {
      continue;
    }
    const auto limit = static_cast<std::int64_t>(count);
    if (left_child < 1 || left_child >= limit || right_child < 1 || right_child >= limit) {
      return wrong("left_children", "name a node that is not there");
    }
    PIGNUS_ASSIGN(const std::int64_t split, integer(*feature, i, "split_indices"));
    if (split < 0 || split >= static_cast<std::int64_t>(features)) {
      return wrong("split_indices", "name a feature that is not there");
    }
    PIGNUS_ASSIGN(const std::int64_t missing_left, integer(*missing, i, "default_left"));
    node.feature = static_cast<std::int32_t>(split);
    node.left = static_cast<std::uint32_t>(left_child);
    node.right = static_cast<std::uint32_t>(right_child);
    node.missing_left = missing_left != 0;
  }
  return in_order(nodes);
}

struct Objective {
  std::string_view name;
  Loss loss;
};
constexpr Objective kObjectives[] = {{"reg:squarederror", Loss::kSquared},
                                     {"binary:logistic", Loss::kLogistic},
                                     {"count:poisson", Loss::kPoisson}};

Result<Loss> loss_of_objective(const Json& learner) {
  PIGNUS_ASSIGN(const Json* const objective, Reader::member(learner, "objective"));
  PIGNUS_ASSIGN(const std::string name, Reader::text(*objective, "name"));
  for (const Objective& known : kObjectives) {
    if (known.name == name) {
      return known.loss;
    }
  }
  return Reader::wrong("objective", "is none that is scored here", ErrorCode::kUnsupported);
}

/// The starting margin, in XGBoost's own precision.
Result<float> base_of(const Json& parameters, Loss loss) {
  PIGNUS_ASSIGN(const double written, Reader::number_text(parameters, "base_score"));
  auto margin = static_cast<float>(written);
  if (loss == Loss::kLogistic) {
    margin = -std::log((1.0F / margin) - 1.0F);
  } else if (loss == Loss::kPoisson) {
    margin = std::log(margin);
  }
  if (!std::isfinite(margin)) {
    return Reader::wrong("base_score", "is nothing that the objective can start from");
  }
  return margin;
}

Result<std::vector<std::string>> feature_names_of(const Json& learner, std::size_t count) {
  std::vector<std::string> names;
  const Json empty = Json::array();
  const Json& given = learner.contains("feature_names") ? learner.at("feature_names") : empty;
  if (given.is_array() && given.empty()) {
    for (std::size_t i = 0; i < count; ++i) {
      names.push_back("f" + std::to_string(i));
    }
    return names;
  }
  if (!given.is_array() || given.size() != count) {
    return Reader::wrong("feature_names",
                         "must name each of the " + std::to_string(count) + " features");
  }
  for (const Json& name : given) {
    if (!name.is_string()) {
      return Reader::wrong("feature_names", "must be texts");
    }
    names.push_back(name.get<std::string>());
  }
  return names;
}

struct Attributes {
  Loss loss;
  double quantile = 0;
  double offset = 0;
  double scale = 1;
};

/// What our training adds beside XGBoost's own; a model trained elsewhere has none of it.
Result<Attributes> attributes_of(const Json& learner, Loss loss) {
  Attributes read{loss};
  if (!learner.contains("attributes")) {
    return read;
  }
  const Json& json = learner.at("attributes");
  if (!json.is_object()) {
    return Reader::wrong("attributes", "must be an object");
  }
  if (!json.contains(kLossAttribute)) {
    return read;
  }
  PIGNUS_ASSIGN(const std::string named, Reader::text(json, kLossAttribute));
  if (loss == Loss::kSquared && named == name_of(Loss::kQuantile)) {
    read.loss = Loss::kQuantile;
    PIGNUS_ASSIGN(read.quantile, Reader::number_text(json, kQuantileAttribute));
    if (!(read.quantile > 0 && read.quantile < 1)) {
      return Reader::wrong(kQuantileAttribute, "must be between 0 and 1");
    }
  } else if (named != name_of(loss)) {
    return Reader::wrong(kLossAttribute, "is not the loss of the objective");
  }
  PIGNUS_ASSIGN(read.offset, Reader::number_text(json, kOffsetAttribute));
  PIGNUS_ASSIGN(read.scale, Reader::number_text(json, kScaleAttribute));
  if (!(read.scale > 0)) {
    return Reader::wrong(kScaleAttribute, "must be above zero");
  }
  return read;
}

/// The gradient booster's model, where it is one that can be scored here.
Result<const Json*> boosted_model(const Json& learner) {
  PIGNUS_ASSIGN(const Json* const booster, Reader::member(learner, "gradient_booster"));
  PIGNUS_ASSIGN(const std::string kind, Reader::text(*booster, "name"));
  if (kind != "gbtree") {
    return Reader::wrong("gradient_booster", "only gbtree is scored", ErrorCode::kUnsupported);
  }
  return Reader::member(*booster, "model");
}

}  // namespace

std::string_view name_of(Loss loss) {
  switch (loss) {
    case Loss::kSquared:
      return "squared";
    case Loss::kLogistic:
      return "logistic";
    case Loss::kPoisson:
      return "poisson";
    case Loss::kQuantile:
      return "quantile";
  }
  PIGNUS_CHECK(false);
}

Result<TreeModel> TreeModel::from_json(std::string_view bytes, TreeLimits limits) {
  PIGNUS_ASSIGN(const Json json, parse_json(bytes, "", {limits.bytes_max, 16}));
  PIGNUS_ASSIGN(const Json* const learner, Reader::member(json, "learner"));
  PIGNUS_ASSIGN(const Json* const parameters, Reader::member(*learner, "learner_model_param"));
  TreeModel model;
  model.json_ = bytes;
  PIGNUS_ASSIGN(const std::size_t features,
                Reader::count_text(*parameters, "num_feature", limits.features_max));
  PIGNUS_ASSIGN(const std::size_t classes, Reader::count_text(*parameters, "num_class", 1'000'000));
  if (features == 0 || classes != 0) {
    return Reader::wrong("learner_model_param", "needs features and no classes",
                         ErrorCode::kUnsupported);
  }
  PIGNUS_ASSIGN(model.feature_names_, feature_names_of(*learner, features));
  PIGNUS_ASSIGN(const Loss objective, loss_of_objective(*learner));
  PIGNUS_ASSIGN(model.base_, base_of(*parameters, objective));
  PIGNUS_ASSIGN(const Attributes attributes, attributes_of(*learner, objective));
  model.loss_ = attributes.loss;
  model.quantile_ = attributes.quantile;
  model.offset_ = attributes.offset;
  model.scale_ = attributes.scale;
  PIGNUS_ASSIGN(const Json* const boosted, boosted_model(*learner));
  PIGNUS_ASSIGN(const Json* const boosted_parameters,
                Reader::member(*boosted, "gbtree_model_param"));
  PIGNUS_ASSIGN(const std::size_t count,
                Reader::count_text(*boosted_parameters, "num_trees", limits.trees_max));
  PIGNUS_ASSIGN(const Json* const trees, Reader::array(*boosted, "trees", count));
  Reader reader(limits);
  for (std::size_t i = 0; i < count; ++i) {
    auto tree = reader.tree((*trees)[i], features);
    if (!tree) {
      Error error = tree.error();
      error.where.record = i + 1;
      return fail(std::move(error));
    }
    model.trees_.push_back(std::move(*tree));
  }
  return model;
}

float TreeModel::margin(std::span<const float> row) const {
  PIGNUS_CHECK(row.size() == feature_names_.size());
  float sum = base_;
  for (const Tree& tree : trees_) {
    const TreeNode* node = tree.nodes.data();
    while (!node->leaf()) {
      const float value = row[static_cast<std::size_t>(node->feature)];
      const bool left = std::isnan(value) ? node->missing_left : value < node->value;
      node = &tree.nodes[left ? node->left : node->right];
    }
    sum += node->value;
  }
  return sum;
}

double TreeModel::prediction_of(float margin, double start) const {
  const double value = offset_ + start + (scale_ * static_cast<double>(margin));
  if (loss_ == Loss::kLogistic) {
    return 1 / (1 + std::exp(-value));
  }
  if (loss_ == Loss::kPoisson) {
    return std::exp(value);
  }
  return value;
}

}  // namespace pignus::learning
