#include "learning/count_law.h"

#include <algorithm>
#include <boost/math/distributions/negative_binomial.hpp>
#include <boost/math/tools/minima.hpp>
#include <cmath>
#include <limits>

#include "core/object_reader.h"
#include "core/random_stream.h"

namespace pignus::learning {

namespace {

using Law = boost::math::negative_binomial_distribution<double>;

constexpr double kSizeMin = 0.01;
constexpr double kSizeMax = 1e6;
constexpr double kLogMeanMost = 20;  ///< more than 10⁸ of anything is no count of ours
/// Keeps a full set of marks, of which each is what the others leave, from having no one answer;
/// the answers themselves are moved by less than their last digits.
constexpr double kRidge = 1e-9;

tl::unexpected<Error> refuse(std::uint64_t record, const char* message) {
  return fail(ErrorCode::kInvalidInput, message, {"", record, "counts"});
}

Law law_of(double mean, double size) {
  return {size, size / (size + mean)};
}

double below(const Law& law, double count) {
  return count < 1 ? 0 : boost::math::cdf(law, count - 1);
}

/// Columns centred and of unit length, a 1 before them; missing values are the mean, so 0.
struct Design {
  std::size_t columns = 1;
  std::vector<double> values;
  std::vector<double> means;
  std::vector<double> scales;

  const double* row(std::size_t i) const { return values.data() + (i * columns); }
};

Design design_of(const FeatureMatrix& features, std::size_t rows) {
  const std::size_t wide = features.columns;
  Design design;
  design.columns = wide + 1;
  design.means.resize(wide);
  design.scales.resize(wide);
  std::vector<double> known(wide);
  const auto each = [&](const auto& take) {
    for (std::size_t i = 0; i < rows; ++i) {
      const auto row = features.row(i);
      for (std::size_t j = 0; j < wide; ++j) {
        if (!std::isnan(row[j])) {
          take(j, static_cast<double>(row[j]));
        }
      }
    }
  };
  each([&](std::size_t j, double value) {
    design.means[j] += value;
    known[j] += 1;
  });
  for (std::size_t j = 0; j < wide; ++j) {
    design.means[j] = known[j] > 0 ? design.means[j] / known[j] : 0;
  }
  each([&](std::size_t j, double value) {
    design.scales[j] += (value - design.means[j]) * (value - design.means[j]);
  });
  for (double& scale : design.scales) {
    scale = scale > 0 ? std::sqrt(scale / static_cast<double>(rows)) : 1;
  }
  design.values.reserve(rows * design.columns);
  for (std::size_t i = 0; i < rows; ++i) {
    const auto row = features.row(i);
    design.values.push_back(1);
    for (std::size_t j = 0; j < wide; ++j) {
      const double value = std::isnan(row[j]) ? design.means[j] : static_cast<double>(row[j]);
      design.values.push_back((value - design.means[j]) / design.scales[j]);
    }
  }
  return design;
}

/// Solves a x = b for a symmetric positive definite a, by Cholesky; false where it is none.
bool solve(std::vector<double>& a, std::vector<double>& b) {
  const std::size_t n = b.size();
  for (std::size_t j = 0; j < n; ++j) {
    for (std::size_t i = j; i < n; ++i) {
      double sum = a[i * n + j];
      for (std::size_t k = 0; k < j; ++k) {
        sum -= a[i * n + k] * a[j * n + k];
      }
      if (i == j && !(sum > 0)) {
        return false;
      }
      a[i * n + j] = i == j ? std::sqrt(sum) : sum / a[j * n + j];
    }
  }
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t k = 0; k < i; ++k) {
      b[i] -= a[i * n + k] * b[k];
    }
    b[i] /= a[i * n + i];
  }
  for (std::size_t i = n; i-- > 0;) {
    for (std::size_t k = i + 1; k < n; ++k) {
      b[i] -= a[k * n + i] * b[k];
    }
    b[i] /= a[i * n + i];
  }
  return true;
}

