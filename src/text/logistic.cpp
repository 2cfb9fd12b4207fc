#include "text/logistic.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

namespace pignus::text {

namespace {

/// Columns at mean zero and variance one; a column that does not vary keeps scale one.
struct Scale {
  std::vector<double> mean;
  std::vector<double> deviation;
};

Scale scale_of(const Matrix& features) {
  Scale scale;
  const auto n = static_cast<double>(features.rows);
  for (std::size_t column = 0; column < features.columns; ++column) {
    double sum = 0;
    double squares = 0;
    for (std::size_t row = 0; row < features.rows; ++row) {
      sum += features.at(row, column);
    }
    const double mean = sum / n;
    for (std::size_t row = 0; row < features.rows; ++row) {
      const double apart = features.at(row, column) - mean;
      squares += apart * apart;
    }
    scale.mean.push_back(mean);
    scale.deviation.push_back(squares > 0 ? std::sqrt(squares / n) : 1);
  }
  return scale;
}

/// ln(1 + exp(x)) without overflow.
double softplus(double x) {
  return x > 0 ? x + std::log1p(std::exp(-x)) : std::log1p(std::exp(x));
}

class Problem {
 public:
  Problem(const Matrix& features, const std::vector<std::uint8_t>& labels, double ridge)
      : scale_(scale_of(features)),
        rows_(features.rows, features.columns + 1),
        labels_(labels),
        ridge_(ridge) {
    for (std::size_t row = 0; row < features.rows; ++row) {
      rows_.at(row, 0) = 1;
      for (std::size_t j = 0; j < features.columns; ++j) {
        rows_.at(row, j + 1) = (features.at(row, j) - scale_.mean[j]) / scale_.deviation[j];
      }
    }
  }

  std::size_t size() const { return rows_.columns; }

  double log_likelihood(const std::vector<double>& b) const {
    double sum = 0;
    for (std::size_t row = 0; row < rows_.rows; ++row) {
      const double x = linear(row, b);
      sum += labels_[row] == 1 ? -softplus(-x) : -softplus(x);
    }
    return sum;
  }
  double objective(const std::vector<double>& b) const {
    double squares = 0;
    for (std::size_t j = 1; j < b.size(); ++j) {
      squares += b[j] * b[j];
    }
    return log_likelihood(b) - ridge_ / 2 * squares;
  }
  void derivatives(const std::vector<double>& b, std::vector<double>& slope,
                   Matrix& curvature) const {
    slope.assign(size(), 0.0);
    curvature = Matrix(size(), size());
    for (std::size_t row = 0; row < rows_.rows; ++row) {
      const double chance = logistic(linear(row, b));
      const double weight = chance * (1 - chance);
      const auto x = rows_.row(row);
      for (std::size_t i = 0; i < size(); ++i) {
        slope[i] += (labels_[row] - chance) * x[i];
        for (std::size_t j = 0; j < size(); ++j) {
          curvature.at(i, j) += weight * x[i] * x[j];
        }
      }
    }
    for (std::size_t j = 1; j < size(); ++j) {
      slope[j] -= ridge_ * b[j];
      curvature.at(j, j) += ridge_;
    }
  }
  /// In the columns' own units.
  std::vector<double> unscaled(std::vector<double> b) const {
    for (std::size_t j = 1; j < b.size(); ++j) {
      b[j] /= scale_.deviation[j - 1];
      b[0] -= b[j] * scale_.mean[j - 1];
    }
    return b;
  }
  /// Variances of the coefficients in the columns' own units, by solving for each.
  std::vector<double> standard_errors(const Matrix& curvature) const {
    std::vector<double> errors;
    for (std::size_t j = 0; j < size(); ++j) {
      std::vector<double> contrast(size(), 0.0);
      if (j == 0) {
        contrast[0] = 1;
        for (std::size_t i = 1; i < size(); ++i) {
          contrast[i] = -scale_.mean[i - 1] / scale_.deviation[i - 1];
        }
      } else {
        contrast[j] = 1 / scale_.deviation[j - 1];
      }
      const auto solved = solve_positive(curvature, contrast);
      double variance = 0;
      for (std::size_t i = 0; solved && i < size(); ++i) {
        variance += contrast[i] * (*solved)[i];
      }
      errors.push_back(std::sqrt(std::max(0.0, variance)));
    }
    return errors;
  }

