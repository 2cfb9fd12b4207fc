// What became known of rights and the line of their events, and that indices alone answer it.
#include "store/known_facts.h"

#include <gtest/gtest.h>

#include "core/sha256.h"
#include "store/sql/dialect.h"
#include "store/store.h"
#include "support/made_up_facts.h"
#include "support/store_place.h"

namespace pignus::store {
namespace {

using registers::Fact;
using registers::RightId;
using testing::StorePlace;

constexpr const char* kApplication = "US-A-14190982";
constexpr const char* kPatent = "US-P-8789601";

Date day(const char* iso) {
  return *Date::parse(iso);
}

ImportSource source_named(const std::string& name) {
  return {name, sha256_hex(name), 10, "test", "", {}};
}

void import_all(Store& store, const std::string& name, const std::vector<Fact>& facts) {
  auto session = store.begin_import(source_named(name));
  ASSERT_TRUE(session) << describe(session.error());
  for (const Fact& fact : facts) ASSERT_TRUE(session->add(fact));
  const auto summary = session->finish();
  ASSERT_TRUE(summary) << describe(summary.error());
}

registers::LegalEvent event_of(const char* right, const char* code, const char* date,
                               const char* known = nullptr) {
  registers::LegalEvent event;
  event.right.value = right;
  event.code = code;
  event.st27 = "U10";
  event.date = *RegisterDate::parse(date);
  if (known != nullptr) event.known = day(known);
  return event;
}

registers::Recording pledge_of(const char* right, const char* recorded) {
  registers::Recording recording;
  recording.office = "US";
  recording.id = "000001/0001";
  recording.recorded = day(recorded);
  // Twice the same right: by its application and as the patent.
  recording.properties = {{{right}, "US14/190982", "", "", ""},
                          {{kPatent}, "US14/190982", "", "", ""}};
  return recording;
}

registers::RightRecord patent_known(const char* known) {
  registers::RightRecord record;
  record.id.value = kPatent;
  record.type = registers::RightType::kInvention;
  record.application_number = "US14/190982";
  record.grant_number = "US8789601B1";
  record.known = day(known);
  return record;
}

/// A patent, its application, and a right of which nothing is known.
Store made_store(const std::filesystem::path& path) {
  auto store = Store::open(path, OpenMode::kCreate);
  EXPECT_TRUE(store) << describe(store.error());
  import_all(*store, "a",
             {Fact(patent_known("2014-07-29")), Fact(pledge_of(kApplication, "2014-09-01")),
              Fact(event_of(kPatent, "M1551", "2018-01", "2018-01-20")),
              Fact(event_of(kApplication, "FILED", "2014-02-26"))});
  return std::move(*store);
}

TEST(KnownFacts, NewsCountsWhatTheDaysBroughtUnderEveryKeyOfARight) {
  StorePlace place;
  Store store = made_store(place / "s.db");
  const std::vector<RightId> ids = {{kApplication}, {"US-P-1"}, {kPatent}};
  const auto news = store.news_of(ids, day("2014-07-28"), day("2014-09-01"));
  ASSERT_TRUE(news) << describe(news.error());
  ASSERT_EQ(news->size(), 2U);
  EXPECT_EQ((*news)[0], (RightNews{{kApplication}, {kPatent}, 1, 0, 1, 0, day("2014-09-01")}));
  EXPECT_EQ((*news)[1].asked.value, kPatent);
  EXPECT_EQ((*news)[1].recordings, 1U) << "it names the right twice";
  // The first day is known already, the last is new.
  EXPECT_TRUE(store.news_of(ids, day("2014-09-01"), day("2018-01-19"))->empty());
  EXPECT_EQ(store.news_of(ids, day("2018-01-19"), day("2018-01-20"))->front().events, 1U);
}

TEST(KnownFacts, NewsOfAnUnfinishedImportIsNone) {
  StorePlace place;
  Store store = made_store(place / "s.db");
  const auto late = event_of(kPatent, "EXP.", "2022-07-29");
  {
    auto session = store.begin_import(source_named("b"));
    ASSERT_TRUE(session->add(Fact(late)));
    // Seen by a complete import too: that it is seen again takes nothing away.
    ASSERT_TRUE(session->add(Fact(patent_known("2014-07-29"))));
    ASSERT_TRUE(session->pause());
  }
  EXPECT_TRUE(store.news_of({{kPatent}}, day("2020-01-01"), day("2030-01-01"))->empty());
  EXPECT_EQ(store.news_of({{kPatent}}, day("2014-01-01"), day("2014-08-01"))->front().records, 1U);
  import_all(store, "b", {Fact(late)});
  EXPECT_EQ(store.news_of({{kPatent}}, day("2020-01-01"), day("2030-01-01"))->front().events, 1U);
}

TEST(KnownFacts, StatusLinesHoldWhatCountsOnADayAsKnownOnADay) {
  StorePlace place;
  Store store = made_store(place / "s.db");
  const auto lines = [&](const char* true_on, const char* known_by) {
    std::vector<StatusLine> out;
    const Status read = store.status_lines({{kApplication}, {"US-P-1"}},
                                           {day(true_on), day(known_by)}, [&](StatusLine&& line) {
                                             out.push_back(std::move(line));
                                             return true;
                                           });
    EXPECT_TRUE(read) << describe(read.error());
    return out;
  };
  const StatusEvent filed{*RegisterDate::parse("2014-02-26"), day("2014-02-26"), "FILED", "U10"};
  const StatusEvent paid{*RegisterDate::parse("2018-01"), day("2018-01-20"), "M1551", "U10"};
  EXPECT_EQ(lines("2018-01-31", "2018-01-20"),
            (std::vector<StatusLine>{{{kApplication}, {kPatent}, {filed, paid}},
                                     {{"US-P-1"}, {"US-P-1"}, {}}}));
  EXPECT_EQ(lines("2018-01-30", "2018-01-20")[0].events, std::vector{filed}) << "a month has ended";
  EXPECT_EQ(lines("2018-01-31", "2018-01-19")[0].events, std::vector{filed}) << "not known yet";
}

TEST(KnownFacts, ASinkStopsTheReading) {
  StorePlace place;
  Store store = made_store(place / "s.db");
  const auto never = [](auto&& /*one*/) { return false; };
  EXPECT_EQ(
      store.status_lines({{kPatent}}, {day("2020-01-01"), day("2020-01-01")}, never).error().code,
      ErrorCode::kCancelled);
  EXPECT_EQ(store.facts_of_all({{kPatent}}, day("2020-01-01"), never).error().code,
            ErrorCode::kCancelled);
  EXPECT_TRUE(store.facts_of({kPatent}, day("2020-01-01"))) << "the store can be asked again";
}

TEST(KnownFacts, KeysThatNoStoreCanHoldMatchNothing) {
  StorePlace place;
  Store store = made_store(place / "s.db");
  for (const std::string& key : {std::string("US-P-\xff"), std::string("US\0P", 4),
                                 std::string("\"}',{\\"), std::string()}) {
    const auto facts = store.facts_of({key}, day("2020-01-01"));
    ASSERT_TRUE(facts) << describe(facts.error());
    EXPECT_TRUE(facts->records.empty());
    EXPECT_TRUE(store.news_of({{key}}, day("2000-01-01"), day("2020-01-01"))->empty());
  }
}

/// What the engine says it will do, a line a step.
std::vector<std::string> plan_of(sql::Database& database, const std::string& sql,
                                 const std::vector<std::string>& values) {
  const bool sqlite = database.dialect() == sql::Dialect::kSqlite;
  sql::Statement rows(database, (sqlite ? "EXPLAIN QUERY PLAN " : "EXPLAIN ") + sql);
  int mark = 0;
  for (const std::string& value : values) rows.bind(++mark, value);
  std::vector<std::string> lines;
  while (rows.step()) lines.push_back(rows.text(sqlite ? 3 : 0));
  return lines;
}

/// True of a step that looks at a table's own rows, beside or instead of an index.
bool reads_a_table(const std::string& line, sql::Dialect dialect) {
  const auto says = [&](const char* words) { return line.find(words) != std::string::npos; };
  if (dialect == sql::Dialect::kPostgres) {
    return says("Scan") && !says("Index Only Scan") && !says("Subquery Scan");
  }
  if (!says("SEARCH") && !says("SCAN")) return false;
  // SQLite's tables without row ids are kept in the order of their primary key, as an index is; the
  // other tables' key is called INTEGER PRIMARY KEY.
  const bool index = says("COVERING INDEX") || says("USING PRIMARY KEY");
  return !index && !says("json_each");
}

TEST(KnownFacts, IndicesAloneAnswer) {
  StorePlace place;
  const auto path = place / "s.db";
  auto store = Store::open(path, OpenMode::kCreate);
  ASSERT_TRUE(store);
  std::vector<Fact> facts = testing::made_up_facts(1, 8'000, "a", 2'000);
  for (int i = 0; i < 2'000; ++i) {
    registers::Retraction retraction;
    retraction.right.value = fmt::format("US-P-{}", 9'000'000 + i);
    retraction.known = day("2011-01-15");
    facts.emplace_back(retraction);
  }
  import_all(*store, "a", facts);
  {
    auto unfinished = store->begin_import(source_named("b"));
    ASSERT_TRUE(unfinished->add(testing::made_up_facts(2, 1, "b")[0]));
    ASSERT_TRUE(unfinished->pause());
  }
  sql::Database database = testing::behind(path);
  const sql::Dialect dialect = database.dialect();
  // On PostgreSQL an index alone answers for pages that are known to be visible to all.
  database.run(dialect == sql::Dialect::kPostgres ? "VACUUM (ANALYZE)" : "ANALYZE");
  std::vector<std::string> keys;
  for (int i = 0; i < 20; ++i) keys.push_back(fmt::format("US-P-{}", 9'000'000 + i));
  const std::string list = sql::list_of(dialect, keys);
  const Visibility seen(database);
  ASSERT_FALSE(seen.and_counts("g").empty()) << "an import is unfinished";
  const std::vector<std::pair<std::string, std::vector<std::string>>> asked = {
      {news_sql(dialect, seen), {list, "2011-01-01", "2011-02-01"}},
      {status_line_sql(dialect, seen), {list, "2012-01-01"}},
      {alias_sql(dialect, seen), {list}}};
  for (const auto& [sql, values] : asked) {
    int steps = 0;
    std::string plan;
    for (const std::string& line : plan_of(database, sql, values)) {
      plan += line + "\n";
      steps += line.find(dialect == sql::Dialect::kPostgres ? "Scan" : "INDEX") != std::string::npos
                   ? 1
                   : 0;
      EXPECT_FALSE(reads_a_table(line, dialect)) << line << "\n" << sql;
    }
    EXPECT_GE(steps, 2) << plan;
  }
}

}  // namespace
}  // namespace pignus::store
