#include "valuation/lapse/nelder_mead.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "core/check.h"

namespace pignus::valuation {

namespace {

using Function = std::function<double(std::span<const double>)>;

struct Corner {
  std::vector<double> point;
  double value = 0;
};

class Simplex {
 public:
  Simplex(const Function& f, std::span<const double> start, const SimplexOptions& options)
      : f_(f), options_(options) {
    corners_.push_back(corner({start.begin(), start.end()}));
    for (std::size_t i = 0; i < start.size(); ++i) {
      std::vector<double> point(start.begin(), start.end());
      point[i] += options.step;
      corners_.push_back(corner(std::move(point)));
    }
  }

  SimplexResult run() {
    for (;;) {
      // Stable, so that corners of equal value keep their order from run to run.
      std::stable_sort(corners_.begin(), corners_.end(),
                       [](const Corner& a, const Corner& b) { return a.value < b.value; });
      const bool settled = spread() <= options_.tolerance;
      if (settled || evaluations_ >= options_.evaluations_max) {
        return {corners_.front().point, corners_.front().value, settled};
      }
      step();
    }
  }

 private:
  Corner corner(std::vector<double> point) {
    ++evaluations_;
    const double value = f_(point);
    return {std::move(point), value};
  }

  double spread() const {
    const double best = corners_.front().value;
    double widest = 0;
    for (std::size_t i = 0; i < corners_.front().point.size(); ++i) {
      widest = std::max(widest, std::abs(corners_.back().point[i] - corners_.front().point[i]));
    }
    // Both the values and the corners themselves: a flat valley has equal values far apart.
    return std::max((corners_.back().value - best) / (1 + std::abs(best)), widest * 1e-3);
  }

  /// Through the middle of all corners but the worst, from the worst, by `factor`.
  Corner along(double factor) {
    const std::size_t width = corners_.size() - 1;
    std::vector<double> point(width, 0);
    for (std::size_t i = 0; i < width; ++i) {
      for (std::size_t k = 0; k < width; ++k) {
        point[i] += corners_[k].point[i] / static_cast<double>(width);
      }
      point[i] += factor * (point[i] - corners_.back().point[i]);
    }
    return corner(std::move(point));
  }

  void step() {
    Corner reflected = along(1);
    if (reflected.value < corners_.front().value) {
      Corner expanded = along(2);
      corners_.back() =
          expanded.value < reflected.value ? std::move(expanded) : std::move(reflected);
      return;
    }
    if (reflected.value < corners_[corners_.size() - 2].value) {
      corners_.back() = std::move(reflected);
      return;
    }
    Corner contracted = along(reflected.value < corners_.back().value ? .5 : -.5);
    if (contracted.value < std::min(reflected.value, corners_.back().value)) {
      corners_.back() = std::move(contracted);
      return;
    }
    for (std::size_t k = 1; k < corners_.size(); ++k) {
      std::vector<double> point = corners_[k].point;
      for (std::size_t i = 0; i < point.size(); ++i) {
        point[i] = (point[i] + corners_.front().point[i]) / 2;
      }
      corners_[k] = corner(std::move(point));
    }
  }

  const Function& f_;
  SimplexOptions options_;
  std::vector<Corner> corners_;
  int evaluations_ = 0;
};

}  // namespace

SimplexResult minimise(const Function& f, std::span<const double> start,
                       const SimplexOptions& options) {
  PIGNUS_CHECK(!start.empty());
  const SimplexResult first = Simplex(f, start, options).run();
  return Simplex(f, first.point, options).run();
}

}  // namespace pignus::valuation
