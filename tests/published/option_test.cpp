// Options: Damodaran's example of Biogen's Avonex (printed 907: 906.87 with a delay of 1/17),
// its American value on a tree of 500 steps recomputed independently, and Hull's example, which
// prints 4.76 and 0.81.
#include <cmath>
#include <gtest/gtest.h>

#include "valuation/option/binomial.h"
#include "valuation/option/black_scholes.h"
#include "valuation/option/staged.h"

namespace pignus::valuation {
namespace {

TEST(Options, DamodaransAvonex) {
  const OptionTerms avonex = patent_option(3422, 2875, 17, .067, .224);
  EXPECT_NEAR(*european_call(avonex), 906.87, .005);
}

TEST(Options, TheSameWithTheLaunchAtAnyTime) {
  const OptionTerms avonex = patent_option(3422, 2875, 17, .067, .224);
  EXPECT_NEAR(*american_call(avonex, 500), 1602.73, .005);
  EXPECT_NEAR(staged_development(avonex, {}, 500)->value, 1602.73, .005);
}

TEST(Options, Hulls) {
  const OptionTerms hull{42, 40, .5, .10, .20, 0};
  EXPECT_NEAR(*european_call(hull), 4.7594, 5e-5);
  EXPECT_NEAR(*european_put(hull), .8086, 5e-5);
}

}  // namespace
}  // namespace pignus::valuation
