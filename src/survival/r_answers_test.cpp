// tests/r/survival.txt holds what R 4.2.2 with survival 3.5-3 answers to tests/r/survival.R; where
// R is installed, the test survival.r holds us against it live, also on a larger case.
#include <cmath>
#include <fstream>
#include <gtest/gtest.h>
#include <sstream>

#include "r/survival_answers.h"

namespace pignus::survival {
namespace {

TEST(AnswersOfR, AreOurs) {
  testing::SurvivalAnswers answers;
  answers.add_small();
  std::ifstream file(std::string(PIGNUS_SOURCE_DIR) + "/tests/r/survival.txt");
  std::size_t names = 0;
  for (std::string line; std::getline(file, line); ++names) {
    std::istringstream words(line);
    std::string name;
    words >> name;
    std::vector<double> expected;
    for (double value = 0; words >> value;) expected.push_back(value);
    const auto found = answers.all().find(name);
    ASSERT_NE(found, answers.all().end()) << name;
    ASSERT_EQ(found->second.size(), expected.size()) << name;
    for (std::size_t i = 0; i < expected.size(); ++i) {
      EXPECT_NEAR(found->second[i], expected[i], 1e-8 * std::max(1e-3, std::abs(expected[i])))
          << name << " " << i;
    }
  }
  EXPECT_EQ(names, answers.all().size());
  EXPECT_GT(names, 80U);
}

}  // namespace
}  // namespace pignus::survival
