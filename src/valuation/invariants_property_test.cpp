// What must hold of any right's value, whatever its figures: more life, more royalty and more of a
// family never lower it; arrears and attacks never raise it; money is money in any currency.
#include <algorithm>
#include <cmath>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <string>

#include "support/valuation_parameters.h"
#include "valuation/appraise.h"
#include "valuation/market/hedonic_deals.h"

namespace pignus::valuation {
namespace {

using registers::LegalState;
using testing::parameters;

Date day_of_valuation() {
  return Date::from_ymd(2026, 6, 30).value();
}

/// Any living right with any figures; each property changes one thing.
struct AnyRight {
  book::OfferedRight offered;
  registers::RightFacts facts;
  registers::LegalStatus status;
  std::vector<book::Assumption> assumptions;
  std::string currency = "CNY";

  static AnyRight drawn(bool with_revenue = false) {
    AnyRight any;
    const std::string office = *rc::gen::element<std::string>("CN", "US", "JP");
    const std::string kind = *rc::gen::element<std::string>("P", "U", "D");
    any.offered.id = registers::RightId{office + "-" + kind + "-201410234381"};
    any.offered.stated_number = any.offered.id->value;
    const int age_days = *rc::gen::inRange(400, 9 * 365);
    registers::RightRecord record;
    record.id = *any.offered.id;
    const Date filed = day_of_valuation().plus_days(-age_days);
    record.filing_date = filed;
    record.grant_date = filed.plus_days(*rc::gen::inRange(100, 390));
    any.facts.id = record.id;
    any.facts.records = {record};
    any.status.state = LegalState::kInForce;
    any.status.term_end = day_of_valuation().plus_days(*rc::gen::inRange(365, 4000));
    any.status.fees_paid_until = day_of_valuation().plus_days(*rc::gen::inRange(1, 400));
    if (with_revenue || *rc::gen::inRange(0, 4) > 0) {
      any.offered.product_revenue = std::pow(10.0, *rc::gen::inRange(40, 90) / 10.0);
      const double rate = *rc::gen::inRange(2, 60) / 1000.0;
      const double spread = *rc::gen::inRange(0, 90) / 100.0;
      any.assume("royalty_rate", rate * (1 - spread), rate, rate * (1 + spread));
    }
    if (*rc::gen::arbitrary<bool>()) {
      any.assume("discount_rate", .1, .15, .3);
    }
    return any;
  }

