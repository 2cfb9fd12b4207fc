#include "learning/metrics.h"

#include <algorithm>
#include <boost/math/distributions/beta.hpp>
#include <boost/math/distributions/binomial.hpp>
#include <cmath>
#include <numeric>
#include <string>

#include "core/check.h"

namespace pignus::learning {

namespace {

Status check(bool holds, const char* field, const char* message, std::size_t record = 0) {
  if (holds) {
    return {};
  }
  return fail(ErrorCode::kInvalidInput, message, {"", record, field});
}

Status check_pairs(std::span<const double> actual, std::span<const double> predicted,
                   const char* predicted_name) {
  PIGNUS_TRY(check(!actual.empty(), "actual", "there are no rows"));
  PIGNUS_TRY(check(actual.size() == predicted.size(), predicted_name, "must have a value a row"));
  for (std::size_t i = 0; i < actual.size(); ++i) {
    PIGNUS_TRY(check(std::isfinite(actual[i]), "actual", "must be a finite number", i + 1));
    PIGNUS_TRY(
        check(std::isfinite(predicted[i]), predicted_name, "must be a finite number", i + 1));
  }
  return {};
}

Status check_zero_or_one(std::span<const double> actual) {
  for (std::size_t i = 0; i < actual.size(); ++i) {
    PIGNUS_TRY(check(actual[i] == 0 || actual[i] == 1, "actual", "must be 0 or 1", i + 1));
  }
  return {};
}

Status check_probabilities(std::span<const double> probability) {
  for (std::size_t i = 0; i < probability.size(); ++i) {
    PIGNUS_TRY(check(probability[i] >= 0 && probability[i] <= 1, "probability",
                     "must be from 0 to 1", i + 1));
  }
  return {};
}

double mean_of(std::span<const double> values) {
  return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

std::vector<std::size_t> order_of(std::span<const double> values) {
  std::vector<std::size_t> order(values.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return values[a] < values[b]; });
  return order;
}

}  // namespace

Result<double> r_squared(std::span<const double> actual, std::span<const double> predicted) {
  PIGNUS_TRY(check_pairs(actual, predicted, "predicted"));
  const double mean = mean_of(actual);
  double unexplained = 0;
  double total = 0;
  for (std::size_t i = 0; i < actual.size(); ++i) {
    unexplained += (actual[i] - predicted[i]) * (actual[i] - predicted[i]);
    total += (actual[i] - mean) * (actual[i] - mean);
  }
  PIGNUS_TRY(check(total > 0, "actual", "never moves"));
  return 1 - (unexplained / total);
}

std::vector<double> mean_ranks(std::span<const double> values) {
  const std::vector<std::size_t> order = order_of(values);
  std::vector<double> ranks(values.size());
  for (std::size_t first = 0; first < order.size();) {
    std::size_t end = first;
    while (end < order.size() && values[order[end]] == values[order[first]]) {
      ++end;
    }
    for (std::size_t i = first; i < end; ++i) {
      ranks[order[i]] = static_cast<double>(first + 1 + end) / 2;
    }
    first = end;
  }
  return ranks;
}

Result<double> spearman(std::span<const double> a, std::span<const double> b) {
  PIGNUS_TRY(check_pairs(a, b, "predicted"));
  const std::vector<double> rank_a = mean_ranks(a);
  const std::vector<double> rank_b = mean_ranks(b);
  const double mean = static_cast<double>(a.size() + 1) / 2;
  double ab = 0;
  double aa = 0;
  double bb = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    ab += (rank_a[i] - mean) * (rank_b[i] - mean);
    aa += (rank_a[i] - mean) * (rank_a[i] - mean);
    bb += (rank_b[i] - mean) * (rank_b[i] - mean);
  }
  PIGNUS_TRY(check(aa > 0, "actual", "never moves"));
  PIGNUS_TRY(check(bb > 0, "predicted", "never moves"));
  return ab / std::sqrt(aa * bb);
}

Result<double> pinball_loss(std::span<const double> actual, std::span<const double> predicted,
                            double level) {
  PIGNUS_TRY(check_pairs(actual, predicted, "predicted"));
  PIGNUS_TRY(check(level > 0 && level < 1, "level", "must be between 0 and 1"));
  double sum = 0;
  for (std::size_t i = 0; i < actual.size(); ++i) {
    const double gap = actual[i] - predicted[i];
    sum += std::max(level * gap, (level - 1) * gap);
  }
  return sum / static_cast<double>(actual.size());
}

