// IPScore 3.01 (European Patent Office): net present values of the workbook's own three patents.
#include "valuation/ipscore.h"

#include <gtest/gtest.h>

namespace pignus::valuation {
namespace {

TEST(Ipscore, WorkbookPatents) {
  const IpscoreDrivers first{2.5, .08, 4, .06, .25, .08, 1, 1};
  const IpscoreBusiness large{1'500'000, 900'000, 225'000, 45'000, 7, .4, .12};
  const IpscoreDrivers second{0, .025, 1.5, .06, 1, .15, 1, .7};
  const IpscoreBusiness small{252'000, 180'000, 21'000, 5'000, 5, .4, .10};
  IpscoreDrivers third = second;
  third.years_to_market = 2.5;
  third.output_without = .25;
  EXPECT_NEAR(ipscore_net_present_value(first, large).value(), 329059.4284267647, 1e-8);
  EXPECT_NEAR(ipscore_net_present_value(second, small).value(), 4361.28488894628, 1e-8);
  EXPECT_NEAR(ipscore_net_present_value(third, small).value(), -4686.359779543155, 1e-8);
}

TEST(Ipscore, ScoresStandForTheTablesValues) {
  const auto worst = ipscore_drivers({1, 1, 1, 1, 1, 1, 1, 1});
  const auto best = ipscore_drivers({5, 5, 5, 5, 5, 5, 5, 5});
  ASSERT_TRUE(worst && best);
  EXPECT_EQ(worst->years_to_market, 5);
  EXPECT_EQ(best->market_growth, .15);
  EXPECT_EQ(best->output_without, 0);
  EXPECT_FALSE(ipscore_drivers({1, 1, 6, 1, 1, 1, 1, 1}));
}

}  // namespace
}  // namespace pignus::valuation
