// Hull's example of Merton's model, to the digits recomputed there.
#include "risk/merton.h"

#include <gtest/gtest.h>

namespace pignus::risk {
namespace {

TEST(Merton, HullsExample) {
  const auto fit = fit_merton({3, .8, 10, .05, 1});
  ASSERT_TRUE(fit);
  EXPECT_NEAR(fit->assets, 12.3954, 5e-5);
  EXPECT_NEAR(fit->asset_volatility, .2123, 5e-5);
  EXPECT_NEAR(fit->distance_to_default, 1.1408, 5e-5);
  EXPECT_NEAR(fit->pd, .1270, 5e-5);
  EXPECT_NEAR(fit->debt_value, 9.3954, 5e-5);
}

TEST(Merton, RefusesWhatHasNoMeaning) {
  EXPECT_FALSE(fit_merton({0, .8, 10, .05, 1}));
  EXPECT_FALSE(fit_merton({3, .8, -1, .05, 1}));
}

}  // namespace
}  // namespace pignus::risk