Result<double> area_under_curve(std::span<const double> actual, std::span<const double> score) {
  PIGNUS_TRY(check_pairs(actual, score, "score"));
  PIGNUS_TRY(check_zero_or_one(actual));
  const std::vector<double> ranks = mean_ranks(score);
  double ones = 0;
  double rank_sum = 0;
  for (std::size_t i = 0; i < actual.size(); ++i) {
    ones += actual[i];
    rank_sum += actual[i] * ranks[i];
  }
  const double zeros = static_cast<double>(actual.size()) - ones;
  PIGNUS_TRY(check(ones > 0 && zeros > 0, "actual", "must hold both 0 and 1"));
  return (rank_sum - (ones * (ones + 1) / 2)) / (ones * zeros);
}

Result<double> log_loss(std::span<const double> actual, std::span<const double> probability) {
  PIGNUS_TRY(check_pairs(actual, probability, "probability"));
  PIGNUS_TRY(check_zero_or_one(actual));
  PIGNUS_TRY(check_probabilities(probability));
  double sum = 0;
  for (std::size_t i = 0; i < actual.size(); ++i) {
    const double given = actual[i] == 1 ? probability[i] : 1 - probability[i];
    PIGNUS_TRY(check(given > 0, "probability", "was certain, and wrong", i + 1));
    sum -= std::log(given);
  }
  return sum / static_cast<double>(actual.size());
}

Result<Calibration> calibration(std::span<const double> actual, std::span<const double> probability,
                                std::size_t bins, double level) {
  PIGNUS_TRY(check_pairs(actual, probability, "probability"));
  PIGNUS_TRY(check_zero_or_one(actual));
  PIGNUS_TRY(check_probabilities(probability));
  PIGNUS_TRY(check(bins >= 1 && bins <= 100, "bins", "must be from 1 to 100"));
  PIGNUS_TRY(check(level > 0 && level < 1, "level", "must be between 0 and 1"));
  const std::vector<std::size_t> order = order_of(probability);
  const auto rows = static_cast<double>(actual.size());
  const double rate = mean_of(actual);
  Calibration result;
  result.uncertainty = rate * (1 - rate);
  std::size_t first = 0;
  for (std::size_t bin = 0; bin < bins && first < order.size(); ++bin) {
    std::size_t end = std::max(first + 1, order.size() * (bin + 1) / bins);
    while (end < order.size() && probability[order[end]] == probability[order[end - 1]]) {
      ++end;
    }
    CalibrationBin made;
    made.rows = end - first;
    const auto in_bin = static_cast<double>(made.rows);
    std::size_t ones = 0;
    for (std::size_t i = first; i < end; ++i) {
      made.predicted += probability[order[i]] / in_bin;
      ones += actual[order[i]] == 1 ? 1 : 0;
    }
    made.observed = static_cast<double>(ones) / in_bin;
    const Band band = clopper_pearson(ones, made.rows, level);
    made.low = band.low;
    made.high = band.high;
    for (std::size_t i = first; i < end; ++i) {
      const double y = actual[order[i]];
      const double p = probability[order[i]];
      result.brier += (p - y) * (p - y) / rows;
      result.within += (((p - y) * (p - y)) - ((made.predicted - y) * (made.predicted - y))) / rows;
    }
    result.reliability +=
        in_bin * (made.predicted - made.observed) * (made.predicted - made.observed) / rows;
    result.resolution += in_bin * (made.observed - rate) * (made.observed - rate) / rows;
    result.bins.push_back(made);
    first = end;
  }
  return result;
}

Band clopper_pearson(std::size_t successes, std::size_t trials, double level) {
  PIGNUS_CHECK(trials > 0 && successes <= trials && level > 0 && level < 1);
  const auto k = static_cast<double>(successes);
  const auto n = static_cast<double>(trials);
  const double tail = (1 - level) / 2;
  Band band{0, 1};
  if (successes > 0) {
    band.low = boost::math::quantile(boost::math::beta_distribution<>(k, n - k + 1), tail);
  }
  if (successes < trials) {
    band.high = boost::math::quantile(
        boost::math::complement(boost::math::beta_distribution<>(k + 1, n - k), tail));
  }
  return band;
}

Band binomial_band(std::size_t trials, double share, double level) {
  PIGNUS_CHECK(trials > 0 && share > 0 && share < 1 && level > 0 && level < 1);
  const auto n = static_cast<double>(trials);
  const boost::math::binomial_distribution<> law(n, share);
  const double tail = (1 - level) / 2;
  // The least count whose lower tail is above `tail`, and its mirror: found by halving, since the
  // tails fall steadily.
  const auto first_count = [&](const auto& holds) {
    std::size_t low = 0;
    std::size_t high = trials;
    while (low < high) {
      const std::size_t middle = low + ((high - low) / 2);
      if (holds(static_cast<double>(middle))) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return static_cast<double>(low);
  };
  const double low = first_count([&](double k) { return boost::math::cdf(law, k) > tail; });
  const double high = first_count(
      [&](double k) { return boost::math::cdf(boost::math::complement(law, k)) <= tail; });
  return {low / n, high / n};
}

}  // namespace pignus::learning
