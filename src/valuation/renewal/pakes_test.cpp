#include "valuation/renewal/pakes.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <string>
#include <utility>

namespace pignus::valuation {
namespace {

PakesModel any_model() {
  PakesModel model;
  const int ages = *rc::gen::inRange(2, 16);
  double fee = *rc::gen::inRange(0, 100);
  for (int a = 0; a < ages; ++a) {
    model.fees.push_back(fee);
    fee += *rc::gen::inRange(a == 0 ? 1 : 0, 200);
  }
  model.discount = *rc::gen::inRange(0, 20) / 100.0;
  model.survival = *rc::gen::inRange(1, 100) / 1000.0;
  model.keep = *rc::gen::inRange(40, 101) / 100.0;
  model.learning = *rc::gen::inRange(0, 2000);
  model.learning_decay = *rc::gen::inRange(20, 101) / 100.0;
  return model;
}

PakesSolution solved(const PakesModel& model) {
  auto solution = PakesSolution::solve(model);
  RC_ASSERT(solution.has_value());
  return *std::move(solution);
}

RC_GTEST_PROP(Pakes, CutOffsNeverFallWithAgeAndNeverPassTheFee, ()) {
  const PakesSolution solution = solved(any_model());
  const std::vector<double>& cut_offs = solution.cut_offs();
  for (std::size_t a = 0; a < cut_offs.size(); ++a) {
    const double fee = solution.model().fees[a];
    RC_ASSERT(cut_offs[a] <= fee);
    const double before = a == 0 ? 0 : cut_offs[a - 1];
    RC_ASSERT(cut_offs[a] >= before - 1e-3 * (1 + fee));
  }
  RC_ASSERT(std::abs(cut_offs.back() - solution.model().fees.back()) < 1e-9);
}

RC_GTEST_PROP(Pakes, ValueRisesWithTheReturnAndFallsWithAge, ()) {
  const PakesSolution solution = solved(any_model());
  const double low = *rc::gen::inRange(0, 3000);
  const double high = low + *rc::gen::inRange(1, 1000);
  for (int age = 1; age <= solution.ages(); ++age) {
    const double fee = solution.model().fees[static_cast<std::size_t>(age) - 1];
    RC_ASSERT(solution.value(age, low) >= std::max(0.0, low - fee));
    RC_ASSERT(solution.value(age, high) >= solution.value(age, low));
    const double younger = solution.value(std::max(age - 1, 1), low);
    RC_ASSERT(solution.value(age, low) <= younger * (1 + 1e-4) + 1e-3);
    // Zero below the cut-off and only there.
    const double cut_off = solution.cut_offs()[static_cast<std::size_t>(age) - 1];
    const bool by_rounding = std::abs(low - cut_off) < 1e-6 * (1 + fee);
    RC_ASSERT((by_rounding || (solution.value(age, low) > 0) == (low > cut_off)));
  }
}

RC_GTEST_PROP(Pakes, ValueRisesWithLearningAndSafetyAndFallsWithFees, ()) {
  const PakesModel model = any_model();
  const double r = *rc::gen::inRange(1, 3000);
  const double value = solved(model).value(1, r);
  const double slack = 1e-4 * (1 + value);
  PakesModel other = model;
  other.learning += 100;
  RC_ASSERT(solved(other).value(1, r) >= value - slack);
  other = model;
  other.survival *= 2;
  RC_ASSERT(solved(other).value(1, r) >= value - slack);
  other = model;
  for (double& fee : other.fees) {
    fee += 10;
  }
  RC_ASSERT(solved(other).value(1, r) <= value + slack);
}

RC_GTEST_PROP(Pakes, ScalesWithMoney, ()) {
  PakesModel model = any_model();
  const double r = *rc::gen::inRange(1, 3000);
  const double value = solved(model).value(1, r);
  for (double& fee : model.fees) {
    fee *= 7.25;
  }
  model.learning *= 7.25;
  model.survival /= 7.25;  // per unit of money
  RC_ASSERT(std::abs(solved(model).value(1, 7.25 * r) - 7.25 * value) < 1e-6 * (1 + value));
}

TEST(Pakes, WithoutLearningAndRiskItIsSchankermanAndPakes) {
  // Returns fall by a fifth a year and fees rise: paid while the return is at least the fee.
  const PakesModel model{{10, 20, 30, 40, 50}, .10, 1e9, .8, 0, 1};
  const auto solution = PakesSolution::solve(model);
  ASSERT_TRUE(solution);
  for (std::size_t a = 0; a < model.fees.size(); ++a) {
    EXPECT_NEAR(solution->cut_offs()[a], model.fees[a], 1e-6);
  }
  for (const double first : {5.0, 24.0, 60.0, 100.0, 5000.0}) {
    double expected = 0;
    double present = first;
    double discount = 1;
    for (const double fee : model.fees) {
      if (present < fee) {
        break;
      }
      expected += discount * (present - fee);
      present *= .8;
      discount /= 1.1;
    }
    EXPECT_NEAR(solution->value(1, first), expected, 2e-4 * first) << first;
  }
}

TEST(Pakes, TwoAgesByHand) {
  // V(2, r) = max(0, r - 100). With z exponential of mean 50 and kept returns k = r / 2 < 100:
  // E = (1 - e^-(.01 r)) * 50 e^-2.
  const auto solution = PakesSolution::solve({{5, 100}, .25, .01, .5, 50, 1});
  ASSERT_TRUE(solution);
  const double next = -std::expm1(-.8) * 50 * std::exp(-2.0);
  EXPECT_NEAR(solution->expected_next(1, 80), next, 1e-3);
  EXPECT_NEAR(solution->value(1, 80), 75 + next / 1.25, 1e-3);
  // Kept returns above the fee: k - 100 if z stays below, else the rest of z.
  const double kept = 150;
  const double above = 50 * std::exp(-kept / 50);
  EXPECT_NEAR(solution->expected_next(1, 300), -std::expm1(-3.0) * (50 + above), 1e-3);
}

TEST(Pakes, OwnersWhoFollowTheCutOffsEarnTheValue) {
  const auto solution = PakesSolution::solve(
      {{50, 80, 120, 170, 230, 300, 380, 470, 570, 680}, .10, .004, .85, 900, .7});
  ASSERT_TRUE(solution);
  constexpr std::uint64_t kOwners = 40'000;
  for (const double first : {60.0, 200.0, 900.0}) {
    double sum = 0;
    double squares = 0;
    for (std::uint64_t path = 0; path < kOwners; ++path) {
      const double value = simulate_pakes_life(*solution, first, 3, "test", path).net_value;
      sum += value;
      squares += value * value;
    }
    const double mean = sum / kOwners;
    const double error = std::sqrt((squares / kOwners - mean * mean) / kOwners);
    EXPECT_NEAR(mean, solution->value(1, first), 4 * error) << first;
    EXPECT_GT(mean, 0) << first;
  }
}

TEST(Pakes, InitialValuesAreThoseOfTheirQuantiles) {
  const auto solution = PakesSolution::solve({{50, 80, 120, 170}, .10, .004, .85, 900, .7});
  ASSERT_TRUE(solution);
  const Distribution values = pakes_initial_values(*solution, std::log(300), 1.2);
  EXPECT_NEAR(values.median(), solution->value(1, 300), 1);
  EXPECT_GT(values.mean(), values.median());
}

TEST(Pakes, BadInputIsRefusedByName) {
  const PakesModel good{{10, 20}, .10, .01, .8, 5, .5};
  using Change = std::function<void(PakesModel&)>;
  const std::vector<std::pair<std::string, Change>> cases{
      {"fees", [](PakesModel& m) { m.fees.clear(); }},
      {"fees", [](PakesModel& m) { m.fees = {0, 0}; }},
      {"fees", [](PakesModel& m) { m.fees[1] = -1; }},
      {"fees", [](PakesModel& m) { m.fees.resize(200, 1); }},
      {"discount", [](PakesModel& m) { m.discount = -.1; }},
      {"survival", [](PakesModel& m) { m.survival = 0; }},
      {"keep", [](PakesModel& m) { m.keep = 1.1; }},
      {"learning", [](PakesModel& m) { m.learning = std::nan(""); }},
      {"learning_decay", [](PakesModel& m) { m.learning_decay = 2; }}};
  EXPECT_TRUE(PakesSolution::solve(good));
  for (const auto& [field, change] : cases) {
    PakesModel bad = good;
    change(bad);
    const auto solution = PakesSolution::solve(bad);
    ASSERT_FALSE(solution) << field;
    EXPECT_EQ(solution.error().where.field, field);
  }
}

}  // namespace
}  // namespace pignus::valuation
