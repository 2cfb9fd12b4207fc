#include "valuation/trend/citation_lags.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <optional>
#include <vector>

#include "valuation/require.h"

namespace pignus::valuation {
namespace {

/// Ages by whole years; those of the citing year itself are a third of a year old on average, and
/// only half of that year's rights were there to be cited.
constexpr double kAgeOfSameYear = 1.0 / 3;
constexpr double kShareOfSameYear = 0.5;

Status check_years(std::span<const YearCount> rows, const char* field) {
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (!std::isfinite(rows[i].count) || rows[i].count < 0) {
      return fail(ErrorCode::kInvalidInput, "a count is below zero or not finite",
                  {"", i + 1, field});
    }
    if (i > 0 && rows[i].year <= rows[i - 1].year) {
      return fail(ErrorCode::kInvalidInput, "years do not rise", {"", i + 1, field});
    }
  }
  return require(!rows.empty(), field, "must hold at least one year");
}

double age_of(std::size_t years) {
  return years == 0 ? kAgeOfSameYear : static_cast<double>(years);
}

/// Shares of the citations by age in whole years, under a rate.
class Ages {
 public:
  Ages(const CitationLags& lags, std::span<const YearCount> citable,
       std::span<const YearCount> made, double notice)
      : lags_(lags), citable_(citable), made_(made), notice_(notice) {}

  bool take(double rate) {
    shares_.assign(static_cast<std::size_t>(lags_.last_year - citable_.front().year + 1), 0);
    double total = 0;
    for (const YearCount& citing : made_) {
      if (citing.year < lags_.first_year || citing.year > lags_.last_year) continue;
      total += add(citing, rate);
    }
    if (total <= 0) return false;
    for (double& share : shares_) share /= total;
    return true;
  }

  double mean() const {
    double sum = 0;
    for (std::size_t age = 0; age < shares_.size(); ++age) sum += shares_[age] * age_of(age);
    return sum;
  }

  double median() const {
    double sum = 0;
    for (std::size_t age = 0; age < shares_.size(); ++age) {
      if (sum + shares_[age] >= 0.5) {
        const double from = age == 0 ? 0.0 : static_cast<double>(age) - 0.5;
        const double to = static_cast<double>(age) + 0.5;
        return from + (to - from) * (0.5 - sum) / shares_[age];
      }
      sum += shares_[age];
    }
    return static_cast<double>(shares_.size());
  }

 private:
  /// The citations of one year, shared out over ages; what was added.
  double add(const YearCount& citing, double rate) {
    std::vector<double> weights(shares_.size());
    double sum = 0;
    for (const YearCount& cohort : citable_) {
      if (cohort.year > citing.year) break;
      const auto years = static_cast<std::size_t>(citing.year - cohort.year);
      const double age = age_of(years);
      weights[years] = cohort.count * std::exp(-rate * age) * (1 - std::exp(-notice_ * age)) *
                       (years == 0 ? kShareOfSameYear : 1.0);
      sum += weights[years];
    }
    if (sum <= 0) return 0;
    for (std::size_t age = 0; age < weights.size(); ++age) {
      shares_[age] += citing.count * weights[age] / sum;
    }
    return citing.count;
  }

  const CitationLags& lags_;
  std::span<const YearCount> citable_;
  std::span<const YearCount> made_;
  double notice_;
  std::vector<double> shares_;
};

/// Mean and median fall as the rate rises: the rate by halving.
template <typename LagOf>
std::optional<double> rate_for(Ages& ages, double lag, const LagOf& lag_of) {
  double low = -0.5;
  double high = 1;
  const auto at = [&](double rate) { return ages.take(rate) ? lag_of(ages) : std::nan(""); };
  if (!(at(low) >= lag && at(high) <= lag)) return std::nullopt;
  constexpr int kHalvings = 60;
  for (int i = 0; i < kHalvings; ++i) {
    const double middle = (low + high) / 2;
    (at(middle) >= lag ? low : high) = middle;
  }
  return (low + high) / 2;
}

}  // namespace

Result<TrendEstimate> obsolescence_from_lags(const CitationLags& lags,
                                             std::span<const YearCount> citable,
                                             std::span<const YearCount> made,
                                             double notice_per_year) {
  PIGNUS_TRY(check_years(citable, "citable"));
  PIGNUS_TRY(check_years(made, "made"));
  PIGNUS_TRY(require_above_zero(notice_per_year, "notice_per_year"));
  PIGNUS_TRY(require(lags.first_year <= lags.last_year && citable.front().year < lags.first_year,
                     "first_year", "must lie after the first year that can be cited"));
  const double window = lags.last_year - citable.front().year;
  PIGNUS_TRY(require_within(lags.mean_years, 0, window, "mean_years"));
  PIGNUS_TRY(require_within(lags.median_years, 0, window, "median_years"));
  Ages ages(lags, citable, made, notice_per_year);
  const auto by_mean = rate_for(ages, lags.mean_years, [](const Ages& one) { return one.mean(); });
  const auto by_median =
      rate_for(ages, lags.median_years, [](const Ages& one) { return one.median(); });
  if (!by_mean || !by_median) {
    return fail(ErrorCode::kNotFound, "no rate gives these lags", {"", 0, "rate"});
  }
  return TrendEstimate{(*by_mean + *by_median) / 2, std::min(*by_mean, *by_median),
                       std::max(*by_mean, *by_median), lags.last_year - lags.first_year + 1};
}

}  // namespace pignus::valuation
