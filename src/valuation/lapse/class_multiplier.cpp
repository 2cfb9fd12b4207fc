#include "valuation/lapse/class_multiplier.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include "valuation/require.h"

namespace pignus::valuation {

namespace {

constexpr double kDaysAYear = 365.25;
constexpr double kTiltMax = .6;  ///< 1/year: a class that doubles every fourteen months
constexpr double kLogMultiplierMax = 3;
constexpr int kHalvings = 36;

/// What a group of patents shows: the share lapsed and the mean age at lapse in years.
struct Shown {
  double share = 0;
  double mean_age = 0;
};

/// What explains it: growth of its filings against the whole, and the multiplier of its hazards.
struct Explained {
  double growth = 0;
  double log_multiplier = 0;
};

/// Filing years with the shares of their patents that had come to each decision.
class Cohorts {
 public:
  Cohorts(const LapseFit& fit, const GrantTimes& grants, std::span<const FilingYear> years)
      : hazards_(fit.parameters.hazards), recording_lag_(fit.parameters.recording_lag) {
    for (const FilingYear& year : years) {
      const double counted = grants.granted_before(year.year, fit.parameters.snapshot);
      if (!(counted > 0)) {
        continue;
      }
      Cohort cohort{static_cast<double>(year.year), year.lapsed + year.others, {}};
      for (std::size_t k = 0; k < kLapseDecisions; ++k) {
        cohort.decided[k] = grants.granted_before(year.year, fit.parameters.snapshot -
                                                                 lapse_age(k) - recording_lag_) /
                            counted;
      }
      cohorts_.push_back(cohort);
    }
    const double middle = cohorts_.empty() ? 0 : cohorts_[cohorts_.size() / 2].year;
    for (Cohort& cohort : cohorts_) {
      cohort.year -= middle;  // so that a tilt neither overflows nor vanishes
    }
  }

  Shown shown(const Explained& by) const {
    const LapseHazards hazards = multiplied(hazards_, std::exp(by.log_multiplier));
    double patents = 0;
    LapseHazards lapsed{};
    for (const Cohort& cohort : cohorts_) {
      const double weight = cohort.patents * std::exp(by.growth * cohort.year);
      patents += weight;
      double alive = 1;
      for (std::size_t k = 0; k < kLapseDecisions; ++k) {
        lapsed[k] += weight * alive * hazards[k] * cohort.decided[k];
        alive *= 1 - hazards[k];
      }
    }
    const double total = std::accumulate(lapsed.begin(), lapsed.end(), 0.0);
    double age = 0;
    for (std::size_t k = 0; k < kLapseDecisions; ++k) {
      age += lapsed[k] * (lapse_age(k) + recording_lag_);
    }
    return {total / patents, age / total};
  }

  /// The multiplier that meets a share at a given tilt; nullopt beyond kLogMultiplierMax.
  std::optional<double> log_multiplier(double growth, double share) const {
    double low = -kLogMultiplierMax;
    double high = kLogMultiplierMax;
    if (shown({growth, low}).share > share || shown({growth, high}).share < share) {
      return std::nullopt;
    }
    for (int i = 0; i < kHalvings; ++i) {
      const double middle = (low + high) / 2;
      (shown({growth, middle}).share < share ? low : high) = middle;
    }
    return (low + high) / 2;
  }

  /// Growth and multiplier that meet both. Along the multipliers that meet the share, a younger
  /// class lapses at an earlier age: the tilt is found by halving.
  std::optional<Explained> explain(const Shown& wanted) const {
    const auto at = [&](double growth) -> std::optional<Explained> {
      const auto found = log_multiplier(growth, wanted.share);
      return found ? std::optional<Explained>({growth, *found}) : std::nullopt;
    };
    // A strong tilt may leave a share out of reach: draw the ends in until both are within it.
    double low = -kTiltMax;
    double high = kTiltMax;
    while (low < -1e-3 && !at(low)) {
      low /= 1.5;
    }
    while (high > 1e-3 && !at(high)) {
      high /= 1.5;
    }
    const auto first = at(low);
    const auto last = at(high);
    if (!first || !last || shown(*first).mean_age < wanted.mean_age ||
        shown(*last).mean_age > wanted.mean_age) {
      return std::nullopt;
    }
    for (int i = 0; i < kHalvings; ++i) {
      const double middle = (low + high) / 2;
      const auto point = at(middle);
      if (!point) {
        return std::nullopt;
      }
      (shown(*point).mean_age > wanted.mean_age ? low : high) = middle;
    }
    return at((low + high) / 2);
  }

