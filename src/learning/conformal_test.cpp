#include "learning/conformal.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "core/normal.h"
#include "core/random_stream.h"

namespace pignus::learning {
namespace {

struct Rows {
  std::vector<double> low, high, actual, weight;
  std::vector<std::string> group;

  CalibrationRows view() const { return {low, high, actual, group, weight}; }
  ConformalQuery query(std::size_t i, double uniform = 1) const {
    return {low[i], high[i], group.empty() ? "" : group[i], weight.empty() ? 1 : weight[i],
            uniform};
  }
};

/// A row as the world draws it; fills one element of each vector.
using World = std::function<void(RandomStream&, Rows&)>;

Rows drawn(const World& world, std::size_t count, std::uint64_t seed) {
  Rows rows;
  for (std::size_t i = 0; i < count; ++i) {
    RandomStream stream(seed, "tests/conformal", i);
    world(stream, rows);
  }
  return rows;
}

std::vector<CoverageRow> table_of(const Conformal& conformal, const Rows& test) {
  std::vector<ConformalInterval> intervals;
  std::vector<bool> covered;
  for (std::size_t i = 0; i < test.actual.size(); ++i) {
    const double uniform = RandomStream(99, "tests/conformal/draw", i).uniform();
    intervals.push_back(conformal.interval(test.query(i, uniform)));
    covered.push_back(conformal.covers(test.query(i, uniform), test.actual[i]));
  }
  auto table = coverage_by_group(intervals, covered, test.group, conformal.coverage());
  EXPECT_TRUE(table) << describe(table.error());
  return *table;
}

/// Two groups with noise of their own; the model knows neither noise nor the second group's shift.
void two_groups(RandomStream& stream, Rows& rows) {
  const bool second = stream.below(2) == 1;
  const double x = stream.normal();
  rows.group.push_back(second ? "second" : "first");
  rows.low.push_back(x - 0.5);
  rows.high.push_back(x + 0.5);
  const double noise = second ? 1 + (3 * std::abs(x) * stream.normal()) : 0.2 * stream.normal();
  rows.actual.push_back(x + noise);
}

TEST(Conformal, NineOfTenInEachGroupWithKnownTruth) {
  const Rows calibration = drawn(two_groups, 40'000, 1);
  const Rows test = drawn(two_groups, 60'000, 2);
  const auto conformal = Conformal::calibrate(calibration.view(), {0.9, false});
  ASSERT_TRUE(conformal);
  const auto table = table_of(*conformal, test);
  ASSERT_EQ(table.size(), 3U);
  for (const CoverageRow& row : table) {
    EXPECT_GE(row.rows, 20'000U);
    EXPECT_GE(row.share, 0.89) << row.group;
    EXPECT_LE(row.share, 0.91) << row.group;
  }
  // Without groups the pool gives the easy group too much and the hard one too little.
  Rows ungrouped = calibration;
  ungrouped.group.clear();
  const auto pooled = Conformal::calibrate(ungrouped.view(), {0.9, false});
  ASSERT_TRUE(pooled);
  const auto by_group = table_of(*pooled, test);
  EXPECT_GT(by_group[1].share, 0.95);
  EXPECT_LT(by_group[2].share, 0.85);
}

/// Small counts around a mean the model knows only roughly, so that scores tie.
void counts(RandomStream& stream, Rows& rows) {
  const auto level = static_cast<double>(stream.below(3));
  rows.group.push_back("level " + std::to_string(static_cast<int>(level)));
  rows.low.push_back(0);
  rows.high.push_back(level + 1);
  double product = stream.uniform();
  double count = 0;
  for (const double stop = std::exp(-0.7 * (level + 1)); product > stop; count += 1) {
    product *= stream.uniform();
  }
  rows.actual.push_back(count);
}

TEST(Conformal, CountsAreCoveredExactlyWhereDrawsSettleTies) {
  const Rows calibration = drawn(counts, 60'000, 3);
  const Rows test = drawn(counts, 75'000, 4);
  const auto randomised = Conformal::calibrate(calibration.view(), {0.9, true});
  const auto plain = Conformal::calibrate(calibration.view(), {0.9, false});
  ASSERT_TRUE(randomised && plain);
  double over = 0;
  const auto without = table_of(*plain, test);
  for (const CoverageRow& row : table_of(*randomised, test)) {
    EXPECT_GE(row.rows, 20'000U);
    EXPECT_GE(row.share, 0.89) << row.group;
    EXPECT_LE(row.share, 0.91) << row.group;
  }
  for (const CoverageRow& row : without) {
    EXPECT_GE(row.share, 0.89);
    over = std::max(over, row.share);
  }
  EXPECT_GT(over, 0.92);  // what the draws are for
}

TEST(Conformal, WeightsMendAShiftOfTheRows) {
  // Noise grows with x; new rows have larger x. The weight is the ratio of the two densities.
  const auto world = [](double mean) {
    return [mean](RandomStream& stream, Rows& rows) {
      const double x = mean + stream.normal();
      rows.group.push_back("all");
      rows.low.push_back(-1);
      rows.high.push_back(1);
      rows.actual.push_back(std::exp(0.5 * x) * stream.normal());
      rows.weight.push_back(std::exp(x - 0.5));
    };
  };
  const Rows calibration = drawn(world(0), 40'000, 5);
  const Rows test = drawn(world(1), 30'000, 6);
  const auto weighted = Conformal::calibrate(calibration.view(), {0.9, false});
  ASSERT_TRUE(weighted);
  const CoverageRow mended = table_of(*weighted, test).front();
  EXPECT_GE(mended.share, 0.89);
  EXPECT_LE(mended.share, 0.91);
  Rows unweighted = calibration;
  unweighted.weight.clear();
  Rows unweighted_test = test;
  unweighted_test.weight.clear();
  EXPECT_LT(table_of(*Conformal::calibrate(unweighted.view(), {0.9, false}), unweighted_test)
                .front()
                .share,
            0.87);
}

TEST(Conformal, FewCalibrationRowsStillKeepThePromiseOnAverage) {
  // The promise is over draws of calibration and new row together: 19 rows are enough for it.
  std::size_t covered = 0;
  constexpr std::size_t kTrials = 4'000;
  for (std::size_t trial = 0; trial < kTrials; ++trial) {
    Rows rows;
    RandomStream stream(7, "tests/conformal/few", trial);
    for (int i = 0; i < 20; ++i) {
      rows.low.push_back(-0.3);
      rows.high.push_back(0.3);
      rows.actual.push_back(stream.normal());
    }
    const Rows all = rows;
    rows.low.pop_back();
    rows.high.pop_back();
    rows.actual.pop_back();
    const auto conformal = Conformal::calibrate(rows.view(), {0.9, false});
    ASSERT_TRUE(conformal);
    covered += conformal->covers(all.query(19), all.actual[19]) ? 1 : 0;
  }
  EXPECT_NEAR(static_cast<double>(covered) / kTrials, 0.9, 0.015);
}

RC_GTEST_PROP(Conformal, WithoutDrawsTheCutIsTheKthSmallestScore, ()) {
  const auto count = static_cast<std::size_t>(*rc::gen::inRange(9, 60));
  Rows rows;
  for (std::size_t i = 0; i < count; ++i) {
    rows.low.push_back(0);
    rows.high.push_back(0);
    rows.actual.push_back(*rc::gen::inRange(0, 12));
  }
  const auto conformal = Conformal::calibrate(rows.view(), {0.9, false});
  RC_ASSERT(conformal.has_value());
  // In whole numbers: k = ceil(9 (n + 1) / 10).
  const std::size_t k = ((9 * (count + 1)) + 9) / 10;
  Rows sorted = rows;
  std::sort(sorted.actual.begin(), sorted.actual.end());
  const ConformalInterval found = conformal->interval({5, 7, "", 1, 1});
  RC_ASSERT(found.closed && !found.pooled && !found.unbounded);
  RC_ASSERT(found.low == 5 - sorted.actual[k - 1]);
  RC_ASSERT(found.high == 7 + sorted.actual[k - 1]);
}

RC_GTEST_PROP(Conformal, KeepsExactlyWhatTheDefinitionKeeps, ()) {
  const auto count = static_cast<std::size_t>(*rc::gen::inRange(9, 40));
  Rows rows;
  for (std::size_t i = 0; i < count; ++i) {
    rows.low.push_back(*rc::gen::inRange(-2, 3));
    rows.high.push_back(*rc::gen::inRange(-2, 3));
    rows.actual.push_back(*rc::gen::inRange(-6, 7));
    rows.weight.push_back(*rc::gen::element(0.5, 1.0, 4.0));
  }
  const bool randomised = *rc::gen::arbitrary<bool>();
  const auto conformal = Conformal::calibrate(rows.view(), {0.9, randomised});
  RC_ASSERT(conformal.has_value());
  ConformalQuery query{-1, 1, "", *rc::gen::element(0.5, 1.0, 4.0),
                       (*rc::gen::inRange(1, 1'000) + 0.5) / 1'001};
  const double u = randomised ? query.uniform : 1;
  for (double y = -9; y <= 9; y += 0.5) {
    const double score = std::max(-1 - y, y - 1);
    double total = query.weight;
    double kept = u * query.weight;
    for (std::size_t i = 0; i < count; ++i) {
      const double other = std::max(std::min(rows.low[i], rows.high[i]) - rows.actual[i],
                                    rows.actual[i] - std::max(rows.low[i], rows.high[i]));
      total += rows.weight[i];
      kept += other > score ? rows.weight[i] : (other == score ? u * rows.weight[i] : 0);
    }
    RC_ASSERT(conformal->covers(query, y) == (kept > 0.1 * total * (1 + 1e-12)));
  }
}

TEST(Conformal, SmallAndUnknownGroupsUseThePoolAndSaySo) {
  Rows rows = drawn(two_groups, 200, 8);
  for (std::size_t i = 0; i < 8; ++i) {
    rows.group[i] = "rare";
  }
  const auto conformal = Conformal::calibrate(rows.view(), {0.9, false});
  ASSERT_TRUE(conformal);
  EXPECT_TRUE(conformal->interval({0, 1, "rare", 1, 1}).pooled);
  EXPECT_TRUE(conformal->interval({0, 1, "never seen", 1, 1}).pooled);
  EXPECT_FALSE(conformal->interval({0, 1, "first", 1, 1}).pooled);
  EXPECT_FALSE(conformal->interval({0, 1, "", 1, 1}).pooled);
  EXPECT_EQ(conformal->rows_by_group().count("rare"), 0U);
  EXPECT_EQ(conformal->rows_by_group().at(""), 200U);
}

TEST(Conformal, ARowUnlikeAnyCalibratedIsPromisedNothing) {
  Rows rows = drawn(two_groups, 100, 8);
  rows.group.clear();
  const auto conformal = Conformal::calibrate(rows.view(), {0.9, false});
  ASSERT_TRUE(conformal);
  EXPECT_TRUE(conformal->interval({0, 1, "", 50, 1}).unbounded);
  EXPECT_TRUE(conformal->covers({0, 1, "", 50, 1}, 1e300));
}

TEST(Conformal, ReadBackItAnswersTheSame) {
  Rows rows = drawn(counts, 500, 9);
  const auto conformal = Conformal::calibrate(rows.view(), {0.8, true});
  ASSERT_TRUE(conformal);
  const auto again = Conformal::from_json(Json::parse(canonical_json(conformal->to_json())));
  ASSERT_TRUE(again) << describe(again.error());
  EXPECT_EQ(canonical_json(again->to_json()), canonical_json(conformal->to_json()));
  for (std::size_t i = 0; i < 100; ++i) {
    const double uniform = RandomStream(1, "tests/conformal/again", i).uniform();
    EXPECT_EQ(again->interval(rows.query(i, uniform)), conformal->interval(rows.query(i, uniform)));
  }
  Json bad = conformal->to_json();
  bad["groups"].erase(0);
  EXPECT_FALSE(Conformal::from_json(bad));
  bad = conformal->to_json();
  bad["groups"][0]["weights"][0] = -1;
  EXPECT_FALSE(Conformal::from_json(bad));
  bad = conformal->to_json();
  bad["groups"][0]["scores"][0] = "nan";
  EXPECT_FALSE(Conformal::from_json(bad));
  EXPECT_FALSE(Conformal::from_json(Json::array()));
}

TEST(Conformal, BadRowsAreRefusedByName) {
  const Rows sound = drawn(two_groups, 30, 8);
  const auto refused = [](const Rows& rows, double coverage = 0.9) {
    const auto result = Conformal::calibrate(rows.view(), {coverage, false});
    return result ? std::string("accepted") : result.error().where.field;
  };
  EXPECT_EQ(refused(sound), "accepted");
  EXPECT_EQ(refused(sound, 1), "coverage");
  EXPECT_EQ(refused(drawn(two_groups, 8, 8)), "actual");
  Rows bad = sound;
  bad.low.pop_back();
  EXPECT_EQ(refused(bad), "low");
  bad = sound;
  bad.actual[4] = std::nan("");
  EXPECT_EQ(refused(bad), "actual");
  bad = sound;
  bad.weight.assign(30, 0.0);
  EXPECT_EQ(refused(bad), "weight");
  bad = sound;
  bad.group[2].clear();
  EXPECT_EQ(refused(bad), "group");
}

}  // namespace
}  // namespace pignus::learning
