// The law of a count by the whole way from a table to intervals, out of time, with known truth.
#include <boost/math/distributions/negative_binomial.hpp>
#include <cmath>
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "core/random_stream.h"
#include "learning/task_rows.h"
#include "learning/train.h"
#include "support/nine_of_ten.h"

namespace pignus::learning {
namespace {

const std::string kCountTask = R"TOML(format = "pignus-task/1"
name = "made-up-counts"
version = "1"
what = "Counts of made-up rows, of which later ones had less time."
source = "made-up rows of this test"
out_of_family = "each row alone"
seed = 11
key = "id"
group = ["field"]
no_leaks = true
not_for = ["anything but this test"]
[target]
column = "count"
transform = "log1p"
meaning = "ln(1 + count)"
[split]
column = "year"
train_from = 2000
train_to = 2003
test_from = 2004
test_to = 2005
[intervals]
counts = "negative_binomial"
folds = 3
[boosting]
rounds_max = 5
depth_max = 1
[[feature]]
column = "year"
line_only = true
[[feature]]
column = "x"
[[feature]]
column = "field"
transform = "levels"
levels = ["a", "b"]
)TOML";

/// Mean exp(1.5 + .4 x - .15 (year - 2000)), a half more in field b; size 1.2.
std::string made_up_counts(int first_year, int years, int rows, std::uint64_t seed) {
  std::string csv;
  const RandomStream streams(seed, "test/count-table");
  for (int i = 0; i < rows; ++i) {
    RandomStream stream = streams.at(static_cast<std::uint64_t>(i));
    const double x = std::round(stream.normal() * 100) / 100;
    const int year = first_year + i % years;
    const bool is_b = i / years % 2 == 1;
    const double mean = std::exp(1.5 + .4 * x - .15 * (year - 2000) + (is_b ? .5 : 0));
    const boost::math::negative_binomial_distribution<double> law(1.2, 1.2 / (1.2 + mean));
    const double u = stream.uniform();
    int count = 0;
    for (double sum = boost::math::pdf(law, 0.0); sum < u && count < 10'000;) {
      sum += boost::math::pdf(law, static_cast<double>(++count));
    }
    csv += fmt::format("{}-{},{},{},{:.2f},{}\n", first_year, i, year, is_b ? "b" : "a", x, count);
  }
  return csv;
}

CsvTable counts_table(const std::string& rows) {
  return parse_task_table("id,year,field,x,count\n" + rows, "made up").value();
}

Task count_task(std::string toml, const std::string& from, const std::string& to) {
  toml.replace(toml.find(from), from.size(), to);
  return parse_task(toml, "task.toml").value();
}

TEST(TrainCounts, NineOfTenLaterInEachGroupAlthoughCountsFall) {
  const Task task = parse_task(kCountTask, "task.toml").value();
  const std::string before = made_up_counts(2000, 4, 12'000, 1);
  const auto trained = train(task, counts_table(before + made_up_counts(2004, 2, 400, 2)),
                             {std::string(64, '0'), "test"});
  ASSERT_TRUE(trained) << describe(trained.error());
  const auto model = LearnedModel::from_bytes(trained->model.to_bytes());
  ASSERT_TRUE(model) << describe(model.error());
  const auto rows =
      task_rows(task, counts_table(made_up_counts(2004, 2, 40'000, 3)), task.test).value();
  const auto predictions = model->predict(rows).value();
  testing::expect_nine_of_ten(rows, predictions);
  for (std::size_t i = 0; i < rows.rows(); ++i) {  // what is shown is what is meant
    const auto& shown = predictions[i].interval;
    ASSERT_EQ(
        LearnedModel::covers(predictions[i], rows.target[i]),
        !shown.empty && rows.target[i] >= shown.low - 1e-9 && rows.target[i] <= shown.high + 1e-9)
        << i;
  }
}

TEST(TrainCounts, TheTreesQuantilesDoNotKnowOfTheFall) {
  const Task task =
      count_task(kCountTask, "counts = \"negative_binomial\"\n", "randomised = true\n");
  const std::string before = made_up_counts(2000, 4, 6'000, 1);
  const auto trained = train(task, counts_table(before + made_up_counts(2004, 2, 1'000, 3)),
                             {std::string(64, '0'), "test"});
  ASSERT_TRUE(trained) << describe(trained.error());
  EXPECT_GT(trained->evaluation.coverage.front().share, 0.92);  // too wide: hence the law
}

TEST(TrainCounts, SaysWhatItCannotTake) {
  const auto refused = [](const std::string& from, const std::string& to) {
    std::string toml = kCountTask;
    toml.replace(toml.find(from), from.size(), to);
    const auto task = parse_task(toml, "task.toml");
    return task ? std::string() : task.error().where.field;
  };
  EXPECT_EQ(refused("negative_binomial", "poisson"), "intervals.counts");
  EXPECT_EQ(refused("transform = \"log1p\"", "transform = \"none\""), "intervals.counts");
  EXPECT_EQ(refused("folds = 3", "weighted = true"), "intervals.weighted");
  std::string rows = made_up_counts(2000, 4, 400, 1) + made_up_counts(2004, 2, 40, 2);
  rows.replace(rows.find('\n') - 1, 1, "1.5");
  const Task task = parse_task(kCountTask, "task.toml").value();
  const auto broken = train(task, counts_table(rows), {std::string(64, '0'), "test"});
  ASSERT_FALSE(broken);
  EXPECT_EQ(broken.error().where.field, "counts");
}

}  // namespace
}  // namespace pignus::learning