 private:
  struct Cohort {
    double year = 0;
    double patents = 0;
    LapseHazards decided{};
  };
  LapseHazards hazards_;
  double recording_lag_;
  std::vector<Cohort> cohorts_;
};

struct Sum {
  double lapsed = 0;
  double others = 0;
  double mean_days = 0;
};

Result<Sum> sum_of(std::span<const ClassCount> counts) {
  Sum sum;
  double with_mean = 0;
  for (const ClassCount& count : counts) {
    PIGNUS_TRY(require(std::isfinite(count.lapsed) && std::isfinite(count.others) &&
                           count.lapsed >= 0 && count.others >= 0,
                       "counts", "must not be negative in " + count.code));
    sum.lapsed += count.lapsed;
    sum.others += count.others;
    if (count.mean_days) {
      PIGNUS_TRY(require_within(*count.mean_days, 0, 30 * kDaysAYear, "mean_days"));
      sum.mean_days += *count.mean_days * count.lapsed;
      with_mean += count.lapsed;
    }
  }
  PIGNUS_TRY(require(sum.lapsed > 0 && sum.others > 0, "counts", "must hold lapsed and others"));
  PIGNUS_TRY(require(with_mean > 0, "mean_days", "must be known of a class at least"));
  sum.mean_days /= with_mean;
  return sum;
}

double deviation_of(std::span<const LapseAge> ages) {
  double count = 0;
  double mean = 0;
  for (const LapseAge& age : ages) {
    count += age.patents;
    mean += age.patents * age.years;
  }
  mean /= count;
  double squares = 0;
  for (const LapseAge& age : ages) {
    squares += age.patents * (age.years - mean) * (age.years - mean);
  }
  return std::sqrt(squares / count);
}

/// How the multiplier moves with the share's log odds and with the mean age, about the whole.
struct Slopes {
  double log_odds = 0;
  double mean_age = 0;
};

Result<Slopes> slopes_at(const Cohorts& cohorts, const Shown& whole) {
  constexpr double kStep = .05;
  const double odds = whole.share / (1 - whole.share) * std::exp(kStep);
  const auto centre = cohorts.explain(whole);
  const auto more = cohorts.explain({odds / (1 + odds), whole.mean_age});
  const auto older = cohorts.explain({whole.share, whole.mean_age + kStep});
  PIGNUS_TRY(
      require(centre && more && older, "counts", "must have a sum that the model can explain"));
  return Slopes{(more->log_multiplier - centre->log_multiplier) / kStep,
                (older->log_multiplier - centre->log_multiplier) / kStep};
}

/// Draws the logarithms towards 0. The variance between the classes is Paule and Mandel's, about
/// the known middle 0: that at which sum of x^2 / (v + between) is the number of classes. The
/// weights then even out where classes differ more than chance has them, so that no large class
/// rules.
double shrink(std::vector<ClassMultiplier>& classes, const std::vector<double>& variances) {
  std::vector<std::pair<double, double>> known;  // squared logarithm, variance
  for (std::size_t i = 0; i < classes.size(); ++i) {
    if (classes[i].at_equal_age) {
      const double value = std::log(*classes[i].at_equal_age);
      known.emplace_back(value * value, variances[i]);
    }
  }
  const auto excess = [&known](double between) {
    double sum = -static_cast<double>(known.size());
    for (const auto& [square, variance] : known) {
      sum += square / (variance + between);
    }
    return sum;
  };
  double low = 0;
  double high = 4 * kLogMultiplierMax * kLogMultiplierMax;
  for (int i = 0; i < kHalvings && excess(0) > 0; ++i) {
    const double middle = (low + high) / 2;
    (excess(middle) > 0 ? low : high) = middle;
  }
  const double between = excess(0) > 0 ? (low + high) / 2 : 0;
  for (std::size_t i = 0; i < classes.size(); ++i) {
    if (classes[i].at_equal_age) {
      classes[i].shrunk =
          std::exp(std::log(*classes[i].at_equal_age) * between / (between + variances[i]));
    }
  }
  return std::sqrt(between);
}

}  // namespace

Result<ClassMultipliers> class_multipliers(std::span<const ClassCount> counts, const LapseFit& fit,
                                           const GrantTimes& grants, const LapseMargins& margins) {
  PIGNUS_ASSIGN(const Sum sum, sum_of(counts));
  const LapseHazards by_decision = lapses_by_decision(margins.ages, fit.parameters.recording_lag);
  const double lapsed = std::accumulate(by_decision.begin(), by_decision.end(), 0.0);
  PIGNUS_TRY(require(lapsed > 0, "ages", "must hold patents"));
  const Cohorts cohorts(fit, grants, margins.years);
  const double deviation = deviation_of(margins.ages);
  const Shown whole{sum.lapsed / (sum.lapsed + sum.others), sum.mean_days / kDaysAYear};
  PIGNUS_ASSIGN(const Slopes slopes, slopes_at(cohorts, whole));
  const Explained base = *cohorts.explain(whole);
  ClassMultipliers result;
  result.entries_a_patent = sum.lapsed / lapsed;
  std::vector<double> variances;
  for (const ClassCount& count : counts) {
    ClassMultiplier row{count.code, count.lapsed, count.others, 1, {}, {}, 1};
    const double patents = count.lapsed + count.others;
    variances.push_back(0);
    // Half a patent each way keeps a class without lapses, or without others, finite.
    const double share = (count.lapsed + .5) / (patents + 1);
    row.raw = std::log1p(-share) / std::log1p(-whole.share);
    const auto found = count.mean_days && count.others > 0
                           ? cohorts.explain({share, *count.mean_days / kDaysAYear})
                           : std::nullopt;
    if (found) {
      row.at_equal_age = std::exp(found->log_multiplier - base.log_multiplier);
      row.growth = found->growth - base.growth;
      const double odds = slopes.log_odds * slopes.log_odds * (1 / count.lapsed + 1 / count.others);
      const double age = slopes.mean_age * slopes.mean_age * deviation * deviation / count.lapsed;
      variances.back() = odds + age;
    }
    result.classes.push_back(std::move(row));
  }
  result.spread = shrink(result.classes, variances);
  return result;
}

}  // namespace pignus::valuation
