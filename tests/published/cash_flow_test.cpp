// Tax amortisation benefit and relief from royalty: vectors recomputed independently to the digits
// given, of the mid-year formulas in common use.
#include <gtest/gtest.h>

#include "valuation/relief_from_royalty.h"
#include "valuation/tab.h"

namespace pignus::valuation {
namespace {

TEST(TaxAmortisationBenefit, PublishedVectors) {
  EXPECT_NEAR(tax_amortisation_factor(0.25, 0.15, 10), 1.1554692467, 1e-10);
  EXPECT_NEAR(tax_amortisation_factor(0.25, 0.18, 10), 1.1390114268, 1e-10);
  EXPECT_NEAR(tax_amortisation_factor(0.25, 0.12, 15), 1.1365345785, 1e-10);
}

RoyaltyCase vector_case() {
  RoyaltyCase assumed;
  assumed.revenue = 10e6;
  assumed.growth = 0.05;
  assumed.royalty_rate = 0.03;
  assumed.tax_rate = 0.25;
  assumed.discount_rate = 0.18;
  assumed.life_years = 8;
  return assumed;
}

TEST(ReliefFromRoyalty, PublishedVectors) {
  RoyaltyCase assumed = vector_case();
  EXPECT_NEAR(relief_from_royalty(assumed), 1'198'162.06, 0.005);
  assumed.amortisation_years = 10;
  EXPECT_NEAR(relief_from_royalty(assumed), 1'364'720.28, 0.005);
  assumed.amortisation_years = 0;
  assumed.timing = CashTiming::kEndOfYear;
  EXPECT_NEAR(relief_from_royalty(assumed), 1'102'997.58, 0.005);
}

}  // namespace
}  // namespace pignus::valuation