/// The likelihood at one size, and the coefficients that make it greatest.
class Regression {
 public:
  Regression(const Design& design, const std::vector<double>& counts)
      : design_(design), counts_(counts), best_(design.columns) {
    double sum = 0;
    for (const double count : counts) {
      sum += count;
    }
    best_[0] = std::log(sum / static_cast<double>(counts.size()));
  }

  const std::vector<double>& coefficients() const { return best_; }

  /// -ln L, less what no size and no mean changes; infinite where it does not converge. Begins
  /// where the last call ended.
  double cost(double size) {
    constexpr int kSteps = 200;
    double now = cost_at(best_, size);
    for (int step = 0; step < kSteps; ++step) {
      std::vector<double> change = scoring_step(size);
      if (change.empty()) {
        return std::numeric_limits<double>::infinity();
      }
      double next = std::numeric_limits<double>::infinity();
      std::vector<double> tried(best_);
      for (double share = 1; share > 1e-6 && !(next <= now); share /= 2) {
        for (std::size_t j = 0; j < tried.size(); ++j) {
          tried[j] = best_[j] + share * change[j];
        }
        next = cost_at(tried, size);
      }
      if (!(next < now)) {
        return now;  // nothing better along the step: this is the maximum
      }
      const bool settled = now - next < 1e-12 * (1 + std::abs(now));
      best_ = std::move(tried);
      now = next;
      if (settled) {
        return now;
      }
    }
    return std::numeric_limits<double>::infinity();
  }

 private:
  double log_mean(std::size_t row, const std::vector<double>& coefficients) const {
    const double* const x = design_.row(row);
    double sum = 0;
    for (std::size_t j = 0; j < coefficients.size(); ++j) {
      sum += x[j] * coefficients[j];
    }
    return sum;
  }

  double cost_at(const std::vector<double>& coefficients, double size) const {
    double sum = 0;
    for (std::size_t i = 0; i < counts_.size(); ++i) {
      const double eta = log_mean(i, coefficients);
      if (!(std::abs(eta) < kLogMeanMost)) {
        return std::numeric_limits<double>::infinity();
      }
      const double mean = std::exp(eta);
      sum -= std::lgamma(counts_[i] + size) - std::lgamma(size) - size * std::log1p(mean / size) +
             counts_[i] * (eta - std::log(size + mean));
    }
    return sum;
  }

  std::vector<double> scoring_step(double size) const {
    const std::size_t n = design_.columns;
    std::vector<double> information(n * n);
    std::vector<double> score(n);
    for (std::size_t i = 0; i < counts_.size(); ++i) {
      const double* const x = design_.row(i);
      const double mean = std::exp(log_mean(i, best_));
      const double share = size / (size + mean);
      for (std::size_t j = 0; j < n; ++j) {
        score[j] += x[j] * (counts_[i] - mean) * share;
        for (std::size_t k = 0; k <= j; ++k) {
          information[j * n + k] += x[j] * x[k] * mean * share;
        }
      }
    }
    for (std::size_t j = 0; j < n; ++j) {
      information[j * n + j] += kRidge * static_cast<double>(counts_.size());
    }
    return solve(information, score) ? score : std::vector<double>{};
  }

  const Design& design_;
  const std::vector<double>& counts_;
  std::vector<double> best_;
};

Result<std::vector<double>> counts_of(const std::vector<double>& log_counts) {
  std::vector<double> counts;
  counts.reserve(log_counts.size());
  bool any = false;
  for (std::size_t i = 0; i < log_counts.size(); ++i) {
    const double count = std::expm1(log_counts[i]);
    const double whole = std::round(count);
    if (!(count > -0.5) || std::abs(count - whole) > 1e-6 * (1 + whole)) {
      return refuse(i + 1, "must be a whole number, for the law of a count");
    }
    counts.push_back(std::max(whole, 0.0));
    any = any || whole > 0;
  }
  if (!any) {
    return refuse(0, "are all zero: there is nothing to learn");
  }
  return counts;
}

