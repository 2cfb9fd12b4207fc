#include <algorithm>
#include <gtest/gtest.h>

#include "learning/task_rows.h"

namespace pignus::learning {
namespace {

/// Two years of counts, with more zeros in the second.
CsvTable counts_table() {
  std::string csv = "id,year,x,n\n";
  for (int i = 0; i < 40; ++i) {
    csv += std::to_string(i) + "," + (i < 20 ? "2001" : "2002") + ",1," +
           std::to_string(i < 20 ? i / 4 : std::max(0, i - 32)) + "\n";
  }
  return *parse_task_table(csv, "counts.csv");
}

Task percentile_task(const char* randomised) {
  return *parse_task(std::string("format = \"pignus-task/1\"\nname = \"p\"\nversion = \"1\"\n"
                                 "what = \"w\"\nsource = \"s\"\nout_of_family = \"o\"\nseed = 3\n"
                                 "key = \"id\"\ngroup = [\"x\"]\nnot_for = [\"n\"]\n"
                                 "no_leaks = true\n[target]\ncolumn = \"n\"\nmeaning = \"m\"\n"
                                 "transform = \"percentile\"\nwithin = \"year\"\n[split]\n"
                                 "column = \"year\"\ntrain_from = 2001\ntrain_to = 2001\n"
                                 "test_from = 2002\ntest_to = 2002\n[intervals]\nrandomised = ") +
                         randomised + "\n[[feature]]\ncolumn = \"x\"\n",
                     "task.toml");
}

TEST(Percentiles, EqualCountsShareTheMiddleOfTheirRanks) {
  const auto rows = task_rows(percentile_task("false"), counts_table(), {2'001, 2'002});
  ASSERT_TRUE(rows) << describe(rows.error());
  // 2001: four rows each of 0 to 4. 2002: thirteen zeros, then 1 to 7.
  EXPECT_DOUBLE_EQ(rows->target[0], 0.1);
  EXPECT_DOUBLE_EQ(rows->target[4], 0.3);
  EXPECT_DOUBLE_EQ(rows->target[20], 6.5 / 20);
  EXPECT_DOUBLE_EQ(rows->target[39], 19.5 / 20);
}

TEST(Percentiles, DrawsSpreadTheSharesEvenlyWithinEachYear) {
  const auto rows = task_rows(percentile_task("true"), counts_table(), {2'001, 2'002});
  ASSERT_TRUE(rows) << describe(rows.error());
  for (const std::size_t first : {0U, 20U}) {
    std::vector<double> shares(rows->target.begin() + first, rows->target.begin() + first + 20);
    std::sort(shares.begin(), shares.end());
    for (std::size_t k = 0; k < 20; ++k) {
      EXPECT_DOUBLE_EQ(shares[k], (static_cast<double>(k) + 0.5) / 20);
    }
  }
  // Never against the counts, and the same row has the same draw in any order of the table.
  for (std::size_t i = 0; i < 20; ++i) {
    for (std::size_t j = 0; j < 20; ++j) {
      EXPECT_TRUE(i / 4 >= j / 4 || rows->target[i] < rows->target[j]);
    }
  }
  CsvTable turned = counts_table();
  std::reverse(turned.rows.begin(), turned.rows.end());
  const auto again = task_rows(percentile_task("true"), turned, {2'001, 2'002});
  ASSERT_TRUE(again);
  for (std::size_t i = 0; i < 40; ++i) {
    EXPECT_EQ(again->target[39 - i], rows->target[i]);
  }
}

}  // namespace
}  // namespace pignus::learning
