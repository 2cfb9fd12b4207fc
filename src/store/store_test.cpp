#include "store/store.h"

#include <algorithm>
#include <fstream>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <set>

#include "core/sha256.h"
#include "journal/merkle.h"
#include "store/connection.h"
#include "store/migrations.h"
#include "support/made_up_facts.h"
#include "support/store_place.h"

namespace pignus::store {
namespace {

using registers::Fact;
using testing::made_up_facts;
using testing::StorePlace;

ImportSource source_named(const std::string& name) {
  return {name, sha256_hex(name), 10, "test", "", {}};
}

Store open_new(const std::filesystem::path& path) {
  auto store = Store::open(path, OpenMode::kCreate);
  EXPECT_TRUE(store) << describe(store.error());
  return std::move(*store);
}

ImportSummary import_all(Store& store, const std::string& name, const std::vector<Fact>& facts) {
  auto session = store.begin_import(source_named(name));
  EXPECT_TRUE(session) << describe(session.error());
  for (const Fact& fact : facts) {
    const Status added = session->add(fact);
    EXPECT_TRUE(added) << describe(added.error());
  }
  auto summary = session->finish();
  EXPECT_TRUE(summary) << describe(summary.error());
  return *summary;
}

void tamper(const std::filesystem::path& path, const std::string& sql) {
  ASSERT_GT(testing::change(path, sql), 0) << "changed nothing: " << sql;
}

/// A database of another program.
void make_foreign(const std::filesystem::path& path) {
  auto database = connect(path.string(), OpenMode::kCreate, {});
  ASSERT_TRUE(database);
  (*database)->run("PRAGMA journal_mode = DELETE");
  (*database)->run("CREATE TABLE t (x INTEGER)");
}

ErrorCode verify_code(const std::filesystem::path& path) {
  auto store = Store::open(path, OpenMode::kReadWrite);
  EXPECT_TRUE(store);
  const Status status = store->verify_journal();
  EXPECT_FALSE(status);
  return status ? ErrorCode::kCancelled : status.error().code;
}

TEST(StoreFile, RefusesWhatIsNoStore) {
  StorePlace folder;
  EXPECT_EQ(Store::open(folder / "none.db", OpenMode::kReadWrite).error().code,
            ErrorCode::kNotFound);
  EXPECT_EQ(Store::open(folder / "", OpenMode::kCreate).error().code, ErrorCode::kInvalidInput);
  EXPECT_EQ(Store::open("/proc/none/x.db", OpenMode::kCreate).error().code, ErrorCode::kIo);
  EXPECT_EQ(Store::open("/proc/x.db", OpenMode::kCreate).error().code, ErrorCode::kIo);
  std::ofstream(folder / "text.db") << std::string(5000, 'x');
  EXPECT_EQ(Store::open(folder / "text.db", OpenMode::kReadWrite).error().code,
            ErrorCode::kCorrupt);
}

TEST(Store, RefusesAnotherProgramsDatabase) {
  StorePlace folder;
  testing::behind(folder / "other.db").run("CREATE TABLE t (x INTEGER)");
  const auto other = Store::open(folder / "other.db", OpenMode::kCreate);
  ASSERT_FALSE(other);
  EXPECT_EQ(other.error().code, ErrorCode::kCorrupt);
  EXPECT_NE(other.error().message.find("another program"), std::string::npos);
}

TEST(Store, IsNotThereBeforeTheFirstImport) {
  StorePlace folder;
  EXPECT_EQ(Store::open(folder / "s.db", OpenMode::kReadOnly).error().code, ErrorCode::kNotFound);
  EXPECT_EQ(Store::open(folder / "s.db", OpenMode::kReadWrite).error().code, ErrorCode::kNotFound);
  EXPECT_TRUE(Store::open(folder / "s.db", OpenMode::kCreate));
}

TEST(Store, RefusesANewerStore) {
  StorePlace folder;
  open_new(folder / "s.db");
  testing::behind(folder / "s.db")
      .run(testing::on_postgres() ? "UPDATE pignus_store SET version = 999"
                                  : "PRAGMA user_version = 999");
  EXPECT_EQ(Store::open(folder / "s.db", OpenMode::kReadWrite).error().code,
            ErrorCode::kUnsupported);
}

TEST(StoreFile, MigratesVersionOneWithItsData) {
  StorePlace folder;
  const auto path = folder / "s.db";
  {
    auto database = connect(path.string(), OpenMode::kCreate, {});
    ASSERT_TRUE(database);
    ASSERT_TRUE(migrate(**database, path.string(), 1));
    (*database)->run(
        "INSERT INTO import (name, sha256, bytes, reader, at, state) VALUES ('x', 'y', 1, 'z', '', "
        "'running')");
  }
  EXPECT_EQ(Store::open(path, OpenMode::kReadOnly).error().code, ErrorCode::kConflict);
  auto store = open_new(path);
  EXPECT_EQ(store.imports()->size(), 1U);
  EXPECT_TRUE(store.save_result("k", "1", "{}", "{}"));
  EXPECT_EQ(*version_of(*connect(path.string(), OpenMode::kReadOnly, {}).value(), "s"),
            latest_version());
}

TEST(Store, WaitsForALockedStoreThenSaysSo) {
  StorePlace folder;
  open_new(folder / "s.db");
  sql::Database other = testing::behind(folder / "s.db");
  const sql::Transaction writing(other, sql::Access::kWrite);
  auto store = Store::open(folder / "s.db", OpenMode::kReadWrite, {50, 0});
  ASSERT_TRUE(store);
  EXPECT_EQ(store->save_result("k", "1", "{}", "{}").error().code, ErrorCode::kConflict);
}

TEST(Store, OneImportAtATime) {
  StorePlace folder;
  Store store = open_new(folder / "s.db");
  Store second = open_new(folder / "s.db");
  const auto session = store.begin_import(source_named("a"));
  ASSERT_TRUE(session);
  EXPECT_EQ(second.begin_import(source_named("b")).error().code, ErrorCode::kConflict);
}

TEST(StoreFile, AFullStoreLeavesNothingHalfWritten) {
  StorePlace folder;
  Store store = *Store::open(folder / "s.db", OpenMode::kCreate, {1000, 120});
  import_all(store, "small", made_up_facts(1, 20, "small"));
  const std::string before = *store.content_hash();
  Status status;
  {
    auto session = store.begin_import(source_named("large"));
    ASSERT_TRUE(session);
    for (const Fact& fact : made_up_facts(2, 20000, "large", 20000)) {
      status = session->add(fact);
      if (!status) break;
    }
  }
  ASSERT_FALSE(status);
  EXPECT_EQ(status.error().code, ErrorCode::kIo);
  EXPECT_NE(status.error().message.find("full"), std::string::npos);
  EXPECT_EQ(*store.content_hash(), before);
  EXPECT_TRUE(store.verify_journal());
}

TEST(Store, AnUnfinishedImportIsInvisibleAndResumes) {
  StorePlace folder;
  const auto facts = made_up_facts(3, 100, "a");
  Store store = open_new(folder / "s.db");
  {
    auto session = store.begin_import(source_named("a"));
    for (int i = 0; i < 40; ++i) ASSERT_TRUE(session->add(facts[i]));
    ASSERT_TRUE(session->pause());
  }
  EXPECT_EQ(store.counts()->records + store.counts()->events + store.counts()->recordings, 0U);
  EXPECT_TRUE(store.facts_of({"US-P-9000000"}, Date::from_days(20000))->records.empty());
  auto session = store.begin_import(source_named("a"));
  EXPECT_EQ(session->resume_at(), 40U);
  for (int i = 40; i < 100; ++i) ASSERT_TRUE(session->add(facts[i]));
  ASSERT_TRUE(session->finish());
  Store whole = open_new(folder / "whole.db");
  import_all(whole, "a", facts);
  EXPECT_EQ(*store.content_hash(), *whole.content_hash());
  EXPECT_TRUE(store.verify_journal());
}

TEST(Store, ABatchOfLargeFactsIsWrittenBeforeItFillsTheMemory) {
  StorePlace folder;
  Store store = open_new(folder / "s.db");
  registers::Recording small;
  small.office = "US";
  small.id = "000001/0001";
  small.recorded = *Date::parse("2016-01-01");
  registers::Recording large = small;
  large.id = "000001/0002";
  large.properties.resize(100'000, {{"US-P-9000001"}, "", "", "", ""});
  {
    auto session = store.begin_import(source_named("a"));
    for (const auto& one : {small, large, small}) ASSERT_TRUE(session->add(Fact(one)));
  }
  EXPECT_EQ(store.begin_import(source_named("a"))->resume_at(), 2U);
}

TEST(Store, AnUnfinishedImportOfAlteredContentIsDiscarded) {
  StorePlace folder;
  Store store = open_new(folder / "s.db");
  {
    auto session = store.begin_import(source_named("a"));
    for (const Fact& fact : made_up_facts(3, 50, "a")) ASSERT_TRUE(session->add(fact));
    ASSERT_TRUE(session->pause());
  }
  ImportSource altered = source_named("a");
  altered.sha256 = sha256_hex("other");
  auto session = store.begin_import(altered);
  ASSERT_TRUE(session) << describe(session.error());
  EXPECT_EQ(session->resume_at(), 0U);
  EXPECT_EQ(store.imports()->size(), 1U);
  sql::Database database = testing::behind(folder / "s.db");
  EXPECT_EQ(database.integer("SELECT count(*) FROM fact"), 0);
}

TEST(Store, TheOrderOfImportsDoesNotShow) {
  StorePlace folder;
  Store one = open_new(folder / "1.db");
  Store two = open_new(folder / "2.db");
  auto a = made_up_facts(5, 60, "a");
  auto b = made_up_facts(6, 60, "b");
  for (int i = 0; i < 20; ++i) b.push_back(a[i]);
  import_all(one, "a", a);
  EXPECT_GE(import_all(one, "b", b).duplicates, 20U);
  import_all(two, "b", b);
  import_all(two, "a", a);
  EXPECT_EQ(*one.content_hash(), *two.content_hash());
  EXPECT_EQ(*one.facts_of({"US-P-9000001"}, Date::from_days(20000)),
            *two.facts_of({"US-P-9000001"}, Date::from_days(20000)));
  auto again = one.begin_import(source_named("a"));
  EXPECT_TRUE(again->already_complete());
}

TEST(Store, KeepsProblems) {
  StorePlace folder;
  Store store = open_new(folder / "s.db");
  const registers::Problem problem{{ErrorCode::kInvalidInput, "no number", {"a", 3, "id"}}, "ab"};
  registers::LegalEvent undated;
  undated.right.value = "US-P-1";
  {
    auto session = store.begin_import(source_named("a"));
    ASSERT_TRUE(session->add(problem));
    ASSERT_TRUE(session->add(Fact(undated)));
    EXPECT_EQ(session->finish()->problems, 2U);
  }
  const auto problems = store.problems_of(sha256_hex("a"));
  ASSERT_EQ(problems->size(), 2U);
  EXPECT_EQ((*problems)[0].error, problem.error);
  EXPECT_EQ((*problems)[1].error.where.field, "date");
}

TEST(Store, KeepsProblemsThatQuoteBytesOfAnyKindAndLength) {
  StorePlace folder;
  Store store = open_new(folder / "s.db");
  const registers::Problem problem{
      {ErrorCode::kInvalidInput, "not a number: \xff\xe8\xb4", {"a\xfe", 3, "\xc0"}}, "ab"};
  registers::Problem long_one = problem;
  long_one.error.message = std::string(5'000'000, 'x');
  {
    auto session = store.begin_import(source_named("a"));
    ASSERT_TRUE(session->add(problem));
    ASSERT_TRUE(session->add(long_one));
    ASSERT_TRUE(session->finish());
  }
  const auto problems = store.problems_of(sha256_hex("a"));
  ASSERT_EQ(problems->size(), 2U);
  EXPECT_EQ((*problems)[0].error.message, "not a number: \uFFFD\uFFFD\uFFFD");
  EXPECT_EQ((*problems)[0].error.where.file, "a\uFFFD");
  EXPECT_LE((*problems)[1].error.message.size(), 2'000U);
  EXPECT_TRUE(store.verify_journal());
}

registers::Recording recording_of(const std::string& id, const std::string& right,
                                  const std::string& application, const char* recorded) {
  registers::Recording recording;
  recording.office = "US";
  recording.id = id;
  recording.recorded = *Date::parse(recorded);
  recording.conveyance = "SECURITY INTEREST";
  recording.grantors = {{{"Firm", "US", ""}, {}}};
  recording.grantees = {{{"Bank", "US", ""}, {}}};
  recording.properties = {{{right}, application, "", "", ""}};
  return recording;
}

TEST(Store, JoinsAnApplicationToItsPatentByTheNormalFormOfNumbers) {
  StorePlace folder;
  Store store = open_new(folder / "s.db");
  registers::RightRecord record;
  record.id.value = "US-P-8789601";
  record.type = registers::RightType::kInvention;
  record.application_number = "US14/190982";  // as Number::normal() and the readers write it
  record.known = *Date::parse("2014-07-29");
  registers::RightRecord mark;
  mark.id.value = "US-T-5123456";
  mark.type = registers::RightType::kTrademark;
  mark.application_number = "US86123456";
  mark.known = record.known;
  import_all(store, "a",
             {Fact(recording_of("000001/0001", "US-A-14190982", "US14/190982", "2014-03-01")),
              Fact(recording_of("000001/0002", "US-T-86123456", "US86123456", "2014-03-01")),
              Fact(record), Fact(mark)});
  const auto late = store.facts_of({"US-A-14190982"}, *Date::parse("2015-01-01"));
  EXPECT_EQ(late->id.value, "US-P-8789601");
  EXPECT_EQ(late->records.size(), 1U);
  EXPECT_EQ(late->recordings.size(), 1U);
  EXPECT_EQ(store.facts_of({"US-A-14190982"}, *Date::parse("2014-04-01"))->id.value,
            "US-A-14190982");
  EXPECT_EQ(store.facts_of({"US-T-5123456"}, *Date::parse("2015-01-01"))->recordings.size(), 1U);
  // The mark's serial is no patent application of series 86.
  EXPECT_EQ(store.facts_of({"US-A-86123456"}, *Date::parse("2015-01-01"))->records.size(), 0U);
}

registers::RightRecord japanese(const char* key, const char* known, bool granted) {
  registers::RightRecord record;
  record.id.value = key;
  record.type = registers::RightType::kInvention;
  record.application_number = "JP2015-123456";
  record.known = *Date::parse(known);
  if (granted) record.grant_date = record.known;
  return record;
}

TEST(Store, JoinsAPublicationToThePatentOfTheSameApplication) {
  StorePlace folder;
  Store store = open_new(folder / "s.db");
  registers::LegalEvent event;
  event.right.value = "JP-A-2015123456";
  event.code = "R150";
  event.date = *Date::parse("2019-02-01");
  import_all(store, "a",
             {Fact(japanese("JP-P-2017001234", "2017-01-05", false)), Fact(event),
              Fact(japanese("JP-P-6500001", "2019-04-10", true))});
  const Date late = *Date::parse("2020-01-01");
  for (const char* key : {"JP-P-2017001234", "JP-P-6500001", "JP-A-2015123456"}) {
    const auto facts = store.facts_of({key}, late);
    ASSERT_TRUE(facts) << key;
    EXPECT_EQ(facts->id.value, "JP-P-6500001") << key;
    EXPECT_EQ(facts->records.size(), 2U) << key;
    EXPECT_EQ(facts->events.size(), 1U) << key;
  }
  // Before the grant was public the publication's number was all there was.
  const auto before = store.facts_of({"JP-P-2017001234"}, *Date::parse("2018-01-01"));
  EXPECT_EQ(before->id.value, "JP-P-2017001234");
  EXPECT_EQ(before->records.size(), 1U);
  EXPECT_EQ(before->events.size(), 0U);
}

TEST(Store, ALaterMistypedRecordingDoesNotChangeWhatWasKnownBefore) {
  StorePlace folder;
  Store store = open_new(folder / "s.db");
  const registers::RightId patent{"US-P-8789601"};
  const Date then = *Date::parse("2016-01-01");
  import_all(store, "a",
             {Fact(recording_of("000001/0001", "US-A-14190982", "US14/190982", "2014-03-01")),
              Fact(recording_of("000001/0002", patent.value, "US14/190982", "2015-01-01"))});
  const auto before = store.facts_of(patent, then);
  EXPECT_EQ(before->recordings.size(), 2U);
  import_all(store, "b",
             {Fact(recording_of("000002/0001", "US-P-8789610", "US14/190982", "2020-01-01"))});
  EXPECT_EQ(*store.facts_of(patent, then), *before);
  EXPECT_EQ(store.facts_of(patent, *Date::parse("2021-01-01"))->recordings.size(), 1U);
}

TEST(StoreFile, LeavesAnotherProgramsDatabaseAsItIs) {
  StorePlace folder;
  const auto path = folder / "other.db";
  make_foreign(path);
  const auto before = sha256_hex_of_file(path);
  EXPECT_EQ(Store::open(path, OpenMode::kCreate).error().code, ErrorCode::kCorrupt);
  EXPECT_EQ(*sha256_hex_of_file(path), *before);
}

TEST(StoreFile, AnEmptyFileIsNoStoreToRead) {
  StorePlace folder;
  std::ofstream(folder / "s.db").close();
  EXPECT_EQ(Store::open(folder / "s.db", OpenMode::kReadOnly).error().code, ErrorCode::kNotFound);
  EXPECT_EQ(Store::open(folder / "s.db", OpenMode::kReadWrite).error().code, ErrorCode::kNotFound);
  EXPECT_TRUE(Store::open(folder / "s.db", OpenMode::kCreate));
}

TEST(Store, FindsByNumberAndOwner) {
  StorePlace folder;
  Store store = open_new(folder / "s.db");
  import_all(store, "a", made_up_facts(8, 200, "a"));
  const Date late = Date::from_days(20000);
  EXPECT_EQ(store.find_rights({"US900000", "", 100}, late)->size(), 6U);
  EXPECT_EQ(store.find_rights({"US-P-9000002", "", 100}, late)->size(), 1U);
  EXPECT_EQ(store.find_rights({"US14/000003", "", 100}, late)->at(0).id.value, "US-P-9000003");
  EXPECT_EQ(store.find_rights({"", "firm", 100}, late)->size(), 6U);
  EXPECT_EQ(store.find_rights({"", "firm%", 100}, late)->size(), 0U);
  EXPECT_EQ(store.find_rights({"US9", "", 100}, Date::from_days(14999))->size(), 0U);
  EXPECT_FALSE(store.find_rights({}, late));
}

/// The obvious version: every fact known by the day that names the right, by patent or application.
std::multiset<std::string> naive(const std::vector<Fact>& facts, int right, Date known_by) {
  std::multiset<std::string> out;
  const std::string patent = fmt::format("US-P-{}", 9000000 + right);
  const std::string application = fmt::format("US-A-{}", 14000000 + right);
  const bool joined = std::any_of(facts.begin(), facts.end(), [&](const Fact& fact) {
    const auto* record = std::get_if<registers::RightRecord>(&fact);
    const auto* recording = std::get_if<registers::Recording>(&fact);
    return (record != nullptr && record->id.value == patent) ||
           (recording != nullptr && recording->properties[0].right.value == patent);
  });
  for (const Fact& fact : facts) {
    if (const auto* record = std::get_if<registers::RightRecord>(&fact)) {
      if (record->id.value == patent && record->known <= known_by) {
        out.insert(record->title + record->known.iso() + record->owners[0].name +
                   std::to_string(record->claim_count.value_or(-1)));
      }
    } else if (const auto* event = std::get_if<registers::LegalEvent>(&fact)) {
      const Date known = event->known.value_or(*event->date.exact());
      if (event->right.value == patent && known <= known_by) {
        out.insert(event->code + event->date.text() + known.iso() + (event->known ? "k" : ""));
      }
    } else {
      const auto& recording = std::get<registers::Recording>(fact);
      const std::string& named = recording.properties[0].right.value;
      if ((named == patent || (joined && named == application)) && recording.recorded <= known_by) {
        out.insert(recording.id + recording.recorded.iso() + named.substr(0, 4) +
                   (recording.secured_amount ? "m" : ""));
      }
    }
  }
  return {out.begin(), out.end()};
}

RC_GTEST_PROP(StoreProperty, AsOfReadingMatchesANaiveList, ()) {
  const auto seed = *rc::gen::arbitrary<std::uint32_t>();
  const auto facts = made_up_facts(seed, *rc::gen::inRange(1, 80), "a");
  const int right = *rc::gen::inRange(0, 6);
  const Date known_by = Date::from_days(*rc::gen::inRange(14995, 15065));
  StorePlace folder;
  Store store = open_new(folder / "s.db");
  import_all(store, "a", facts);
  const auto read = store.facts_of({fmt::format("US-P-{}", 9000000 + right)}, known_by);
  RC_ASSERT(read.has_value());
  std::set<std::string> expected;
  for (const auto& text : naive(facts, right, known_by)) expected.insert(text);
  std::vector<Fact> back;
  for (const auto& one : read->records) back.emplace_back(one);
  for (const auto& one : read->events) back.emplace_back(one);
  std::set<std::string> got;
  for (const auto& text : naive(back, right, known_by)) got.insert(text);
  for (const auto& one : read->recordings) {
    RC_ASSERT(one.recorded <= known_by);
    RC_ASSERT(std::is_sorted(read->recordings.begin(), read->recordings.end(),
                             [](const auto& a, const auto& b) { return a.recorded < b.recorded; }));
  }
  // Recordings come back with the patent's key, so they are counted, not compared as text.
  std::vector<Fact> records;
  std::vector<Fact> recordings;
  for (const Fact& fact : facts) {
    if (std::holds_alternative<registers::RightRecord>(fact)) records.push_back(fact);
    if (std::holds_alternative<registers::Recording>(fact)) recordings.push_back(fact);
  }
  const auto of_records = naive(records, right, known_by);
  records.insert(records.end(), recordings.begin(), recordings.end());
  std::set<std::string> distinct;
  for (const auto& text : naive(records, right, known_by)) {
    if (!of_records.contains(text)) distinct.insert(text);
  }
  RC_ASSERT(read->recordings.size() == distinct.size());
  for (const auto& text : distinct) expected.erase(text);
  RC_ASSERT(got == expected);
}

TEST(Journal, DetectsChangeCutAndReorder) {
  const std::vector<std::string> attacks = {
      "UPDATE journal SET entry = replace(entry, '\"facts\":30', '\"facts\":31') WHERE number = 2",
      "DELETE FROM journal WHERE stream = 'imports' AND number = 2",
      "DELETE FROM journal WHERE stream = 'imports' AND number = 3",
      "UPDATE journal SET number = CASE number WHEN 1 THEN -2 ELSE -1 END + 10 WHERE number < 3",
      "DELETE FROM journal_head WHERE stream = 'imports'",
      "UPDATE right_record SET title = title || '.'",
      "UPDATE recording_property SET known = '2001-01-01'",
      "DELETE FROM sighting WHERE import_id = 2 AND ordinal = 5",
      "UPDATE result SET body = '{\"a\":2}'",
      "DELETE FROM result",
  };
  for (const std::string& attack : attacks) {
    StorePlace folder;
    const auto path = folder / "s.db";
    {
      Store store = open_new(path);
      import_all(store, "a", made_up_facts(1, 30, "a"));
      import_all(store, "b", made_up_facts(2, 30, "b"));
      import_all(store, "c", made_up_facts(3, 30, "c"));
      ASSERT_TRUE(store.save_result("underwriting", "1", "{\"a\":1}", "{}"));
      const Status sound = store.verify_journal();
      ASSERT_TRUE(sound) << describe(sound.error());
    }
    tamper(path, attack);
    EXPECT_EQ(verify_code(path), ErrorCode::kCorrupt) << attack;
  }
}

TEST(Store, SavesResultsOnce) {
  StorePlace folder;
  Store store = open_new(folder / "s.db");
  ASSERT_TRUE(store.save_result("u", "1", "{\"a\":1}", "{}"));
  EXPECT_TRUE(store.save_result("u", "1", "{\"a\":1}", "{}"));
  EXPECT_EQ(store.save_result("u", "1", "{\"a\":2}", "{}").error().code, ErrorCode::kConflict);
  EXPECT_EQ(store.save_result("u", "2", "{ }", "{}").error().code, ErrorCode::kInvalidInput);
  EXPECT_EQ(store.load_result("u", "1")->body, "{\"a\":1}");
  EXPECT_EQ(store.load_result("u", "9").error().code, ErrorCode::kNotFound);
  EXPECT_EQ(store.journal_heads()->size(), 1U);
}

TEST(Merkle, FollowsTheSplitOfRfc6962) {
  const auto leaf = [](const std::string& text) { return sha256(std::string(1, '\0') + text); };
  const auto node = [](const Sha256Digest& a, const Sha256Digest& b) {
    return sha256("\x01" + std::string(a.begin(), a.end()) + std::string(b.begin(), b.end()));
  };
  journal::MerkleTree tree;
  EXPECT_EQ(hex(tree.root()), sha256_hex(""));
  for (const char* text : {"a", "b", "c", "d", "e"}) tree.add(text);
  EXPECT_EQ(tree.root(),
            node(node(node(leaf("a"), leaf("b")), node(leaf("c"), leaf("d"))), leaf("e")));
}

}  // namespace
}  // namespace pignus::store