LinearModel line_of(const std::vector<std::string>& names, const Design& design,
                    const std::vector<double>& coefficients) {
  LinearModel line;
  line.names = names;
  line.intercept = coefficients[0];
  line.means = design.means;
  for (std::size_t j = 0; j < names.size(); ++j) {
    const double slope = coefficients[j + 1] / design.scales[j];
    line.coefficients.push_back(slope);
    line.intercept -= slope * design.means[j];
  }
  return line;
}

}  // namespace

double CountPlace::share_below(double log_count) const {
  const double count = std::max(std::round(std::expm1(log_count)), 0.0);
  const Law law = law_of(mean, size);
  return below(law, count) + draw * boost::math::pdf(law, count);
}

std::vector<CountPlace> CountLaw::places(const FeatureMatrix& features,
                                         const std::vector<double>& draws) const {
  const std::vector<double> logs = log_mean.predict(features);
  std::vector<CountPlace> places;
  places.reserve(logs.size());
  for (std::size_t i = 0; i < logs.size(); ++i) {
    places.push_back({std::exp(std::clamp(logs[i], -kLogMeanMost, kLogMeanMost)), size, draws[i]});
  }
  return places;
}

Json CountLaw::to_json() const {
  return {{"log_mean", log_mean.to_json()}, {"size", size}};
}

Result<CountLaw> CountLaw::from_json(const Json& json) {
  JsonVerdict verdict;
  ObjectReader reader(json, "counts", verdict);
  CountLaw law;
  const Json& line = reader.member("log_mean");
  law.size = reader.number("size");
  reader.end();
  if (!(law.size >= kSizeMin && law.size <= kSizeMax)) {
    reader.refuse("size", "must be from 0.01 to 1000000");
  }
  PIGNUS_TRY(verdict.status({}));
  PIGNUS_ASSIGN(law.log_mean, LinearModel::from_json(line));
  return law;
}

Result<CountLaw> fit_count_law(const std::vector<std::string>& names, const FeatureMatrix& features,
                               const std::vector<double>& log_counts) {
  PIGNUS_ASSIGN(const std::vector<double> counts, counts_of(log_counts));
  const Design design = design_of(features, counts.size());
  Regression regression(design, counts);
  constexpr int kBits = 40;
  const auto [log_size, cost] = boost::math::tools::brent_find_minima(
      [&regression](double at) { return regression.cost(std::exp(at)); }, std::log(kSizeMin),
      std::log(kSizeMax), kBits);
  const double size = std::clamp(std::exp(log_size), kSizeMin, kSizeMax);
  if (!std::isfinite(cost) || !std::isfinite(regression.cost(size))) {
    return refuse(0, "have no most likely law: leave out a feature that tells zeros apart");
  }
  return CountLaw{line_of(names, design, regression.coefficients()), size};
}

ConformalInterval count_interval(const CountPlace& place, ConformalInterval shares) {
  if (shares.unbounded || shares.high >= 1) {
    shares.unbounded = true;
    shares.low = -std::numeric_limits<double>::infinity();
    shares.high = std::numeric_limits<double>::infinity();
    return shares;
  }
  const auto share = [&place](double count) { return place.share_below(std::log1p(count)); };
  /// The least count whose share is above the bound, or not below it.
  const auto first_at = [&](double bound, bool with_the_bound) {
    const auto there = [&](double count) {
      return with_the_bound ? share(count) >= bound : share(count) > bound;
    };
    double high = 1;
    while (!there(high) && high < 1e12) {
      high *= 2;
    }
    double low = -1;
    while (high - low > 1) {
      const double middle = std::floor((low + high) / 2);
      (there(middle) ? high : low) = middle;
    }
    return high;
  };
  const double low = first_at(shares.low, shares.closed);
  const double high = first_at(shares.high, !shares.closed) - 1;
  shares.empty = shares.empty || high < low;
  shares.low = std::log1p(std::max(low, 0.0));
  shares.high = std::log1p(std::max(shares.empty ? low : high, 0.0));
  shares.closed = true;
  return shares;
}

double place_draw(std::uint64_t seed, const std::string& key) {
  return RandomStream(seed, "learning/count/" + key).uniform();
}

}  // namespace pignus::learning
