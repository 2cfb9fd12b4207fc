// Basel II, Annex 5: illustrative risk weights, without the scaling factor. Corporates at LGD 45 %,
// maturity 2.5 years, turnover 50 and 5 million euro; other retail at LGD 45 % and 85 %.
#include "risk/basel.h"

#include <gtest/gtest.h>
#include <optional>

namespace pignus::risk {
namespace {

// One unit of the last digit: four of the printed weights are a little off their own formula in it.
constexpr double kTolerance = .01;

struct CorporateRow {
  double pd_percent;
  double weight_turnover_50;
  double weight_turnover_5;
};

TEST(Basel, AnnexFiveCorporates) {
  for (const CorporateRow& row : {CorporateRow{.03, 14.44, 11.30}, CorporateRow{.10, 29.65, 23.30},
                                  CorporateRow{.50, 69.61, 54.91}, CorporateRow{1, 92.32, 72.40},
                                  CorporateRow{2, 114.86, 88.55}, CorporateRow{2.5, 122.16, 93.43},
                                  CorporateRow{3, 128.44, 97.58}}) {
    const double pd = row.pd_percent / 100;
    EXPECT_NEAR(100 * risk_weight(corporate_capital(pd, .45, 2.5, 50)), row.weight_turnover_50,
                kTolerance)
        << row.pd_percent;
    EXPECT_NEAR(100 * risk_weight(corporate_capital(pd, .45, 2.5, 5)), row.weight_turnover_5,
                kTolerance)
        << row.pd_percent;
  }
  EXPECT_EQ(corporate_capital(.01, .45, 2.5, std::nullopt), corporate_capital(.01, .45, 2.5, 50));
}

struct RetailRow {
  double pd_percent;
  double lgd;
  double weight;
};

TEST(Basel, AnnexFiveOtherRetail) {
  for (const RetailRow& row :
       {RetailRow{.03, .45, 4.45}, RetailRow{.10, .45, 11.16}, RetailRow{1, .45, 45.77},
        RetailRow{2, .45, 57.99}, RetailRow{.03, .85, 8.41}, RetailRow{.10, .85, 21.08},
        RetailRow{1, .85, 86.46}, RetailRow{2, .85, 109.53}}) {
    EXPECT_NEAR(100 * risk_weight(other_retail_capital(row.pd_percent / 100, row.lgd)), row.weight,
                kTolerance)
        << row.pd_percent << " at " << row.lgd;
  }
}

}  // namespace
}  // namespace pignus::risk
