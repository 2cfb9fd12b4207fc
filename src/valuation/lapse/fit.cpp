#include "valuation/lapse/fit.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <string>

#include "valuation/lapse/nelder_mead.h"
#include "valuation/require.h"

namespace pignus::valuation {

namespace {

constexpr double kNever = std::numeric_limits<double>::infinity();

double logistic(double x) {
  return 1 / (1 + std::exp(-x));
}

double sum_of(const LapseHazards& shares) {
  return std::accumulate(shares.begin(), shares.end(), 0.0);
}

double log_term(double count, double probability) {
  return count > 0 ? count * std::log(probability) : 0;
}

std::vector<FilingYear> years_between(std::span<const FilingYear> years, int first, int last) {
  std::vector<FilingYear> result;
  std::copy_if(years.begin(), years.end(), std::back_inserter(result),
               [=](const FilingYear& year) { return year.year >= first && year.year <= last; });
  return result;
}

/// Every year asked for is there, with patents.
Status check_span(std::span<const FilingYear> years, int first, int last) {
  PIGNUS_TRY(require(
      first <= last && years.size() == static_cast<std::size_t>(last - first) + 1, "years",
      "must hold every filing year from " + std::to_string(first) + " to " + std::to_string(last)));
  for (const FilingYear& year : years) {
    PIGNUS_TRY(require(std::isfinite(year.lapsed) && year.lapsed >= 0 && year.others >= 0 &&
                           std::isfinite(year.others) && year.lapsed + year.others > 0,
                       "years", "must hold patents in " + std::to_string(year.year)));
  }
  return {};
}

/// The two margins, their cells ready.
struct Problem {
  std::vector<FilingYear> fitted;
  std::vector<FilingYear> all;
  LapseHazards by_decision{};
  double lapsed = 0;  ///< in by_decision; 0: the ages are not fitted
  const GrantTimes* grants = nullptr;
  LapseOptions options;
};

LapseParameters parameters_at(std::span<const double> point, const Problem& problem) {
  const LapseOptions& options = problem.options;
  // A sine, not a logistic: at an end of the span it comes to rest instead of running on for ever.
  const double within = (1 + std::sin(point[kLapseDecisions])) / 2;
  const double span = options.latest_snapshot - options.earliest_snapshot;
  LapseParameters parameters{
      {}, options.earliest_snapshot + span * within, options.without_fees, options.recording_lag};
  for (std::size_t k = 0; k < kLapseDecisions; ++k) {
    parameters.hazards[k] = logistic(point[k]);
  }
  return parameters;
}

LapseHazards age_shares(const LapseParameters& parameters, const Problem& problem) {
  LapseHazards expected{};
  for (const FilingYear& year : problem.all) {
    const LapseHazards shares = lapsed_shares(parameters, *problem.grants, year.year);
    for (std::size_t k = 0; k < kLapseDecisions; ++k) {
      expected[k] += (year.lapsed + year.others) * shares[k];
    }
  }
  const double total = sum_of(expected);
  for (double& share : expected) {
    share /= total;
  }
  return expected;
}

double log_likelihood(const LapseParameters& parameters, const Problem& problem) {
  double sum = 0;
  for (const FilingYear& year : problem.fitted) {
    const double share = sum_of(lapsed_shares(parameters, *problem.grants, year.year));
    sum += log_term(year.lapsed, share) + log_term(year.others, 1 - share);
  }
  if (problem.lapsed > 0) {
    const LapseHazards shares = age_shares(parameters, problem);
    for (std::size_t k = 0; k < kLapseDecisions; ++k) {
      sum += log_term(problem.by_decision[k], shares[k]);
    }
  }
  return std::isnan(sum) ? -kNever : sum;
}

double saturated(const Problem& problem) {
  double sum = 0;
  for (const FilingYear& year : problem.fitted) {
    const double share = year.lapsed / (year.lapsed + year.others);
    sum += log_term(year.lapsed, share) + log_term(year.others, 1 - share);
  }
  for (const double count : problem.by_decision) {
    sum += log_term(count, count / problem.lapsed);
  }
  return sum;
}

Result<Problem> problem_of(const LapseMargins& margins, const GrantTimes& grants,
                           const LapseOptions& options) {
  Problem problem;
  problem.grants = &grants;
  problem.options = options;
  problem.fitted = years_between(margins.years, options.first_year, options.last_year);
  PIGNUS_TRY(check_span(problem.fitted, options.first_year, options.last_year));
  PIGNUS_TRY(require(options.earliest_snapshot < options.latest_snapshot &&
                         options.earliest_snapshot > options.last_year &&
                         options.latest_snapshot <= grants.known_until(),
                     "snapshot", "must be sought between two days of the known years of grant"));
  problem.all = margins.years;
  for (const FilingYear& year : problem.all) {
    PIGNUS_TRY(require(year.year >= grants.first_filing() && year.year <= grants.last_filing(),
                       "years", "must be filing years whose grants are known"));
  }
  for (const LapseAge& age : margins.ages) {
    PIGNUS_TRY(
        require(std::isfinite(age.patents) && age.patents >= 0 && age.years >= 0 && age.years <= 30,
                "ages", "must be from 0 to 30 years, of no fewer than 0 patents"));
  }
  problem.by_decision = lapses_by_decision(margins.ages, options.recording_lag);
  problem.lapsed = sum_of(problem.by_decision);
  PIGNUS_TRY(require(margins.ages.empty() || problem.lapsed > 0, "ages", "must hold patents"));
  const double lapsed =
      std::accumulate(problem.fitted.begin(), problem.fitted.end(), 0.0,
                      [](double sum, const FilingYear& year) { return sum + year.lapsed; });
  PIGNUS_TRY(require(lapsed > 0, "years", "must hold lapsed patents"));
  return problem;
}

}  // namespace

LapseHazards lapses_by_decision(std::span<const LapseAge> ages, double recording_lag) {
  LapseHazards counts{};
  for (const LapseAge& age : ages) {
    std::size_t nearest = 0;
    for (std::size_t k = 1; k < kLapseDecisions; ++k) {
      const auto distance = [&](std::size_t decision) {
        return std::abs(age.years - lapse_age(decision) - recording_lag);
      };
      nearest = distance(k) < distance(nearest) ? k : nearest;
    }
    counts[nearest] += age.patents;
  }
  return counts;
}

Result<double> share_without_fees(std::span<const FilingYear> years, const GrantTimes& grants,
                                  int first_year, int last_year) {
  const std::vector<FilingYear> asked = years_between(years, first_year, last_year);
  PIGNUS_TRY(check_span(asked, first_year, last_year));
  PIGNUS_TRY(require(first_year >= grants.first_filing() && last_year <= grants.last_filing(),
                     "years", "must be filing years whose grants are known"));
  double counted = 0;
  double granted = 0;
  for (const FilingYear& year : asked) {
    counted += year.lapsed + year.others;
    granted += grants.granted_before(year.year, grants.known_until());
  }
  PIGNUS_TRY(require(granted <= counted, "years", "must hold no fewer patents than were granted"));
  return 1 - granted / counted;
}

Result<LapseFit> fit_lapse(const LapseMargins& margins, const GrantTimes& grants,
                           const LapseOptions& options) {
  PIGNUS_ASSIGN(const Problem problem, problem_of(margins, grants, options));
  // From one in five at each decision and the middle of the span: nothing of the data is in it.
  const std::vector<double> start{-1.4, -1.4, -1.4, 0};
  PIGNUS_TRY(check_lapse_parameters(parameters_at(start, problem), grants));
  const auto cost = [&problem](std::span<const double> point) {
    return -log_likelihood(parameters_at(point, problem), problem);
  };
  const SimplexResult best = minimise(cost, start, {.tolerance = 1e-11});
  LapseFit fit;
  fit.parameters = parameters_at(best.point, problem);
  PIGNUS_TRY(check_lapse_parameters(fit.parameters, grants));
  fit.settled = best.settled;
  fit.log_likelihood = -best.value;
  fit.deviance = 2 * (saturated(problem) + best.value);
  fit.degrees = static_cast<int>(problem.fitted.size() + (problem.lapsed > 0 ? 2 : 0)) - 4;
  fit.age_shares = age_shares(fit.parameters, problem);
  return fit;
}

Result<LapseComparison> compare_lapse(const LapseFit& fit, const GrantTimes& grants,
                                      std::span<const FilingYear> years,
                                      const LapseOptions& options, int first_held_out,
                                      int last_held_out) {
  const std::vector<FilingYear> fitted =
      years_between(years, options.first_year, options.last_year);
  PIGNUS_TRY(check_span(fitted, options.first_year, options.last_year));
  PIGNUS_TRY(require(fitted.size() >= 2, "years", "must number two fitted at least"));
  const std::vector<FilingYear> held_out = years_between(years, first_held_out, last_held_out);
  PIGNUS_TRY(check_span(held_out, first_held_out, last_held_out));
  PIGNUS_TRY(require(first_held_out > options.last_year || last_held_out < options.first_year,
                     "held_out", "must be none of the years fitted"));
  PIGNUS_TRY(
      require(first_held_out >= grants.first_filing() && last_held_out <= grants.last_filing(),
              "held_out", "must be filing years whose grants are known"));
  const auto share = [](const FilingYear& year) {
    return year.lapsed / (year.lapsed + year.others);
  };
  const double last = share(fitted.back());
  const double slope = last - share(fitted[fitted.size() - 2]);
  LapseComparison result;
  for (const FilingYear& year : held_out) {
    LapsePrediction row{year.year, share(year), 0, last, 0};
    row.model = sum_of(lapsed_shares(fit.parameters, grants, year.year));
    row.line = std::max(0.0, last + slope * (year.year - fitted.back().year));
    const double count = static_cast<double>(held_out.size());
    result.model_error += std::abs(row.model - row.observed) / count;
    result.last_cohort_error += std::abs(row.last_cohort - row.observed) / count;
    result.line_error += std::abs(row.line - row.observed) / count;
    result.years.push_back(row);
  }
  return result;
}

}  // namespace pignus::valuation
