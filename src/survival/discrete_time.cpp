#include "survival/discrete_time.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

namespace pignus::survival {

namespace {

constexpr std::uint32_t kPeriodsMax = 10'000;
constexpr int kIterationsMax = 60;
constexpr int kHalvingsMax = 40;
constexpr double kConverged = 1e-20;
constexpr double kDependent = 1e-11;
constexpr int kSeparationFrom = 8;  // iterations after which an endless climb is looked for

tl::unexpected<Error> refuse(std::string message, std::size_t record, std::string field) {
  return fail(ErrorCode::kInvalidInput, std::move(message), Where{{}, record, std::move(field)});
}

Status check_input(const DiscreteInput& input) {
  const std::size_t n = input.last.size();
  if (n == 0) return refuse("there are no rows", 0, "last");
  if (input.event.size() != n || (!input.first.empty() && input.first.size() != n)) {
    return refuse("first, last and event have different numbers of values", 0, "last");
  }
  for (std::size_t i = 0; i < n; ++i) {
    const std::uint32_t first = input.first.empty() ? 1 : input.first[i];
    if (first == 0 || first > input.last[i]) return refuse("is not 1 to last", i + 1, "first");
    if (input.last[i] > kPeriodsMax) return refuse("is more than 10,000", i + 1, "last");
    if (!input.band.empty() && input.last[i] > input.band.size()) {
      return refuse("has no band", i + 1, "last");
    }
    if (input.event[i] > 1) return refuse("is neither 0 nor 1", i + 1, "event");
  }
  PIGNUS_TRY(check_values(input.weight, n, "weight"));
  for (std::size_t i = 0; i < input.weight.size(); ++i) {
    if (input.weight[i] <= 0) return refuse("is not positive", i + 1, "weight");
  }
  for (std::size_t t = 0; t < input.band.size(); ++t) {
    const std::uint32_t before = t == 0 ? 0 : input.band[t - 1];
    if (input.band[t] < before || input.band[t] > before + (t == 0 ? 0 : 1)) {
      return refuse("bands are not 0, 1, … in order", t + 1, "band");
    }
  }
  return check_columns(input.columns, n);
}

/// A row's stay in one band: `periods` of them, the last with the event or not.
struct Stay {
  std::uint32_t row = 0;
  std::uint32_t band = 0;
  double periods = 0;
  bool event = false;
};

std::vector<Stay> stays_of(const DiscreteInput& input) {
  std::vector<Stay> stays;
  for (std::size_t i = 0; i < input.last.size(); ++i) {
    const std::uint32_t first = input.first.empty() ? 1 : input.first[i];
    const auto row = static_cast<std::uint32_t>(i);
    for (std::uint32_t period = first; period <= input.last[i]; ++period) {
      const std::uint32_t band = input.band.empty() ? period - 1 : input.band[period - 1];
      if (period == first || stays.back().band != band) stays.push_back({row, band, 0, false});
      stays.back().periods += 1;
    }
    stays.back().event = input.event[i] != 0;
  }
  return stays;
}

/// The curvature is an arrow: diagonal in the levels. It is solved through what is left of the
/// columns' part once the levels are eliminated, so that many periods stay cheap.
struct Point {
  double value = 0;
  std::vector<double> slope;     ///< levels, then columns
  std::vector<double> diagonal;  ///< by level
  std::vector<double> border;    ///< level by column
  Symmetric corner;

  Symmetric reduced() const;
  std::vector<double> solve(const Cholesky& of_reduced) const;
};

Symmetric Point::reduced() const {
  const std::size_t p = corner.size;
  Symmetric left = corner;
  for (std::size_t band = 0; band < diagonal.size(); ++band) {
    const double* row = border.data() + (band * p);
    for (std::size_t j = 0; j < p; ++j) {
      for (std::size_t k = 0; k < p; ++k) left.at(j, k) -= row[j] * row[k] / diagonal[band];
    }
  }
  return left;
}

std::vector<double> Point::solve(const Cholesky& of_reduced) const {
  const std::size_t bands = diagonal.size();
  const std::size_t p = corner.size;
  std::vector<double> right(slope.begin() + static_cast<std::ptrdiff_t>(bands), slope.end());
  for (std::size_t band = 0; band < bands; ++band) {
    for (std::size_t j = 0; j < p; ++j) {
      right[j] -= border[(band * p) + j] * slope[band] / diagonal[band];
    }
  }
  const std::vector<double> columns = of_reduced.solve(right);
  std::vector<double> step;
  for (std::size_t band = 0; band < bands; ++band) {
    double level = slope[band];
    for (std::size_t j = 0; j < p; ++j) level -= border[(band * p) + j] * columns[j];
    step.push_back(level / diagonal[band]);
  }
  step.insert(step.end(), columns.begin(), columns.end());
  return step;
}

class Model {
 public:
  explicit Model(const DiscreteInput& input) : input_(input), stays_(stays_of(input)) {
    for (const Stay& stay : stays_) bands_ = std::max<std::size_t>(bands_, stay.band + 1);
    const std::size_t n = input.last.size();
    for (const Column& column : input.columns) {
      double sum = 0;
      for (const double value : column.values) sum += value;
      means_.push_back(sum / static_cast<double>(n));
    }
    z_.resize(n * means_.size());
    for (std::size_t i = 0; i < n; ++i) {
      for (std::size_t j = 0; j < means_.size(); ++j) {
        z_[(i * means_.size()) + j] = input.columns[j].values[i] - means_[j];
      }
    }
  }

