#include "core/distribution.h"

#include <algorithm>
#include <boost/sort/spreadsort/float_sort.hpp>
#include <cmath>
#include <numeric>

#include "core/check.h"
#include "core/json.h"
#include "core/normal.h"

namespace pignus {

namespace {

double probability_of(std::size_t index) {
  return (static_cast<double>(index) + 0.5) / static_cast<double>(Distribution::kGrid);
}

template <typename Quantile>
std::vector<double> on_grid(Quantile quantile) {
  std::vector<double> values(Distribution::kGrid);
  for (std::size_t i = 0; i < values.size(); ++i) {
    values[i] = quantile(probability_of(i));
  }
  return values;
}

/// normal_quantile() at the probabilities of the grid, which every lognormal needs.
const std::vector<double>& normal_grid() {
  static const std::vector<double> kGrid = on_grid([](double p) { return normal_quantile(p); });
  return kGrid;
}

struct Moments {
  double mean = 0;
  double standard_deviation = 0;
};

Moments moments_of(std::span<const double> values) {
  const auto n = static_cast<double>(values.size());
  const double mean = std::accumulate(values.begin(), values.end(), 0.0) / n;
  double squares = 0;
  for (const double value : values) {
    squares += (value - mean) * (value - mean);
  }
  return {mean, std::sqrt(squares / n)};
}

/// Grid quantiles of sorted weighted points, linear between the points' mid-weights. With equal
/// weights this is quantile_of_sorted().
std::vector<double> weighted_grid(std::span<const std::pair<double, double>> points) {
  std::vector<double> values;
  double below = 0;  // weight before points[i]
  std::size_t i = 0;
  double previous_value = points.front().first;
  double previous_middle = 0;
  for (std::size_t g = 0; g < Distribution::kGrid; ++g) {
    const double p = probability_of(g);
    while (i < points.size() && below + points[i].second / 2 < p) {
      previous_value = points[i].first;
      previous_middle = below + points[i].second / 2;
      below += points[i].second;
      ++i;
    }
    if (i == points.size() || i == 0) {
      values.push_back(i == 0 ? points.front().first : points.back().first);
      continue;
    }
    const double middle = below + points[i].second / 2;
    const double share = (p - previous_middle) / (middle - previous_middle);
    values.push_back(previous_value + share * (points[i].first - previous_value));
  }
  return values;
}

/// Boost's sort by bits takes half the time of std::sort, but its differences of bits overflow
/// where signs are mixed.
void sort(std::vector<double>& values, bool any_negative) {
  if (any_negative) {
    std::sort(values.begin(), values.end());
  } else {
    boost::sort::spreadsort::float_sort(values.begin(), values.end());
  }
}

/// Sorts what is sorted in runs of `run` each: a third of the time of sorting it all.
void merge_runs(std::vector<std::pair<double, double>>& points, std::size_t run) {
  const auto at = [&points](std::size_t i) {
    return points.begin() + static_cast<std::ptrdiff_t>(std::min(i, points.size()));
  };
  for (std::size_t width = run; width < points.size(); width *= 2) {
    for (std::size_t i = 0; i + width < points.size(); i += 2 * width) {
      std::inplace_merge(at(i), at(i + width), at(i + 2 * width));
    }
  }
}

}  // namespace

Distribution::Distribution(double value) : quantiles_(kGrid, value), mean_(value) {
  PIGNUS_CHECK(std::isfinite(value));
}

Distribution Distribution::from_samples(std::span<const double> samples) {
  PIGNUS_CHECK(!samples.empty());
  std::vector<double> sorted(samples.begin(), samples.end());
  bool any_negative = false;
  for (const double sample : sorted) {
    PIGNUS_CHECK(std::isfinite(sample));
    any_negative = any_negative || std::signbit(sample);
  }
  if (!std::is_sorted(sorted.begin(), sorted.end())) {
    sort(sorted, any_negative);
  }
  Distribution result;
  result.quantiles_ = on_grid([&sorted](double p) { return quantile_of_sorted(sorted, p); });
  const Moments moments = moments_of(sorted);
  result.mean_ = moments.mean;
  result.standard_deviation_ = moments.standard_deviation;
  return result;
}

Distribution Distribution::lognormal(double median, double sigma_log) {
  PIGNUS_CHECK(median > 0 && sigma_log >= 0);
  Distribution result;
  result.quantiles_.clear();
  for (const double score : normal_grid()) {
    result.quantiles_.push_back(median * std::exp(sigma_log * score));
  }
  const double variance = sigma_log * sigma_log;
  result.mean_ = median * std::exp(variance / 2);
  result.standard_deviation_ = result.mean_ * std::sqrt(std::expm1(variance));
  return result;
}

Distribution Distribution::triangular(double low, double mode, double high) {
  PIGNUS_CHECK(low <= mode && mode <= high);
  if (low == high) {
    return Distribution(low);
  }
  const double width = high - low;
  const double turn = (mode - low) / width;
  Distribution result;
  result.quantiles_ = on_grid([=](double p) {
    return p < turn ? low + std::sqrt(p * width * (mode - low))
                    : high - std::sqrt((1 - p) * width * (high - mode));
  });
  result.mean_ = (low + mode + high) / 3;
  result.standard_deviation_ = std::sqrt(
      (low * low + mode * mode + high * high - low * mode - low * high - mode * high) / 18);
  return result;
}

Distribution Distribution::uniform(double low, double high) {
  PIGNUS_CHECK(low <= high);
  Distribution result;
  result.quantiles_ = on_grid([=](double p) { return low + p * (high - low); });
  result.mean_ = (low + high) / 2;
  result.standard_deviation_ = (high - low) / std::sqrt(12.0);
  return result;
}

double Distribution::probability_below(double x) const {
  if (x < quantiles_.front()) {
    return 0;
  }
  if (x >= quantiles_.back()) {
    return 1;
  }
  const auto above = std::upper_bound(quantiles_.begin(), quantiles_.end(), x);
  const auto index = static_cast<std::size_t>(above - quantiles_.begin());
  const double low = quantiles_[index - 1];
  const double share = (x - low) / (*above - low);
  return probability_of(index - 1) + share / static_cast<double>(kGrid);
}

double Distribution::expected_minimum(double cap) const {
  double sum = 0;
  for (const double value : quantiles_) {
    sum += std::min(value, cap);
  }
  return sum / static_cast<double>(kGrid);
}

double Distribution::expected_shortfall_below(double k) const {
  double sum = 0;
  for (const double value : quantiles_) {
    sum += std::max(k - value, 0.0);
  }
  return sum / static_cast<double>(kGrid);
}

Distribution Distribution::scaled(double factor) const {
  PIGNUS_CHECK(factor >= 0 && std::isfinite(factor));
  Distribution result = *this;
  for (double& value : result.quantiles_) {
    value *= factor;
  }
  result.mean_ *= factor;
  result.standard_deviation_ *= factor;
  return result;
}

Distribution Distribution::floored(double floor) const {
  if (quantiles_.front() >= floor) {
    return *this;
  }
  std::vector<double> values(quantiles_);
  for (double& value : values) {
    value = std::max(value, floor);
  }
  Distribution result;
  const Moments moments = moments_of(values);
  result.quantiles_ = std::move(values);
  result.mean_ = moments.mean;
  result.standard_deviation_ = moments.standard_deviation;
  return result;
}

nlohmann::json Distribution::to_json() const {
  return Json{{"mean", mean_}, {"sd", standard_deviation_}, {"quantiles", quantiles_}};
}

Result<Distribution> Distribution::from_json(const nlohmann::json& json) {
  const auto number = [&json](const char* key) -> Result<double> {
    if (!json.is_object() || !json.contains(key) || !json[key].is_number()) {
      return fail(ErrorCode::kInvalidInput, "a distribution lacks a number", {"", 0, key});
    }
    return json[key].get<double>();
  };
  Distribution result;
  PIGNUS_ASSIGN(result.mean_, number("mean"));
  PIGNUS_ASSIGN(result.standard_deviation_, number("sd"));
  if (!json.contains("quantiles") || !json["quantiles"].is_array() ||
      json["quantiles"].size() != kGrid) {
    return fail(ErrorCode::kInvalidInput, "a distribution has 400 quantiles", {"", 0, "quantiles"});
  }
  for (std::size_t i = 0; i < kGrid; ++i) {
    const Json& value = json["quantiles"][i];
    if (!value.is_number() || (i > 0 && value.get<double>() < result.quantiles_[i - 1])) {
      return fail(ErrorCode::kInvalidInput, "quantiles are numbers that never fall",
                  {"", i + 1, "quantiles"});
    }
    result.quantiles_[i] = value.get<double>();
  }
  return result;
}

Distribution mix(std::span<const std::pair<double, Distribution>> parts) {
  double total = 0;
  for (const auto& [weight, part] : parts) {
    PIGNUS_CHECK(weight >= 0 && std::isfinite(weight));
    total += weight;
  }
  PIGNUS_CHECK(total > 0);
  Distribution result;
  double second_moment = 0;
  std::vector<std::pair<double, double>> points;  // value, probability
  for (const auto& [weight, part] : parts) {
    const double share = weight / total;
    if (share == 0) {
      continue;
    }
    result.mean_ += share * part.mean_;
    second_moment +=
        share * (part.standard_deviation_ * part.standard_deviation_ + part.mean_ * part.mean_);
    for (const double value : part.quantiles_) {
      points.emplace_back(value, share / static_cast<double>(Distribution::kGrid));
    }
  }
  result.standard_deviation_ =
      std::sqrt(std::max(second_moment - result.mean_ * result.mean_, 0.0));
  merge_runs(points, Distribution::kGrid);
  result.quantiles_ = weighted_grid(points);
  return result;
}

}  // namespace pignus
