#include "valuation/renewal/ordered_probit.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numeric>

#include "core/check.h"
#include "core/normal.h"

namespace pignus::valuation {

namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr int kStepsMax = 200;
constexpr int kHalvingsMax = 60;
constexpr double kSettled = 1e-13;  // of the log likelihood's gain, a share of the count

struct Slope {
  std::array<double, 2> gradient{};
  std::array<double, 3> curvature{};  ///< aa, ab, bb
};

/// P(low < X <= high) from whichever tail keeps its digits.
double cell_probability(double low, double high) {
  return low > 0 ? normal_cdf(-low) - normal_cdf(-high) : normal_cdf(high) - normal_cdf(low);
}

double score_at(std::span<const double> thresholds, std::size_t edge, ProbitPoint point) {
  if (edge == 0) {
    return -kInfinity;
  }
  return edge > thresholds.size() ? kInfinity : point.b * thresholds[edge - 1] - point.a;
}

Slope slope_at(std::span<const double> thresholds, std::span<const double> counts,
               ProbitPoint point) {
  Slope slope;
  for (std::size_t k = 0; k < counts.size(); ++k) {
    if (counts[k] == 0) {
      continue;
    }
    const double p =
        cell_probability(score_at(thresholds, k, point), score_at(thresholds, k + 1, point));
    std::array<double, 2> first{};
    std::array<double, 3> second{};
    for (const std::size_t edge : {k, k + 1}) {
      const double score = score_at(thresholds, edge, point);
      if (std::isinf(score)) {
        continue;
      }
      const double density = (edge == k ? -1 : 1) * normal_density(score);
      const double t = thresholds[edge - 1];
      first[0] -= density;
      first[1] += density * t;
      second[0] -= density * score;
      second[1] += density * score * t;
      second[2] -= density * score * t * t;
    }
    for (std::size_t i = 0; i < 2; ++i) {
      slope.gradient[i] += counts[k] * first[i] / p;
    }
    slope.curvature[0] += counts[k] * (second[0] / p - first[0] * first[0] / (p * p));
    slope.curvature[1] += counts[k] * (second[1] / p - first[0] * first[1] / (p * p));
    slope.curvature[2] += counts[k] * (second[2] / p - first[1] * first[1] / (p * p));
  }
  return slope;
}

/// Newton's step in the directions that are free; none where the likelihood is flat.
std::optional<ProbitPoint> newton_step(const Slope& slope, const ProbitHold& hold) {
  const auto& [g0, g1] = slope.gradient;
  const auto& [h00, h01, h11] = slope.curvature;
  if (hold.sigma) {
    return h00 < 0 ? std::optional(ProbitPoint{-g0 / h00, 0}) : std::nullopt;
  }
  if (hold.mu) {
    const double mu = *hold.mu;
    const double gradient = mu * g0 + g1;
    const double curvature = mu * mu * h00 + 2 * mu * h01 + h11;
    if (!(curvature < 0)) {
      return std::nullopt;
    }
    const double step = -gradient / curvature;
    return ProbitPoint{mu * step, step};
  }
  const double determinant = h00 * h11 - h01 * h01;
  if (!(determinant > 0)) {
    return std::nullopt;
  }
  return ProbitPoint{-(h11 * g0 - h01 * g1) / determinant, -(h00 * g1 - h01 * g0) / determinant};
}

/// About the middle of the thresholds, about as wide as they are.
ProbitPoint start_of(std::span<const double> thresholds, const ProbitHold& hold) {
  const double spread = std::max(thresholds.back() - thresholds.front(), 1e-3);
  const double sigma = hold.sigma.value_or(spread);
  const double mu = hold.mu.value_or((thresholds.front() + thresholds.back()) / 2);
  return {mu / sigma, 1 / sigma};
}

}  // namespace

double probit_log_likelihood(std::span<const double> thresholds, std::span<const double> counts,
                             ProbitPoint point) {
  PIGNUS_CHECK(counts.size() == thresholds.size() + 1);
  double sum = 0;
  for (std::size_t k = 0; k < counts.size(); ++k) {
    if (counts[k] > 0) {
      sum += counts[k] * std::log(cell_probability(score_at(thresholds, k, point),
                                                   score_at(thresholds, k + 1, point)));
    }
  }
  return std::isnan(sum) ? -kInfinity : sum;
}

Result<ProbitPoint> maximise_probit(std::span<const double> thresholds,
                                    std::span<const double> counts, const ProbitHold& hold) {
  PIGNUS_CHECK(!thresholds.empty() && counts.size() == thresholds.size() + 1);
  const double total = std::accumulate(counts.begin(), counts.end(), 0.0);
  ProbitPoint point = start_of(thresholds, hold);
  double reached = probit_log_likelihood(thresholds, counts, point);
  // A start too narrow for a far cell: widen until every cell has a chance.
  for (int i = 0; i < kHalvingsMax && std::isinf(reached) && !hold.sigma; ++i) {
    point = {point.a / 2, point.b / 2};
    reached = probit_log_likelihood(thresholds, counts, point);
  }
  for (int step = 0; step < kStepsMax && std::isfinite(reached); ++step) {
    const auto move = newton_step(slope_at(thresholds, counts, point), hold);
    if (!move) {
      break;
    }
    double share = 1;
    ProbitPoint next = point;
    double gained = -1;
    for (int i = 0; i < kHalvingsMax && !(gained >= 0); ++i, share /= 2) {
      next = {point.a + share * move->a, point.b + share * move->b};
      gained = next.b > 0 ? probit_log_likelihood(thresholds, counts, next) - reached : -1;
    }
    if (!(gained > kSettled * total)) {
      return point;
    }
    point = next;
    reached += gained;
  }
  return fail(ErrorCode::kInvalidInput, "the shares do not identify the spread of returns",
              {"", 0, "shares"});
}

}  // namespace pignus::valuation
