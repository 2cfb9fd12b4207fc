#include "valuation/trend/log_trend.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <string>
#include <vector>

#include "valuation/trend/student_t.h"

namespace pignus::valuation {
namespace {

constexpr double kInterval = 0.90;
constexpr int kCellsLeast = 4;

struct Symmetric {  // 2 x 2
  double aa = 0;
  double ab = 0;
  double bb = 0;

  double determinant() const { return aa * bb - ab * ab; }
  Symmetric inverse() const {
    const double d = determinant();
    return {bb / d, -ab / d, aa / d};
  }
};

Status check(std::span<const TrendCell> cells, int least_cells) {
  int positive = 0;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const TrendCell& cell = cells[i];
    const auto refuse = [&](const char* field, const char* message) {
      return fail(ErrorCode::kInvalidInput, std::string(field) + " " + message, {"", i + 1, field});
    };
    if (!std::isfinite(cell.x)) return refuse("x", "must be a finite number");
    if (i > 0 && cell.x <= cells[i - 1].x) return refuse("x", "must rise from cell to cell");
    if (!std::isfinite(cell.count) || cell.count < 0) return refuse("count", "is below zero");
    if (!std::isfinite(cell.exposure) || cell.exposure <= 0) {
      return refuse("exposure", "must be above zero");
    }
    positive += cell.count > 0 ? 1 : 0;
  }
  if (static_cast<int>(cells.size()) < std::max(least_cells, kCellsLeast)) {
    return fail(ErrorCode::kInvalidInput, "there are too few cells for a trend", {"", 0, "cells"});
  }
  if (positive < 3) {
    return fail(ErrorCode::kInvalidInput, "fewer than three counts are above zero",
                {"", 0, "cells"});
  }
  return {};
}

/// The likelihood in centred x, where Newton's method is steady.
class Fit {
 public:
  explicit Fit(std::span<const TrendCell> cells) : cells_(cells) {
    double sum = 0;
    double count = 0;
    double exposure = 0;
    for (const TrendCell& cell : cells) {
      sum += cell.x;
      count += cell.count;
      exposure += cell.exposure;
    }
    center_ = sum / static_cast<double>(cells.size());
    level_ = std::log(count / exposure);
  }

  void run() {
    constexpr int kSteps = 200;
    double best = likelihood(level_, slope_);
    for (int step = 0; step < kSteps; ++step) {
      Symmetric hessian;
      const auto [da, db] = score(hessian);
      const Symmetric inverse = hessian.inverse();
      const double ua = inverse.aa * da + inverse.ab * db;
      const double ub = inverse.ab * da + inverse.bb * db;
      double size = 1;
      double next = likelihood(level_ + ua, slope_ + ub);
      // Concave: some step along it climbs. Close by, the likelihood's rounding says nothing more.
      const bool is_close = std::abs(ua) + std::abs(ub) < 1e-6;
      while (!is_close && next < best && size > 1e-9) {
        size /= 2;
        next = likelihood(level_ + size * ua, slope_ + size * ub);
      }
      level_ += size * ua;
      slope_ += size * ub;
      best = std::max(best, next);
      if (std::abs(size * ua) + std::abs(size * ub) < 1e-13) return;
    }
  }

  double slope() const { return slope_; }
  double intercept() const { return level_ - slope_ * center_; }

  double variance(int lags) const {
    Symmetric hessian;
    score(hessian);
    const Symmetric bread = hessian.inverse();
    const auto count = static_cast<double>(cells_.size());
    const Symmetric meat = scores_covariance(lags);
    // The slope's entry of bread * meat * bread.
    const double left_a = bread.ab * meat.aa + bread.bb * meat.ab;
    const double left_b = bread.ab * meat.ab + bread.bb * meat.bb;
    const double robust = (left_a * bread.ab + left_b * bread.bb) * count / (count - 2);
    return std::max(robust, bread.bb);
  }

 private:
  double mean_of(const TrendCell& cell) const {
    return cell.exposure * std::exp(level_ + slope_ * (cell.x - center_));
  }

  double likelihood(double level, double slope) const {
    double sum = 0;
    for (const TrendCell& cell : cells_) {
      const double log_rate = level + slope * (cell.x - center_);
      sum += cell.count * log_rate - cell.exposure * std::exp(log_rate);
    }
    return sum;
  }

  std::array<double, 2> score(Symmetric& hessian) const {
    std::array<double, 2> sum{};
    for (const TrendCell& cell : cells_) {
      const double mean = mean_of(cell);
      const double x = cell.x - center_;
      sum[0] += cell.count - mean;
      sum[1] += (cell.count - mean) * x;
      hessian.aa += mean;
      hessian.ab += mean * x;
      hessian.bb += mean * x * x;
    }
    return sum;
  }

  Symmetric scores_covariance(int lags) const {
    std::vector<std::array<double, 2>> scores;
    scores.reserve(cells_.size());
    for (const TrendCell& cell : cells_) {
      const double rest = cell.count - mean_of(cell);
      scores.push_back({rest, rest * (cell.x - center_)});
    }
    Symmetric sum;
    for (int lag = 0; lag <= lags; ++lag) {
      const double weight = lag == 0 ? 1.0 : 2 * (1 - lag / (lags + 1.0));
      for (std::size_t i = static_cast<std::size_t>(lag); i < scores.size(); ++i) {
        const auto& now = scores[i];
        const auto& then = scores[i - static_cast<std::size_t>(lag)];
        sum.aa += weight * now[0] * then[0];
        sum.ab += weight * (now[0] * then[1] + now[1] * then[0]) / 2;
        sum.bb += weight * now[1] * then[1];
      }
    }
    return sum;
  }

  std::span<const TrendCell> cells_;
  double center_ = 0;
  double level_ = 0;
  double slope_ = 0;
};

}  // namespace

double LogTrend::rate(double x) const {
  return std::exp(intercept + slope.value * x);
}

Result<LogTrend> fit_log_trend(std::span<const TrendCell> cells, int least_cells) {
  PIGNUS_TRY(check(cells, least_cells));
  Fit fit(cells);
  fit.run();
  const int count = static_cast<int>(cells.size());
  LogTrend trend;
  trend.lags = static_cast<int>(4 * std::pow(count / 100.0, 2.0 / 9.0));
  trend.error = std::sqrt(fit.variance(trend.lags));
  trend.intercept = fit.intercept();
  const double reach = student_t_quantile(0.5 + kInterval / 2, count - 2) * trend.error;
  trend.slope = {fit.slope(), fit.slope() - reach, fit.slope() + reach, count};
  if (!std::isfinite(trend.slope.value) || !std::isfinite(reach)) {
    return fail(ErrorCode::kInvalidInput, "the counts have no finite trend", {"", 0, "cells"});
  }
  return trend;
}

}  // namespace pignus::valuation
