#include "survival/cox.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

#include "survival/cox_likelihood.h"
#include "survival/cox_rows.h"
#include "survival/separation.h"

namespace pignus::survival {

namespace {

constexpr double kDependent = 1e-11;  // of a column's own information
constexpr double kConverged = 1e-20;  // squared distance to the maximum, in standard errors
constexpr int kHalvingsMax = 40;
constexpr int kSeparationFrom = 8;  // iterations after which an endless climb is looked for

/// The first column whose information is what rounding left, or that follows from those before.
std::optional<std::size_t> dependent_column(const CoxPoint& point) {
  for (std::size_t j = 0; j < point.size.size(); ++j) {
    if (!(point.information.at(j, j) > kDependent * point.size[j])) return j;
  }
  return Cholesky(point.information, kDependent).dependent();
}

class Newton {
 public:
  Newton(const CoxInput& input, const CoxRows& rows, const CoxOptions& options)
      : input_(input),
        rows_(rows),
        options_(options),
        likelihood_(rows, options.ties, options.threads),
        b_(rows.columns) {}

  Result<CoxFit> run();

 private:
  Result<CoxFit> finish(const Cholesky& factor);
  tl::unexpected<Error> no_maximum(std::size_t column) const;
  std::optional<std::size_t> endless(std::span<const double> step) const;
  bool climb(std::span<const double> step);

  const CoxInput& input_;
  const CoxRows& rows_;
  const CoxOptions& options_;
  CoxLikelihood likelihood_;
  std::vector<double> b_;
  CoxPoint point_;
  CoxFit fit_;
};

tl::unexpected<Error> Newton::no_maximum(std::size_t column) const {
  return fail(ErrorCode::kInvalidInput,
              "no finite estimate: the likelihood rises without end along this column, because the "
              "events always have the largest value of a combination with it",
              Where{{}, 0, input_.columns[column].name});
}

/// The column along which the likelihood rises without end, if a direction proves that it does: a
/// single column first, then the way the climb went.
std::optional<std::size_t> Newton::endless(std::span<const double> step) const {
  std::vector<double> direction(b_.size());
  for (std::size_t j = 0; j < b_.size(); ++j) {
    direction[j] = b_[j] < 0 ? -1 : 1;
    if (separates(rows_, direction)) return j;
    direction[j] = 0;
  }
  for (const std::span<const double> way : {step, std::span<const double>(b_)}) {
    if (!separates(rows_, way)) continue;
    const auto most = std::max_element(
        way.begin(), way.end(), [](double x, double y) { return std::abs(x) < std::abs(y); });
    return static_cast<std::size_t>(most - way.begin());
  }
  return std::nullopt;
}

/// Moves along the step, halved until the likelihood does not fall; false where no step is taken.
bool Newton::climb(std::span<const double> step) {
  // Near the maximum the difference of two likelihoods is rounding.
  const double noise = 1e-11 * (1 + std::abs(point_.log_likelihood));
  double length = 1;
  for (int halving = 0; halving < kHalvingsMax; ++halving, length /= 2) {
    std::vector<double> next(b_);
    for (std::size_t j = 0; j < next.size(); ++j) next[j] += length * step[j];
    CoxPoint point = likelihood_.at(next);
    if (point.usable && point.log_likelihood >= point_.log_likelihood - noise) {
      b_ = std::move(next);
      point_ = std::move(point);
      return true;
    }
  }
  return false;
}

Result<CoxFit> Newton::finish(const Cholesky& factor) {
  fit_.rows = rows_.rows();
  fit_.events = rows_.events;
  fit_.log_likelihood = point_.log_likelihood;
  fit_.covariance = factor.inverse();
  double at_mean = rows_.offset_mean;
  for (std::size_t j = 0; j < b_.size(); ++j) {
    fit_.coefficients.push_back(b_[j] * rows_.scale[j]);
    at_mean += fit_.coefficients[j] * rows_.mean[j];
    for (std::size_t k = 0; k < b_.size(); ++k) {
      fit_.covariance.at(j, k) *= rows_.scale[j] * rows_.scale[k];
    }
  }
  const double to_zero = std::exp(-at_mean);
  // The groups fall in time within each stratum; the steps rise.
  for (std::size_t begin = 0; begin < rows_.group_count();) {
    std::size_t end = begin + 1;
    while (!rows_.groups[end].starts_stratum) ++end;
    for (std::size_t g = end; g-- > begin;) {
      if (rows_.groups[g].events == 0) continue;
      const std::uint32_t row = rows_.row_of[rows_.groups[g].begin];
      fit_.baseline.push_back({input_.spells.stratum_of(row), input_.spells.exit[row],
                               likelihood_.hazard()[g] * to_zero,
                               likelihood_.cumulative()[g] * to_zero});
    }
    begin = end;
  }
  return std::move(fit_);
}

Result<CoxFit> Newton::run() {
  point_ = likelihood_.at(b_);
  fit_.log_likelihood_null = point_.log_likelihood;
  if (const auto column = dependent_column(point_)) {
    return fail(ErrorCode::kInvalidInput,
                "has no information of its own: it is constant in every risk set, or follows from "
                "the columns before it",
                Where{{}, 0, input_.columns[*column].name});
  }
  for (;; ++fit_.iterations) {
    const Cholesky factor(point_.information, 0);
    const bool solved = !factor.dependent();
    const std::vector<double> step = solved ? factor.solve(point_.score) : b_;
    const double distance = solved ? dot(point_.score, step) : 1;
    if (fit_.iterations == 0) fit_.score_statistic = distance;
    if (solved && distance <= kConverged) {
      for (std::size_t j = 0; j < b_.size(); ++j) b_[j] += step[j];
      return finish(factor);
    }
    const bool last = !solved || fit_.iterations >= options_.iterations_max;
    if (last || fit_.iterations >= kSeparationFrom) {
      if (const auto column = endless(step)) return no_maximum(*column);
    }
    if (last || !climb(step)) break;
  }
  return fail(ErrorCode::kLimitExceeded, "the Cox model did not converge in " +
                                             std::to_string(fit_.iterations) + " iterations");
}

}  // namespace

Result<CoxFit> fit_cox(const CoxInput& input, const CoxOptions& options) {
  PIGNUS_ASSIGN(const CoxRows rows, lay_out(input, options.threads));
  return Newton(input, rows, options).run();
}

}  // namespace pignus::survival
