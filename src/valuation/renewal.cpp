#include "valuation/renewal.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <span>

#include "core/check.h"
#include "core/normal.h"

namespace pignus::valuation {

namespace {

/// Strata of ln R_0; each stands for an equal share of the rights still alive.
constexpr int kStrata = 2000;
/// Fees within this many years of the date up to which fees are paid count as not yet paid: a paid-
/// until date falls on the day the next fee is due, give or take a leap day.
constexpr double kDayTolerance = 0.01;

/// The worth at the time of payment of one unit of present return over `years` years.
double annuity(const RenewalModel& model, int years) {
  const double step = std::exp(-model.decay) / (1 + model.discount);
  double sum = 0;
  double factor = 1;
  for (int j = 0; j < years; ++j) {
    sum += factor;
    factor *= step;
  }
  return sum;
}

double log_threshold(const RenewalModel& model, const standards::RenewalFee& fee) {
  return std::log(fee.cost / annuity(model, fee.years)) + model.decay * fee.age;
}

double total_of(std::span<const standards::RenewalFee> fees) {
  double total = 0;
  for (const standards::RenewalFee& fee : fees) {
    total += fee.cost;
  }
  return total;
}

/// The share of all rights with ln R_0 >= floor.
double share_above(const RenewalModel& model, double floor) {
  return std::isinf(floor) ? 1.0 : normal_cdf((model.mu - floor) / model.sigma);
}

/// ln R_0 at probability p among the rights with ln R_0 >= floor, whose share is `tail`. Works from
/// the upper tail, where the rare survivors of many fees lie.
double truncated_log_return(const RenewalModel& model, double floor, double tail, double p) {
  const double upper = std::max(tail * (1 - p), std::numeric_limits<double>::min());
  return std::max(model.mu - model.sigma * normal_quantile(upper), floor);
}

/// What one unit of first return brings from `age` until `end`, worth at `age`.
double unit_returns(const RenewalModel& model, double age, double end) {
  const double year_decay = std::exp(-model.decay);
  const double year_discount = 1 / (1 + model.discount);
  double present_return = std::exp(-model.decay * std::floor(age));
  double discount = 1;
  double value = 0;
  for (double year = std::floor(age); year < end; year += 1) {
    const double from = std::max(year, age);
    const double to = std::min(year + 1, end);
    value += to > from ? (to - from) * present_return * discount : 0;
    // The year under way pays now, the next at its own beginning.
    discount = year < age ? std::pow(year_discount, year + 1 - age) : discount * year_discount;
    present_return *= year_decay;
  }
  return value;
}

/// Rights that end at the same age: value = slope * first return - fees.
struct Ending {
  double log_threshold = std::numeric_limits<double>::infinity();  ///< below it they end here
  double end = 0;
  double slope = 0;
  double fees = 0;
};

/// The ends that are still possible, in the order of age. The owner stops at the first whose
/// threshold his return does not reach.
std::vector<Ending> endings_of(const RenewalModel& model, const RenewalState& state) {
  const double paid = std::max(state.age, state.paid_until) - kDayTolerance;
  std::vector<Ending> endings;
  double fees = 0;
  for (const standards::RenewalFee& fee : model.fees) {
    if (fee.age < paid || fee.age >= model.term_years) {
      continue;
    }
    endings.push_back(
        {log_threshold(model, fee), fee.age, unit_returns(model, state.age, fee.age), fees});
    fees += fee.cost * std::pow(1 + model.discount, -std::max(0.0, fee.age - state.age));
  }
  endings.push_back({std::numeric_limits<double>::infinity(), model.term_years,
                     unit_returns(model, state.age, model.term_years), fees});
  return endings;
}

double value_at(const Ending& ending, double first_return) {
  return std::max(ending.slope * first_return - ending.fees, 0.0);
}

}  // namespace

RenewalModel model_of(const standards::RenewalPopulation& population) {
  return {population.mu.mode,       population.sigma.mode, population.decay.mode,
          population.discount.mode, population.term_years, population.fees};
}

RenewalModel with_fees(const RenewalModel& model, std::vector<standards::RenewalFee> fees) {
  if (fees.empty()) {
    return model;
  }
  RenewalModel result = model;
  result.mu += std::log(total_of(fees) / total_of(model.fees));
  result.fees = std::move(fees);
  return result;
}

double log_return_needed(const RenewalModel& model, double age) {
  double needed = -std::numeric_limits<double>::infinity();
  for (const standards::RenewalFee& fee : model.fees) {
    if (fee.age > age) {
      break;
    }
    needed = std::max(needed, log_threshold(model, fee));
  }
  return needed;
}

double probability_renewed(const RenewalModel& model, double age) {
  return share_above(model, log_return_needed(model, age));
}

double remaining_value(const RenewalModel& model, double first_return, const RenewalState& state) {
  const double log_return = std::log(first_return);
  const std::vector<Ending> endings = endings_of(model, state);
  const auto ending = std::find_if(endings.begin(), endings.end(), [log_return](const Ending& one) {
    return log_return < one.log_threshold;
  });
  return value_at(*ending, first_return);
}

RenewalOutlook renewal_outlook(const RenewalModel& model, const RenewalState& state) {
  PIGNUS_CHECK(model.sigma > 0 && state.age >= 0);
  if (state.age >= model.term_years) {
    return {Distribution(0.0), Distribution(0.0)};
  }
  // A fee paid ahead has been paid all the same: what was paid tells of the returns.
  const double known = std::max(state.age, state.paid_until) - kDayTolerance;
  const double floor = log_return_needed(model, known);
  const double tail = share_above(model, floor);
  const std::vector<Ending> endings = endings_of(model, state);
  std::vector<double> values;
  std::vector<double> lives;
  values.reserve(kStrata);
  lives.reserve(kStrata);
  auto ending = endings.begin();  // strata rise, and with them the age at which they end
  for (int i = 0; i < kStrata; ++i) {
    const double p = (i + 0.5) / kStrata;
    // A hair above the floor, so that rounding does not let a paid fee look unpaid.
    const double log_return = truncated_log_return(model, floor, tail, p) + 1e-12;
    while (log_return >= ending->log_threshold) {
      ++ending;
    }
    values.push_back(value_at(*ending, std::exp(log_return)));
    lives.push_back(std::max(0.0, ending->end - state.age));
  }
  return {Distribution::from_samples(values), Distribution::from_samples(lives)};
}

RenewalOutlook renewal_outlook_any_age(const RenewalModel& model) {
  std::vector<std::pair<double, Distribution>> values;
  std::vector<std::pair<double, Distribution>> lives;
  for (double age = 0.5; age < model.term_years; age += 1) {
    const RenewalOutlook outlook = renewal_outlook(model, {age, age});
    const double weight = probability_renewed(model, age);
    values.emplace_back(weight, outlook.value);
    lives.emplace_back(weight, outlook.life_years);
  }
  PIGNUS_CHECK(!values.empty());
  return {mix(values), mix(lives)};
}

}  // namespace pignus::valuation