  void assume(const std::string& name, double low, double mode, double high) {
    assumptions.push_back({name, low, mode, high, "", "drawn"});
  }
  Result<book::Appraisal> run() const {
    return appraise({offered, facts, status, parameters(), assumptions, "CN",
                     Currency::parse(currency).value(), day_of_valuation(), 42, 100, std::nullopt,
                     std::nullopt});
  }
  double mean() const { return run()->value.mean(); }
};

RC_GTEST_PROP(Invariants, MoreLifeNeverLowers, ()) {
  AnyRight any = AnyRight::drawn();
  const book::Appraisal shorter = any.run().value();
  any.status.term_end = any.status.term_end->plus_days(*rc::gen::inRange(1, 2000));
  const book::Appraisal longer = any.run().value();
  RC_ASSERT(longer.value.mean() >= shorter.value.mean() * (1 - 1e-9));
  RC_ASSERT(longer.remaining_life_years >= shorter.remaining_life_years - 1e-9);
  // The same for the life that the dossier gives.
  any.assume("economic_life_years", 2, 4, 6);
  const double briefly = any.mean();
  any.assumptions.back().mode += 1;
  any.assumptions.back().high += *rc::gen::inRange(1, 8);
  RC_ASSERT(any.mean() >= briefly * (1 - 1e-9));
}

RC_GTEST_PROP(Invariants, MoreRoyaltyNeverLowers, ()) {
  AnyRight any = AnyRight::drawn(true);
  const double before = any.mean();
  const double factor = *rc::gen::inRange(101, 200) / 100.0;
  for (double book::Assumption::* part :
       {&book::Assumption::low, &book::Assumption::mode, &book::Assumption::high}) {
    any.assumptions[0].*part = std::min(1.0, any.assumptions[0].*part * factor);
  }
  RC_ASSERT(any.mean() >= before * (1 - 1e-9));
}

RC_GTEST_PROP(Invariants, MoreRevenueNeverLowers, ()) {
  AnyRight any = AnyRight::drawn(true);
  const double before = any.mean();
  *any.offered.product_revenue *= *rc::gen::inRange(101, 200) / 100.0;
  RC_ASSERT(any.mean() >= before * (1 - 1e-9));
}

RC_GTEST_PROP(Invariants, ArrearsAndAttacksNeverRaise, ()) {
  const AnyRight any = AnyRight::drawn();
  const double sound = any.mean();
  AnyRight late = any;
  late.status.state = LegalState::kInGrace;
  late.status.fees_paid_until = day_of_valuation().plus_days(-*rc::gen::inRange(1, 180));
  RC_ASSERT(late.mean() < sound);
  AnyRight attacked = any;
  attacked.status.invalidation_pending = true;
  RC_ASSERT(attacked.mean() < sound);
  AnyRight both = late;
  both.status.invalidation_pending = true;
  RC_ASSERT(both.mean() < std::min(late.mean(), attacked.mean()));
  AnyRight disputed = any;
  disputed.status.ownership_dispute = true;
  RC_ASSERT(disputed.mean() < sound);
}

RC_GTEST_PROP(Invariants, AnotherCurrencyIsTheSameValue, ()) {
  AnyRight yuan = AnyRight::drawn();
  const double rate = *rc::gen::inRange(500, 900) / 100.0;
  yuan.assume("exchange_rate_USD_CNY", rate, rate, rate);
  AnyRight dollars = yuan;
  dollars.currency = "USD";
  if (dollars.offered.product_revenue) {
    *dollars.offered.product_revenue /= rate;
  }
  const book::Appraisal in_yuan = yuan.run().value();
  const book::Appraisal in_dollars = dollars.run().value();
  for (const double p : {.05, .5, .95}) {
    const double expected = in_yuan.value.quantile(p);
    RC_ASSERT(std::abs(in_dollars.value.quantile(p) * rate - expected) <= 1e-9 * expected);
  }
  RC_ASSERT(std::abs(in_dollars.liquidation_value.mean() * rate -
                     in_yuan.liquidation_value.mean()) <= 1e-9 * in_yuan.value.mean());
}

RC_GTEST_PROP(Invariants, RoyaltiesScaleWithRevenue, ()) {
  AnyRight any = AnyRight::drawn(true);
  const double before = any.run()->methods.front().value.mean();
  *any.offered.product_revenue *= 4;
  const double after = any.run()->methods.front().value.mean();
  RC_ASSERT(std::abs(after - 4 * before) <= 1e-9 * after);
}

RC_GTEST_PROP(Invariants, ContributionsAddUpToTheValue, ()) {
  const AnyRight any = AnyRight::drawn();
  const book::Appraisal appraisal = any.run().value();
  double weights = 0;
  double contributions = 0;
  for (const book::MethodValue& method : appraisal.methods) {
    weights += method.weight;
    contributions += method.contribution;
  }
  RC_ASSERT(std::abs(weights - 1) < 1e-9);
  RC_ASSERT(std::abs(contributions - appraisal.value.mean()) <= 1e-9 * contributions);
}

/// Sales whose prices are noise: nothing keeps an estimate from the wrong sign but the model.
std::vector<Transaction> drawn_sales() {
  std::vector<Transaction> sales;
  for (int i = 0; i < 14; ++i) {
    Transaction sale;
    sale.id = "s" + std::to_string(100 + i);
    sale.date = day_of_valuation().plus_days(-*rc::gen::inRange(1, 1000));
    sale.outcome = DealOutcome::kSold;
    sale.rights = 1;
    sale.price = std::pow(10.0, *rc::gen::inRange(30, 70) / 10.0);
    sale.features.type = registers::RightType::kInvention;
    sale.features.family_size = *rc::gen::inRange(1, 12);
    sale.features.age_years = *rc::gen::inRange(0, 18);
    sale.features.citations = *rc::gen::inRange(0, 40);
    sales.push_back(std::move(sale));
  }
  return sales;
}

RC_GTEST_PROP(Invariants, PricesNeverFallWithTheFamilyNorRiseWithAge, ()) {
  const std::vector<Transaction> sales = drawn_sales();
  const HedonicPrior prior = hedonic_prior(parameters().method("hedonic")).value();
  const PriceIndex index =
      PriceIndex::from_points({{day_of_valuation().plus_days(-1000), 1}, {day_of_valuation(), 1}})
          .value();
  TradedFeatures right;
  right.type = registers::RightType::kInvention;
  right.family_size = *rc::gen::inRange(1, 10);
  right.age_years = *rc::gen::inRange(0, 15);
  right.citations = *rc::gen::inRange(0, 30);
  const auto location = [&](const TradedFeatures& features) {
    return value_by_hedonic(features, sales, index, day_of_valuation(), prior)
        ->prediction->log_location;
  };
  const double base = location(right);
  TradedFeatures other = right;
  *other.family_size += *rc::gen::inRange(1, 10);
  RC_ASSERT(location(other) >= base - 1e-9);
  other = right;
  *other.citations += *rc::gen::inRange(1, 30);
  RC_ASSERT(location(other) >= base - 1e-9);
  other = right;
  *other.age_years += *rc::gen::inRange(1, 5);
  RC_ASSERT(location(other) <= base + 1e-9);
}

}  // namespace
}  // namespace pignus::valuation
