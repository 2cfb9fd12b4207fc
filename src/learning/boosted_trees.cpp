#include "learning/boosted_trees.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <numeric>
#include <optional>
#include <utility>

#include "learning/tree_attributes.h"
#include "learning/xgboost_api.h"

namespace pignus::learning {

namespace {

Status require(bool holds, std::string field, std::string message, std::size_t record = 0) {
  if (holds) {
    return {};
  }
  return fail(ErrorCode::kInvalidInput, std::move(message), {"", record, std::move(field)});
}

bool of_mean_or_quantile(Loss loss) {
  return loss == Loss::kSquared || loss == Loss::kQuantile;
}

Status check_options(const BoostOptions& o, std::size_t features) {
  const auto within = [](double value, double low, double high) {
    return value >= low && value <= high;
  };
  PIGNUS_TRY(require(o.loss != Loss::kQuantile || within(o.quantile, 0.005, 0.995), "quantile",
                     "must be from 0.005 to 0.995"));
  PIGNUS_TRY(require(within(o.rounds_max, 1, 20'000), "rounds_max", "must be from 1 to 20000"));
  PIGNUS_TRY(require(within(o.patience, 1, 20'000), "patience", "must be from 1 to 20000"));
  PIGNUS_TRY(require(within(o.depth_max, 1, 16), "depth_max", "must be from 1 to 16"));
  PIGNUS_TRY(require(within(o.learning_rate, 1e-4, 1), "learning_rate", "must be up to 1"));
  PIGNUS_TRY(
      require(within(o.child_weight_min, 0, 1e12), "child_weight_min", "must not be negative"));
  PIGNUS_TRY(require(within(o.l2, 0, 1e12), "l2", "must not be negative"));
  PIGNUS_TRY(require(within(o.split_gain_min, 0, 1e12), "split_gain_min", "must not be negative"));
  PIGNUS_TRY(require(within(o.row_share, 0.01, 1), "row_share", "must be from 0.01 to 1"));
  PIGNUS_TRY(require(within(o.column_share, 0.01, 1), "column_share", "must be from 0.01 to 1"));
  PIGNUS_TRY(require(within(o.bins_max, 2, 4'096), "bins_max", "must be from 2 to 4096"));
  PIGNUS_TRY(require(o.monotone.empty() || o.monotone.size() == features, "monotone",
                     "must have a direction for each feature, or none"));
  for (const int direction : o.monotone) {
    PIGNUS_TRY(require(direction >= -1 && direction <= 1, "monotone", "must be -1, 0 or 1"));
  }
  return {};
}

Status check_target(const LabelledRows& rows, Loss loss) {
  for (std::size_t i = 0; i < rows.target.size(); ++i) {
    const double y = rows.target[i];
    PIGNUS_TRY(require(std::isfinite(y), "target", "must be a finite number", i + 1));
    PIGNUS_TRY(
        require(loss != Loss::kLogistic || y == 0 || y == 1, "target", "must be 0 or 1", i + 1));
    PIGNUS_TRY(require(loss != Loss::kPoisson || y >= 0, "target", "must not be negative", i + 1));
  }
  return {};
}

Status check_rows(const std::vector<std::string>& names, const LabelledRows& rows, Loss loss) {
  PIGNUS_TRY(check_features(rows.features, names));
  const std::size_t count = rows.features.rows();
  PIGNUS_TRY(require(count > 0, "features", "there are no rows"));
  PIGNUS_TRY(require(rows.target.size() == count, "target", "must have a value a row"));
  PIGNUS_TRY(require(rows.weight.empty() || rows.weight.size() == count, "weight",
                     "must have a value a row"));
  PIGNUS_TRY(require(rows.start.empty() || rows.start.size() == count, "start",
                     "must have a value a row"));
  for (std::size_t i = 0; i < rows.weight.size(); ++i) {
    PIGNUS_TRY(require(std::isfinite(rows.weight[i]) && rows.weight[i] > 0, "weight",
                       "must be above zero", i + 1));
  }
  for (std::size_t i = 0; i < rows.start.size(); ++i) {
    PIGNUS_TRY(require(std::isfinite(rows.start[i]), "start", "must be a finite number", i + 1));
  }
  return check_target(rows, loss);
}

double weight_of(const LabelledRows& rows, std::size_t i) {
  return rows.weight.empty() ? 1 : rows.weight[i];
}
double start_of(const LabelledRows& rows, std::size_t i) {
  return rows.start.empty() ? 0 : rows.start[i];
}

/// Where the trees begin, and the scale on which they learn.
struct Place {
  double base_score = 0;  ///< XGBoost's: a probability, a mean, or 0
  double offset = 0;
  double scale = 1;
};

double weighted_quantile(const LabelledRows& rows, std::span<const double> values, double level) {
  std::vector<std::size_t> order(values.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return values[a] < values[b]; });
  double total = 0;
  for (const std::size_t i : order) {
    total += weight_of(rows, i);
  }
  double below = 0;
  for (const std::size_t i : order) {
    below += weight_of(rows, i);
    if (below >= level * total) {
      return values[i];
    }
  }
  return values[order.back()];
}

Place place_of_mean_or_quantile(const LabelledRows& rows, const BoostOptions& options) {
  std::vector<double> gap(rows.target.size());
  double sum = 0;
  double weights = 0;
  for (std::size_t i = 0; i < gap.size(); ++i) {
    gap[i] = rows.target[i] - start_of(rows, i);
    sum += weight_of(rows, i) * gap[i];
    weights += weight_of(rows, i);
  }
  Place place;
  place.offset = options.loss == Loss::kQuantile ? weighted_quantile(rows, gap, options.quantile)
                                                 : sum / weights;
  double spread = 0;
  for (std::size_t i = 0; i < gap.size(); ++i) {
    spread += weight_of(rows, i) * std::abs(gap[i] - place.offset);
  }
  place.scale = spread > 0 ? spread / weights : 1;
  return place;
}

Result<Place> place_of(const LabelledRows& rows, const BoostOptions& options) {
  if (of_mean_or_quantile(options.loss)) {
    return place_of_mean_or_quantile(rows, options);
  }
  double events = 0;
  double exposed = 0;
  for (std::size_t i = 0; i < rows.target.size(); ++i) {
    const double weight = weight_of(rows, i);
    events += weight * rows.target[i];
    exposed += options.loss == Loss::kPoisson ? weight * std::exp(start_of(rows, i)) : weight;
  }
  PIGNUS_TRY(require(events > 0, "target", "has nothing but zeros to learn from"));
  PIGNUS_TRY(require(options.loss != Loss::kLogistic || events < exposed, "target",
                     "has nothing but ones to learn from"));
  Place place;
  place.base_score =
      options.loss == Loss::kLogistic && !rows.start.empty() ? 0.5 : events / exposed;
  return place;
}

std::string digits_text(double value, int digits) {
  std::array<char, 40> text{};
  std::snprintf(text.data(), text.size(), "%.*g", digits, value);
  return text.data();
}

/// Rows as XGBoost holds them, beside ours.
class Rows {
 public:
  static Result<Rows> make(const LabelledRows& rows, Loss loss, const Place& place) {
    PIGNUS_ASSIGN(XgboostMatrix matrix, XgboostMatrix::make(rows.features));
    std::vector<float> values(rows.target.size());
    for (std::size_t i = 0; i < values.size(); ++i) {
      const double shift = of_mean_or_quantile(loss) ? start_of(rows, i) + place.offset : 0;
      values[i] = static_cast<float>((rows.target[i] - shift) / place.scale);
    }
    PIGNUS_TRY(matrix.set("label", values));
    if (!rows.weight.empty()) {
      std::transform(rows.weight.begin(), rows.weight.end(), values.begin(),
                     [](double weight) { return static_cast<float>(weight); });
      PIGNUS_TRY(matrix.set("weight", values));
    }
    if (!rows.start.empty() && !of_mean_or_quantile(loss)) {
      const double base = loss == Loss::kLogistic ? 0 : std::log(place.base_score);
      std::transform(rows.start.begin(), rows.start.end(), values.begin(),
                     [&](double start) { return static_cast<float>(start + base); });
      PIGNUS_TRY(matrix.set("base_margin", values));
    }
    return Rows(rows, loss, place, std::move(matrix));
  }

  const XgboostMatrix& matrix() const { return matrix_; }

  /// Mean loss in the target's unit, from XGBoost's margins.
  double loss(std::span<const float> margins, double quantile) const {
    double sum = 0;
    double weights = 0;
    for (std::size_t i = 0; i < margins.size(); ++i) {
      const double weight = weight_of(rows_, i);
      sum += weight * loss_of(margins[i], i, quantile);
      weights += weight;
    }
    return sum / weights;
  }

  /// Slope and curvature of the pinball loss on the scale of the trees.
  void pinball_slopes(std::span<const float> margins, double quantile, std::vector<float>& slope,
                      std::vector<float>& curvature) const {
    slope.resize(margins.size());
    curvature.resize(margins.size());
    for (std::size_t i = 0; i < margins.size(); ++i) {
      const double weight = weight_of(rows_, i);
      const double gap = rows_.target[i] - start_of(rows_, i) - place_.offset -
                         (place_.scale * static_cast<double>(margins[i]));
      slope[i] = static_cast<float>(weight * (gap < 0 ? 1 - quantile : -quantile));
      curvature[i] = static_cast<float>(weight);
    }
  }

 private:
  Rows(const LabelledRows& rows, Loss loss, const Place& place, XgboostMatrix matrix)
      : rows_(rows), loss_(loss), place_(place), matrix_(std::move(matrix)) {}

  double loss_of(float margin, std::size_t i, double quantile) const {
    const double y = rows_.target[i];
    const auto m = static_cast<double>(margin);
    if (loss_ == Loss::kLogistic) {
      // log(1 + e^m) - y m, without overflow.
      return std::max(m, 0.0) + std::log1p(std::exp(-std::abs(m))) - (y * m);
    }
    if (loss_ == Loss::kPoisson) {
      return std::exp(m) - (y * m) + (y > 0 ? (y * std::log(y)) - y : 0);
    }
    const double gap = y - start_of(rows_, i) - place_.offset - (place_.scale * m);
    return loss_ == Loss::kSquared ? gap * gap : std::max(quantile * gap, (quantile - 1) * gap);
  }

  LabelledRows rows_;
  Loss loss_;
  Place place_;
  XgboostMatrix matrix_;
};

std::vector<XgboostParameter> parameters_of(const BoostOptions& o, const Place& place) {
  double rate = o.learning_rate;
  if (o.loss == Loss::kQuantile) {
    rate = std::min(1.0, rate / (2 * std::sqrt(o.quantile * (1 - o.quantile))));
  }
  const char* objective = "reg:squarederror";
  if (o.loss == Loss::kLogistic) {
    objective = "binary:logistic";
  } else if (o.loss == Loss::kPoisson) {
    objective = "count:poisson";
  }
  std::vector<XgboostParameter> parameters{{"booster", "gbtree"},
                                           {"objective", objective},
                                           {"tree_method", "hist"},
                                           {"nthread", "1"},
                                           {"verbosity", "0"},
                                           {"disable_default_eval_metric", "1"},
                                           {"base_score", digits_text(place.base_score, 9)},
                                           {"max_bin", std::to_string(o.bins_max)},
                                           {"max_depth", std::to_string(o.depth_max)},
                                           {"eta", digits_text(rate, 9)},
                                           {"min_child_weight", digits_text(o.child_weight_min, 9)},
                                           {"lambda", digits_text(o.l2, 9)},
                                           {"gamma", digits_text(o.split_gain_min, 9)},
                                           {"subsample", digits_text(o.row_share, 9)},
                                           {"colsample_bytree", digits_text(o.column_share, 9)},
                                           {"seed", std::to_string(o.seed % 2'147'483'647U)}};
  if (!o.monotone.empty()) {
    std::string directions = "(";
    for (const int direction : o.monotone) {
      directions += (directions.size() > 1 ? "," : "") + std::to_string(direction);
    }
    parameters.push_back({"monotone_constraints", directions + ")"});
  }
  return parameters;
}

struct Boosted {
  XgboostBooster booster;
  std::vector<double> loss_by_round;
  int rounds = 0;
};

/// The rounds, until patience ends; the booster still holds all of them.
Result<Boosted> boost(const Rows& train, const Rows* validation, const BoostOptions& options,
                      const Place& place, const Progress& progress) {
  std::vector<void*> matrices{train.matrix().handle()};
  if (validation != nullptr) {
    matrices.push_back(validation->matrix().handle());
  }
  PIGNUS_ASSIGN(XgboostBooster booster,
                XgboostBooster::make(matrices, parameters_of(options, place)));
  const Rows& judged = validation != nullptr ? *validation : train;
  std::vector<double> losses;
  std::vector<float> slope;
  std::vector<float> curvature;
  PIGNUS_ASSIGN(std::vector<float> judged_margins, booster.margins(judged.matrix()));
  losses.push_back(judged.loss(judged_margins, options.quantile));
  int best = 1;
  for (int round = 1; round <= options.rounds_max; ++round) {
    if (!progress("boosting", static_cast<std::uint64_t>(round),
                  static_cast<std::uint64_t>(options.rounds_max))) {
      return fail(ErrorCode::kCancelled, "stopped while boosting");
    }
    if (options.loss == Loss::kQuantile) {
      PIGNUS_ASSIGN(const std::vector<float> margins, booster.margins(train.matrix()));
      train.pinball_slopes(margins, options.quantile, slope, curvature);
      PIGNUS_TRY(booster.boost(train.matrix(), slope, curvature));
    } else {
      PIGNUS_TRY(booster.update(round - 1, train.matrix()));
    }
    PIGNUS_ASSIGN(judged_margins, booster.margins(judged.matrix()));
    losses.push_back(judged.loss(judged_margins, options.quantile));
    if (losses.back() < losses[static_cast<std::size_t>(best)]) {
      best = round;
    }
    if (validation != nullptr && round - best >= options.patience) {
      break;
    }
  }
  const int kept = validation != nullptr ? best : static_cast<int>(losses.size()) - 1;
  return Boosted{std::move(booster), std::move(losses), kept};
}

}  // namespace

Result<TrainedTrees> train_trees(const std::vector<std::string>& feature_names,
                                 const LabelledRows& train, const LabelledRows* validation,
                                 const BoostOptions& options, const Progress& progress) {
  PIGNUS_TRY(check_options(options, feature_names.size()));
  PIGNUS_TRY(check_rows(feature_names, train, options.loss));
  if (validation != nullptr) {
    PIGNUS_TRY(check_rows(feature_names, *validation, options.loss));
    PIGNUS_TRY(require(train.start.empty() == validation->start.empty(), "start",
                       "must be given for both or neither of training and validation"));
  }
  PIGNUS_ASSIGN(const Place place, place_of(train, options));
  PIGNUS_ASSIGN(const Rows train_rows, Rows::make(train, options.loss, place));
  std::optional<Rows> validation_rows;
  if (validation != nullptr) {
    PIGNUS_ASSIGN(validation_rows, Rows::make(*validation, options.loss, place));
  }
  PIGNUS_ASSIGN(Boosted boosted, boost(train_rows, validation_rows ? &*validation_rows : nullptr,
                                       options, place, progress));
  if (boosted.rounds + 1 < static_cast<int>(boosted.loss_by_round.size())) {
    PIGNUS_ASSIGN(boosted.booster, boosted.booster.first_rounds(boosted.rounds));
  }
  XgboostBooster& booster = boosted.booster;
  PIGNUS_TRY(booster.set_feature_names(feature_names));
  PIGNUS_TRY(booster.set_attribute(kLossAttribute, std::string(name_of(options.loss))));
  const double quantile = options.loss == Loss::kQuantile ? options.quantile : 0;
  PIGNUS_TRY(booster.set_attribute(kQuantileAttribute, digits_text(quantile, 17)));
  PIGNUS_TRY(booster.set_attribute(kOffsetAttribute, digits_text(place.offset, 17)));
  PIGNUS_TRY(booster.set_attribute(kScaleAttribute, digits_text(place.scale, 17)));
  PIGNUS_ASSIGN(const std::string bytes, booster.to_json());
  PIGNUS_ASSIGN(TreeModel model, TreeModel::from_json(bytes));
  return TrainedTrees{std::move(model), std::move(boosted.loss_by_round), boosted.rounds};
}

}  // namespace pignus::learning
