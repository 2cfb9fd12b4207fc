#include "text/discrimination.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <utility>

#include "core/check.h"
#include "core/random_stream.h"

namespace pignus::text {

namespace {

constexpr double kNormal975 = 1.959963984540054;

/// For each case the share of the other label that it outranks, ties half: DeLong's placements, by
/// one sort.
std::vector<double> placements(const std::vector<double>& scores,
                               const std::vector<std::uint8_t>& labels) {
  std::vector<std::size_t> order(scores.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::sort(order, {}, [&](std::size_t i) { return std::pair(scores[i], i); });
  const auto positives = static_cast<double>(std::count(labels.begin(), labels.end(), 1));
  const double negatives = static_cast<double>(labels.size()) - positives;
  std::vector<double> result(scores.size());
  std::array<double, 2> below{};  // of each label, with a lower score
  for (std::size_t begin = 0; begin < order.size();) {
    std::size_t end = begin;
    std::array<double, 2> tied{};
    while (end < order.size() && scores[order[end]] == scores[order[begin]]) {
      tied[labels[order[end]]] += 1;
      ++end;
    }
    for (std::size_t i = begin; i < end; ++i) {
      const std::size_t one = order[i];
      if (labels[one] == 1) {
        result[one] = (below[0] + tied[0] / 2) / negatives;
      } else {
        // Seen from a negative: the share of positives above it.
        result[one] = (positives - below[1] - tied[1] / 2) / positives;
      }
    }
    below[0] += tied[0];
    below[1] += tied[1];
    begin = end;
  }
  return result;
}

struct Moments {
  double mean = 0;
  double variance_of_mean = 0;
};

Moments moments(const std::vector<double>& values, const std::vector<std::uint8_t>& labels,
                std::uint8_t label) {
  double count = 0;
  double sum = 0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (labels[i] == label) {
      count += 1;
      sum += values[i];
    }
  }
  Moments result{sum / count, 0};
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (labels[i] == label) {
      result.variance_of_mean += (values[i] - result.mean) * (values[i] - result.mean);
    }
  }
  result.variance_of_mean /= (count - 1) * count;
  return result;
}

Status check_cases(const std::vector<double>& scores, const std::vector<std::uint8_t>& labels) {
  if (scores.size() != labels.size()) {
    return fail(ErrorCode::kInvalidInput, "as many labels as scores are needed", {"", 0, "labels"});
  }
  for (std::size_t i = 0; i < scores.size(); ++i) {
    if (!std::isfinite(scores[i])) {
      return fail(ErrorCode::kInvalidInput, "a score is not finite", {"", i + 1, "scores"});
    }
    if (labels[i] > 1) {
      return fail(ErrorCode::kInvalidInput, "a label is 0 or 1", {"", i + 1, "labels"});
    }
  }
  const auto positives = std::count(labels.begin(), labels.end(), 1);
  if (positives < 2 || static_cast<std::ptrdiff_t>(labels.size()) - positives < 2) {
    return fail(ErrorCode::kInvalidInput, "two positives and two negatives are needed",
                {"", 0, "labels"});
  }
  return {};
}

Interval around(double value, double standard_error) {
  return {value - kNormal975 * standard_error, value + kNormal975 * standard_error};
}

/// Cases in the order of a score, so that a draw of weights has its AUC in one walk.
class Ordered {
 public:
  Ordered(const std::vector<double>& scores, const std::vector<std::uint8_t>& labels)
      : scores_(scores), labels_(labels), order_(scores.size()) {
    std::iota(order_.begin(), order_.end(), std::size_t{0});
    std::ranges::sort(order_, {}, [&](std::size_t i) { return std::pair(scores[i], i); });
  }

  /// nullopt where a label has no weight.
  std::optional<double> auc(const std::vector<double>& weights) const {
    double below = 0;
    double positives = 0;
    double sum = 0;
    for (std::size_t begin = 0; begin < order_.size();) {
      std::array<double, 2> tied{};
      std::size_t end = begin;
      while (end < order_.size() && scores_[order_[end]] == scores_[order_[begin]]) {
        tied[labels_[order_[end]]] += weights[order_[end]];
        ++end;
      }
      sum += tied[1] * (below + tied[0] / 2);
      below += tied[0];
      positives += tied[1];
      begin = end;
    }
    if (below <= 0 || positives <= 0) {
      return std::nullopt;
    }
    return sum / (below * positives);
  }

 private:
  const std::vector<double>& scores_;
  const std::vector<std::uint8_t>& labels_;
  std::vector<std::size_t> order_;
};

/// The smallest value with so large a share at or below it.
double percentile(const std::vector<double>& sorted, double share) {
  const auto place = std::ceil(share * static_cast<double>(sorted.size())) - 1;
  return sorted[static_cast<std::size_t>(std::max(0.0, place))];
}

Interval central_interval(std::vector<double> values) {
  std::ranges::sort(values);
  return {percentile(values, .025), percentile(values, .975)};
}

}  // namespace

