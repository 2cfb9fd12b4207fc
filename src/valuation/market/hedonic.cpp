#include "valuation/market/hedonic.h"

#include <algorithm>
#include <boost/math/distributions/students_t.hpp>
#include <cmath>
#include <optional>
#include <utility>

#include "core/check.h"

namespace pignus::valuation {

namespace {

using Vector = std::vector<double>;

/// Symmetric matrices are kept whole, by rows.
struct Moments {
  std::size_t width = 0;
  Vector weights;
  Vector center;
  double mean = 0;
  double total_weight = 0;
  Vector products;  ///< X'WX, centred
  Vector with_y;    ///< X'Wy, centred
  double y_squared = 0;
};

double square(double x) {
  return x * x;
}

/// In place, lower triangle; false where the matrix is not positive definite.
bool cholesky(Vector& matrix, std::size_t width) {
  for (std::size_t row = 0; row < width; ++row) {
    for (std::size_t column = 0; column <= row; ++column) {
      double sum = matrix[row * width + column];
      for (std::size_t k = 0; k < column; ++k) {
        sum -= matrix[row * width + k] * matrix[column * width + k];
      }
      if (row == column) {
        if (!(sum > 0)) {
          return false;
        }
        matrix[row * width + row] = std::sqrt(sum);
      } else {
        matrix[row * width + column] = sum / matrix[column * width + column];
      }
    }
  }
  return true;
}

Vector solve_lower(const Vector& factor, Vector right) {
  const std::size_t width = right.size();
  for (std::size_t row = 0; row < width; ++row) {
    for (std::size_t k = 0; k < row; ++k) {
      right[row] -= factor[row * width + k] * right[k];
    }
    right[row] /= factor[row * width + row];
  }
  return right;
}

Vector solve(const Vector& factor, Vector right) {
  right = solve_lower(factor, std::move(right));
  const std::size_t width = right.size();
  for (std::size_t row = width; row-- > 0;) {
    for (std::size_t k = row + 1; k < width; ++k) {
      right[row] -= factor[k * width + row] * right[k];
    }
    right[row] /= factor[row * width + row];
  }
  return right;
}

/// d' (L L')^-1 d.
double quadratic(const Vector& factor, const Vector& d) {
  double sum = 0;
  for (const double value : solve_lower(factor, d)) {
    sum += square(value);
  }
  return sum;
}

Status check_prior(const HedonicPrior& prior) {
  const auto bad = [](const char* message, std::string field) {
    return fail(ErrorCode::kInvalidInput, message, {"", 0, std::move(field)});
  };
  const auto positive = [](double x) { return std::isfinite(x) && x > 0; };
  for (const HedonicColumn& column : prior.columns) {
    if (!positive(column.prior_deviation) || !std::isfinite(column.prior_mean)) {
      return bad("a prior needs a finite mean and a positive deviation", column.name);
    }
  }
  if (!positive(prior.residual_deviation)) {
    return bad("the residual's deviation is not positive", "residual_deviation");
  }
  if (!(std::isfinite(prior.residual_weight) && prior.residual_weight > 2)) {
    return bad("the residual's weight is not above 2", "residual_weight");
  }
  if (!(std::isfinite(prior.lot_deviation) && prior.lot_deviation >= 0)) {
    return bad("the deviation within a lot is negative", "lot_deviation");
  }
  if (prior.shrinkage.empty() ||
      !std::all_of(prior.shrinkage.begin(), prior.shrinkage.end(), positive)) {
    return bad("a factor of shrinkage is not positive", "shrinkage");
  }
  return {};
}

Status check_rows(const std::vector<HedonicRow>& rows, const HedonicPrior& prior) {
  if (rows.size() < 2 || rows.size() < static_cast<std::size_t>(std::max(prior.least_rows, 0))) {
    return fail(ErrorCode::kInvalidInput,
                "too few sales for a regression: " + std::to_string(rows.size()),
                {"", 0, "least_rows"});
  }
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const HedonicRow& row = rows[i];
    const auto bad = [&](const char* message, std::string field) {
      return fail(ErrorCode::kInvalidInput, "sale " + row.id + ": " + message,
                  {"", i + 1, std::move(field)});
    };
    if (row.x.size() != prior.columns.size()) {
      return bad("another number of columns than the model", "x");
    }
    for (std::size_t j = 0; j < row.x.size(); ++j) {
      if (!std::isfinite(row.x[j])) {
        return bad("the value is not finite", prior.columns[j].name);
      }
    }
    if (!std::isfinite(row.log_price)) {
      return bad("the log price is not finite", "log_price");
    }
    if (row.rights < 1) {
      return bad("a lot has at least one right", "rights");
    }
  }
  return {};
}

Moments moments_of(const std::vector<HedonicRow>& rows, std::size_t width, double lot_ratio) {
  Moments result;
  result.width = width;
  result.center.assign(width, 0);
  result.products.assign(width * width, 0);
  result.with_y.assign(width, 0);
  for (const HedonicRow& row : rows) {
    const double weight = 1 / (1 + lot_ratio * (1 - 1.0 / row.rights));
    result.weights.push_back(weight);
    result.total_weight += weight;
    result.mean += weight * row.log_price;
    for (std::size_t j = 0; j < width; ++j) {
      result.center[j] += weight * row.x[j];
    }
  }
  result.mean /= result.total_weight;
  for (double& center : result.center) {
    center /= result.total_weight;
  }
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const double y = rows[i].log_price - result.mean;
    result.y_squared += result.weights[i] * y * y;
    for (std::size_t j = 0; j < width; ++j) {
      const double weighted = result.weights[i] * (rows[i].x[j] - result.center[j]);
      result.with_y[j] += weighted * y;
      for (std::size_t k = 0; k < width; ++k) {
        result.products[j * width + k] += weighted * (rows[i].x[k] - result.center[k]);
      }
    }
  }
  return result;
}