  Status check_bands() const;
  std::vector<double> start() const;
  Point at(const std::vector<double>& theta) const;
  DiscreteFit result(const std::vector<double>& theta, const Point& point) const;
  bool separates(const std::vector<double>& way) const;
  std::size_t bands() const { return bands_; }

 private:
  double weight_of(std::uint32_t row) const {
    return input_.weight.empty() ? 1 : input_.weight[row];
  }
  std::pair<std::vector<double>, std::vector<double>> counts() const;

  const DiscreteInput& input_;
  std::vector<Stay> stays_;
  std::size_t bands_ = 0;
  std::vector<double> means_;
  std::vector<double> z_;  ///< centred, row by row
};

/// Whether the likelihood rises without end along `way`: it lowers the hazard of no event and
/// raises that of no period without one, and moves some.
bool Model::separates(const std::vector<double>& way) const {
  const std::size_t p = means_.size();
  std::vector<double> moves;
  double most = 0;
  for (const Stay& stay : stays_) {
    double move = way[stay.band];
    for (std::size_t j = 0; j < p; ++j) move += way[bands_ + j] * z_[(stay.row * p) + j];
    moves.push_back(move);
    most = std::max(most, std::abs(move));
  }
  const double near = 1e-6 * most;
  if (!(near > 0) || !std::isfinite(near)) return false;
  for (std::size_t i = 0; i < stays_.size(); ++i) {
    if (stays_[i].event && moves[i] < -near) return false;
    if (stays_[i].periods > (stays_[i].event ? 1 : 0) && moves[i] > near) return false;
  }
  return true;
}

std::pair<std::vector<double>, std::vector<double>> Model::counts() const {
  std::vector<double> events(bands_);
  std::vector<double> without(bands_);
  for (const Stay& stay : stays_) {
    const double weight = weight_of(stay.row);
    if (stay.event) events[stay.band] += weight;
    without[stay.band] += weight * (stay.periods - (stay.event ? 1 : 0));
  }
  return {events, without};
}

Status Model::check_bands() const {
  const auto [events, without] = counts();
  for (std::size_t band = 0; band < bands_; ++band) {
    if (events[band] > 0 && without[band] > 0) continue;
    return refuse(
        std::string(events[band] > 0 ? "every row at risk has the event" : "no row has the event") +
            " in band " + std::to_string(band) + ": join it to its neighbour",
        0, "band");
  }
  return {};
}

std::vector<double> Model::start() const {
  const auto [events, without] = counts();
  std::vector<double> theta(bands_ + means_.size());
  for (std::size_t band = 0; band < bands_; ++band) {
    theta[band] = std::log(events[band] / without[band]);
  }
  return theta;
}

Point Model::at(const std::vector<double>& theta) const {
  const std::size_t p = means_.size();
  Point point;
  point.slope.assign(bands_ + p, 0.0);
  point.diagonal.assign(bands_, 0.0);
  point.border.assign(bands_ * p, 0.0);
  point.corner = Symmetric(p);
  for (const Stay& stay : stays_) {
    const double* z = z_.data() + (stay.row * p);
    double linear = theta[stay.band];
    for (std::size_t j = 0; j < p; ++j) linear += theta[bands_ + j] * z[j];
    const double weight = weight_of(stay.row);
    const double odds = std::exp(-std::abs(linear));
    const double log_none = -(std::max(linear, 0.0) + std::log1p(odds));  // log(1 - h)
    const double hazard = linear > 0 ? 1 / (1 + odds) : odds / (1 + odds);
    const double event = stay.event ? 1 : 0;
    point.value += weight * ((event * linear) + (stay.periods * log_none));
    const double slope = weight * (event - (stay.periods * hazard));
    const double size = weight * stay.periods * odds / ((1 + odds) * (1 + odds));
    point.slope[stay.band] += slope;
    point.diagonal[stay.band] += size;
    for (std::size_t j = 0; j < p; ++j) {
      point.slope[bands_ + j] += slope * z[j];
      point.border[(stay.band * p) + j] += size * z[j];
      for (std::size_t k = 0; k <= j; ++k) point.corner.at(j, k) += size * z[j] * z[k];
    }
  }
  for (std::size_t j = 0; j < p; ++j) {
    for (std::size_t k = 0; k < j; ++k) point.corner.at(k, j) = point.corner.at(j, k);
  }
  return point;
}

DiscreteFit Model::result(const std::vector<double>& theta, const Point& point) const {
  const std::size_t p = means_.size();
  const std::size_t all = bands_ + p;
  DiscreteFit fit;
  fit.log_likelihood = point.value;
  fit.coefficients.assign(theta.begin() + static_cast<std::ptrdiff_t>(bands_), theta.end());
  const double shift = dot(fit.coefficients, means_);
  for (std::size_t band = 0; band < bands_; ++band) fit.levels.push_back(theta[band] - shift);
  // Inverse of the arrow by blocks, then the levels moved from the mean of z to 0: the level at 0
  // is level - m'b, so its row of "border / diagonal" becomes the same plus m.
  const Symmetric corner = Cholesky(point.reduced(), 0).inverse();
  fit.covariance = Symmetric(all);
  std::vector<double> moves(all * p);
  for (std::size_t band = 0; band < bands_; ++band) {
    for (std::size_t j = 0; j < p; ++j) {
      moves[(band * p) + j] = -(point.border[(band * p) + j] / point.diagonal[band]) - means_[j];
    }
  }
  for (std::size_t j = 0; j < p; ++j) moves[((bands_ + j) * p) + j] = 1;
  if (p > 0) fit.covariance = congruent(moves, all, corner);
  for (std::size_t band = 0; band < bands_; ++band) {
    fit.covariance.at(band, band) += 1 / point.diagonal[band];
  }
  return fit;
}

}  // namespace

Result<DiscreteFit> fit_discrete_time(const DiscreteInput& input) {
  PIGNUS_TRY(check_input(input));
  const Model model(input);
  PIGNUS_TRY(model.check_bands());
  std::vector<double> theta = model.start();
  Point point = model.at(theta);
  std::size_t running = 0;
  const auto no_maximum = [&](std::size_t column) {
    return refuse("no finite estimate: the column tells rows with the event from those without", 0,
                  input.columns[column].name);
  };
  for (int iteration = 0; iteration <= kIterationsMax; ++iteration) {
    const Cholesky factor(point.reduced(), 0);
    for (std::size_t j = 0; j < input.columns.size() && iteration == 0; ++j) {
      const bool noise = !(point.reduced().at(j, j) > kDependent * point.corner.at(j, j));
      const auto at = Cholesky(point.reduced(), kDependent).dependent();
      if (noise || at == j) {
        return refuse(
            "has no information of its own: it is constant within the periods, or follows "
            "from the columns before it",
            0, input.columns[j].name);
      }
    }
    if (factor.dependent()) return no_maximum(running);
    const std::vector<double> step = point.solve(factor);
    double most = -1;
    for (std::size_t j = 0; j < input.columns.size(); ++j) {
      const double size = std::abs(step[model.bands() + j]) * std::sqrt(point.corner.at(j, j));
      if (size > most) {
        most = size;
        running = j;
      }
    }
    // Such a climb ends where rounding hides the slope: it would look like a maximum.
    if (iteration >= kSeparationFrom && !input.columns.empty() &&
        (model.separates(step) || model.separates(theta))) {
      return no_maximum(running);
    }
    if (dot(point.slope, step) <= kConverged) {
      DiscreteFit fit = model.result(theta, point);
      fit.iterations = iteration;
      return fit;
    }
    bool climbed = false;
    double length = 1;
    for (int halving = 0; halving < kHalvingsMax && !climbed; ++halving, length /= 2) {
      std::vector<double> next(theta);
      for (std::size_t j = 0; j < step.size(); ++j) next[j] += length * step[j];
      Point there = model.at(next);
      if (!(there.value >= point.value - (1e-12 * (1 + std::abs(point.value))))) continue;
      theta = std::move(next);
      point = std::move(there);
      climbed = true;
    }
    if (!climbed) break;
  }
  if (!input.columns.empty()) return no_maximum(running);
  return fail(ErrorCode::kLimitExceeded, "the hazards did not converge in 60 iterations");
}

double discrete_hazard(const DiscreteFit& fit, std::uint32_t band, double linear) {
  return 1 / (1 + std::exp(-(fit.levels.at(band) + linear)));
}

}  // namespace pignus::survival
