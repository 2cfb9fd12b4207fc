// What overlaps counts once: the game of one path, the sets found, the sums.
#include <algorithm>
#include <cmath>
#include <gtest/gtest.h>
#include <numeric>
#include <rapidcheck/gtest.h>
#include <string>
#include <vector>

#include "core/json.h"
#include "core/normal.h"
#include "core/random_stream.h"
#include "support/valuation_parameters.h"
#include "valuation/families.h"
#include "valuation/net_sum.h"
#include "valuation/overlap_game.h"
#include "valuation/portfolio.h"

namespace pignus::valuation {
namespace {

using book::OverlapKind;
using registers::LegalState;
using registers::RightType;
using testing::parameters;

double total(const std::vector<double>& parts) {
  return std::accumulate(parts.begin(), parts.end(), 0.0);
}

std::vector<double> parts_of(const OverlapRule& rule, const std::vector<double>& amounts) {
  std::vector<double> parts(amounts.size());
  parts_together(rule, amounts, parts);
  return parts;
}

TEST(OverlapGame, ByHand) {
  const std::vector<double> amounts{30, 10, 60};
  // Full overlap: the greatest. The least is shared by three, the next 20 by two, the last 30
  // alone.
  const OverlapRule full{OverlapKind::kFamily, 1, true};
  EXPECT_EQ(worth_together(full, amounts), 60);
  const std::vector<double> airport = parts_of(full, amounts);
  EXPECT_NEAR(airport[1], 10. / 3, 1e-12);
  EXPECT_NEAR(airport[0], 10. / 3 + 10, 1e-12);
  EXPECT_NEAR(airport[2], 10. / 3 + 10 + 30, 1e-12);
  EXPECT_EQ(worth_together({OverlapKind::kSubstitutes, .25, true}, amounts), .75 * 100 + .25 * 60);
  EXPECT_EQ(worth_together({OverlapKind::kSubstitutes, 0, true}, amounts), 100);
  // Complements: all needed to eight tenths.
  const OverlapRule needed{OverlapKind::kComplements, .8, true};
  EXPECT_NEAR(worth_together(needed, amounts), .2 * 60 + .8 * 10, 1e-12);
  EXPECT_NEAR(parts_of(needed, amounts)[1], .2 * 10 / 3 + .8 * 10 / 3, 1e-12);
  EXPECT_NEAR(worth_together({OverlapKind::kComplements, .8, false}, amounts), .2 * 60, 1e-12);
}

/// The Shapley value by its definition: mean gain of joining over all orders.
std::vector<double> shapley_by_orders(const OverlapRule& rule, const std::vector<double>& amounts) {
  std::vector<std::size_t> order(amounts.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::vector<double> parts(amounts.size(), 0.0);
  double orders = 0;
  do {
    std::vector<double> joined;
    double before = 0;
    for (const std::size_t i : order) {
      joined.push_back(amounts[i]);
      OverlapRule now = rule;
      now.complete = rule.complete && joined.size() == amounts.size();
      const double after = worth_together(now, joined);
      parts[i] += after - before;
      before = after;
    }
    ++orders;
  } while (std::next_permutation(order.begin(), order.end()));
  for (double& part : parts) {
    part /= orders;
  }
  return parts;
}

OverlapRule any_rule() {
  return {
      *rc::gen::element(OverlapKind::kFamily, OverlapKind::kSubstitutes, OverlapKind::kComplements),
      *rc::gen::inRange(0, 101) / 100.0, *rc::gen::arbitrary<bool>()};
}

std::vector<double> any_amounts() {
  std::vector<double> amounts;
  for (int i = *rc::gen::inRange(1, 6); i > 0; --i) {
    amounts.push_back(*rc::gen::inRange(0, 1000) / 10.0);
  }
  return amounts;
}

RC_GTEST_PROP(OverlapGame, PartsAreTheShapleyValueAndAddUp, ()) {
  const OverlapRule rule = any_rule();
  const std::vector<double> amounts = any_amounts();
  const std::vector<double> parts = parts_of(rule, amounts);
  const std::vector<double> slow = shapley_by_orders(rule, amounts);
  for (std::size_t i = 0; i < parts.size(); ++i) {
    RC_ASSERT(std::abs(parts[i] - slow[i]) < 1e-9);
    RC_ASSERT(parts[i] >= 0 && parts[i] <= amounts[i] + 1e-9);
  }
  RC_ASSERT(std::abs(total(parts) - worth_together(rule, amounts)) < 1e-9);
  RC_ASSERT(worth_together(rule, amounts) <= total(amounts) + 1e-9);
}

RC_GTEST_PROP(OverlapGame, OneMoreNeverLowers, ()) {
  OverlapRule rule = any_rule();
  std::vector<double> amounts = any_amounts();
  rule.complete = false;  // before the last one comes
  const double before = worth_together(rule, amounts);
  amounts.push_back(*rc::gen::inRange(0, 1000) / 10.0);
  rule.complete = *rc::gen::arbitrary<bool>();
  RC_ASSERT(worth_together(rule, amounts) >= before - 1e-9);
}

// ---- sets ----

struct Case {
  std::vector<book::OfferedRight> offered;
  std::vector<registers::RightFacts> facts;
  std::vector<LegalState> states;
  std::vector<book::StatedGroup> groups;

  void add(const std::string& key, const std::string& product, std::optional<double> revenue,
           std::vector<std::string> family = {}, LegalState state = LegalState::kInForce) {
    book::OfferedRight right;
    right.stated_number = key;
    right.id = registers::RightId{key};
    right.product = product;
    right.product_revenue = revenue;
    offered.push_back(right);
    registers::RightRecord record;
    record.id = *right.id;
    record.type = RightType::kInvention;
    record.family = std::move(family);
    facts.push_back({*right.id, {record}, {}, {}});
    states.push_back(state);
  }
  void group(OverlapKind kind, const std::vector<std::size_t>& places,
             std::optional<book::PlanRange> overlap = std::nullopt) {
    book::StatedGroup made{"group " + std::to_string(groups.size()), kind, {}, overlap, "the firm"};
    for (const std::size_t place : places) {
      made.rights.push_back({offered[place].id, offered[place].stated_number});
    }
    groups.push_back(made);
  }
  std::vector<ProductClaim> claims() const {
    std::vector<ProductClaim> all;
    for (std::size_t i = 0; i < offered.size(); ++i) {
      all.push_back({&offered[i], RightType::kInvention, states[i], &facts[i]});
    }
    return all;
  }
  Result<OverlapSets> sets() const {
    return overlap_sets(groups, claims(), parameters().common, parameters().method("overlap"));
  }
  std::vector<double> shares() const {
    std::vector<double> all;
    const OverlapSets found = sets().value();
    for (const ProductShare& share : split_products(claims(), found, parameters().common)) {
      all.push_back(share.share);
    }
    return all;
  }
};

TEST(Families, ByNumberByParentAndById) {
  Case one;
  one.add("US-P-9000001", "", {}, {"CN201410234381.X"});
  one.add("CN-P-201410234381", "", {});
  one.add("US-P-9000002", "", {}, {"US14/190982"});
  one.add("US-P-9000003", "", {}, {"US14/190982"});
  one.add("JP-P-1234567", "", {});
  one.facts[4].records[0].details["family_id"] = "77";
  one.facts[4].records[0].source.registry = "docdb";
  one.add("EP-P-0240590", "", {});
  one.facts[5].records[0].details["family_id"] = "77";
  one.facts[5].records[0].source.registry = "docdb";
  one.add("EP-P-0240591", "", {});
  one.facts[6].records[0].details["family_id"] = "77";
  one.facts[6].records[0].source.registry = "another";  // another register's 77 is another family
  std::vector<const registers::RightFacts*> facts;
  for (const auto& each : one.facts) {
    facts.push_back(&each);
  }
  facts.push_back(nullptr);
  const Families found = families_of(facts);
  EXPECT_EQ(found.families, (std::vector<std::vector<std::size_t>>{{0, 1}, {2, 3}, {4, 5}}));
  EXPECT_TRUE(found.known[1]);   // the other's record tells
  EXPECT_TRUE(found.known[6]);   // alone in its family
  EXPECT_FALSE(found.known[7]);  // no record
}

TEST(OverlapSets, AFamilyOnOneProductSplitsAsOneClaimant) {
  Case one;
  one.add("US-P-9000001", "pump", 10e6, {"CN201410234381.X"});
  one.add("CN-P-201410234381", "pump", 10e6);
  one.add("US-P-9000009", "pump", 10e6, {"US14/190983"});
  one.add("US-P-9000010", "", {});
  const OverlapSets found = one.sets().value();
  ASSERT_EQ(found.inner.size(), 1U);
  EXPECT_TRUE(found.families.empty());
  EXPECT_EQ(found.inner[0].members,
            (std::vector<std::string>{"CN-P-201410234381", "US-P-9000001"}));
  EXPECT_EQ(found.family_unknown, std::vector<std::string>{"US-P-9000010"});
  EXPECT_EQ(one.shares(), (std::vector<double>{.5, .5, .5, 1}));
}

TEST(OverlapSets, ComplementsClaimTogetherWhatTheyWouldApart) {
  Case one;
  one.add("US-P-1", "pump", 10e6);
  one.add("US-P-2", "pump", 10e6);
  one.add("US-P-3", "pump", 10e6, {}, LegalState::kLapsed);
  one.add("US-P-4", "pump", 10e6);
  EXPECT_EQ(one.shares(), (std::vector<double>{1. / 3, 1. / 3, 0, 1. / 3}));
  one.group(OverlapKind::kComplements, {0, 1, 2});
  EXPECT_EQ(one.shares(), (std::vector<double>{2. / 3, 2. / 3, 0, 1. / 3}));
}

TEST(OverlapSets, FamiliesJoinWholeGroups) {
  Case one;
  one.add("US-P-1", "a", 1e6, {"US-P-3"});
  one.add("US-P-2", "b", 1e6);
  one.add("US-P-3", "c", 1e6);
  one.add("US-P-4", "d", 1e6, {"US-P-2"});
  one.group(OverlapKind::kSubstitutes, {0, 1});
  const OverlapSets found = one.sets().value();
  ASSERT_EQ(found.families.size(), 1U);
  EXPECT_EQ(found.families[0].members,
            (std::vector<std::string>{"US-P-1", "US-P-2", "US-P-3", "US-P-4"}));
}

TEST(OverlapSets, RefusesGroupsThatMakeNoSense) {
  Case one;
  one.add("US-P-1", "", {});
  one.add("US-P-2", "", {});
  one.add("US-P-3", "", {});
  one.group(OverlapKind::kSubstitutes, {0, 1}, book::PlanRange{.5, .4, 1});
  EXPECT_EQ(one.sets().error().where.field, "groups.group 0.overlap");
  one.groups[0].overlap = {0, .5, 1.1};
  EXPECT_EQ(one.sets().error().where.field, "groups.group 0.overlap");
  one.groups[0].overlap.reset();
  one.group(OverlapKind::kFamily, {1, 2});
  EXPECT_EQ(one.sets().error().where.field, "groups.group 1.rights");
  one.groups[1].rights = {{registers::RightId{"US-P-9"}, "US-P-9"}};
  EXPECT_EQ(one.sets().error().code, ErrorCode::kInvalidInput);
}

// ---- sums ----

/// Rights a, b, … with values that are nothing now and then.
struct Portfolio {
  std::vector<std::string> keys;
  std::vector<Distribution> values;
  OverlapSets sets;

  std::vector<PortfolioItem> items() const {
    std::vector<PortfolioItem> all;
    for (std::size_t i = 0; i < keys.size(); ++i) {
      all.push_back({keys[i], &values[i]});
    }
    return all;
  }
};

OverlapSet set_of(OverlapKind kind, std::vector<std::string> members, double least, double most) {
  OverlapSet set;
  set.kind = kind;
  set.members = std::move(members);
  set.key = "test/" + set.members.front();
  set.overlap.value = Distribution::uniform(least, most);
  set.least = least;
  set.most = most;
  return set;
}

Portfolio any_portfolio() {
  Portfolio made;
  for (const char* key : {"a", "b", "c", "d", "e", "f"}) {
    const std::pair<double, Distribution> parts[] = {
        {*rc::gen::inRange(1, 10), Distribution::lognormal(*rc::gen::inRange(1, 1000), .8)},
        {*rc::gen::inRange(0, 5), Distribution(0.0)}};
    made.keys.emplace_back(key);
    made.values.push_back(mix(parts));
  }
  const double least = *rc::gen::inRange(0, 100) / 100.0;
  const auto kind =
      *rc::gen::element(OverlapKind::kFamily, OverlapKind::kSubstitutes, OverlapKind::kComplements);
  made.sets.inner.push_back(set_of(kind, {"a", "b", "c"}, least, 1));
  if (kind != OverlapKind::kComplements && *rc::gen::arbitrary<bool>()) {
    made.sets.inner.back().weights = {1, .5, 1};
  }
  if (*rc::gen::arbitrary<bool>()) {
    made.sets.families.push_back(set_of(OverlapKind::kFamily, {"a", "b", "c", "d"}, 0, least));
  }
  return made;
}

constexpr NetSumOptions kFew{.3, 7, 200};

/// The sum of rights that do not overlap, written out: keys in order, one common factor.
Distribution plain_sum(const std::vector<PortfolioItem>& items, const NetSumOptions& options) {
  const double common_loading = std::sqrt(options.correlation);
  const double own_loading = std::sqrt(1 - options.correlation);
  const RandomStream shared(options.seed, "valuation/portfolio");
  std::vector<double> sums;
  for (std::uint64_t path = 0; path < options.paths; ++path) {
    double sum = 0;
    for (const PortfolioItem& item : items) {
      const RandomStream own(options.seed, "valuation/portfolio/" + item.key);
      sum += item.value->quantile(normal_cdf(common_loading * shared.at(path).normal() +
                                             own_loading * own.at(path).normal()));
    }
    sums.push_back(sum);
  }
  return Distribution::from_samples(sums);
}

RC_GTEST_PROP(NetSum, OrderDoesNotMatterAndPartsAddUp, ()) {
  const Portfolio made = any_portfolio();
  std::vector<PortfolioItem> items = made.items();
  const NetSum sum = net_sum(items, made.sets, kFew);
  std::reverse(items.begin(), items.end());
  std::rotate(items.begin(), items.begin() + *rc::gen::inRange(0, 6), items.end());
  const NetSum other = net_sum(items, made.sets, kFew);
  RC_ASSERT(canonical_json(sum.net.to_json()) == canonical_json(other.net.to_json()));
  const double scale = 1e-9 * (1 + sum.total.added);
  RC_ASSERT(std::abs(total(sum.parts) - sum.total.net) < scale);
  RC_ASSERT(std::abs(sum.net.mean() - sum.total.net) < scale);
  RC_ASSERT(std::abs(total(sum.single) - sum.total.added) < scale);
  for (std::size_t i = 0; i < sum.parts.size(); ++i) {
    RC_ASSERT(sum.parts[i] <= sum.single[i] + scale);
  }
  double taken = 0;
  for (const auto* level : {&sum.inner, &sum.families}) {
    for (const book::OverlapSums& sums : *level) {
      taken += sums.added - sums.net;
      RC_ASSERT(sums.net <= sums.added + scale && sums.net_at_least <= sums.added + scale);
      RC_ASSERT(sums.net_at_greatest <= sums.added + scale);
    }
  }
  RC_ASSERT(std::abs(taken - (sum.total.added - sum.total.net)) < scale);
}

RC_GTEST_PROP(NetSum, OneMoreRightNeverLowersTheTotal, ()) {
  Portfolio made = any_portfolio();
  const auto dropped = static_cast<std::ptrdiff_t>(*rc::gen::inRange(0, 6));
  const NetSum all = net_sum(made.items(), made.sets, kFew);
  made.keys.erase(made.keys.begin() + dropped);
  made.values.erase(made.values.begin() + dropped);
  const NetSum less = net_sum(made.items(), made.sets, kFew);
  for (std::size_t i = 0; i < Distribution::kGrid; ++i) {
    RC_ASSERT(less.net.grid()[i] <= all.net.grid()[i] * (1 + 1e-12));
  }
}

RC_GTEST_PROP(NetSum, ScalesWithTheUnit, ()) {
  Portfolio made = any_portfolio();
  const double before = net_sum(made.items(), made.sets, kFew).total.net;
  for (Distribution& value : made.values) {
    value = value.scaled(8);
  }
  RC_ASSERT(std::abs(net_sum(made.items(), made.sets, kFew).total.net - 8 * before) <=
            1e-9 * before);
}

TEST(NetSum, NoOverlapIsTheSumToTheLastBit) {
  const Distribution a = Distribution::lognormal(100, 1);
  const Distribution b = Distribution::triangular(0, 5, 50);
  const std::vector<PortfolioItem> items{{"a", &a}, {"b", &b}};
  OverlapSets apart;
  apart.inner.push_back(set_of(OverlapKind::kSubstitutes, {"x", "y"}, 0, 1));
  EXPECT_EQ(net_sum(items, {}, kFew).net, net_sum(items, apart, kFew).net);
  const NetSum sum = net_sum(items, {}, kFew);
  EXPECT_EQ(sum.net, plain_sum(items, kFew));
  EXPECT_EQ(sum.total.added, sum.total.net);
  EXPECT_EQ(sum.parts, sum.single);
}

TEST(NetSum, SubstitutesKeepTheValueAndComplementsLoseIt) {
  const std::pair<double, Distribution> parts[] = {{.8, Distribution::lognormal(1000, .7)},
                                                   {.2, Distribution(0.0)}};
  const Distribution value = mix(parts);
  const std::vector<PortfolioItem> two{{"a", &value}, {"b", &value}};
  const std::vector<PortfolioItem> one{{"a", &value}};
  const NetSumOptions many{.3, 7, 40'000};
  OverlapSets either;
  either.inner.push_back(set_of(OverlapKind::kSubstitutes, {"a", "b"}, 1, 1));
  const double alive = Distribution::lognormal(1000, .7).mean();
  // One of two lives with .96, both with .64.
  EXPECT_NEAR(net_sum(two, either, many).total.net, .96 * alive, .02 * alive);
  EXPECT_NEAR(net_sum(one, either, many).total.net, .8 * alive, .02 * alive);
  OverlapSets both;
  both.inner.push_back(set_of(OverlapKind::kComplements, {"a", "b"}, 1, 1));
  EXPECT_NEAR(net_sum(two, both, many).total.net, .64 * alive, .02 * alive);
  EXPECT_EQ(net_sum(one, both, many).total.net, 0);
}

TEST(NetSum, AProductsRoyaltiesAreWhatTheyAreHoweverFarItsRightsOverlap) {
  Case one;
  one.add("US-P-1", "pump", 10e6);
  one.add("US-P-2", "pump", 10e6);
  one.group(OverlapKind::kSubstitutes, {0, 1}, book::PlanRange{0, .5, 1});
  const OverlapSets sets = one.sets().value();
  const std::vector<double> shares = one.shares();
  const Distribution royalties = Distribution::lognormal(5000, .4);
  const std::vector<Distribution> values{royalties.scaled(shares[0]), royalties.scaled(shares[1])};
  const std::vector<PortfolioItem> items{{"US-P-1", values.data()}, {"US-P-2", &values[1]}};
  const NetSum sum = net_sum(items, sets, {0, 7, 40'000});
  EXPECT_NEAR(sum.total.net, royalties.mean(), .02 * royalties.mean());
  EXPECT_NEAR(sum.total.net_at_least, sum.total.net, 1e-9 * sum.total.net);
  EXPECT_NEAR(sum.total.net_at_greatest, sum.total.net, 1e-9 * sum.total.net);
  EXPECT_NEAR(sum.parts[0], sum.parts[1], 1e-9 * sum.total.net);
}

}  // namespace
}  // namespace pignus::valuation
