#include "risk/terms.h"

#include <algorithm>
#include <gtest/gtest.h>

#include "standards/risk_parameters.h"

namespace pignus::risk {
namespace {

book::CollateralPath collateral() {
  book::CollateralPath path;
  path.currency = Currency::parse("CNY").value();
  path.value_today = Distribution::lognormal(10e6, .5);
  path.drift_per_year = -.1;
  path.volatility_per_year = .4;
  path.default_correlation = .25;
  path.extinction_per_year = .02;
  return path;
}

book::DefaultEstimate pd(double value) {
  book::DefaultEstimate estimate;
  estimate.pd_one_year = value;
  estimate.zone = "grey";
  return estimate;
}

book::LoanRequest asked(double amount) {
  return {Money::from_major(amount, Currency::parse("CNY").value()), 24, "working capital"};
}

book::Terms terms_for(const book::CollateralPath& path, const book::DefaultEstimate& estimate,
                      const book::LoanRequest& request, std::optional<double> cap = std::nullopt) {
  const auto parameters = standards::load_risk_parameters();
  return compute_terms({path, estimate, request, parameters->terms, cap}).value();
}

TEST(Terms, OffersNoMoreThanAskedCoveredOrCapped) {
  const book::Terms small = terms_for(collateral(), pd(.03), asked(500'000));
  EXPECT_EQ(small.offered->amount, 500'000);
  const book::Terms large = terms_for(collateral(), pd(.03), asked(50e6));
  EXPECT_EQ(large.offered->amount, *large.amount_max);
  EXPECT_LT(*large.amount_max, 10e6);
  EXPECT_GT(*large.amount_max, 1e6);
  const book::Terms capped = terms_for(collateral(), pd(.03), asked(50e6), 1'234'567);
  EXPECT_EQ(*capped.amount_max, 1'230'000);
}

TEST(Terms, TheCurveRises) {
  const book::Terms terms = terms_for(collateral(), pd(.03), asked(2e6));
  ASSERT_EQ(terms.curve.size(), 24U);
  for (std::size_t i = 1; i < terms.curve.size(); ++i) {
    EXPECT_GT(terms.curve[i].amount, terms.curve[i - 1].amount);
    EXPECT_GE(terms.curve[i].lgd, terms.curve[i - 1].lgd);
    EXPECT_GT(terms.curve[i].expected_loss, terms.curve[i - 1].expected_loss);
    EXPECT_GE(terms.curve[i].rate_per_year, terms.curve[i - 1].rate_per_year);
  }
}

TEST(Terms, WorthlessCollateralGivesNoOffer) {
  book::CollateralPath path = collateral();
  path.value_today = Distribution(0.0);
  const book::Terms terms = terms_for(path, pd(.03), asked(2e6));
  EXPECT_FALSE(terms.offered);
  EXPECT_EQ(terms.amount_max, 0);
  EXPECT_EQ(terms.requested->lgd, 1);
  EXPECT_TRUE(terms.curve.empty());
}

TEST(Terms, AnUnknownPdIsLabelledIndicative) {
  const book::Terms terms = terms_for(collateral(), book::DefaultEstimate{}, asked(2e6));
  bool labelled = false;
  for (const book::Input& input : terms.inputs) {
    labelled = labelled || input.name == "pd_reference";
  }
  EXPECT_TRUE(labelled);
}

TEST(Terms, TheSummedCapClaimsNoMoreThanItsParts) {
  const book::Terms terms = terms_for(collateral(), pd(.03), asked(2e6), 1e6);
  const auto cap = std::find_if(terms.inputs.begin(), terms.inputs.end(),
                                [](const auto& input) { return input.name == "appraised_cap"; });
  ASSERT_NE(cap, terms.inputs.end());
  EXPECT_EQ(cap->evidence.grade, standards::Grade::kOwn);
}

TEST(Terms, RefusesAnotherCurrency) {
  const auto parameters = standards::load_risk_parameters();
  book::LoanRequest request = asked(2e6);
  request.amount->currency = Currency::parse("USD").value();
  const auto terms =
      compute_terms({collateral(), pd(.03), request, parameters->terms, std::nullopt});
  ASSERT_FALSE(terms);
  EXPECT_EQ(terms.error().code, ErrorCode::kConflict);
}

TEST(Terms, TheCapGoesByKindOfRight) {
  const auto parameters = standards::load_risk_parameters();
  book::Appraisal invention;
  invention.right.value = "CN-P-201410234381";
  invention.value = Distribution(1e6);
  book::Appraisal model = invention;
  model.right.value = "CN-U-201420234381";
  const CappedAppraisal both[] = {{&invention}, {&model}};
  EXPECT_NEAR(appraised_cap(both, parameters->terms), .25e6 + .15e6, 1e-6);
  const CappedAppraisal overlapping[] = {{&invention, .5}, {&model, 0}};
  EXPECT_NEAR(appraised_cap(overlapping, parameters->terms), .125e6, 1e-6);
}

}  // namespace
}  // namespace pignus::risk
