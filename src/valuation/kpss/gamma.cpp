#include "valuation/kpss/gamma.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "valuation/require.h"

namespace pignus::valuation {

namespace {

/// Demeaning by firm-year and by day in turn settles geometrically.
constexpr int kSweepsMax = 2000;
constexpr double kSettled = 1e-11;

struct Panel {
  std::vector<std::uint32_t> firm_year;
  std::vector<std::uint32_t> day;
  std::vector<double> outcome;              ///< ln R^2
  std::vector<std::vector<double>> grants;  ///< by kind: 1 on its days, then demeaned
};

Result<Panel> panel_of(std::span<const FirmDay> days, const GammaOptions& options,
                       std::uint64_t& without_move) {
  PIGNUS_TRY(require(options.kinds >= 1 && options.kinds <= kKpssKindsMax, "kinds",
                     "must be from 1 to 8"));
  Panel panel;
  panel.grants.resize(static_cast<std::size_t>(options.kinds));
  for (std::size_t i = 0; i < days.size(); ++i) {
    const FirmDay& row = days[i];
    if (!std::isfinite(row.gained)) {
      return fail(ErrorCode::kInvalidInput, "a return is not a finite number",
                  {"", i + 1, "gained"});
    }
    if (row.kind < 0 || row.kind > options.kinds) {
      return fail(ErrorCode::kInvalidInput, "a kind of patent is not among those stated",
                  {"", i + 1, "kind"});
    }
    if (row.gained == 0) {
      ++without_move;
      continue;
    }
    panel.firm_year.push_back(row.firm_year);
    panel.day.push_back(row.day);
    panel.outcome.push_back(2 * std::log(std::abs(row.gained)));
    for (int k = 1; k <= options.kinds; ++k) {
      panel.grants[static_cast<std::size_t>(k) - 1].push_back(row.kind == k ? 1 : 0);
    }
  }
  PIGNUS_TRY(require(!panel.outcome.empty(), "days", "must hold a return other than zero"));
  return panel;
}

/// Groups renumbered from 0 without gaps, so that any numbering fits in memory.
std::vector<std::uint32_t> compact(const std::vector<std::uint32_t>& groups) {
  std::vector<std::uint32_t> known(groups);
  std::sort(known.begin(), known.end());
  known.erase(std::unique(known.begin(), known.end()), known.end());
  std::vector<std::uint32_t> result;
  result.reserve(groups.size());
  for (const std::uint32_t group : groups) {
    result.push_back(static_cast<std::uint32_t>(
        std::lower_bound(known.begin(), known.end(), group) - known.begin()));
  }
  return result;
}

/// Takes each group's mean out of `values`; returns the largest mean taken.
double demean(std::vector<double>& values, const std::vector<std::uint32_t>& groups) {
  const std::size_t count = *std::max_element(groups.begin(), groups.end()) + std::size_t{1};
  std::vector<double> sum(count, 0);
  std::vector<double> size(count, 0);
  for (std::size_t i = 0; i < values.size(); ++i) {
    sum[groups[i]] += values[i];
    size[groups[i]] += 1;
  }
  double largest = 0;
  for (std::size_t g = 0; g < count; ++g) {
    sum[g] /= size[g];
    largest = std::max(largest, std::abs(sum[g]));
  }
  for (std::size_t i = 0; i < values.size(); ++i) {
    values[i] -= sum[groups[i]];
  }
  return largest;
}

Status within_effects(std::vector<double>& values, const Panel& panel, bool day_effects) {
  demean(values, panel.firm_year);
  if (!day_effects) {
    return {};
  }
  for (int sweep = 0; sweep < kSweepsMax; ++sweep) {
    const double by_day = demean(values, panel.day);
    const double by_firm = demean(values, panel.firm_year);
    if (std::max(by_day, by_firm) < kSettled) {
      return {};
    }
  }
  return require(false, "days", "leave firm-years and days that hardly overlap");
}

/// Gauss-Jordan inverse of a small positive matrix; empty where it is singular.
std::vector<double> inverse_of(std::vector<double> matrix, std::size_t n) {
  std::vector<double> inverse(n * n, 0);
  for (std::size_t i = 0; i < n; ++i) {
    inverse[i * n + i] = 1;
  }
  double scale = 0;
  for (std::size_t i = 0; i < n; ++i) {
    scale = std::max(scale, matrix[i * n + i]);
  }
  for (std::size_t i = 0; i < n; ++i) {
    const double pivot = matrix[i * n + i];
    if (!(pivot > 1e-9 * std::max(scale, 1.0))) {
      return {};
    }
    for (std::size_t j = 0; j < n; ++j) {
      matrix[i * n + j] /= pivot;
      inverse[i * n + j] /= pivot;
    }
    for (std::size_t row = 0; row < n; ++row) {
      const double share = row == i ? 0 : matrix[row * n + i];
      for (std::size_t j = 0; share != 0 && j < n; ++j) {
        matrix[row * n + j] -= share * matrix[i * n + j];
        inverse[row * n + j] -= share * inverse[i * n + j];
      }
    }
  }
  return inverse;
}

double product(const std::vector<double>& x, const std::vector<double>& y) {
  double sum = 0;
  for (std::size_t i = 0; i < x.size(); ++i) {
    sum += x[i] * y[i];
  }
  return sum;
}

/// Square roots of the diagonal of A^-1 (sum e^2 x x') A^-1.
std::vector<double> robust_errors(const Panel& panel, const std::vector<double>& inverse,
                                  const std::vector<double>& gamma) {
  const std::size_t n = gamma.size();
  std::vector<double> squares(n, 0);
  for (std::size_t i = 0; i < panel.outcome.size(); ++i) {
    double residual = panel.outcome[i];
    for (std::size_t k = 0; k < n; ++k) {
      residual -= gamma[k] * panel.grants[k][i];
    }
    for (std::size_t k = 0; k < n; ++k) {
      double influence = 0;
      for (std::size_t l = 0; l < n; ++l) {
        influence += inverse[k * n + l] * panel.grants[l][i];
      }
      squares[k] += influence * influence * residual * residual;
    }
  }
  for (double& square : squares) {
    square = std::sqrt(square);
  }
  return squares;
}

}  // namespace

Result<GammaEstimate> estimate_gamma(std::span<const FirmDay> days, const GammaOptions& options) {
  GammaEstimate estimate;
  PIGNUS_ASSIGN(Panel panel, panel_of(days, options, estimate.days_without_move));
  panel.firm_year = compact(panel.firm_year);
  panel.day = compact(panel.day);
  PIGNUS_TRY(within_effects(panel.outcome, panel, options.day_effects));
  const std::size_t n = panel.grants.size();
  for (std::vector<double>& kind : panel.grants) {
    PIGNUS_TRY(within_effects(kind, panel, options.day_effects));
  }
  std::vector<double> matrix(n * n);
  std::vector<double> right(n);
  for (std::size_t k = 0; k < n; ++k) {
    right[k] = product(panel.grants[k], panel.outcome);
    for (std::size_t l = 0; l < n; ++l) {
      matrix[k * n + l] = product(panel.grants[k], panel.grants[l]);
    }
  }
  const std::vector<double> inverse = inverse_of(matrix, n);
  PIGNUS_TRY(
      require(!inverse.empty(), "kinds", "cannot be told from the effects of firm-years and days"));
  for (std::size_t k = 0; k < n; ++k) {
    double gamma = 0;
    for (std::size_t l = 0; l < n; ++l) {
      gamma += inverse[k * n + l] * right[l];
    }
    estimate.gamma.push_back(gamma);
  }
  estimate.standard_error = robust_errors(panel, inverse, estimate.gamma);
  estimate.days_used = panel.outcome.size();
  return estimate;
}

}  // namespace pignus::valuation
