// Stores made by older programs, with data in them, brought to today's version.
#include "store/migrations.h"

#include <algorithm>
#include <gtest/gtest.h>

#include "core/sha256.h"
#include "store/connection.h"
#include "store/fact_json.h"
#include "store/import_rows.h"
#include "store/jobs.h"
#include "store/journal.h"
#include "store/store.h"
#include "support/made_up_facts.h"
#include "support/store_place.h"

namespace pignus::store {
namespace {

using testing::TemporaryFolder;

// What the programs of versions 1 and 2 hashed, letter by letter: not made by today's writer.
constexpr const char* kRecordText =
    R"({"fact":{"application_number":"US14/000001","citations":[],"claim_count":7,"classes":[)"
    R"("E21B43/26"],"expiry_date":"","family":[],"figure_count":null,"filing_date":"2014-01",)"
    R"("grant_date":"2016-02-02","grant_number":"US9000001B2","independent_claim_count":null,)"
    R"("inventors":["A. Person"],"known":"2016-02-02","owners":[{"country":"US","identifier":"",)"
    R"("name":"Firm 1"}],"priority_date":"","publication_date":"","publication_number":"","right":)"
    R"("US-P-9000001","term_adjustment_days":12,"terminal_disclaimer":false,"title":"Pump","type":)"
    R"("invention"},"kind":"right"})";
constexpr const char* kEventText =
    R"({"fact":{"code":"M1551","date":"2019-08-01","description":"","details":{"fee_year":"4"},)"
    R"("known":"","right":"US-P-9000001","st27":""},"kind":"event"})";
constexpr const char* kRecordingText =
    R"({"fact":{"class":"security_interest","conveyance":"SECURITY AGREEMENT","corrects":"",)"
    R"("grantees":[{"country":"","executed":"","identifier":"","name":"Bank 1"}],"grantors":[)"
    R"({"country":"US","executed":"2016-03-01","identifier":"","name":"Firm 1"}],"id":)"
    R"("040000/0001","office":"US","properties":[{"application_number":"","grant_number":"",)"
    R"("publication_number":"","right":"US-P-9000001","title":""}],"recorded":"2016-03-02",)"
    R"("recorded_stated":true,"releases":"","secured_amount":null},"kind":"recording"})";

void put_fact(sql::Database& database, int id, const std::string& kind, const char* text) {
  const Sha256Digest hash = sha256(text);
  const std::string bytes(hash.begin(), hash.end());
  sql::Statement fact(database, "INSERT INTO fact (id, kind, hash) VALUES (?, ?, ?)");
  fact.run_with(id, kind, sql::Bytes{bytes});
  sql::Statement sighting(database, "INSERT INTO sighting VALUES (1, ?, ?, 1, ?, '')");
  sighting.run_with(id - 1, id, id);
}

/// A store of that version with one complete import of three facts.
void make_old_store(const std::filesystem::path& path, int version) {
  auto connection = connect(path.string(), OpenMode::kCreate, {});
  ASSERT_TRUE(connection);
  sql::Database& database = **connection;
  ASSERT_TRUE(migrate(database, path.string(), version));
  database.run(
      "INSERT INTO import (id, name, sha256, bytes, reader, at, state, position) VALUES (1, 'old', "
      "'ab', 10, 'pignus 0', '', 'running', 3); INSERT INTO source (id, sha256, file" +
      std::string(version < 3 ? ") VALUES (1, 'ab', 'old.xml')"
                              : ", registry) VALUES (1, 'ab', 'old.xml', '')"));
  put_fact(database, 1, "right", kRecordText);
  put_fact(database, 2, "event", kEventText);
  put_fact(database, 3, "recording", kRecordingText);
  database.run(
      "INSERT INTO right_record VALUES (1, 'US-P-9000001', '2016-02-02', 'invention', 'Pump', "
      "'US14/000001', '', 'US9000001B2', '2014-01', '', '', '2016-02-02', '', 12, 0, 7, NULL, "
      "NULL, '[\"A. Person\"]', '[\"E21B43/26\"]', '[]', '[]'" +
      std::string(version < 3 ? "" : ", '[]', '{}'") +
      ");"
      "INSERT INTO right_owner VALUES (1, 0, 'Firm 1', 'US', '');"
      "INSERT INTO right_alias VALUES ('US-A-14000001', 'US-P-9000001', 1, 1);"
      "INSERT INTO number_alias VALUES ('US9000001B2', 'US-P-9000001', 1);"
      "INSERT INTO legal_event VALUES (2, 'US-P-9000001', '2019-08-01', '', 'M1551', '', "
      "'2019-08-01', '', '{\"fee_year\":\"4\"}');"
      "INSERT INTO recording VALUES (3, 'US', '040000/0001', '2016-03-02', 1, 'SECURITY "
      "AGREEMENT', 'security_interest', '', '', NULL, NULL);"
      "INSERT INTO recording_party VALUES (3, 'grantor', 0, 'Firm 1', 'US', '', '2016-03-01'), "
      "(3, 'grantee', 0, 'Bank 1', '', '', '');"
      "INSERT INTO recording_property VALUES (3, 0, 'US-P-9000001', '', '', '', '')");
  complete_import(database, 1);
}

class OldStore : public ::testing::TestWithParam<int> {};

TEST_P(OldStore, KeepsItsFactsTheirHashesAndItsJournal) {
  TemporaryFolder folder;
  const auto path = folder / "s.db";
  make_old_store(path, GetParam());
  EXPECT_EQ(Store::open(path, OpenMode::kReadOnly).error().code, ErrorCode::kConflict);
  auto store = Store::open(path, OpenMode::kReadWrite);
  ASSERT_TRUE(store) << describe(store.error());
  const Status sound = store->verify_journal();
  EXPECT_TRUE(sound) << describe(sound.error());
  const auto facts = store->facts_of({"US-A-14000001"}, *Date::parse("2020-01-01"));
  ASSERT_TRUE(facts) << describe(facts.error());
  ASSERT_EQ(facts->records.size(), 1U);
  EXPECT_EQ(facts->records[0].owners[0].name, "Firm 1");
  EXPECT_EQ(facts->records[0].source, (registers::Source{"old.xml", "ab", 1, "", ""}));
  EXPECT_TRUE(facts->records[0].details.empty());
  EXPECT_TRUE(facts->records[0].designated_states.empty());
  EXPECT_EQ(facts->events.size(), 1U);
  EXPECT_EQ(facts->recordings.size(), 1U);
  const auto news =
      store->news_of({{"US-A-14000001"}}, *Date::parse("2016-02-01"), *Date::parse("2016-03-02"));
  ASSERT_TRUE(news) << describe(news.error());
  EXPECT_EQ(*news,
            (std::vector<RightNews>{
                {{"US-A-14000001"}, {"US-P-9000001"}, 1, 0, 1, 0, *Date::parse("2016-03-02")}}));
  EXPECT_EQ(hex(fact_hash(registers::Fact(facts->records[0]))), sha256_hex(kRecordText));
  EXPECT_EQ(hex(fact_hash(registers::Fact(facts->events[0]))), sha256_hex(kEventText));
}

TEST_P(OldStore, TakesTheNewKindsAndKnowsTheOldFactsAgain) {
  TemporaryFolder folder;
  const auto path = folder / "s.db";
  make_old_store(path, GetParam());
  auto store = Store::open(path, OpenMode::kReadWrite);
  ASSERT_TRUE(store) << describe(store.error());
  registers::Fact old = store->facts_of({"US-P-9000001"}, *Date::parse("2020-01-01"))->records[0];
  std::get<registers::RightRecord>(old).source = {"again.xml", "", 1, "", "uspto-grant"};
  registers::Retraction retraction;
  retraction.right.value = "US-P-9000001";
  retraction.known = *Date::parse("2020-02-02");
  retraction.source = {"again.xml", "", 2, "", "uspto-grant"};
  auto session = store->begin_import({"again.xml", "cd", 1, "test", "", {}});
  ASSERT_TRUE(session) << describe(session.error());
  ASSERT_TRUE(session->add(old));
  ASSERT_TRUE(session->add(registers::Fact(retraction)));
  const auto summary = session->finish();
  ASSERT_TRUE(summary) << describe(summary.error());
  EXPECT_EQ(summary->duplicates, 1U);
  EXPECT_EQ(store->counts()->retractions, 1U);
  EXPECT_EQ(store->counts()->records, 1U);
  EXPECT_TRUE(store->verify_journal());
}

TEST_P(OldStore, WithABrokenReferenceIsLeftAsItIs) {
  TemporaryFolder folder;
  const auto path = folder / "s.db";
  make_old_store(path, GetParam());
  {
    ASSERT_GT(testing::change(path, "DELETE FROM source"), 0);
  }
  EXPECT_EQ(Store::open(path, OpenMode::kReadWrite).error().code, ErrorCode::kCorrupt);
  auto connection = connect(path.string(), OpenMode::kReadOnly, {});
  ASSERT_TRUE(connection);
  EXPECT_EQ(*version_of(**connection, "s"), GetParam());
  EXPECT_EQ((*connection)->integer("SELECT count(*) FROM fact"), 3);
}

INSTANTIATE_TEST_SUITE_P(Versions, OldStore, ::testing::Values(1, 2, 3, 4, 5, 6));

/// What a program of version 5 left: three jobs without a word in the journal, and a result whose
/// entry has only its hashes.
void make_store_of_version_5(const std::filesystem::path& path) {
  make_old_store(path, 5);
  auto connection = connect(path.string(), OpenMode::kReadWrite, {});
  ASSERT_TRUE(connection);
  (*connection)
      ->run(
          "INSERT INTO job (id, kind, name, parameters, state, attempt, attempts_max, owner, "
          "lease_until, result, error, added_at, started_at, ended_at) VALUES "
          "(1, 'import', 'a', '{\"path\":\"/a\"}', 'done', 1, 3, 'x', 90, '{\"facts\":2}', '', 5, "
          "10, 20), (2, 'import', 'b', '{}', 'running', 2, 3, 'y', 99, '', 'no room', 6, 11, 0), "
          "(3, 'import', 'c', '{}', 'waiting', 0, 3, '', 0, '', '', 7, 0, 0);"
          "INSERT INTO job_shard VALUES (1, 0, '{\"facts\":2}'), (2, 4, '[]');"
          "INSERT INTO job_event VALUES (1, 1, 5, 'added', '', ''), (1, 2, 10, 'claimed', 'x', "
          "''), "
          "(1, 3, 20, 'done', 'x', ''), (2, 1, 6, 'added', '', ''), (2, 2, 11, 'claimed', 'x', "
          "''), "
          "(2, 3, 12, 'failed', 'x', 'no room'), (2, 4, 13, 'claimed', 'y', ''), "
          "(3, 1, 7, 'added', '', '');"
          "INSERT INTO result VALUES ('underwriting', '1', '{\"a\":1}', '{}', 1)");
  append_entry(**connection, kResultStream, "result",
               {{"kind", "underwriting"},
                {"id", "1"},
                {"body_sha256", sha256_hex("{\"a\":1}")},
                {"provenance_sha256", sha256_hex("{}")}});
}

TEST(Migrations, EnterTheJobsThatWereThere) {
  TemporaryFolder folder;
  const auto path = folder / "s.db";
  make_store_of_version_5(path);
  auto store = Store::open(path, OpenMode::kReadWrite);
  ASSERT_TRUE(store) << describe(store.error());
  const Status sound = store->verify_journal();
  ASSERT_TRUE(sound) << describe(sound.error());
  const auto heads = store->journal_heads();
  const auto entries = std::ranges::find(*heads, "jobs", &JournalHead::stream);
  ASSERT_NE(entries, heads->end());
  EXPECT_EQ(entries->number, 5U) << "three jobs and two shards";
  // They go on as if nothing had happened.
  Jobs jobs(*store);
  ASSERT_TRUE(jobs.finish({2, 2, "y"}, "{}", 50));
  const auto third = jobs.claim({"import"}, "z", 60, 100);
  ASSERT_TRUE(third && *third);
  EXPECT_EQ((*third)->job, 3);
  ASSERT_TRUE(jobs.fail_attempt(**third, "no such file", true, 61));
  EXPECT_EQ(jobs.history(2)->size(), 5U);
  ASSERT_TRUE(store->verify_journal());
  ASSERT_EQ(testing::change(path, "UPDATE job SET error = '' WHERE id = 3"), 1);
  EXPECT_EQ(store->verify_journal().error().code, ErrorCode::kCorrupt);
}

TEST(Migrations, LeaveForeignKeysOn) {
  TemporaryFolder folder;
  auto connection = connect((folder / "s.db").string(), OpenMode::kCreate, {});
  ASSERT_TRUE(connection);
  ASSERT_TRUE(migrate(**connection, "s", latest_version()));
  EXPECT_EQ((*connection)->integer("PRAGMA foreign_keys"), 1);
  EXPECT_EQ((*connection)->integer("PRAGMA application_id"), kApplicationId);
}

}  // namespace
}  // namespace pignus::store
