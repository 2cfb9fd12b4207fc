#include "valuation/income/simulated_inputs.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <thread>

#include "valuation/relief_from_royalty.h"

namespace pignus::valuation {
namespace {

std::vector<NamedInput> three_inputs() {
  return {{"revenue", Distribution::lognormal(1e6, .5)},
          {"growth", Distribution::triangular(-.05, 0, .10)},
          {"royalty_rate", Distribution::uniform(.01, .06)}};
}

Result<double> royalties(std::span<const double> inputs) {
  RoyaltyCase assumed;
  assumed.revenue = inputs[0];
  assumed.growth = inputs[1];
  assumed.royalty_rate = inputs[2];
  assumed.tax_rate = .25;
  assumed.discount_rate = .18;
  assumed.life_years = 8;
  return relief_from_royalty(assumed);
}

InputModel model_with(const std::vector<InputCorrelation>& correlations,
                      std::vector<InputScenario> scenarios = {}) {
  auto model = InputModel::make(three_inputs(), correlations, std::move(scenarios));
  EXPECT_TRUE(model) << (model ? "" : model.error().message);
  return *std::move(model);
}

std::vector<std::vector<double>> draws_of(const InputModel& model, std::uint64_t paths) {
  std::vector<std::vector<double>> columns(model.size());
  std::vector<double> values(model.size());
  const RandomStream streams = InputModel::streams(3, "test");
  for (std::uint64_t path = 0; path < paths; ++path) {
    model.draw(streams.at(path), values);
    for (std::size_t i = 0; i < values.size(); ++i) {
      columns[i].push_back(values[i]);
    }
  }
  return columns;
}

std::vector<double> ranks_of(const std::vector<double>& values) {
  std::vector<std::size_t> order(values.size());
  for (std::size_t i = 0; i < order.size(); ++i) {
    order[i] = i;
  }
  std::sort(order.begin(), order.end(),
            [&values](std::size_t a, std::size_t b) { return values[a] < values[b]; });
  std::vector<double> ranks(values.size());
  for (std::size_t i = 0; i < order.size(); ++i) {
    ranks[order[i]] = static_cast<double>(i);
  }
  return ranks;
}

double rank_correlation(const std::vector<double>& x, const std::vector<double>& y) {
  const auto rank_x = ranks_of(x);
  const auto rank_y = ranks_of(y);
  const double middle = (static_cast<double>(x.size()) - 1) / 2;
  double xy = 0;
  double xx = 0;
  for (std::size_t i = 0; i < x.size(); ++i) {
    xy += (rank_x[i] - middle) * (rank_y[i] - middle);
    xx += (rank_x[i] - middle) * (rank_x[i] - middle);
  }
  return xy / xx;
}

TEST(SimulatedInputs, HaveTheRankCorrelationsAskedForAndTheirOwnDistributions) {
  const InputModel model = model_with({{"revenue", "growth", normal_score_correlation(.6)},
                                       {"royalty_rate", "growth", normal_score_correlation(-.4)}});
  const auto columns = draws_of(model, 20'000);
  EXPECT_NEAR(rank_correlation(columns[0], columns[1]), .6, .02);
  EXPECT_NEAR(rank_correlation(columns[1], columns[2]), -.4, .02);
  EXPECT_NEAR(rank_correlation(columns[0], columns[2]), 0, .03);
  for (std::size_t i = 0; i < columns.size(); ++i) {
    const Distribution drawn = Distribution::from_samples(columns[i]);
    const Distribution& asked = model.inputs()[i].value;
    for (const double p : {.05, .25, .5, .75, .95}) {
      EXPECT_NEAR(asked.probability_below(drawn.quantile(p)), p, .012) << i;
    }
  }
}

TEST(SimulatedInputs, PerfectDependenceMovesTogether) {
  const InputModel model = model_with(
      {{"revenue", "growth", 1}, {"revenue", "royalty_rate", -1}, {"growth", "royalty_rate", -1}});
  const auto columns = draws_of(model, 2'000);
  EXPECT_NEAR(rank_correlation(columns[0], columns[1]), 1, 1e-6);
  EXPECT_NEAR(rank_correlation(columns[0], columns[2]), -1, 1e-6);
}

TEST(SimulatedInputs, DependenceWidensAProduct) {
  const auto width = [](double correlation) {
    const InputModel model = model_with({{"revenue", "royalty_rate", correlation}});
    const auto paths = simulate_paths(model, royalties, 9, "right", {0, 10'000});
    const Distribution value = summarise(model, *paths)->value;
    return std::log(value.quantile(.9) / value.quantile(.1));
  };
  EXPECT_GT(width(.8), width(0) + .2);
  EXPECT_LT(width(-.8), width(0) - .2);
}

RC_GTEST_PROP(SimulatedInputs, RangesAndThreadsGiveTheSameBytes, ()) {
  const InputModel model =
      model_with({{"revenue", "growth", .5}},
                 {{"good", .3, {{"growth", Distribution(.2)}}}, {"plain", .7, {}}});
  const std::uint64_t paths = 200;
  const auto whole = simulate_paths(model, royalties, 5, "right", {0, paths});
  RC_ASSERT(whole.has_value());
  const auto threads = static_cast<std::uint64_t>(*rc::gen::inRange(1, 8));
  std::vector<std::vector<SimulatedPath>> parts(threads);
  std::vector<std::thread> running;
  for (std::uint64_t part = 0; part < threads; ++part) {
    running.emplace_back([&, part] {
      const std::uint64_t first = paths * part / threads;
      const std::uint64_t last = paths * (part + 1) / threads;
      parts[part] = *simulate_paths(model, royalties, 5, "right", {first, last - first});
    });
  }
  for (std::thread& thread : running) {
    thread.join();
  }
  std::vector<SimulatedPath> joined;
  for (const auto& part : parts) {
    joined.insert(joined.end(), part.begin(), part.end());
  }
  RC_ASSERT(joined.size() == whole->size());
  for (std::size_t i = 0; i < joined.size(); ++i) {
    RC_ASSERT(std::memcmp(&joined[i].value, &(*whole)[i].value, sizeof(double)) == 0);
    RC_ASSERT(joined[i].scenario == (*whole)[i].scenario);
  }
}

TEST(SimulatedInputs, TheOrderOfInputsChangesNothing) {
  auto reversed = three_inputs();
  std::reverse(reversed.begin(), reversed.end());
  const std::vector<InputCorrelation> correlations{{"revenue", "growth", .5}};
  const InputModel model = model_with(correlations);
  const auto other = InputModel::make(reversed, correlations, {});
  ASSERT_TRUE(other);
  auto columns = draws_of(*other, 50);
  std::reverse(columns.begin(), columns.end());
  EXPECT_EQ(columns, draws_of(model, 50));
}

TEST(SimulatedInputs, ScenariosReplaceInputsAndHaveTheirChances) {
  const InputModel model =
      model_with({}, {{"entry", .25, {{"revenue", Distribution(0)}}}, {"none", .75, {}}});
  const auto paths = simulate_paths(model, royalties, 1, "right", {0, 8'000});
  const auto result = summarise(model, *paths);
  ASSERT_TRUE(result);
  ASSERT_EQ(result->scenarios.size(), 2U);
  EXPECT_NEAR(static_cast<double>(result->scenarios[0].paths) / 8'000, .25, .015);
  EXPECT_EQ(result->scenarios[0].value->quantile(1), 0);
  EXPECT_GT(result->scenarios[1].value->quantile(0), 0);
  EXPECT_EQ(result->value.quantile(.2), 0);
  // A path outside the scenario has the numbers it would have without any.
  const InputModel plain = model_with({});
  const auto without = simulate_paths(plain, royalties, 1, "right", {0, 8'000});
  for (std::size_t i = 0; i < paths->size(); ++i) {
    if ((*paths)[i].scenario == 1) {
      ASSERT_EQ((*paths)[i].value, (*without)[i].value);
    }
  }
}

std::string refused(std::vector<NamedInput> inputs,
                    const std::vector<InputCorrelation>& correlations,
                    std::vector<InputScenario> scenarios = {}) {
  const auto model = InputModel::make(std::move(inputs), correlations, std::move(scenarios));
  return model ? "" : model.error().where.field;
}

TEST(SimulatedInputs, BadInputIsRefusedByName) {
  const auto inputs = three_inputs();
  EXPECT_EQ(refused({}, {}), "inputs");
  EXPECT_EQ(refused({{"a", Distribution(1)}, {"a", Distribution(1)}}, {}), "a");
  EXPECT_EQ(refused({{"", Distribution(1)}}, {}), "inputs.name");
  EXPECT_EQ(refused(inputs, {{"revenue", "price", .5}}), "price");
  EXPECT_EQ(refused(inputs, {{"zeal", "growth", .5}}), "zeal");
  EXPECT_EQ(refused(inputs, {{"revenue", "growth", 1.5}}), "revenue/growth");
  EXPECT_EQ(refused(inputs, {{"growth", "growth", 1}}), "growth/growth");
  EXPECT_EQ(refused(inputs, {{"revenue", "growth", .5}, {"growth", "revenue", .5}}),
            "growth/revenue");
  // The last by name is asked to follow two that move apart.
  EXPECT_EQ(refused(inputs, {{"growth", "revenue", -.9},
                             {"growth", "royalty_rate", .9},
                             {"revenue", "royalty_rate", .9}}),
            "royalty_rate");
  EXPECT_EQ(refused(inputs, {{"growth", "revenue", 1}, {"growth", "royalty_rate", .5}}),
            "royalty_rate");
  EXPECT_EQ(refused(inputs, {}, {{"bad", .4, {}}}), "scenarios");
  EXPECT_EQ(refused(inputs, {}, {{"bad", .4, {}}, {"bad", .6, {}}}), "scenario bad");
  EXPECT_EQ(refused(inputs, {}, {{"bad", 1, {{"price", Distribution(1)}}}}), "scenario bad");
  EXPECT_EQ(refused(inputs, {}, {{"bad", -1, {}}}), "scenario bad probability");
}

TEST(SimulatedInputs, AFailingPathIsNamed) {
  const InputModel model = model_with({});
  const auto wild =
      simulate_paths(model, [](std::span<const double>) -> Result<double> { return std::nan(""); },
                     1, "right", {7, 3});
  ASSERT_FALSE(wild);
  EXPECT_EQ(wild.error().where.record, 8U);
  const auto failing =
      simulate_paths(model,
                     [](std::span<const double>) -> Result<double> {
                       return fail(ErrorCode::kInvalidInput, "no", {"", 0, "nopat"});
                     },
                     1, "right", {2, 3});
  ASSERT_FALSE(failing);
  EXPECT_EQ(failing.error().where.record, 3U);
  EXPECT_EQ(failing.error().where.field, "nopat");
  EXPECT_FALSE(summarise(model, {}));
}

}  // namespace
}  // namespace pignus::valuation
