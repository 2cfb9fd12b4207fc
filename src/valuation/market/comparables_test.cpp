#include "valuation/market/comparables.h"

#include <algorithm>
#include <cmath>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "standards/method_parameters.h"

namespace pignus::valuation {
namespace {

Date day(int year, int month = 1, int of_month = 1) {
  return *Date::from_ymd(year, month, of_month);
}

PriceIndex flat_index() {
  return *PriceIndex::from_points({{day(2010), 100}, {day(2030), 100}});
}

TradedFeatures pump(double citations = 4) {
  TradedFeatures features;
  features.type = registers::RightType::kInvention;
  features.classes = {"E21B43/26", "F04D13/08"};
  features.terms = text::term_counts("Pump for a well");
  features.citations = citations;
  features.age_years = 6;
  features.family_size = 3;
  features.legal_strength = .6;
  return features;
}

std::vector<Transaction> deals(int count, double price = 100'000) {
  std::vector<Transaction> result;
  for (int i = 0; i < count; ++i) {
    Transaction deal;
    deal.id = "deal-" + std::to_string(10 + i);
    deal.date = day(2022, 1 + i % 12);
    deal.price = price * (1 + i * .1);
    deal.features = pump(2 + i);
    result.push_back(deal);
  }
  return result;
}

ComparableTerms terms() {
  return *comparable_terms(*standards::load_method_parameters("comparables"));
}

ComparableAnswer answer_to(const TradedFeatures& subject, const std::vector<Transaction>& sold,
                           const ComparableTerms& by = terms()) {
  const auto answer = value_by_comparables(subject, sold, flat_index(), day(2024), by);
  EXPECT_TRUE(answer) << (answer ? "" : describe(answer.error()));
  return *answer;
}

TEST(PriceIndex, IsLinearInTheLogAndFlatAfterItsEnd) {
  const auto index = PriceIndex::from_points({{day(2020), 100}, {day(2022), 400}});
  ASSERT_TRUE(index);
  EXPECT_FALSE(index->level(day(2019, 12, 31)));
  EXPECT_NEAR(*index->level(day(2021)), 200, .2);
  EXPECT_EQ(*index->level(day(2024)), 400);
  EXPECT_NEAR(index->stale_years(day(2024)), 2, .01);
  EXPECT_EQ(*index->factor(day(2020), day(2022)), 4);
  EXPECT_EQ(index->stale_years(day(2021)), 0);
}

TEST(PriceIndex, SaysWhichPointIsWrong) {
  EXPECT_EQ(PriceIndex::from_points({}).error().where.field, "index");
  EXPECT_EQ(PriceIndex::from_points({{day(2020), 1}, {day(2020), 2}}).error().where.record, 2U);
  EXPECT_EQ(PriceIndex::from_points({{day(2020), -1}}).error().where.field, "level");
}

TEST(Similarity, LevelsOfTheClassScheme) {
  const SimilarityTerms by = terms().similarity;
  const auto alike = [&](const char* left, const char* right) {
    TradedFeatures one;
    TradedFeatures other;
    one.classes = {left};
    other.classes = {right};
    return *likeness(Feature::kClass, one, other, by);
  };
  EXPECT_DOUBLE_EQ(alike("E21B43/26", "E21B43/26"), 1);
  EXPECT_DOUBLE_EQ(alike("E21B43/26", "E21B43/11"), .8);
  EXPECT_DOUBLE_EQ(alike("E21B43/26", "E21B33/11"), .6);
  EXPECT_DOUBLE_EQ(alike("E21B43/26", "E21C43/26"), .4);
  EXPECT_DOUBLE_EQ(alike("E21B43/26", "E02B43/26"), .2);
  EXPECT_DOUBLE_EQ(alike("E21B43/26", "H04L9/00"), 0);
  EXPECT_DOUBLE_EQ(alike("9", "9"), 1);
  EXPECT_DOUBLE_EQ(alike("9", "42"), 0);
}

TEST(Similarity, UnknownIsLeftOutNotZero) {
  const SimilarityTerms by = terms().similarity;
  TradedFeatures bare = pump();
  bare.citations.reset();
  bare.terms.clear();
  const Similarity alike = similarity(pump(), bare, by);
  EXPECT_DOUBLE_EQ(alike.value, 1);
  EXPECT_DOUBLE_EQ(alike.known_weight, .6);
  EXPECT_EQ(similarity(pump(), {}, by).known_weight, 0);
}

RC_GTEST_PROP(Similarity, IsSymmetricAndBetweenZeroAndOne, ()) {
  const auto any = [] {
    TradedFeatures features = pump(*rc::gen::inRange(0, 50));
    features.age_years = *rc::gen::inRange(0, 20);
    features.family_size = *rc::gen::inRange(1, 12);
    features.classes = {*rc::gen::element<std::string>("E21B43/26", "E21B7/04", "H04L9/32", "9")};
    return features;
  };
  const TradedFeatures left = any();
  const TradedFeatures right = any();
  const SimilarityTerms by = terms().similarity;
  const double value = similarity(left, right, by).value;
  RC_ASSERT(value >= 0 && value <= 1);
  RC_ASSERT(std::abs(value - similarity(right, left, by).value) < 1e-12);
  RC_ASSERT(similarity(left, left, by).value > 1 - 1e-12);
}

TEST(Comparables, TheMedianLiesAmongThePricesOfLikeRights) {
  const ComparableAnswer answer = answer_to(pump(), deals(10));
  ASSERT_TRUE(answer.value);
  EXPECT_GT(answer.value->median(), 100'000);
  EXPECT_LT(answer.value->median(), 190'000);
  double weights = 0;
  for (const ComparableUse& use : answer.used) {
    weights += use.weight;
  }
  EXPECT_NEAR(weights, 1, 1e-12);
  // Features explain little: even ten deals alike leave a factor of five between p10 and p90.
  EXPECT_GT(answer.value->quantile(.9) / answer.value->quantile(.1), 5);
}

TEST(Comparables, RefusesWithReasons) {
  EXPECT_EQ(answer_to(pump(), deals(4)).refusal, ComparableRefusal::kTooFew);
  EXPECT_EQ(answer_to(pump(), {}).refusal, ComparableRefusal::kTooFew);
  TradedFeatures radio = pump(900);
  radio.classes = {"H04L9/32"};
  radio.terms = text::term_counts("cipher");
  radio.age_years = 19;
  const ComparableAnswer far = answer_to(radio, deals(10));
  EXPECT_EQ(far.refusal, ComparableRefusal::kTooFar);
  EXPECT_FALSE(far.value);
  EXPECT_EQ(far.left_out.size(), 10U);
  EXPECT_EQ(far.left_out.front().reason, LeftOut::kTooFar);
  EXPECT_EQ(answer_to({}, deals(10)).refusal, ComparableRefusal::kSubjectUnknown);
  ComparableTerms sharp = terms();
  sharp.power = 200;
  sharp.least_effective = 5;
  EXPECT_EQ(answer_to(pump(2), deals(10), sharp).refusal, ComparableRefusal::kTooConcentrated);
}

TEST(Comparables, EveryDealIsUsedOrLeftOutWithItsReason) {
  std::vector<Transaction> sold = deals(30);
  sold[0].date = day(2025);
  sold[1].features.type = registers::RightType::kDesign;
  sold[2].forced = true;
  sold[3].outcome = DealOutcome::kUnsold;
  sold[3].asked = 1e9;
  sold[4].date = day(2012);
  sold[5].features = {};
  sold[5].features.type = registers::RightType::kInvention;
  const ComparableAnswer answer = answer_to(pump(), sold);
  EXPECT_EQ(answer.used.size(), 20U);
  EXPECT_EQ(answer.used.size() + answer.left_out.size(), sold.size());
  const auto reason = [&](int i) {
    return std::find_if(answer.left_out.begin(), answer.left_out.end(),
                        [&](const auto& one) { return one.id == sold[i].id; })
        ->reason;
  };
  EXPECT_EQ(reason(0), LeftOut::kLater);
  EXPECT_EQ(reason(1), LeftOut::kOtherType);
  EXPECT_EQ(reason(2), LeftOut::kForced);
  EXPECT_EQ(reason(3), LeftOut::kCensored);
  EXPECT_EQ(reason(4), LeftOut::kTooOld);
  EXPECT_EQ(reason(5), LeftOut::kTooLittleKnown);
  EXPECT_EQ(reason(29), LeftOut::kNotNearest);
  EXPECT_EQ(answer.unsold_near, 1);
  EXPECT_EQ(answer.offered_near, answer.near_enough + 1);
}

TEST(Comparables, ALotIsSharedByCountAndWidened) {
  std::vector<Transaction> alone = deals(8);
  std::vector<Transaction> lots = deals(8);
  for (Transaction& lot : lots) {
    lot.rights = 5;
    lot.price *= 5;
  }
  const ComparableAnswer one = answer_to(pump(), alone);
  const ComparableAnswer five = answer_to(pump(), lots);
  EXPECT_GT(five.used.front().sigma_log, one.used.front().sigma_log);
  EXPECT_LT(five.value->median(), one.value->median());
  // Each lognormal keeps the mean of a share by count: median * exp(sigma^2 / 2) of the lot part.
  EXPECT_NEAR(five.used.front().price_per_right * std::exp(.8 / 2),
              one.used.front().price_per_right, 1e-6);
}

TEST(Comparables, PricesAreBroughtToTheDay) {
  const auto index = PriceIndex::from_points({{day(2020), 100}, {day(2024), 200}});
  const auto answer = value_by_comparables(pump(), deals(8), *index, day(2026), terms());
  ASSERT_TRUE(answer);
  for (const ComparableUse& use : answer->used) {
    EXPECT_GT(use.time_factor, 1);
    EXPECT_LT(use.time_factor, 2);
    EXPECT_GT(use.sigma_log, terms().sigma_own);  // two years without an index
  }
  auto late = deals(8);
  for (Transaction& deal : late) {
    deal.date = day(2016, 6);
  }
  EXPECT_EQ(value_by_comparables(pump(), late, *index, day(2024), terms())->left_out[0].reason,
            LeftOut::kNoIndex);
}

TEST(Comparables, BadInputIsNamed) {
  const auto field = [](const TradedFeatures& subject, const std::vector<Transaction>& sold) {
    const auto answer = value_by_comparables(subject, sold, flat_index(), day(2024), terms());
    return answer ? std::string("accepted") : answer.error().where.field;
  };
  std::vector<Transaction> sold = deals(6);
  sold[3].price = -5;
  EXPECT_EQ(field(pump(), sold), "price");
  sold = deals(6);
  sold[3].rights = 0;
  EXPECT_EQ(field(pump(), sold), "rights");
  sold = deals(6);
  sold[3].id = sold[2].id;
  EXPECT_EQ(field(pump(), sold), "id");
  sold = deals(6);
  sold[0].features.legal_strength = 60;
  EXPECT_EQ(field(pump(), sold), "legal_strength");
  EXPECT_EQ(field(pump(std::nan("")), deals(6)), "citations");
}

RC_GTEST_PROP(Comparables, AnswersScaleWithTheCurrencyAndDoNotHangOnOrder, ()) {
  std::vector<Transaction> sold = deals(*rc::gen::inRange(5, 25));
  const double scale = *rc::gen::inRange(1, 1000) / 10.0;
  const ComparableAnswer base = answer_to(pump(), sold);
  for (Transaction& deal : sold) {
    deal.price *= scale;
  }
  std::reverse(sold.begin(), sold.end());
  const ComparableAnswer scaled = answer_to(pump(), sold);
  RC_ASSERT(scaled.used.size() == base.used.size());
  for (const double p : {.1, .5, .9}) {
    RC_ASSERT(std::abs(scaled.value->quantile(p) / (scale * base.value->quantile(p)) - 1) < 1e-6);
  }
}

registers::TradeReport report() {
  registers::TradeReport trade;
  trade.id = "T1";
  trade.kind = "sale";
  trade.outcome = "sold";
  trade.date = day(2023, 5, 2);
  trade.rights = {{"CN-P-201410234381"}, {"CN-P-201711092092"}};
  trade.price = Money::from_major(2'000'000, *Currency::parse("CNY"));
  return trade;
}

TEST(Transaction, OfAReport) {
  const Currency cny = *Currency::parse("CNY");
  const Currency usd = *Currency::parse("USD");
  const auto deal = transaction_of(report(), pump(), cny, std::nullopt);
  ASSERT_TRUE(deal) << describe(deal.error());
  EXPECT_EQ(deal->rights, 2);
  EXPECT_EQ(deal->price, 2'000'000);
  EXPECT_DOUBLE_EQ(transaction_of(report(), pump(), usd, .14)->price, 280'000);
  const auto field = [&](const registers::TradeReport& trade) {
    const auto refused = transaction_of(trade, pump(), cny, std::nullopt);
    return refused ? std::string("accepted") : refused.error().where.field;
  };
  EXPECT_EQ(transaction_of(report(), pump(), usd, std::nullopt).error().where.field, "price");
  registers::TradeReport trade = report();
  trade.kind = "licence";
  EXPECT_EQ(field(trade), "kind");
  trade = report();
  trade.date = *RegisterDate::parse("2023-05");
  EXPECT_EQ(field(trade), "date");
  trade = report();
  trade.rights.clear();
  EXPECT_EQ(field(trade), "rights");
  trade = report();
  trade.price.reset();
  EXPECT_EQ(field(trade), "price");
  trade.outcome = "unsold";
  EXPECT_EQ(field(trade), "asked");
  trade.asked = Money::from_major(1, cny);
  EXPECT_EQ(transaction_of(trade, pump(), cny, std::nullopt)->outcome, DealOutcome::kUnsold);
  trade.outcome = "";
  EXPECT_EQ(transaction_of(trade, pump(), cny, std::nullopt)->outcome, DealOutcome::kAsked);
}

}  // namespace
}  // namespace pignus::valuation
