#include "survival/accelerated.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

#include "survival/time_law.h"

namespace pignus::survival {

namespace {

constexpr int kIterationsMax = 100;
constexpr int kHalvingsMax = 60;
constexpr double kConverged = 1e-20;
constexpr double kDependent = 1e-11;
constexpr double kTauMax = 1e7;  // scale below 1e-7: the times are equal but for rounding

enum class Seen { kEvent, kRight, kLeft, kBetween };

Seen seen_of(double lower, double upper) {
  if (lower == upper) return Seen::kEvent;
  if (std::isinf(upper)) return Seen::kRight;
  return lower > 0 ? Seen::kBetween : Seen::kLeft;
}

Status check_bounds(const AcceleratedInput& input) {
  const std::size_t n = input.lower.size();
  if (n == 0) return fail(ErrorCode::kInvalidInput, "there are no rows", Where{{}, 0, "lower"});
  if (input.upper.size() != n) {
    return fail(ErrorCode::kInvalidInput, "has another number of values than lower",
                Where{{}, 0, "upper"});
  }
  bool any = false;
  for (std::size_t i = 0; i < n; ++i) {
    const double lower = input.lower[i];
    const double upper = input.upper[i];
    if (!(lower >= 0) || std::isinf(lower)) {
      return fail(ErrorCode::kInvalidInput, "is not a finite time from 0 on",
                  Where{{}, i + 1, "lower"});
    }
    if (!(upper >= lower) || upper == 0) {
      return fail(ErrorCode::kInvalidInput, "is not a time at or after lower, above 0",
                  Where{{}, i + 1, "upper"});
    }
    if (lower == 0 && std::isinf(upper)) {
      return fail(ErrorCode::kInvalidInput, "0 to infinity says nothing of the time",
                  Where{{}, i + 1, "upper"});
    }
    any = any || std::isfinite(upper);
  }
  if (!any) {
    return fail(ErrorCode::kInvalidInput, "every row is right-censored: nothing to estimate",
                Where{{}, 0, "upper"});
  }
  PIGNUS_TRY(check_values(input.weight, n, "weight"));
  for (std::size_t i = 0; i < input.weight.size(); ++i) {
    if (input.weight[i] <= 0) {
      return fail(ErrorCode::kInvalidInput, "is not positive", Where{{}, i + 1, "weight"});
    }
  }
  PIGNUS_TRY(check_values(input.offset, n, "offset"));
  return check_columns(input.columns, n);
}

/// theta = (g, tau): w = tau y - g'x with g = b / scale, tau = 1 / scale, y = log time - offset.
class Model {
 public:
  Model(const AcceleratedInput& input, TimeLaw law);

  struct Point {
    double value = 0;
    std::vector<double> slope;
    Symmetric curvature;  ///< of minus the log likelihood
  };
  Point at(const std::vector<double>& theta) const;
  std::vector<double> start() const;
  AcceleratedFit result(const std::vector<double>& theta, const Point& point) const;
  std::size_t free() const { return law_ == TimeLaw::kExponential ? width_ : width_ + 1; }
  std::size_t width() const { return width_; }
  bool separates(const std::vector<double>& theta) const;

 private:
  struct Term {
    double value = 0;
    double low = 0, up = 0;                     ///< slopes in the two bounds' w
    double low_low = 0, low_up = 0, up_up = 0;  ///< curvatures
  };
  Term term_of(Seen seen, double low, double up) const;

