// Schankerman and Pakes' model on US survival: of 2,229 patents issued on 31 December 1996 the fees
// of 980, 2,480 and 4,110 dollars were paid for 84, 63 and 49 per cent (patentlyo 2009). The
// calibrations are illustrative: the shares are met within two points.
#include "valuation/renewal.h"

#include <gtest/gtest.h>

#include "standards/valuation_parameters.h"

namespace pignus::valuation {
namespace {

void expect_us_shares(const RenewalModel& model) {
  EXPECT_NEAR(probability_renewed(model, 4), .84, .02);
  EXPECT_NEAR(probability_renewed(model, 8), .63, .02);
  EXPECT_NEAR(probability_renewed(model, 12), .49, .02);
}

TEST(Renewal, IllustrativeCalibrationWithSlowDecay) {
  const RenewalModel model{7.638, 1.652, .05, .10, 17, {{4, 980, 4}, {8, 2480, 4}, {12, 4110, 4}}};
  expect_us_shares(model);
  EXPECT_NEAR(probability_renewed(model, 12), .48, .01);
  // The median net value given with it, 9.8 thousand, has each year's return at its end.
  const double median = renewal_outlook(model, {0, 0}).value.median();
  EXPECT_NEAR(median / 1.10, 9'800, 150);
}

TEST(Renewal, TheCalibrationInUse) {
  const auto parameters = standards::load_valuation_parameters();
  ASSERT_TRUE(parameters) << parameters.error().message;
  const standards::RenewalPopulation* us = parameters->population("US", "invention");
  ASSERT_NE(us, nullptr);
  expect_us_shares(model_of(*us));
  EXPECT_NEAR(renewal_outlook(model_of(*us), {0, 0}).value.median() / 1.10, 16'700, 700);
}

TEST(Renewal, TheChineseOneCarriesTheUsSharesOver) {
  const auto parameters = standards::load_valuation_parameters();
  ASSERT_TRUE(parameters) << parameters.error().message;
  const standards::RenewalPopulation* cn = parameters->population("CN", "invention");
  ASSERT_NE(cn, nullptr);
  // Given a grant three years from filing. Own assumption, so only about.
  const RenewalModel model = model_of(*cn);
  const double granted = probability_renewed(model, 3);
  EXPECT_NEAR(probability_renewed(model, 7) / granted, .84, .08);
  EXPECT_NEAR(probability_renewed(model, 11) / granted, .63, .11);
  EXPECT_NEAR(probability_renewed(model, 15) / granted, .49, .04);
}

}  // namespace
}  // namespace pignus::valuation