struct Posterior {
  Vector factor;
  Vector coefficients;
  double residual_squares = 0;  ///< weighted, of the rows alone
  double scale = 0;             ///< b_n
  double shape = 0;             ///< a_n
  double evidence = 0;          ///< log marginal likelihood, without what all factors share
};

std::optional<Posterior> posterior_of(const Moments& m, const HedonicPrior& prior, double shrinkage,
                                      std::size_t rows) {
  Posterior result;
  result.factor = m.products;
  Vector right = m.with_y;
  Vector precision(m.width);
  for (std::size_t j = 0; j < m.width; ++j) {
    const double variance =
        shrinkage * square(prior.columns[j].prior_deviation / prior.residual_deviation);
    precision[j] = 1 / variance;
    result.factor[j * m.width + j] += precision[j];
    right[j] += precision[j] * prior.columns[j].prior_mean;
    result.evidence += std::log(precision[j]) / 2;
  }
  if (!cholesky(result.factor, m.width)) {
    return std::nullopt;
  }
  result.coefficients = solve(result.factor, right);
  double fitted = 0;
  double cross = 0;
  double departure = 0;
  for (std::size_t j = 0; j < m.width; ++j) {
    const double b = result.coefficients[j];
    cross += b * m.with_y[j];
    for (std::size_t k = 0; k < m.width; ++k) {
      fitted += b * m.products[j * m.width + k] * result.coefficients[k];
    }
    departure += precision[j] * square(b - prior.columns[j].prior_mean);
    result.evidence -= std::log(result.factor[j * m.width + j]);
  }
  result.residual_squares = std::max(0.0, m.y_squared - 2 * cross + fitted);
  result.shape = prior.residual_weight / 2 + (static_cast<double>(rows) - 1) / 2;
  result.scale = prior.residual_weight * square(prior.residual_deviation) / 2 +
                 (result.residual_squares + departure) / 2;
  result.evidence -= result.shape * std::log(result.scale);
  return result;
}

