#include "valuation/renewal.h"

#include <algorithm>
#include <cmath>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "core/random_stream.h"

namespace pignus::valuation {
namespace {

RenewalModel us_model() {
  return {8.3096, 2.2194, .10, .10, 17, {{4, 980, 4}, {8, 2480, 4}, {12, 4110, 4}}};
}

RenewalModel yearly_model() {
  RenewalModel model{9.0, 1.5, .12, .08, 12, {}};
  for (int age = 1; age < 12; ++age) {
    model.fees.push_back({static_cast<double>(age), 400.0 + 250.0 * age, 1});
  }
  return model;
}

/// One owner, year by year, as the model tells it: the slow way.
struct Owner {
  double end = 0;    ///< age at which the right ended
  double value = 0;  ///< at the age asked for, returns less fees from then on
};

Owner live(const RenewalModel& model, double first_return, int age) {
  Owner owner;
  for (int year = 0; year < model.term_years; ++year) {
    const double discount = std::pow(1 + model.discount, -(year - age));
    for (const auto& fee : model.fees) {
      if (fee.age != year) {
        continue;
      }
      double gain = 0;
      for (int j = 0; j < fee.years; ++j) {
        gain +=
            first_return * std::exp(-model.decay * (year + j)) * std::pow(1 + model.discount, -j);
      }
      if (gain < fee.cost) {
        owner.end = year;
        return owner;
      }
      owner.value -= year >= age ? fee.cost * discount : 0;
    }
    owner.value += year >= age ? first_return * std::exp(-model.decay * year) * discount : 0;
  }
  owner.end = model.term_years;
  return owner;
}

void expect_like_simulation(const RenewalModel& model, int age) {
  constexpr std::uint64_t kPaths = 40'000;
  std::vector<double> values;
  std::vector<double> lives;
  for (std::uint64_t path = 0; path < kPaths; ++path) {
    RandomStream stream(11, "test/renewal", path);
    const double first_return = std::exp(model.mu + model.sigma * stream.normal());
    const Owner owner = live(model, first_return, age);
    // Alive just before the fee of this age is due.
    if (owner.end >= age) {
      values.push_back(owner.value);
      lives.push_back(owner.end - age);
    }
  }
  const RenewalOutlook fast = renewal_outlook(model, {static_cast<double>(age), 0});
  const Distribution slow = Distribution::from_samples(values);
  for (const double p : {.1, .25, .5, .75, .9}) {
    // Within the slow answer's own sampling error: two points of probability.
    EXPECT_GE(fast.value.quantile(p) * (1 + 1e-9), slow.quantile(p - .02)) << age << " " << p;
    EXPECT_LE(fast.value.quantile(p), slow.quantile(p + .02) * (1 + 1e-9)) << age << " " << p;
  }
  EXPECT_NEAR(fast.life_years.mean(), Distribution::from_samples(lives).mean(), .15) << age;
}

TEST(Renewal, TheFastWayAgreesWithOwnersYearByYear) {
  for (const int age : {0, 3, 5, 9, 13}) {
    expect_like_simulation(us_model(), age);
  }
  for (const int age : {0, 4, 8}) {
    expect_like_simulation(yearly_model(), age);
  }
}

TEST(Renewal, SharesAgreeWithOwnersYearByYear) {
  const RenewalModel model = us_model();
  constexpr std::uint64_t kPaths = 20'000;
  for (const int age : {4, 8, 12}) {
    double renewed = 0;
    for (std::uint64_t path = 0; path < kPaths; ++path) {
      RandomStream stream(5, "test/shares", path);
      renewed += live(model, std::exp(model.mu + model.sigma * stream.normal()), 0).end > age;
    }
    EXPECT_NEAR(renewed / kPaths, probability_renewed(model, age), .015) << age;
  }
}

TEST(Renewal, AFeePaidTellsOfValue) {
  const RenewalModel model = us_model();
  const RenewalOutlook not_yet = renewal_outlook(model, {7.5, 7.5});
  const RenewalOutlook paid_ahead = renewal_outlook(model, {7.5, 12});
  EXPECT_GT(paid_ahead.value.median(), not_yet.value.median());
  EXPECT_GT(paid_ahead.life_years.quantile(.01), 4.4);
}

TEST(Renewal, NothingIsLeftAtTheEndOfTheTerm) {
  EXPECT_EQ(renewal_outlook(us_model(), {17, 17}).value.quantile(1), 0);
  EXPECT_LE(renewal_outlook(us_model(), {16.5, 16.5}).life_years.quantile(1), .5 + 1e-12);
}

TEST(Renewal, OtherFeesKeepTheShares) {
  const RenewalModel model = us_model();
  std::vector<standards::RenewalFee> doubled = model.fees;
  for (auto& fee : doubled) {
    fee.cost *= 2;
  }
  const RenewalModel today = with_fees(model, doubled);
  EXPECT_NEAR(probability_renewed(today, 8), probability_renewed(model, 8), 1e-12);
  EXPECT_NEAR(renewal_outlook(today, {5, 5}).value.median(),
              2 * renewal_outlook(model, {5, 5}).value.median(), 1e-6);
  EXPECT_EQ(with_fees(model, {}).mu, model.mu);
}

RC_GTEST_PROP(Renewal, ValueAndLifeRiseWithTheReturnAndFallWithAge, ()) {
  const RenewalModel model = *rc::gen::element(us_model(), yearly_model());
  const double log_return = model.mu + *rc::gen::inRange(-300, 301) / 100.0;
  const double age = *rc::gen::inRange(0, 48) / 4.0;
  const double low = std::exp(log_return);
  const double high = std::exp(log_return + .05);
  const RenewalState state{age, age};
  RC_ASSERT(remaining_value(model, high, state) >= remaining_value(model, low, state));
  RC_ASSERT(probability_renewed(model, age + 1) <= probability_renewed(model, age));
}

TEST(Renewal, AnUnknownAgeIsWiderThanAnyKnownOne) {
  const RenewalModel model = us_model();
  const auto width = [](const Distribution& value) {
    return (value.quantile(.95) - value.quantile(.05)) / value.median();
  };
  const double unknown = width(renewal_outlook_any_age(model).value);
  // Against the average over ages: a single young age may spread a little more.
  double known = 0;
  int count = 0;
  for (double age = .5; age < 17; age += 1) {
    known += width(renewal_outlook(model, {age, age}).value);
    ++count;
  }
  EXPECT_GT(unknown, known / count);
}

}  // namespace
}  // namespace pignus::valuation
