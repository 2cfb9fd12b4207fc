#include "valuation/renewal/fit.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <tuple>
#include <utility>

#include "valuation/method_parameters.h"
#include "valuation/renewal/mean_value.h"
#include "valuation/renewal/ordered_probit.h"
#include "valuation/require.h"

namespace pignus::valuation {

namespace {

/// Half of the 95 per cent quantile of chi-square with one degree of freedom.
constexpr double kDrop = 3.841458820694124 / 2;
constexpr int kHalvings = 80;
constexpr int kGoldenSteps = 60;
constexpr double kDecayMax = 1;

struct Grouped {
  std::vector<double> thresholds;  ///< ln R_0 needed at each fee
  std::vector<double> counts;      ///< rights that ended at each fee, then those that paid all
};

Status check_scenario(const RenewalModel& scenario) {
  PIGNUS_TRY(require(scenario.fees.size() >= 2, "fees", "must number at least two"));
  PIGNUS_TRY(require_within(scenario.decay, 0, kDecayMax, "decay"));
  PIGNUS_TRY(require_within(scenario.discount, 0, 5, "discount"));
  PIGNUS_TRY(require_within(scenario.term_years, 0, 200, "term_years"));
  for (const standards::RenewalFee& fee : scenario.fees) {
    PIGNUS_TRY(require_above_zero(fee.cost, "fees.cost"));
    PIGNUS_TRY(require(fee.years >= 1 && fee.years <= 100, "fees.years", "must be from 1 to 100"));
    PIGNUS_TRY(require(fee.age >= 0 && fee.age < scenario.term_years, "fees.age",
                       "must lie within the term"));
  }
  return {};
}

Result<Grouped> group(const RenewalModel& scenario, const RenewalCohort& cohort) {
  PIGNUS_TRY(check_scenario(scenario));
  PIGNUS_TRY(require_above_zero(cohort.rights, "rights"));
  PIGNUS_TRY(require(cohort.shares.size() == scenario.fees.size(), "shares",
                     "must have one figure a fee"));
  Grouped grouped;
  double before = 1;
  for (std::size_t i = 0; i < cohort.shares.size(); ++i) {
    PIGNUS_TRY(require_within(cohort.shares[i], 0, 1, "shares"));
    PIGNUS_TRY(require(cohort.shares[i] <= before, "shares", "must not rise with age"));
    const double needed = log_return_needed(scenario, scenario.fees[i].age);
    PIGNUS_TRY(require(grouped.thresholds.empty() || needed > grouped.thresholds.back(), "fees",
                       "must each ask for a higher return than the one before"));
    grouped.thresholds.push_back(needed);
    grouped.counts.push_back(cohort.rights * (before - cohort.shares[i]));
    before = cohort.shares[i];
  }
  grouped.counts.push_back(cohort.rights * before);
  // With one cell or two neighbours filled, any narrow enough spread fits as well as any other.
  const auto filled = std::count_if(grouped.counts.begin(), grouped.counts.end(),
                                    [](double count) { return count > 0; });
  PIGNUS_TRY(require(filled >= 3, "shares",
                     "must fall at two fees at least and leave some, or no spread can be told"));
  return grouped;
}

double likelihood_held(const Grouped& grouped, const ProbitHold& hold) {
  const auto point = maximise_probit(grouped.thresholds, grouped.counts, hold);
  return point ? probit_log_likelihood(grouped.thresholds, grouped.counts, *point)
               : -std::numeric_limits<double>::infinity();
}

/// Where a profile drops by kDrop, between a place inside the interval and one outside it.
template <typename Profile>
double crossing(Profile profile, double best_likelihood, double inside, double outside) {
  for (int i = 0; i < kHalvings; ++i) {
    const double middle = inside + (outside - inside) / 2;
    (best_likelihood - profile(middle) < kDrop ? inside : outside) = middle;
  }
  return inside;
}

/// The interval's end on the side of `step`, which doubles until the profile has dropped; none if
/// it never does within `reach` of the best.
template <typename Profile>
std::optional<double> interval_end(Profile profile, double best, double best_likelihood,
                                   double step, double reach) {
  double inside = best;
  double outside = best + step;
  while (best_likelihood - profile(outside) < kDrop) {
    inside = outside;
    step *= 2;
    if (std::abs(outside + step - best) > reach) {
      return std::nullopt;
    }
    outside += step;
  }
  return crossing(profile, best_likelihood, inside, outside);
}

double saturated_likelihood(const Grouped& grouped) {
  const double total = std::accumulate(grouped.counts.begin(), grouped.counts.end(), 0.0);
  double sum = 0;
  for (const double count : grouped.counts) {
    sum += count > 0 ? count * std::log(count / total) : 0;
  }
  return sum;
}

double median_value_of(const RenewalModel& model, double mu) {
  return remaining_value(model, std::exp(mu), {0, 0});
}

void add_intervals(RenewalFit& fit, const Grouped& grouped) {
  const double mu = fit.model.mu;
  const double log_sigma = std::log(fit.model.sigma);
  const auto of_mu = [&grouped](double value) {
    return likelihood_held(grouped, {std::nullopt, value});
  };
  const auto of_log_sigma = [&grouped](double value) {
    return likelihood_held(grouped, {std::exp(value), std::nullopt});
  };
  constexpr double kReach = 50;  // in logs: twenty powers of ten
  const double step = fit.model.sigma / 100;
  fit.mu = {interval_end(of_mu, mu, fit.log_likelihood, -step, kReach),
            interval_end(of_mu, mu, fit.log_likelihood, step, kReach)};
  const auto low = interval_end(of_log_sigma, log_sigma, fit.log_likelihood, -.01, kReach);
  const auto high = interval_end(of_log_sigma, log_sigma, fit.log_likelihood, .01, kReach);
  const auto exp_of = [](std::optional<double> x) {
    return x ? std::optional<double>(std::exp(*x)) : std::nullopt;
  };
  fit.sigma = {exp_of(low), exp_of(high)};
  const auto worth = [&fit](std::optional<double> x) {
    return x ? std::optional<double>(median_value_of(fit.model, *x)) : std::nullopt;
  };
  fit.median_value_interval = {worth(fit.mu.low), worth(fit.mu.high)};
}

/// The likelihood of the decay with mu and sigma at their best for it.
double likelihood_of_decay(RenewalModel scenario, const RenewalCohort& cohort, double decay) {
  scenario.decay = decay;
  const auto grouped = group(scenario, cohort);
  return grouped ? likelihood_held(*grouped, {}) : -std::numeric_limits<double>::infinity();
}

/// The maximum on [0, kDecayMax] of a profile with one peak, by golden section.
double likeliest_decay(const RenewalModel& scenario, const RenewalCohort& cohort) {
  const double ratio = (std::sqrt(5.0) - 1) / 2;
  double low = 0;
  double high = kDecayMax;
  for (int i = 0; i < kGoldenSteps; ++i) {
    const double left = high - ratio * (high - low);
    const double right = low + ratio * (high - low);
    if (likelihood_of_decay(scenario, cohort, left) >=
        likelihood_of_decay(scenario, cohort, right)) {
      high = right;
    } else {
      low = left;
    }
  }
  return low < 1e-9 ? 0 : low + (high - low) / 2;
}

ProfileInterval decay_interval(const RenewalModel& scenario, const RenewalCohort& cohort,
                               double best) {
  const double best_likelihood = likelihood_of_decay(scenario, cohort, best);
  const auto profile = [&](double decay) { return likelihood_of_decay(scenario, cohort, decay); };
  const auto end = [&](double edge) -> std::optional<double> {
    if (best_likelihood - profile(edge) < kDrop) {
      return std::nullopt;
    }
    return crossing(profile, best_likelihood, best, edge);
  };
  return {end(0), end(kDecayMax)};
}

}  // namespace

Result<RenewalFit> fit_renewal(const RenewalModel& scenario, const RenewalCohort& cohort) {
  PIGNUS_ASSIGN(const Grouped grouped, group(scenario, cohort));
  PIGNUS_ASSIGN(const ProbitPoint point, maximise_probit(grouped.thresholds, grouped.counts, {}));
  RenewalFit fit;
  fit.model = scenario;
  fit.model.mu = point.a / point.b;
  fit.model.sigma = 1 / point.b;
  for (const standards::RenewalFee& fee : scenario.fees) {
    fit.shares.push_back(probability_renewed(fit.model, fee.age));
  }
  fit.log_likelihood = probit_log_likelihood(grouped.thresholds, grouped.counts, point);
  fit.deviance = 2 * (saturated_likelihood(grouped) - fit.log_likelihood);
  fit.degrees_of_freedom = static_cast<int>(scenario.fees.size()) - 2;
  add_intervals(fit, grouped);
  fit.median_value = median_value_of(fit.model, fit.model.mu);
  const MeanValue mean = mean_value_at_start(fit.model);
  fit.mean_value = mean.mean;
  fit.share_paying_all = fit.shares.back();
  fit.mean_from_paying_all = mean.mean > 0 ? mean.from_paying_all / mean.mean : 0;
  return fit;
}

Result<RenewalScenarios> fit_renewal_scenarios(const RenewalModel& scenario,
                                               const RenewalCohort& cohort,
                                               std::span<const double> decays) {
  PIGNUS_TRY(require(!decays.empty(), "decays", "must not be empty"));
  RenewalScenarios result;
  for (const double decay : decays) {
    RenewalModel under = scenario;
    under.decay = decay;
    PIGNUS_ASSIGN(RenewalFit fit, fit_renewal(under, cohort));
    result.fits.push_back(std::move(fit));
  }
  const auto range_of = [&result](double RenewalFit::* member) {
    const auto [low, high] = std::minmax_element(
        result.fits.begin(), result.fits.end(),
        [member](const RenewalFit& x, const RenewalFit& y) { return x.*member < y.*member; });
    return std::pair((*low).*member, (*high).*member);
  };
  std::tie(result.median_low, result.median_high) = range_of(&RenewalFit::median_value);
  std::tie(result.mean_low, result.mean_high) = range_of(&RenewalFit::mean_value);
  result.likeliest_decay = likeliest_decay(scenario, cohort);
  result.decay = decay_interval(scenario, cohort, result.likeliest_decay);
  return result;
}

std::vector<double> default_decays() {
  const standards::ParameterSet& parameters = method_parameters();
  return {parameters.at("renewal_decay_slow").mode, parameters.at("renewal_decay_middle").mode,
          parameters.at("renewal_decay_fast").mode};
}

}  // namespace pignus::valuation