void note_ranges(const std::vector<HedonicRow>& rows, HedonicModel& model) {
  model.lowest = rows.front().x;
  model.highest = rows.front().x;
  for (const HedonicRow& row : rows) {
    for (std::size_t j = 0; j < row.x.size(); ++j) {
      model.lowest[j] = std::min(model.lowest[j], row.x[j]);
      model.highest[j] = std::max(model.highest[j], row.x[j]);
    }
  }
}

}  // namespace

Result<HedonicModel> fit_hedonic(const std::vector<HedonicRow>& rows, const HedonicPrior& prior) {
  PIGNUS_TRY(check_prior(prior));
  PIGNUS_TRY(check_rows(rows, prior));
  HedonicModel model;
  model.columns = prior.columns;
  model.rows = static_cast<int>(rows.size());
  model.lot_ratio = square(prior.lot_deviation / prior.residual_deviation);
  const std::size_t width = prior.columns.size();
  const Moments m = moments_of(rows, width, model.lot_ratio);
  std::optional<Posterior> best;
  for (const double shrinkage : prior.shrinkage) {
    auto candidate = posterior_of(m, prior, shrinkage, rows.size());
    if (candidate && (!best || candidate->evidence > best->evidence)) {
      best = std::move(candidate);
      model.shrinkage = shrinkage;
    }
  }
  if (!best) {
    return fail(ErrorCode::kInvalidInput, "the columns are too large or too alike to be told apart",
                {"", 0, "x"});
  }
  model.coefficients = best->coefficients;
  model.factor = best->factor;
  model.center = m.center;
  model.mean_log_price = m.mean;
  model.total_weight = m.total_weight;
  model.residual_variance = best->scale / best->shape;
  model.degrees = 2 * best->shape;
  model.r_squared = m.y_squared > 0 ? 1 - best->residual_squares / m.y_squared : 0;
  for (std::size_t j = 0; j < width; ++j) {
    Vector unit(width, 0);
    unit[j] = 1;
    const double t_variance = model.residual_variance * model.degrees / (model.degrees - 2) *
                              quadratic(model.factor, unit);
    model.deviations.push_back(std::sqrt(t_variance));
  }
  note_ranges(rows, model);
  return model;
}

Result<HedonicPrediction> predict(const HedonicModel& model, const std::vector<double>& x) {
  if (x.size() != model.columns.size()) {
    return fail(ErrorCode::kInvalidInput, "another number of columns than the model", {"", 0, "x"});
  }
  HedonicPrediction result;
  result.log_location = model.mean_log_price;
  Vector departure(x.size());
  for (std::size_t j = 0; j < x.size(); ++j) {
    if (!std::isfinite(x[j])) {
      return fail(ErrorCode::kInvalidInput, "the value is not finite",
                  {"", 0, model.columns[j].name});
    }
    departure[j] = x[j] - model.center[j];
    result.log_location += departure[j] * model.coefficients[j];
    if (x[j] < model.lowest[j] || x[j] > model.highest[j]) {
      result.outside.push_back(model.columns[j].name);
    }
  }
  result.leverage = quadratic(model.factor, departure);
  result.log_scale =
      std::sqrt(model.residual_variance * (1 + 1 / model.total_weight + result.leverage));
  const boost::math::students_t_distribution<double> t(model.degrees);
  Vector prices;
  prices.reserve(Distribution::kGrid);
  for (std::size_t i = 0; i < Distribution::kGrid; ++i) {
    const double p = (static_cast<double>(i) + .5) / Distribution::kGrid;
    const double log_price = result.log_location + result.log_scale * boost::math::quantile(t, p);
    prices.push_back(std::exp(log_price));
    if (!std::isfinite(prices.back())) {
      return fail(ErrorCode::kInvalidInput, "so far from the sales that the price has no bound",
                  {"", 0, "x"});
    }
  }
  result.price = Distribution::from_samples(prices);
  return result;
}

}  // namespace pignus::valuation
