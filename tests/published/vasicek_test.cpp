// Vasicek's worst-case default rate and expected shortfall, recomputed to ten digits.
#include "risk/vasicek.h"

#include <gtest/gtest.h>

namespace pignus::risk {
namespace {

TEST(Vasicek, WorstCaseDefaultRate) {
  EXPECT_NEAR(worst_case_default_rate(.01, .2, .999), .1455252661, 5e-11);
  EXPECT_NEAR(worst_case_default_rate(.01, .15, .999), .1102647566, 5e-11);
  EXPECT_NEAR(worst_case_default_rate(.02, .12, .99), .0917191417, 5e-11);
}

TEST(Vasicek, ExpectedShortfall) {
  // The second printed figure is off in its tenth digit: see the quadrature in risk/vasicek_test.
  EXPECT_NEAR(expected_shortfall_default_rate(.01, .2, .999), .1814355314, 5e-11);
  EXPECT_NEAR(expected_shortfall_default_rate(.02, .12, .99), .1156327908, 2e-10);
}

}  // namespace
}  // namespace pignus::risk
