#include "survival/concordance.h"

#include <algorithm>
#include <cstddef>
#include <vector>

#include "survival/curves.h"
#include "survival/time_order.h"

namespace pignus::survival {

namespace {

/// Weights by rank of the score, with sums of all below a rank: a Fenwick tree.
class WeightTree {
 public:
  explicit WeightTree(std::size_t ranks) : tree_(ranks + 1), own_(ranks) {}

  void add(std::size_t rank, double weight) {
    own_[rank] += weight;
    total_ += weight;
    for (std::size_t i = rank + 1; i < tree_.size(); i += i & (~i + 1)) tree_[i] += weight;
  }
  double below(std::size_t rank) const {
    double sum = 0;
    for (std::size_t i = rank; i > 0; i -= i & (~i + 1)) sum += tree_[i];
    return sum;
  }
  double at(std::size_t rank) const { return own_[rank]; }
  double total() const { return total_; }

 private:
  std::vector<double> tree_;
  std::vector<double> own_;
  double total_ = 0;
};

class PairCounter {
 public:
  PairCounter(const Spells& spells, std::span<const double> score)
      : spells_(spells), exits_(order_of(spells.stratum, spells.exit, Direction::kFalling)) {
    if (!spells.entry.empty()) {
      entries_ = order_of(spells.stratum, spells.entry, Direction::kFalling);
    }
    std::vector<double> distinct(score.begin(), score.end());
    std::sort(distinct.begin(), distinct.end());
    distinct.erase(std::unique(distinct.begin(), distinct.end()), distinct.end());
    for (const double value : score) {
      ranks_.push_back(static_cast<std::size_t>(
          std::lower_bound(distinct.begin(), distinct.end(), value) - distinct.begin()));
    }
    tree_ = WeightTree(distinct.size());
  }

  Concordance count() {
    std::size_t begin = 0;
    while (begin < exits_.size()) {
      const std::size_t end = end_of(begin);
      if (begin > 0 && stratum(begin) != stratum(begin - 1)) empty_to(begin);
      while (!entries_.empty() && left_ < begin &&
             spells_.entry[entries_[left_]] >= spells_.exit[exits_[begin]]) {
        leave(entries_[left_++]);
      }
      // Rows censored at this time are still at risk; events at one time are tied.
      for (std::size_t i = begin; i < end; ++i) {
        if (spells_.event[exits_[i]] == 0) enter(exits_[i]);
      }
      double tied_weight = 0;
      for (std::size_t i = begin; i < end; ++i) {
        if (spells_.event[exits_[i]] == 0) continue;
        compare(exits_[i]);
        pairs_.tied_time += tied_weight * spells_.weight_of(exits_[i]);
        tied_weight += spells_.weight_of(exits_[i]);
      }
      for (std::size_t i = begin; i < end; ++i) {
        if (spells_.event[exits_[i]] != 0) enter(exits_[i]);
      }
      begin = end;
    }
    return pairs_;
  }

 private:
  std::uint32_t stratum(std::size_t i) const { return spells_.stratum_of(exits_[i]); }
  std::size_t end_of(std::size_t begin) const {
    std::size_t end = begin + 1;
    while (end < exits_.size() && stratum(end) == stratum(begin) &&
           spells_.exit[exits_[end]] == spells_.exit[exits_[begin]]) {
      ++end;
    }
    return end;
  }
  void enter(std::uint32_t row) { tree_.add(ranks_[row], spells_.weight_of(row)); }
  void leave(std::uint32_t row) { tree_.add(ranks_[row], -spells_.weight_of(row)); }
  /// The stratum is done: whoever of it has not left does so.
  void empty_to(std::size_t begin) {
    if (entries_.empty()) {
      for (std::size_t i = stratum_begin_; i < begin; ++i) leave(exits_[i]);
    } else {
      while (left_ < begin) leave(entries_[left_++]);
    }
    stratum_begin_ = begin;
  }
  void compare(std::uint32_t row) {
    const double weight = spells_.weight_of(row);
    const double lower = tree_.below(ranks_[row]);
    const double same = tree_.at(ranks_[row]);
    pairs_.concordant += weight * lower;
    pairs_.tied_score += weight * same;
    pairs_.discordant += weight * (tree_.total() - lower - same);
  }

  const Spells& spells_;
  std::vector<std::uint32_t> exits_, entries_;
  std::vector<std::size_t> ranks_;
  WeightTree tree_{0};
  std::size_t left_ = 0;
  std::size_t stratum_begin_ = 0;
  Concordance pairs_;
};

}  // namespace

double Concordance::index() const {
  const double comparable = concordant + discordant + tied_score;
  return comparable > 0 ? (concordant + (tied_score / 2)) / comparable : 0.5;
}

Result<Concordance> concordance(const Spells& spells, std::span<const double> score) {
  PIGNUS_TRY(check_spells(spells));
  if (score.size() != spells.rows()) {
    return fail(ErrorCode::kInvalidInput, "has another number of values than there are rows",
                Where{{}, 0, "score"});
  }
  PIGNUS_TRY(check_values(score, spells.rows(), "score"));
  return PairCounter(spells, score).count();
}

Result<double> brier_score(const Spells& spells, std::span<const double> predicted, double t) {
  PIGNUS_TRY(check_spells(spells));
  if (!spells.entry.empty() || !spells.stratum.empty()) {
    return fail(ErrorCode::kInvalidInput, "Brier's score takes neither entries nor strata");
  }
  if (predicted.size() != spells.rows()) {
    return fail(ErrorCode::kInvalidInput, "has another number of values than there are rows",
                Where{{}, 0, "predicted"});
  }
  for (std::size_t i = 0; i < predicted.size(); ++i) {
    if (!(predicted[i] >= 0 && predicted[i] <= 1)) {
      return fail(ErrorCode::kInvalidInput, "is no probability", Where{{}, i + 1, "predicted"});
    }
  }
  // Censoring as the event. At a time with both, the events come first: they leave its risk set.
  PIGNUS_ASSIGN(const std::vector<Curve> curves, survival_curves(spells));
  struct Step {
    double time, before, after;
  };
  std::vector<Step> uncensored;
  double g = 1;
  for (const CurvePoint& point : curves.front().points) {
    const double before = g;
    if (point.censored > 0) g *= 1 - (point.censored / (point.at_risk - point.events));
    uncensored.push_back({point.time, before, g});
  }
  const auto first_at = [&](double time) {
    return std::lower_bound(uncensored.begin(), uncensored.end(), time,
                            [](const Step& step, double when) { return step.time < when; });
  };
  const auto after_t =
      std::upper_bound(uncensored.begin(), uncensored.end(), t,
                       [](double when, const Step& step) { return when < step.time; });
  const double g_t = after_t == uncensored.begin() ? 1 : std::prev(after_t)->after;
  double sum = 0;
  double weights = 0;
  bool still_at_risk = false;
  for (std::size_t i = 0; i < predicted.size(); ++i) {
    const double weight = spells.weight_of(i);
    weights += weight;
    if (spells.exit[i] > t) {
      still_at_risk = true;
      sum += weight * (1 - predicted[i]) * (1 - predicted[i]) / g_t;
    } else if (spells.event[i] != 0) {
      sum += weight * predicted[i] * predicted[i] / first_at(spells.exit[i])->before;
    }
  }
  if (!still_at_risk) {
    return fail(ErrorCode::kInvalidInput, "no row is followed up beyond this time",
                Where{{}, 0, "t"});
  }
  return sum / weights;
}

}  // namespace pignus::survival
