// Reference figures, trades and retractions in the store, against the obvious reading of a list.
#include <algorithm>
#include <cmath>
#include <gtest/gtest.h>
#include <limits>
#include <rapidcheck/gtest.h>
#include <tuple>

#include "core/sha256.h"
#include "store/store.h"
#include "support/made_up_facts.h"
#include "support/store_place.h"

namespace pignus::store {
namespace {

using registers::Fact;
using registers::ReferenceFigure;
using registers::Retraction;
using registers::RightRecord;
using registers::TradeReport;
using testing::StorePlace;

registers::Source source_at(std::uint64_t record) {
  return {"markets.csv", sha256_hex("markets"), record, "", "plain"};
}

ReferenceFigure made_up_figure(RandomStream& random) {
  ReferenceFigure figure;
  figure.series = random.below(2) == 0 ? "wacc" : "fx";
  figure.item = random.below(2) == 0 ? "Machinery" : "USD/CNY";
  figure.measure = random.below(2) == 0 ? "rate" : "beta";
  const Date day = Date::from_days(15000 + static_cast<int>(random.below(60)));
  figure.date = random.below(3) == 0 ? *RegisterDate::parse(day.iso().substr(0, 7)) : day;
  figure.known = day.plus_days(static_cast<int>(random.below(20)));
  figure.value = static_cast<double>(random.below(1000)) / 7 - 50;
  figure.unit = "1";
  return figure;
}

TradeReport made_up_trade(RandomStream& random) {
  TradeReport trade;
  trade.id = fmt::format("t{}", random.below(50));
  trade.kind = random.below(2) == 0 ? "sale" : "licence";
  trade.outcome = random.below(2) == 0 ? "sold" : "";
  trade.date = Date::from_days(15000 + static_cast<int>(random.below(40)));
  trade.known = Date::from_days(15000 + static_cast<int>(random.below(60)));
  for (auto left = random.below(3); left > 0; --left) {
    trade.rights.push_back({fmt::format("US-P-{}", 9000000 + random.below(3))});
  }
  if (random.below(2) == 0) trade.price = Money{125000, *Currency::parse("USD")};
  if (random.below(2) == 0) trade.asked = Money{-1, *Currency::parse("JPY")};
  if (random.below(2) == 0) trade.royalty_rate = 0.1 * static_cast<double>(random.below(10));
  trade.seller = "Firm 1";
  trade.venue = "\xE4\xB8\x8A\xE6\xB5\xB7";
  if (random.below(2) == 0) trade.details = {{"portfolio", "yes"}};
  return trade;
}

RightRecord made_up_standing(RandomStream& random) {
  RightRecord record = testing::made_up_record(random, static_cast<int>(random.below(2)));
  if (random.below(2) == 0) record.designated_states = {"DE", "FR"};
  if (random.below(2) == 0) record.details = {{"status", "in force"}};
  return record;
}

Retraction made_up_retraction(RandomStream& random) {
  const auto right = 9000000 + random.below(2);
  Retraction retraction;
  retraction.right.value = fmt::format("US-P-{}", right);
  if (random.below(2) == 0) retraction.publication = fmt::format("US{}B2", right);
  retraction.reason = "printed twice";
  retraction.known = Date::from_days(15000 + static_cast<int>(random.below(60)));
  return retraction;
}

std::vector<Fact> made_up_markets(std::uint64_t seed, int count) {
  RandomStream random(seed, "store/markets");
  std::vector<Fact> facts;
  for (int i = 0; i < count; ++i) {
    Fact fact = made_up_figure(random);
    if (const auto kind = random.below(4); kind == 1) {
      fact = made_up_trade(random);
    } else if (kind == 2) {
      fact = made_up_standing(random);
    } else if (kind == 3) {
      fact = made_up_retraction(random);
    }
    std::visit([&](auto& one) { one.source = source_at(static_cast<std::uint64_t>(i) + 1); }, fact);
    facts.push_back(std::move(fact));
  }
  return facts;
}

Store store_with(StorePlace& folder, const std::vector<Fact>& facts) {
  auto store = Store::open(folder / "s.db", OpenMode::kCreate);
  EXPECT_TRUE(store) << describe(store.error());
  auto session = store->begin_import({"markets.csv", sha256_hex("markets"), 10, "test", "", {}});
  EXPECT_TRUE(session);
  for (const Fact& fact : facts) {
    EXPECT_TRUE(session->add(fact));
  }
  EXPECT_TRUE(session->finish());
  return std::move(*store);
}

/// Those of one kind that `keep` keeps, each content once, with the first place it was seen.
template <typename Kind, typename Keep>
std::vector<Kind> kept(const std::vector<Fact>& facts, Keep keep) {
  std::vector<Kind> out;
  for (const Fact& fact : facts) {
    const auto* one = std::get_if<Kind>(&fact);
    if (one == nullptr || !keep(*one)) continue;
    const bool there = std::any_of(out.begin(), out.end(), [&](const Kind& earlier) {
      Kind same = *one;
      same.source = earlier.source;
      return same == earlier;
    });
    if (!there) out.push_back(*one);
  }
  return out;
}

/// Equal as multisets.
template <typename Kind>
bool same_set(std::vector<Kind> a, const std::vector<Kind>& b) {
  for (const Kind& one : b) {
    const auto place = std::find(a.begin(), a.end(), one);
    if (place == a.end()) return false;
    a.erase(place);
  }
  return a.empty();
}

RC_GTEST_PROP(MarketsProperty, FiguresAsOfADayMatchANaiveList, ()) {
  const auto facts =
      made_up_markets(*rc::gen::arbitrary<std::uint32_t>(), *rc::gen::inRange(0, 80));
  const AsOf as_of{Date::from_days(*rc::gen::inRange(14995, 15065)),
                   Date::from_days(*rc::gen::inRange(14995, 15085))};
  const ReferenceQuery query{*rc::gen::element<std::string>("", "wacc"),
                             *rc::gen::element<std::string>("", "Machinery"),
                             *rc::gen::element<std::string>("", "beta")};
  StorePlace folder;
  const Store store = store_with(folder, facts);
  const auto expected = kept<ReferenceFigure>(facts, [&](const ReferenceFigure& one) {
    return one.known <= as_of.known_by && *one.date.earliest() <= as_of.true_on &&
           (query.series.empty() || one.series == query.series) &&
           (query.item.empty() || one.item == query.item) &&
           (query.measure.empty() || one.measure == query.measure);
  });
  const auto read = store.reference_figures(query, as_of);
  RC_ASSERT(read.has_value());
  RC_ASSERT(same_set(*read, expected));
  const auto order = [](const ReferenceFigure& one) {
    return std::tuple(one.series, one.item, one.measure, one.date.text(), one.known);
  };
  RC_ASSERT(std::is_sorted(read->begin(), read->end(),
                           [&](const auto& a, const auto& b) { return order(a) < order(b); }));
  ReferenceQuery last = query;
  last.latest_only = true;
  const auto latest = store.reference_figures(last, as_of);
  for (const ReferenceFigure& one : *latest) {
    RC_ASSERT(std::find(read->begin(), read->end(), one) != read->end());
    for (const ReferenceFigure& other : *read) {
      const bool same =
          other.series == one.series && other.item == one.item && other.measure == one.measure;
      RC_ASSERT(!same || order(other) <= order(one));
    }
  }
  std::uint64_t figures = 0;
  const auto every = store.reference_series(as_of);
  RC_ASSERT(every.has_value());
  for (const ReferenceSeries& series : *every) figures += series.figures;
  RC_ASSERT(figures == store.reference_figures({}, as_of)->size());
}

RC_GTEST_PROP(MarketsProperty, TradesAsOfADayMatchANaiveList, ()) {
  const auto facts =
      made_up_markets(*rc::gen::arbitrary<std::uint32_t>(), *rc::gen::inRange(0, 80));
  const Date known_by = Date::from_days(*rc::gen::inRange(14995, 15065));
  const TradeQuery query{*rc::gen::element<std::string>("", "sale"),
                         *rc::gen::element<std::string>("", "US-P-9000001")};
  StorePlace folder;
  const Store store = store_with(folder, facts);
  const auto expected = kept<TradeReport>(facts, [&](const TradeReport& one) {
    return one.known <= known_by && (query.kind.empty() || one.kind == query.kind) &&
           (query.right.empty() || std::find(one.rights.begin(), one.rights.end(),
                                             registers::RightId{query.right}) != one.rights.end());
  });
  const auto read = store.trades(query, known_by);
  RC_ASSERT(read.has_value());
  RC_ASSERT(same_set(*read, expected));
  RC_ASSERT(std::is_sorted(read->begin(), read->end(), [](const auto& a, const auto& b) {
    return a.date.text() < b.date.text();
  }));
  RC_ASSERT(store.verify_journal().has_value());
}

RC_GTEST_PROP(MarketsProperty, RetractionsAsOfADayMatchANaiveList, ()) {
  const auto facts =
      made_up_markets(*rc::gen::arbitrary<std::uint32_t>(), *rc::gen::inRange(0, 80));
  const Date known_by = Date::from_days(*rc::gen::inRange(14995, 15065));
  const registers::RightId id{"US-P-9000001"};
  StorePlace folder;
  const Store store = store_with(folder, facts);
  const auto read = store.facts_of(id, known_by);
  RC_ASSERT(read.has_value());
  RC_ASSERT(same_set(read->retractions, kept<Retraction>(facts, [&](const Retraction& one) {
                       return one.right == id && one.known <= known_by;
                     })));
  RC_ASSERT(same_set(read->records, kept<RightRecord>(facts, [&](const RightRecord& one) {
                       return one.id == id && one.known <= known_by;
                     })));
  RC_ASSERT(registers::known_facts(*read, {known_by, known_by}) == *read);
  for (const RightRecord& record : read->records) {
    const bool taken_back =
        std::any_of(read->retractions.begin(), read->retractions.end(), [&](const Retraction& one) {
          return one.known >= record.known;
        });  // one number, one register
    RC_ASSERT(read->retracted(record) == taken_back);
  }
  const auto hits = store.find_rights({id.value, "", 10}, known_by);
  RC_ASSERT(hits->size() == (read->records.empty() ? 0U : 1U));
  if (!hits->empty()) {
    RC_ASSERT(hits->front().retracted == read->retracted(read->records.back()));
  }
}

TEST(Markets, ARetractionHidesARecordFromItsDayOn) {
  StorePlace folder;
  RandomStream random(1, "store/markets-test");
  RightRecord record = testing::made_up_record(random, 1);
  record.known = *Date::parse("2020-01-10");
  record.source = source_at(1);
  Retraction retraction;
  retraction.right = record.id;
  retraction.known = *Date::parse("2020-03-01");
  retraction.source = source_at(2);
  Retraction of_another = retraction;
  of_another.known = *Date::parse("2020-02-01");
  of_another.source.registry = "docdb";
  RightRecord again = record;
  again.title = "Printed anew";
  again.known = *Date::parse("2020-04-01");
  again.source = source_at(3);
  const Store store =
      store_with(folder, {Fact(record), Fact(retraction), Fact(of_another), Fact(again)});
  const auto on = [&](const char* day) { return *store.facts_of(record.id, *Date::parse(day)); };
  ASSERT_NE(on("2020-02-15").latest_record(), nullptr);
  EXPECT_EQ(on("2020-03-01").latest_record(), nullptr);
  EXPECT_EQ(on("2020-03-01").records.size(), 1U);
  ASSERT_NE(on("2020-04-01").latest_record(), nullptr);
  EXPECT_EQ(on("2020-04-01").latest_record()->title, "Printed anew");
  EXPECT_EQ(on("2020-04-01").retractions.size(), 2U);
  EXPECT_TRUE(
      store.find_rights({record.id.value, "", 1}, *Date::parse("2020-03-01"))->front().retracted);
}

TEST(Markets, AFigureThatIsNoNumberIsQuarantined) {
  StorePlace folder;
  RandomStream random(2, "store/markets-test");
  ReferenceFigure figure = made_up_figure(random);
  figure.source = source_at(4);
  figure.value = std::numeric_limits<double>::quiet_NaN();
  TradeReport trade = made_up_trade(random);
  trade.source = source_at(5);
  trade.royalty_rate = std::numeric_limits<double>::infinity();
  const Store store = store_with(folder, {Fact(figure), Fact(trade)});
  EXPECT_EQ(store.counts()->reference_figures, 0U);
  const auto problems = store.problems_of(sha256_hex("markets"));
  ASSERT_EQ(problems->size(), 2U);
  EXPECT_EQ((*problems)[0].error.where.field, "value");
  EXPECT_EQ((*problems)[0].error.where.record, 4U);
  EXPECT_EQ((*problems)[1].error.where.field, "royalty_rate");
}

TEST(Markets, AChangedFigureOrTradeIsSeenByVerify) {
  for (const char* attack :
       {"UPDATE reference_figure SET value = value + 1", "UPDATE trade_report SET price_minor = 1",
        "DELETE FROM trade_right", "UPDATE retraction SET registry = ''",
        "UPDATE right_record SET details = '{\"a\":\"b\"}'"}) {
    StorePlace folder;
    store_with(folder, made_up_markets(7, 60));
    ASSERT_GT(testing::change(folder / "s.db", attack), 0) << attack;
    const auto store = Store::open(folder / "s.db", OpenMode::kReadOnly);
    const Status status = store->verify_journal();
    ASSERT_FALSE(status) << attack;
    EXPECT_EQ(status.error().code, ErrorCode::kCorrupt);
  }
}

TEST(Markets, ADiscardedImportLeavesNoRows) {
  StorePlace folder;
  auto store = Store::open(folder / "s.db", OpenMode::kCreate);
  {
    auto session = store->begin_import({"m", "x", 1, "test", "", {}});
    for (const Fact& fact : made_up_markets(8, 60)) ASSERT_TRUE(session->add(fact));
    ASSERT_TRUE(session->discard());
  }
  sql::Database database = testing::behind(folder / "s.db");
  for (const char* table :
       {"fact", "retraction", "reference_figure", "trade_report", "trade_right", "right_record"}) {
    EXPECT_EQ(database.integer(std::string("SELECT count(*) FROM ") + table), 0);
  }
}

}  // namespace
}  // namespace pignus::store
