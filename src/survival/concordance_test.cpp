#include "survival/concordance.h"

#include <cmath>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "support/made_up_spells.h"

namespace pignus::survival {
namespace {

/// All pairs, by the definition.
Concordance by_pairs(const Spells& spells, std::span<const double> score) {
  Concordance found;
  for (std::size_t i = 0; i < spells.rows(); ++i) {
    for (std::size_t j = 0; j < spells.rows(); ++j) {
      if (i == j || spells.event[i] == 0 || spells.stratum_of(i) != spells.stratum_of(j)) continue;
      if (spells.entry_of(j) >= spells.exit[i]) continue;
      const double weight = spells.weight_of(i) * spells.weight_of(j);
      if (spells.exit[j] == spells.exit[i] && spells.event[j] != 0) {
        found.tied_time += weight / 2;
        continue;
      }
      if (spells.exit[j] < spells.exit[i]) continue;
      double& count = score[i] > score[j]   ? found.concordant
                      : score[i] < score[j] ? found.discordant
                                            : found.tied_score;
      count += weight;
    }
  }
  return found;
}

RC_GTEST_PROP(Concordance, IsTheCountOfAllPairs, (std::uint64_t seed)) {
  auto rows = testing::simulated_rows(seed, 60, {0.8}, *rc::gen::element(0., 4.));
  for (double& x : rows.x[0]) x = std::round(2 * x);
  for (const Spells& spells : {rows.spells(), rows.all_spells()}) {
    const Concordance fast = concordance(spells, rows.x[0]).value();
    const Concordance slow = by_pairs(spells, rows.x[0]);
    RC_ASSERT(std::abs(fast.concordant - slow.concordant) < 1e-9);
    RC_ASSERT(std::abs(fast.discordant - slow.discordant) < 1e-9);
    RC_ASSERT(std::abs(fast.tied_score - slow.tied_score) < 1e-9);
    RC_ASSERT(std::abs(fast.tied_time - slow.tied_time) < 1e-9);
  }
}

TEST(Concordance, PerfectReversedAndNone) {
  const std::vector<double> exit{1, 2, 3};
  const std::vector<std::uint8_t> event{1, 1, 1};
  const std::vector<double> falling{3, 2, 1};
  const std::vector<double> flat{1, 1, 1};
  EXPECT_EQ(concordance({{}, exit, event, {}, {}}, falling).value().index(), 1);
  EXPECT_EQ(concordance({{}, exit, event, {}, {}}, exit).value().index(), 0);
  EXPECT_EQ(concordance({{}, exit, event, {}, {}}, flat).value().index(), 0.5);
  EXPECT_EQ(concordance({{}, exit, event, {}, {}}, std::vector<double>{1}).error().where.field,
            "score");
}

TEST(Brier, WithoutCensoringIsTheMeanSquare) {
  const std::vector<double> exit{1, 2, 3, 4};
  const std::vector<std::uint8_t> event{1, 1, 1, 1};
  const std::vector<double> predicted{0.1, 0.5, 0.6, 0.9};
  EXPECT_NEAR(brier_score({{}, exit, event, {}, {}}, predicted, 2.5).value(),
              (0.01 + 0.25 + 0.16 + 0.01) / 4, 1e-15);
}

TEST(Brier, CensoredRowsWeighOnThoseThatStay) {
  const std::vector<double> exit{1, 2, 3, 4};
  const std::vector<std::uint8_t> event{1, 0, 1, 1};
  const std::vector<double> predicted{0.1, 0.5, 0.6, 0.9};
  // G falls to 2/3 at 2. The event at 1 counts once, each row beyond 2.5 counts 3/2.
  EXPECT_NEAR(brier_score({{}, exit, event, {}, {}}, predicted, 2.5).value(),
              (0.01 + (1.5 * 0.16) + (1.5 * 0.01)) / 4, 1e-15);
}

TEST(Brier, TheTruthBeatsOtherPredictions) {
  const auto rows = testing::simulated_rows(2, 4000, {0.9});
  const auto score = [&](double b) {
    std::vector<double> predicted;
    for (const double x : rows.x[0]) predicted.push_back(std::exp(-0.7 * std::exp(b * x)));
    return brier_score(rows.spells(), predicted, 0.7).value();
  };
  EXPECT_LT(score(0.9), score(0.4));
  EXPECT_LT(score(0.9), score(1.6));
  EXPECT_LT(score(0.9), 0.25);
}

TEST(Brier, RefusesByName) {
  const std::vector<double> exit{1, 2};
  const std::vector<std::uint8_t> event{1, 0};
  const std::vector<double> predicted{0.5, 1.5};
  EXPECT_EQ(brier_score({{}, exit, event, {}, {}}, predicted, 1).error().where,
            (Where{{}, 2, "predicted"}));
  const std::vector<double> good{0.5, 0.5};
  EXPECT_EQ(brier_score({{}, exit, event, {}, {}}, good, 2).error().where.field, "t");
}

}  // namespace
}  // namespace pignus::survival
