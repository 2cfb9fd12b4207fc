#include "valuation/portfolio.h"

#include <algorithm>
#include <cmath>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <utility>

#include "core/json.h"
#include "support/valuation_parameters.h"
#include "valuation/cost.h"
#include "valuation/liquidation.h"
#include "valuation/net_sum.h"
#include "valuation/reconcile.h"

namespace pignus::valuation {
namespace {

using testing::parameters;

book::OfferedRight right_of(const std::string& key, const std::string& product,
                            std::optional<double> revenue) {
  book::OfferedRight offered;
  offered.stated_number = key;
  offered.id = registers::RightId{key};
  offered.product = product;
  offered.product_revenue = revenue;
  return offered;
}

TEST(SplitProducts, CountsAProductOnce) {
  using registers::LegalState;
  using registers::RightType;
  const book::OfferedRight offered[] = {
      right_of("CN-P-1", "pump", 10e6),
      right_of("CN-U-2", "pump", 8e6),
      right_of("CN-P-3", "pump", std::nullopt),  // same product, revenue in the other rows
      right_of("CN-P-4", "pump", 10e6),          // ended
      right_of("CN-P-1", "pump", 10e6),          // the first again
      right_of("CN-P-5", "", 3e6),
      right_of("CN-P-6", "", std::nullopt)};
  std::vector<ProductClaim> claims;
  for (const auto& one : offered) {
    const bool model = one.id->value[3] == 'U';
    claims.push_back({&one, model ? RightType::kUtilityModel : RightType::kInvention,
                      one.id->value == "CN-P-4" ? LegalState::kLapsed : LegalState::kInForce});
  }
  const auto shares = split_products(claims, {}, parameters().common);
  EXPECT_EQ(shares[0].share, .4);
  EXPECT_EQ(shares[1].share, .2);
  EXPECT_EQ(shares[2].share, .4);
  EXPECT_EQ(shares[3].share, 0);
  EXPECT_EQ(shares[4].share, 0);
  EXPECT_EQ(shares[2].revenue, 8e6);  // the lowest of what the rows say
  EXPECT_EQ(shares[5].share, 1);
  EXPECT_EQ(shares[5].revenue, 3e6);
  EXPECT_FALSE(shares[6].revenue);
}

TEST(SplitProducts, MarksShareAmongMarks) {
  using registers::LegalState;
  using registers::RightType;
  const book::OfferedRight patent = right_of("CN-P-1", "pump", 10e6);
  const book::OfferedRight mark = right_of("CN-T-2", "pump", 10e6);
  const book::OfferedRight other = right_of("CN-T-3", "pump", 10e6);
  const auto shares = split_products(
      std::vector<ProductClaim>{{&patent, RightType::kInvention, LegalState::kInForce},
                                {&mark, RightType::kTrademark, LegalState::kInForce},
                                {&other, RightType::kTrademark, LegalState::kInForce}},
      {}, parameters().common);
  EXPECT_EQ(shares[0].share, 1);
  EXPECT_EQ(shares[1].share, .5);
  EXPECT_EQ(shares[2].share, .5);
}

TEST(SumOfValues, DoesNotDependOnOrderAndCountsAKeyOnce) {
  const Distribution a = Distribution::lognormal(100, 1);
  const Distribution b = Distribution::triangular(0, 5, 50);
  const Distribution c = Distribution::lognormal(10, .3);
  const std::vector<PortfolioItem> items{{"a", &a}, {"b", &b}, {"c", &c}};
  const std::vector<PortfolioItem> other{{"c", &c}, {"a", &a}, {"b", &b}, {"a", &a}};
  const Distribution sum = net_sum(items, {}, {.3, 9, 4'000}).net;
  EXPECT_EQ(canonical_json(sum.to_json()),
            canonical_json(net_sum(other, {}, {.3, 9, 4'000}).net.to_json()));
  EXPECT_NEAR(sum.mean(), a.mean() + b.mean() + c.mean(), .05 * sum.mean());
  EXPECT_EQ(net_sum({}, {}, {.3, 9, 10}).net.quantile(1), 0);
}

TEST(SumOfValues, CorrelationWidens) {
  std::vector<Distribution> values(10, Distribution::lognormal(100, .8));
  std::vector<PortfolioItem> items;
  items.reserve(values.size());
  for (std::size_t i = 0; i < values.size(); ++i) {
    items.push_back({"right" + std::to_string(i), &values[i]});
  }
  const Distribution apart = net_sum(items, {}, {0, 1, 8'000}).net;
  const Distribution together = net_sum(items, {}, {.8, 1, 8'000}).net;
  EXPECT_LT(together.quantile(.1), apart.quantile(.1));
  EXPECT_GT(together.quantile(.9), apart.quantile(.9));
}

TEST(CollateralPath, SumsLiquidationValues) {
  book::Appraisal appraisal;
  appraisal.value = Distribution(1000.0);
  appraisal.liquidation_value = Distribution(300.0);
  const std::vector<PortfolioRight> rights{{"a", &appraisal}, {"b", &appraisal}};
  const PortfolioValues made = value_portfolio({.rights = rights,
                                                .sets = {},
                                                .claims = {},
                                                .currency = Currency::parse("CNY").value(),
                                                .parameters = parameters(),
                                                .seed = 1,
                                                .paths = 100});
  EXPECT_EQ(made.collateral.value_today.median(), 600);
  EXPECT_EQ(made.collateral.drift_per_year, -.1);
  EXPECT_EQ(made.value.median(), 2000);
  EXPECT_FALSE(made.collateral.inputs.empty());
  EXPECT_TRUE(made.overlap.groups.empty());
  EXPECT_EQ(made.overlap.value.added, made.overlap.value.net);
}

TEST(Disposal, ByHand) {
  Disposal sale;
  sale.value = 1000;
  sale.forced_sale_price = .5;
  sale.price_cut = .2;
  sale.failed_rounds = 1;
  sale.years_to_sale = 2;
  sale.costs = .25;
  sale.discount_rate = .08;
  sale.decay = .1;
  sale.fees_per_year = 10;
  EXPECT_NEAR(disposal_recovery(sale), 400 * std::exp(-.36) * .75 - 20, 1e-9);
  sale.fees_per_year = 1e6;
  EXPECT_EQ(disposal_recovery(sale), 0);
}

TEST(Liquidation, SometimesNobodyBuysAndNeverMoreThanTheValue) {
  const Distribution value(1000.0);
  const SalePaths drawn = draw_sale_paths(value, 3, 3, "x", 20'000);
  const Liquidation sale = simulate_liquidation(drawn, std::nullopt, parameters().liquidation);
  const Distribution& sold = sale.recovery;
  const double unsold = sold.probability_below(1e-9);
  EXPECT_GT(unsold, .2);
  EXPECT_LT(unsold, .35);
  EXPECT_LT(sold.quantile(1), 700);
  EXPECT_NEAR(sale.chance_of_sale, 1 - unsold, .01);
  EXPECT_GT(sale.years_to_sale.quantile(.05), .25);
  EXPECT_LT(sale.years_to_sale.quantile(1), 3.01);  // three rounds of a year at most
  const Distribution costly = simulate_liquidation(drawn, 200.0, parameters().liquidation).recovery;
  EXPECT_LT(costly.mean(), sold.mean());
}

TEST(Liquidation, RoundsDrawnInVainChangeNothing) {
  const Distribution value = Distribution::lognormal(1e6, .8);
  const auto& terms = parameters().liquidation;
  const auto enough = draw_sale_paths(value, rounds_of(terms), 3, "x", 1'000);
  const auto more = draw_sale_paths(value, rounds_of(terms) + 4, 3, "x", 1'000);
  EXPECT_EQ(simulate_liquidation(enough, std::nullopt, terms).recovery,
            simulate_liquidation(more, std::nullopt, terms).recovery);
}

TEST(Liquidation, TimeToLookForBuyersBringsMore) {
  const Distribution value = Distribution::lognormal(1e6, .8);
  const auto& in_time = parameters().method("orderly-liquidation");
  const SalePaths drawn = draw_sale_paths(value, rounds_of(in_time), 3, "x", 5'000);
  const auto forced = simulate_liquidation(drawn, std::nullopt, parameters().liquidation);
  const auto orderly = simulate_liquidation(drawn, std::nullopt, in_time);
  EXPECT_GT(orderly.recovery.mean(), forced.recovery.mean());
  EXPECT_GT(orderly.years_to_sale.median(), forced.years_to_sale.median());
  EXPECT_LT(orderly.recovery.mean(), value.mean());
}

TEST(Cost, ByHand) {
  EXPECT_NEAR(depreciated_cost(1000, .3, .2), 560, 1e-12);
  const Distribution value = simulate_cost(1000, Distribution(.3), Distribution(.2), 1, "x", 10);
  EXPECT_NEAR(value.median(), 560, 1e-12);
}

RC_GTEST_PROP(Reconcile, MixturesConserveTheMeanAndCostNeverWeighs, ()) {
  std::vector<book::MethodValue> methods;
  const bool income = *rc::gen::arbitrary<bool>();
  const bool renewal = income || *rc::gen::arbitrary<bool>();
  for (const std::string name : {"relief_from_royalty", "renewal", "population", "cost"}) {
    if ((name == "relief_from_royalty" && !income) || (name == "renewal" && !renewal)) {
      continue;
    }
    book::MethodValue method;
    method.method = name;
    method.value = Distribution::lognormal(*rc::gen::inRange(1, 1'000'000), 1.0);
    methods.push_back(method);
  }
  weigh(methods, parameters().method("reconciliation"));
  double weights = 0;
  double mean = 0;
  for (const auto& method : methods) {
    weights += method.weight;
    RC_ASSERT(method.weight >= 0);
    mean += method.weight * method.value.mean();
    RC_ASSERT(!method.weight_reason.empty());
    RC_ASSERT(method.method != "cost" || method.weight == 0);
    RC_ASSERT(method.method != "population" || method.weight == (income || renewal ? 0 : 1));
  }
  RC_ASSERT(std::abs(weights - 1) < 1e-12);
  RC_ASSERT(std::abs(reconcile(methods).mean() - mean) <= 1e-9 * mean);
  double contributions = 0;
  for (const auto& method : methods) {
    contributions += method.contribution;
  }
  RC_ASSERT(std::abs(contributions - mean) <= 1e-9 * mean);
}

TEST(Reconcile, WeightsByHand) {
  // Independent: by the inverse of the squared errors.
  const std::vector<double> independent =
      least_variance_weights(std::vector<double>{1, 2}, std::vector<double>{1, 0, 0, 1});
  EXPECT_NEAR(independent[0], .8, 1e-12);
  // Two that err together count less than two: each 1 / (1 + r) beside the third's 1.
  const double r = .5;
  const std::vector<double> three = least_variance_weights(
      std::vector<double>{1, 1, 1}, std::vector<double>{1, r, 0, r, 1, 0, 0, 0, 1});
  EXPECT_NEAR(three[2], (1 + r) / (3 + r), 1e-12);
  EXPECT_NEAR(three[0], three[1], 1e-12);
  // One that is far less sure and leans on a surer one would get a negative weight: it gets none.
  const std::vector<double> leaning =
      least_variance_weights(std::vector<double>{1, 4}, std::vector<double>{1, .8, .8, 1});
  EXPECT_EQ(leaning, (std::vector<double>{1, 0}));
}

TEST(Reconcile, TheSurerMethodWeighsMoreAndZerosOfStatusDoNotCount) {
  book::MethodValue income{"relief_from_royalty", Distribution::lognormal(1e6, .4), 0, "", {}};
  book::MethodValue renewal{"renewal", Distribution::lognormal(1e5, 2), 0, "", {}};
  std::vector<book::MethodValue> methods{income, renewal};
  weigh(methods, parameters().method("reconciliation"));
  EXPECT_GT(methods[0].weight, .7);
  EXPECT_GT(methods[1].weight, 0);
  const double sure = methods[0].weight;
  methods[0].value = Distribution::lognormal(1e6, 1.5);
  weigh(methods, parameters().method("reconciliation"));
  EXPECT_LT(methods[0].weight, sure);
  // The chance that a right is not in force is common to all methods.
  const std::vector<std::pair<double, Distribution>> parts{{.5, income.value},
                                                           {.5, Distribution(0.0)}};
  EXPECT_NEAR(log_deviation(mix(parts)), log_deviation(income.value), .01);
  EXPECT_NEAR(log_deviation(income.value), .4, .01);
}

}  // namespace
}  // namespace pignus::valuation
