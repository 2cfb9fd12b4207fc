// What a promise of 90 % comes to on many rows, by group.
#pragma once

#include <gtest/gtest.h>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "learning/learned_model.h"
#include "learning/task_rows.h"

namespace pignus::testing {

/// Two groups of 20,000 rows or more each, of which 89 to 91 % are held.
inline void expect_nine_of_ten(const learning::TaskRows& rows,
                               const std::vector<learning::Prediction>& predictions) {
  std::map<std::string, std::pair<double, double>> covered;
  for (std::size_t i = 0; i < rows.rows(); ++i) {
    auto& [held, count] = covered[rows.group[i]];
    held += learning::LearnedModel::covers(predictions[i], rows.target[i]) ? 1 : 0;
    count += 1;
  }
  ASSERT_EQ(covered.size(), 2U);
  for (const auto& [group, counted] : covered) {
    EXPECT_GE(counted.second, 20'000) << group;
    EXPECT_GE(counted.first / counted.second, 0.89) << group;
    EXPECT_LE(counted.first / counted.second, 0.91) << group;
  }
}

}  // namespace pignus::testing