 private:
  double linear(std::size_t row, const std::vector<double>& b) const {
    double sum = 0;
    const auto x = rows_.row(row);
    for (std::size_t j = 0; j < b.size(); ++j) {
      sum += x[j] * b[j];
    }
    return sum;
  }

  Scale scale_;
  Matrix rows_;
  const std::vector<std::uint8_t>& labels_;
  double ridge_;
};

Status check_input(const Matrix& features, const std::vector<std::uint8_t>& labels) {
  if (features.rows != labels.size()) {
    return fail(ErrorCode::kInvalidInput, "as many labels as rows are needed", {"", 0, "labels"});
  }
  std::size_t ones = 0;
  for (std::size_t row = 0; row < labels.size(); ++row) {
    if (labels[row] > 1) {
      return fail(ErrorCode::kInvalidInput, "a label is 0 or 1", {"", row + 1, "labels"});
    }
    ones += labels[row];
    for (const double value : features.row(row)) {
      if (!std::isfinite(value)) {
        return fail(ErrorCode::kInvalidInput, "a value is not finite", {"", row + 1, "features"});
      }
    }
  }
  if (ones == 0 || ones == labels.size()) {
    return fail(ErrorCode::kInvalidInput, "both labels are needed", {"", 0, "labels"});
  }
  return {};
}

/// A step up the objective: Newton's, halved until it does not fall; nullopt where none is left.
std::optional<std::vector<double>> better(const Problem& problem, const std::vector<double>& b,
                                          const std::vector<double>& step) {
  const double before = problem.objective(b);
  double part = 1;
  for (int halving = 0; halving < 40; ++halving, part /= 2) {
    std::vector<double> next = b;
    for (std::size_t j = 0; j < b.size(); ++j) {
      next[j] += part * step[j];
    }
    if (problem.objective(next) > before) {
      return next;
    }
  }
  return std::nullopt;
}

}  // namespace

double logistic(double x) {
  return x >= 0 ? 1 / (1 + std::exp(-x)) : std::exp(x) / (1 + std::exp(x));
}

Result<LogisticFit> fit_logistic(const Matrix& features, const std::vector<std::uint8_t>& labels,
                                 const LogisticOptions& options) {
  PIGNUS_TRY(check_input(features, labels));
  if (!(options.ridge > 0)) {
    return fail(ErrorCode::kInvalidInput, "the ridge must be positive", {"", 0, "ridge"});
  }
  const Problem problem(features, labels, options.ridge);
  std::vector<double> b(problem.size(), 0.0);
  std::vector<double> slope;
  Matrix curvature;
  for (int iteration = 1; iteration <= options.iterations_max; ++iteration) {
    problem.derivatives(b, slope, curvature);
    const auto step = solve_positive(curvature, slope);
    if (!step) {
      break;
    }
    double largest = 0;
    for (const double part : *step) {
      largest = std::max(largest, std::abs(part));
    }
    const auto next = better(problem, b, *step);
    if (next) {
      b = *next;
    }
    // Without a better point the step is rounding: the objective is as high as doubles tell.
    if (!next || largest < 1e-10) {
      problem.derivatives(b, slope, curvature);
      return LogisticFit{problem.unscaled(b), problem.standard_errors(curvature),
                         problem.log_likelihood(b), iteration};
    }
  }
  return fail(ErrorCode::kLimitExceeded, "the regression does not settle",
              {"", 0, "iterations_max"});
}

}  // namespace pignus::text