  const AcceleratedInput& input_;
  TimeLaw law_;
  std::size_t width_;      ///< intercept and columns
  std::vector<double> x_;  ///< rows of 1 and centred, scaled columns
  std::vector<double> mean_, spread_;
  std::vector<double> low_, up_;  ///< logs less the offset
};

Model::Model(const AcceleratedInput& input, TimeLaw law)
    : input_(input), law_(law), width_(input.columns.size() + 1) {
  const std::size_t n = input.lower.size();
  x_.resize(n * width_);
  mean_.assign(width_, 0.0);
  spread_.assign(width_, 1.0);
  for (std::size_t j = 1; j < width_; ++j) {
    const auto values = input.columns[j - 1].values;
    double sum = 0;
    for (const double value : values) sum += value;
    mean_[j] = sum / static_cast<double>(n);
    double squares = 0;
    for (const double value : values) squares += (value - mean_[j]) * (value - mean_[j]);
    const double spread = std::sqrt(squares / static_cast<double>(n));
    if (spread > 1e-12 * std::abs(mean_[j])) spread_[j] = spread;
  }
  for (std::size_t i = 0; i < n; ++i) {
    x_[i * width_] = 1;
    for (std::size_t j = 1; j < width_; ++j) {
      x_[(i * width_) + j] = (input.columns[j - 1].values[i] - mean_[j]) / spread_[j];
    }
    const double offset = input.offset.empty() ? 0 : input.offset[i];
    low_.push_back(std::log(input.lower[i]) - offset);
    up_.push_back(std::log(input.upper[i]) - offset);
  }
}

Model::Term Model::term_of(Seen seen, double low, double up) const {
  Term term;
  if (seen != Seen::kBetween) {
    const Jet jet = seen == Seen::kEvent   ? log_density(law_, up)
                    : seen == Seen::kRight ? log_survival(law_, low)
                                           : log_distribution(law_, up);
    term.value = jet.value;
    (seen == Seen::kRight ? term.low : term.up) = jet.slope;
    (seen == Seen::kRight ? term.low_low : term.up_up) = jet.curvature;
    return term;
  }
  // log(F(up) - F(low)), from the side where the two are small.
  const bool right = low > 0;
  const double large = right ? log_survival(law_, low).value : log_distribution(law_, up).value;
  const double small = right ? log_survival(law_, up).value : log_distribution(law_, low).value;
  term.value = large + std::log(-std::expm1(small - large));
  const Jet at_low = log_density(law_, low);
  const Jet at_up = log_density(law_, up);
  const double share_low = std::exp(at_low.value - term.value);
  const double share_up = std::exp(at_up.value - term.value);
  term.low = -share_low;
  term.up = share_up;
  term.low_low = (-share_low * at_low.slope) - (share_low * share_low);
  term.up_up = (share_up * at_up.slope) - (share_up * share_up);
  term.low_up = share_low * share_up;
  return term;
}

Model::Point Model::at(const std::vector<double>& theta) const {
  const std::size_t p = free();
  const double tau = theta[width_];
  Point point;
  point.slope.assign(p, 0.0);
  point.curvature = Symmetric(p);
  std::vector<double> a(width_ + 1);
  std::vector<double> b(width_ + 1);
  for (std::size_t i = 0; i < low_.size(); ++i) {
    const double* x = x_.data() + (i * width_);
    const Seen seen = seen_of(input_.lower[i], input_.upper[i]);
    const double weight = input_.weight.empty() ? 1 : input_.weight[i];
    double shift = 0;
    for (std::size_t j = 0; j < width_; ++j) {
      shift += theta[j] * x[j];
      a[j] = b[j] = -x[j];
    }
    // A bound that is not there takes no part: its slopes are 0.
    a[width_] = std::isfinite(low_[i]) ? low_[i] : 0;
    b[width_] = std::isfinite(up_[i]) ? up_[i] : 0;
    const Term term = term_of(seen, (tau * a[width_]) - shift, (tau * b[width_]) - shift);
    point.value += weight * term.value;
    if (seen == Seen::kEvent) {
      point.value += weight * (std::log(tau) - std::log(input_.upper[i]));
      if (p > width_) {
        point.slope[width_] += weight / tau;
        point.curvature.at(width_, width_) += weight / (tau * tau);
      }
    }
    for (std::size_t j = 0; j < p; ++j) {
      point.slope[j] += weight * ((term.low * a[j]) + (term.up * b[j]));
      const double of_low = (term.low_low * a[j]) + (term.low_up * b[j]);
      const double of_up = (term.low_up * a[j]) + (term.up_up * b[j]);
      for (std::size_t k = 0; k <= j; ++k) {
        point.curvature.at(j, k) -= weight * ((of_low * a[k]) + (of_up * b[k]));
      }
    }
  }
  for (std::size_t j = 0; j < p; ++j) {
    for (std::size_t k = 0; k < j; ++k) point.curvature.at(k, j) = point.curvature.at(j, k);
  }
  return point;
}

/// Whether every row is a range around w = 0: then each grows likelier as theta is multiplied, and
/// there is no maximum. A fixed scale leaves no such way.
bool Model::separates(const std::vector<double>& theta) const {
  if (law_ == TimeLaw::kExponential) return false;
  for (std::size_t i = 0; i < low_.size(); ++i) {
    double shift = 0;
    for (std::size_t j = 0; j < width_; ++j) shift += theta[j] * x_[(i * width_) + j];
    // A bound that is not there is an infinity of the right sign.
    const bool around = theta[width_] * low_[i] < shift && shift < theta[width_] * up_[i];
    if (!around) return false;
  }
  return true;
}

/// From the mean and spread of the known log times.
std::vector<double> Model::start() const {
  double sum = 0;
  double squares = 0;
  for (std::size_t i = 0; i < low_.size(); ++i) {
    const bool low = std::isfinite(low_[i]);
    const double y = low ? low_[i] : up_[i];
    sum += y;
    squares += y * y;
  }
  const auto n = static_cast<double>(low_.size());
  const double mean = sum / n;
  const double variance = (squares / n) - (mean * mean);
  std::vector<double> theta(width_ + 1);
  theta[width_] = law_ != TimeLaw::kExponential && variance > 1e-6 ? 1 / std::sqrt(variance) : 1;
  theta[0] = mean * theta[width_];
  return theta;
}

/// Back to b, log scale and the columns' own units, with the covariance by the delta method, which
/// is exact at the maximum.
AcceleratedFit Model::result(const std::vector<double>& theta, const Point& point) const {
  const std::size_t p = free();
  const double tau = theta[width_];
  std::vector<double> jacobian(p * p);
  AcceleratedFit fit;
  fit.law = law_;
  fit.scale = 1 / tau;
  fit.log_likelihood = point.value;
  fit.coefficients.assign(width_, 0.0);
  for (std::size_t j = 0; j < width_; ++j) {
    const auto set = [&](std::size_t row, double factor) {
      fit.coefficients[row] += factor * theta[j] / tau;
      jacobian[(row * p) + j] += factor / tau;
      if (p > width_) jacobian[(row * p) + width_] -= factor * theta[j] / (tau * tau);
    };
    set(j, 1 / spread_[j]);
    if (j > 0) set(0, -mean_[j] / spread_[j]);
  }
  if (p > width_) jacobian[(width_ * p) + width_] = -1 / tau;
  fit.covariance = congruent(jacobian, p, Cholesky(point.curvature, 0).inverse());
  return fit;
}

tl::unexpected<Error> no_maximum(const AcceleratedInput& input, std::size_t at) {
  const bool column = at > 0 && at <= input.columns.size();
  return fail(ErrorCode::kInvalidInput,
              "no finite estimate: the likelihood rises without end (equal times, or a column that "
              "tells events from censored)",
              Where{{}, 0, column ? input.columns[at - 1].name : "upper"});
}

/// Newton's step of all but the last entry, which stays.
std::vector<double> step_at_scale(const Model::Point& point, std::size_t width) {
  Symmetric curvature(width);
  for (std::size_t j = 0; j < width; ++j) {
    for (std::size_t k = 0; k < width; ++k) curvature.at(j, k) = point.curvature.at(j, k);
  }
  std::vector<double> step = Cholesky(curvature, kDependent).solve({point.slope.data(), width});
  step.push_back(0);
  return step;
}

/// What runs away: the entry of the step that is largest.
std::size_t largest(const std::vector<double>& step) {
  const auto most = std::max_element(step.begin(), step.end(),
                                     [](double x, double y) { return std::abs(x) < std::abs(y); });
  return static_cast<std::size_t>(most - step.begin());
}

}  // namespace

Result<AcceleratedFit> fit_accelerated(const AcceleratedInput& input, TimeLaw law) {
  PIGNUS_TRY(check_bounds(input));
  const Model model(input, law);
  std::vector<double> theta = model.start();
  Model::Point point = model.at(theta);
  double moved = 0;
  std::size_t running = 0;
  for (int iteration = 0; iteration <= kIterationsMax; ++iteration) {
    const Cholesky factor(point.curvature, kDependent);
    if (const auto at = factor.dependent()) {
      if (iteration > 0 || *at == 0 || *at >= model.width()) return no_maximum(input, running);
      return fail(
          ErrorCode::kInvalidInput,
          "has no information of its own: it is constant or follows from the columns before "
          "it",
          Where{{}, 0, input.columns[*at - 1].name});
    }
    std::vector<double> step = factor.solve(point.slope);
    if (model.free() > model.width() && theta[model.width()] + step[model.width()] <= 0) {
      // 1 / scale would fall below 0: halving alone would creep to that edge with the columns left
      // behind, so they go first.
      std::vector<double> held = step_at_scale(point, model.width());
      if (dot(point.slope, held) > kConverged) step = std::move(held);
    }
    running = largest(step);
    if (dot(point.slope, step) <= kConverged) {
      // The climb ends where rounding hides the slope: it would look like a maximum.
      if (model.separates(theta)) return no_maximum(input, running);
      AcceleratedFit fit = model.result(theta, point);
      fit.iterations = iteration;
      return fit;
    }
    double length = 1;
    bool climbed = false;
    for (int halving = 0; halving < kHalvingsMax && !climbed; ++halving, length /= 2) {
      std::vector<double> next(theta);
      for (std::size_t j = 0; j < step.size(); ++j) next[j] += length * step[j];
      if (next[model.width()] <= 0) continue;
      Model::Point there = model.at(next);
      const double noise = 1e-12 * (1 + std::abs(point.value));
      if (!(there.value >= point.value - noise)) continue;
      theta = std::move(next);
      point = std::move(there);
      moved = length * std::abs(step[running]);
      climbed = true;
    }
    if (theta[model.width()] > kTauMax) return no_maximum(input, model.width());
    if (!climbed) break;
  }
  // A step of about one at the end is a climb without end; a short one is a slow approach, unless a
  // line runs through every range.
  if (moved > 0.1 || model.separates(theta)) return no_maximum(input, running);
  return fail(ErrorCode::kLimitExceeded, "the model did not converge in 100 iterations");
}

double accelerated_survival(const AcceleratedFit& fit, double linear, double time) {
  if (time <= 0) return 1;
  return std::exp(log_survival(fit.law, (std::log(time) - linear) / fit.scale).value);
}

double accelerated_quantile(const AcceleratedFit& fit, double linear, double p) {
  return std::exp(linear + (fit.scale * law_quantile(fit.law, p)));
}

}  // namespace pignus::survival