Result<Auc> auc(const std::vector<double>& scores, const std::vector<std::uint8_t>& labels) {
  PIGNUS_TRY(check_cases(scores, labels));
  const std::vector<double> placed = placements(scores, labels);
  const Moments of_positives = moments(placed, labels, 1);
  const Moments of_negatives = moments(placed, labels, 0);
  Auc result;
  result.value = of_positives.mean;
  result.standard_error = std::sqrt(of_positives.variance_of_mean + of_negatives.variance_of_mean);
  const Interval wide = around(result.value, result.standard_error);
  result.interval = {std::max(0.0, wide.lower), std::min(1.0, wide.upper)};
  return result;
}

Result<AucDifference> auc_difference(const std::vector<double>& scores,
                                     const std::vector<double>& baseline,
                                     const std::vector<std::uint8_t>& labels) {
  PIGNUS_TRY(check_cases(scores, labels));
  PIGNUS_TRY(check_cases(baseline, labels));
  std::vector<double> apart = placements(scores, labels);
  const std::vector<double> base = placements(baseline, labels);
  for (std::size_t i = 0; i < apart.size(); ++i) {
    apart[i] -= base[i];
  }
  const Moments of_positives = moments(apart, labels, 1);
  const Moments of_negatives = moments(apart, labels, 0);
  AucDifference result;
  result.value = of_positives.mean;
  result.standard_error = std::sqrt(of_positives.variance_of_mean + of_negatives.variance_of_mean);
  result.interval = around(result.value, result.standard_error);
  return result;
}

std::optional<Interval> bootstrap_auc_difference(const std::vector<double>& scores,
                                                 const std::vector<double>& baseline,
                                                 const std::vector<std::uint8_t>& labels,
                                                 const std::vector<std::uint32_t>& clusters,
                                                 const BootstrapOptions& options) {
  PIGNUS_CHECK(scores.size() == labels.size() && baseline.size() == labels.size() &&
               clusters.size() == labels.size() && options.draws > 0);
  std::vector<std::uint32_t> names = clusters;
  std::ranges::sort(names);
  names.erase(std::unique(names.begin(), names.end()), names.end());
  std::vector<std::size_t> cluster_of;
  for (const std::uint32_t cluster : clusters) {
    cluster_of.push_back(
        static_cast<std::size_t>(std::ranges::lower_bound(names, cluster) - names.begin()));
  }
  const Ordered by_score(scores, labels);
  const Ordered by_baseline(baseline, labels);
  std::vector<double> differences;
  for (int draw = 0; draw < options.draws; ++draw) {
    RandomStream stream(options.seed, "text/bootstrap", static_cast<std::uint64_t>(draw));
    std::vector<double> times(names.size(), 0.0);
    for (std::size_t i = 0; i < names.size(); ++i) {
      times[stream.below(names.size())] += 1;
    }
    std::vector<double> weights;
    weights.reserve(cluster_of.size());
    for (const std::size_t cluster : cluster_of) {
      weights.push_back(times[cluster]);
    }
    const auto one = by_score.auc(weights);
    const auto other = by_baseline.auc(weights);
    if (one && other) {
      differences.push_back(*one - *other);
    }
  }
  if (differences.empty()) {
    return std::nullopt;
  }
  return central_interval(std::move(differences));
}

Interval bootstrap_mean(const std::vector<double>& values, const BootstrapOptions& options) {
  PIGNUS_CHECK(!values.empty() && options.draws > 0);
  std::vector<double> means;
  for (int draw = 0; draw < options.draws; ++draw) {
    RandomStream stream(options.seed, "text/bootstrap-mean", static_cast<std::uint64_t>(draw));
    double sum = 0;
    for (std::size_t i = 0; i < values.size(); ++i) {
      sum += values[stream.below(values.size())];
    }
    means.push_back(sum / static_cast<double>(values.size()));
  }
  return central_interval(std::move(means));
}

Ranking ranking_of(const std::vector<std::uint32_t>& ranks, const BootstrapOptions& options) {
  PIGNUS_CHECK(!ranks.empty());
  std::vector<double> first;
  std::vector<double> reciprocal;
  Ranking result;
  const auto share = 1 / static_cast<double>(ranks.size());
  for (const std::uint32_t rank : ranks) {
    first.push_back(rank == 1 ? 1 : 0);
    reciprocal.push_back(rank > 0 ? 1.0 / rank : 0);
    result.recall_at_1 += first.back() * share;
    result.recall_at_10 += rank > 0 && rank <= 10 ? share : 0;
    result.mean_reciprocal_rank += reciprocal.back() * share;
  }
  result.recall_at_1_interval = bootstrap_mean(first, options);
  result.mean_reciprocal_rank_interval = bootstrap_mean(reciprocal, options);
  return result;
}

}  // namespace pignus::text
