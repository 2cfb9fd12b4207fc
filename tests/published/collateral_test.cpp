// Collateral that falls with its borrower: Jokivuolle and Peura (2003), maximal loan to value, and
// Frye (2000), recomputed to the digits given.
#include <gtest/gtest.h>

#include "risk/collateral_lgd.h"
#include "risk/frye.h"
#include "risk/max_ltv.h"

namespace pignus::risk {
namespace {

struct LgdRow {
  double volatility;
  double ltv;
  double at_none, at_fifth, at_two_fifths;  // correlation 0, .2, .4
};

TEST(CollateralLgd, JokivuollePeuraTable) {
  for (const LgdRow& row :
       {LgdRow{.5, .3, .00236, .00752, .01829}, LgdRow{.5, .5, .02615, .05948, .11367},
        LgdRow{.5, .8, .11832, .20347, .30997}, LgdRow{.5, 1.0, .19746, .30276, .41967},
        LgdRow{.3, .5, .00149, .00478, .01168}, LgdRow{.3, 1.0, .11927, .19055, .27421}}) {
    CollateralModel model{0, row.volatility, 1, 0, 0};
    // The printed figures without correlation lie up to 3e-4 of themselves above the plain put,
    // which they should equal; the put is checked in risk/collateral_lgd_test to 1e-12.
    EXPECT_NEAR(expected_lgd(.02, row.ltv, model), row.at_none, 5e-5) << row.ltv;
    model.correlation = .2;
    EXPECT_NEAR(expected_lgd(.02, row.ltv, model), row.at_fifth, 5e-6) << row.ltv;
    model.correlation = .4;
    EXPECT_NEAR(expected_lgd(.02, row.ltv, model), row.at_two_fifths, 5e-6) << row.ltv;
  }
}

TEST(MaxLtv, PublishedVectors) {
  CollateralModel model{-.1, .5, 1.5, .2, 0};
  EXPECT_NEAR(max_ltv(.02, model, {.1, .3}), .1718, 5e-5);
  model.correlation = 0;
  // By hand: .7 * exp(-.225 * 1.5 - 1.281552 * .5 * sqrt(1.5)) = .227874; printed .2278.
  EXPECT_NEAR(max_ltv(.02, model, {.1, .3}), .2278, 1e-4);
  EXPECT_NEAR(max_ltv(.02, model, {.1, .3}), .227874, 5e-7);
}

TEST(Frye, PublishedVectors) {
  FryeModel model{.05, .5, 1.0, .2, .5};
  const FryeLoss together = frye_loss(model, .999);
  EXPECT_NEAR(together.expected_loss, .00699, 5e-6);
  EXPECT_NEAR(together.mean_lgd, .1398, 5e-5);
  EXPECT_NEAR(together.quantile_loss, .14151, 5e-6);
  model.collateral_loading = 0;
  EXPECT_NEAR(frye_loss(model, .999).quantile_loss, .03624, 5e-6);
  model.collateral_mean = .8;
  EXPECT_NEAR(frye_loss(model, .999).quantile_loss, .09451, 5e-6);
  model.collateral_loading = .5;
  EXPECT_NEAR(frye_loss(model, .999).quantile_loss, .20312, 5e-6);
}

}  // namespace
}  // namespace pignus::risk
