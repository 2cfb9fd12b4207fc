// The tables made anew: equal to those they replace, or an error that names what is in the way.
#include "store/rebuild.h"

#include <algorithm>
#include <fstream>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <set>

#include "core/sha256.h"
#include "store/jobs.h"
#include "store/journal.h"
#include "store/tables.h"
#include "support/made_up_facts.h"
#include "support/made_up_jobs.h"
#include "support/made_up_journal.h"
#include "support/same_book.h"
#include "support/store_place.h"

namespace pignus::store {
namespace {

using registers::Fact;
using testing::expect_same_book;
using testing::lasting;
using testing::made_up_facts;
using testing::rows_of;
using testing::StorePlace;

constexpr const char* kDay = "2026-01-31";
const auto kAlways = [](std::string_view) { return true; };

Store open_new(const std::filesystem::path& path) {
  auto store = Store::open(path, OpenMode::kCreate);
  PIGNUS_CHECK(store.has_value());
  return std::move(*store);
}

/// What stands outside the store: the register files, by name.
struct Sources {
  std::map<std::string, std::vector<Fact>> facts;

  static ImportSource described(const std::string& name) {
    return {name, sha256_hex(name), 10, "test", kDay, {{name, sha256_hex(name + " file")}}};
  }
  static registers::Problem problem(const std::string& name) {
    return {{ErrorCode::kInvalidInput, "is \"质押\"", {name, 7, "field"}}, sha256_hex("raw")};
  }
  void import_into(Store& store, const std::string& name, const std::string& reader) {
    auto session = store.begin_import(described(name), kAlways);
    PIGNUS_CHECK(session.has_value());
    for (const Fact& fact : facts.at(name)) PIGNUS_CHECK(session->add(fact).has_value());
    PIGNUS_CHECK(session->add(problem(name)).has_value());
    PIGNUS_CHECK(session->finish(reader).has_value());
  }
  RebuildWorld world() const {
    RebuildWorld world;
    world.at = "2026-02-01";
    world.at_hand = [this](const ImportSource& wanted) -> Status {
      const bool there = facts.contains(wanted.name) && wanted.sha256 == sha256_hex(wanted.name);
      return there ? Status() : fail(ErrorCode::kNotFound, "");
    };
    world.read = [this](const ImportSource& wanted, RebuiltSource& into) -> Status {
      into.set_files(described(wanted.name).sha256_of_files);
      for (const Fact& fact : facts.at(wanted.name)) PIGNUS_TRY(into.add(fact));
      return into.add(problem(wanted.name));
    };
    return world;
  }
};

class Rebuild : public ::testing::Test {
 protected:
  Rebuild() {
    sources_.facts["a"] = made_up_facts(1, 60, "a");
    sources_.facts["b"] = made_up_facts(1, 80, "b");  // much of it is known from "a"
    sources_.facts["c"] = made_up_facts(3, 40, "c");
  }

  /// Everything a store can hold.
  Store made_up_store(const std::filesystem::path& path, bool with_unfinished = true) {
    Store store = open_new(path);
    sources_.import_into(store, "a", "reader 1");
    sources_.import_into(store, "b", "reader 1");
    EXPECT_TRUE(store.save_result("underwriting", "1", "{\"a\":[1,0.5,\"质押\"]}", "{\"seed\":7}"));
    sources_.facts["a"].erase(sources_.facts["a"].begin(), sources_.facts["a"].begin() + 5);
    sources_.import_into(store, "a", "reader 2");  // replaces the first
    testing::make_up_jobs(store, 1, 200);
    PersonalValues personal(store);
    EXPECT_TRUE(personal.keep("person.name", "Zhang Wei", {1}, kDay));
    EXPECT_TRUE(personal.keep("person.name", "Jane Doe", {2}, kDay));
    EXPECT_TRUE(personal.erase(1, {kDay, "", "as asked"}));
    EXPECT_TRUE(store.append_to_journal("notes", {{"note", {{"text", "seen"}}}}));
    EXPECT_TRUE(store.append_checkpoint(journal::testing::made_up_key(1), kDay));
    sources_.import_into(store, "c", "reader 1");
    if (!with_unfinished) return store;
    auto unfinished = store.begin_import({"d", sha256_hex("d"), 10, "test", "", {}});
    EXPECT_TRUE(unfinished && unfinished->add(made_up_facts(4, 1, "d").front()));
    EXPECT_TRUE(unfinished->pause());
    return store;
  }
  /// An entry as programs of before version 6 wrote it.
  static void save_as_before(const std::filesystem::path& path, const std::string& id,
                             const std::string& body) {
    sql::Database database = testing::behind(path);
    const auto number = append_entry(database, kResultStream, "result",
                                     {{"kind", "underwriting"},
                                      {"id", id},
                                      {"body_sha256", sha256_hex(body)},
                                      {"provenance_sha256", sha256_hex("{}")}});
    sql::Statement insert(database, "INSERT INTO result VALUES ('underwriting', ?, ?, '{}', ?)");
    insert.run_with(id, body, static_cast<std::int64_t>(number));
  }

  StorePlace place_;
  testing::TemporaryFolder folder_;
  Sources sources_;
};

TEST_F(Rebuild, EveryTableOfTheSchemaHasItsOrigin) {
  std::set<std::string> named;
  for (const TableOrigin& one : kOrigins) named.insert(one.table);
  EXPECT_EQ(named, std::set<std::string>(kTables.begin(), kTables.end()));
  // A store that holds something in every table, so that none is forgotten.
  Store from = made_up_store(place_ / "from.db", false);
  Store to = open_new(place_ / "to.db");
  RebuildWorld world = sources_.world();
  take_texts_of(from, world);
  ASSERT_TRUE(rebuild(journal_of(from), to, world));
  for (const TableOrigin& one : kOrigins) {
    const std::string count = std::string("SELECT count(*) FROM ") + one.table;
    const std::string before = rows_of(place_ / "from.db", count).front();
    const std::string after = rows_of(place_ / "to.db", count).front();
    const bool whole = std::string_view(one.of_the_moment).empty();
    EXPECT_TRUE(!whole || before == after) << one.table << ": " << before << after;
    const std::string table = one.table;
    const bool rare = table == "retraction" || table == "reference_figure" ||
                      table.starts_with("trade");  // markets_test makes those
    EXPECT_TRUE(after != "0|" || rare) << table;
  }
}

TEST_F(Rebuild, GivesTheStoreThatTheJournalTellsOf) {
  const Store from = made_up_store(place_ / "from.db");
  const Status sound = from.verify_journal();
  ASSERT_TRUE(sound) << describe(sound.error());
  std::ofstream file(folder_ / "journal.jsonl");
  ASSERT_TRUE(from.export_journal(kDay, [&file](std::string_view piece) -> Status {
    file << piece;
    return {};
  }));
  file.close();
  RebuildWorld world = sources_.world();
  take_texts_of(from, world);
  for (const auto& [name, feed] : {std::pair("store", journal_of(from)),
                                   std::pair("file", journal_in(folder_ / "journal.jsonl"))}) {
    const auto place = place_ / (std::string("to-") + name);
    Store to = open_new(place);
    const auto report = rebuild(feed, to, world);
    ASSERT_TRUE(report) << describe(report.error());
    EXPECT_EQ(report->imports, 3U);
    EXPECT_EQ(report->replaced, 1U);
    EXPECT_EQ(report->personal_values, 1U);
    EXPECT_EQ(report->erased_values, 1U);
    EXPECT_TRUE(report->lost_results.empty() && report->lost_personal.empty());
    expect_same_book(place_ / "from.db", place);
    EXPECT_EQ(PersonalValues(to).find(1)->erased_at, kDay);
    EXPECT_EQ(PersonalValues(to).find(2)->value, "Jane Doe");
    // It goes on: numbers are free, chains are whole, and it can be rebuilt in its turn.
    sources_.facts["e"] = made_up_facts(5, 30, "e");
    sources_.import_into(to, "e", "reader 1");
    EXPECT_TRUE(Jobs(to).add({"other", "x", "{}", 3}, 1));
    EXPECT_TRUE(PersonalValues(to).keep("person.name", "A", {3}, kDay));
    EXPECT_TRUE(to.verify_journal());
  }
}

RC_GTEST_FIXTURE_PROP(Rebuild, GivesTheJobsThatWereLeft, ()) {
  static int run = 0;
  const auto seed = *rc::gen::arbitrary<std::uint32_t>();
  const auto from_place = place_ / fmt::format("f{}", ++run);
  const auto to_place = place_ / fmt::format("t{}", run);
  Store from = open_new(from_place);
  testing::make_up_jobs(from, seed, *rc::gen::inRange(1, 120));
  const Status sound = from.verify_journal();
  RC_LOG() << (sound ? "" : describe(sound.error()));
  RC_ASSERT(sound.has_value());
  Store to = open_new(to_place);
  const auto report = rebuild(journal_of(from), to, sources_.world());
  RC_LOG() << (report ? "" : describe(report.error()));
  RC_ASSERT(report.has_value());
  for (const std::string& select : lasting()) {
    RC_ASSERT(rows_of(from_place, select) == rows_of(to_place, select));
  }
}

TEST_F(Rebuild, NamesAllSourcesThatAreMissingAndLeavesNothing) {
  const Store from = made_up_store(place_ / "from.db");
  Store to = open_new(place_ / "to.db");
  Sources fewer = sources_;
  fewer.facts.erase("b");
  fewer.facts.erase("c");
  const auto report = rebuild(journal_of(from), to, fewer.world());
  ASSERT_FALSE(report);
  EXPECT_EQ(report.error().code, ErrorCode::kNotFound);
  EXPECT_NE(report.error().message.find("2 of 3 sources"), std::string::npos);
  EXPECT_NE(report.error().message.find("\"b\" (SHA-256 " + sha256_hex("b")), std::string::npos);
  for (const char* table : kTables) {
    EXPECT_EQ(rows_of(place_ / "to.db", std::string("SELECT count(*) FROM ") + table).front(),
              "0|");
  }
  EXPECT_TRUE(rebuild(journal_of(from), to, sources_.world()));
  EXPECT_EQ(rebuild(journal_of(from), to, sources_.world()).error().code, ErrorCode::kConflict)
      << "a store that holds something";
}

TEST_F(Rebuild, RefusesASourceThatReadsOtherwise) {
  const Store from = made_up_store(place_ / "from.db");
  Store to = open_new(place_ / "to.db");
  const auto refused = [&](Sources otherwise, const std::string& how) {
    const auto report = rebuild(journal_of(from), to, otherwise.world());
    ASSERT_FALSE(report);
    EXPECT_EQ(report.error().code, ErrorCode::kConflict) << describe(report.error());
    EXPECT_NE(report.error().message.find("stream \"imports\", entry 4: \"c\" reads otherwise"),
              std::string::npos)
        << report.error().message;
    EXPECT_NE(report.error().message.find(how), std::string::npos) << report.error().message;
    EXPECT_EQ(*to.counts(), StoreCounts());
    EXPECT_TRUE(to.journal_heads()->empty());
  };
  Sources shorter = sources_;
  shorter.facts["c"].pop_back();
  refused(shorter, "39 records, not 40");
  Sources other = sources_;
  other.facts["c"][7] = made_up_facts(99, 1, "c", 1).front();
  refused(other, "of other content");
}

TEST_F(Rebuild, StopsWhenItIsTold) {
  const Store from = made_up_store(place_ / "from.db");
  Store to = open_new(place_ / "to.db");
  for (const std::string_view stage : {"tables", "verifying"}) {
    RebuildWorld world = sources_.world();
    world.progress = [stage](std::string_view at, std::uint64_t, std::uint64_t) {
      return at != stage;
    };
    EXPECT_EQ(rebuild(journal_of(from), to, world).error().code, ErrorCode::kCancelled);
    EXPECT_EQ(*to.counts(), StoreCounts());
  }
}

TEST_F(Rebuild, BelievesNoBrokenJournal) {
  made_up_store(place_ / "from.db");
  ASSERT_EQ(testing::change(place_ / "from.db",
                            "UPDATE journal SET entry = replace(entry, 'reader 2', 'reader 3') "
                            "WHERE stream = 'imports' AND number = 3"),
            1);
  const auto from = Store::open(place_ / "from.db", OpenMode::kReadOnly);
  Store to = open_new(place_ / "to.db");
  EXPECT_EQ(rebuild(journal_of(*from), to, sources_.world()).error().code, ErrorCode::kCorrupt);
}

TEST_F(Rebuild, DoesNotLookAtTablesThatWereDamaged) {
  made_up_store(place_ / "from.db");
  Store good = open_new(place_ / "good.db");
  {
    const auto from = Store::open(place_ / "from.db", OpenMode::kReadOnly);
    RebuildWorld world = sources_.world();
    take_texts_of(*from, world);
    ASSERT_TRUE(rebuild(journal_of(*from), good, world));
  }
  ASSERT_GT(testing::change(place_ / "from.db", "UPDATE right_record SET title = 'changed'"), 0);
  ASSERT_GT(testing::change(place_ / "from.db", "DELETE FROM job_shard"), 0);
  ASSERT_GT(testing::change(place_ / "from.db", "UPDATE result SET body = '{}'"), 0);
  const auto from = Store::open(place_ / "from.db", OpenMode::kReadOnly);
  EXPECT_EQ(from->verify_journal().error().code, ErrorCode::kCorrupt);
  Store to = open_new(place_ / "to.db");
  RebuildWorld world = sources_.world();
  take_texts_of(*from, world);
  const auto report = rebuild(journal_of(*from), to, world);
  ASSERT_TRUE(report) << describe(report.error());
  expect_same_book(place_ / "good.db", place_ / "to.db");
}

TEST_F(Rebuild, TakesOldResultsFromTheOldStoreOrEntersTheirLoss) {
  Store from = made_up_store(place_ / "from.db");
  save_as_before(place_ / "from.db", "old", "{\"b\":2}");
  ASSERT_TRUE(from.verify_journal()) << "entries of before are verified as before";
  RebuildWorld world = sources_.world();
  take_texts_of(from, world);
  {
    Store to = open_new(place_ / "whole.db");
    const auto report = rebuild(journal_of(from), to, world);
    ASSERT_TRUE(report) << describe(report.error());
    expect_same_book(place_ / "from.db", place_ / "whole.db");
  }
  const auto bare = sources_.world();
  Store lossy = open_new(place_ / "lossy.db");
  const auto report = rebuild(journal_of(from), lossy, bare);
  ASSERT_TRUE(report) << describe(report.error());
  EXPECT_EQ(report->lost_results, std::vector<std::string>{"underwriting old"});
  EXPECT_EQ(report->lost_personal, std::vector<std::int64_t>{2});
  EXPECT_EQ(lossy.load_result("underwriting", "old").error().code, ErrorCode::kNotFound);
  EXPECT_TRUE(lossy.load_result("underwriting", "1"));
  const Status sound = lossy.verify_journal();
  EXPECT_TRUE(sound) << "the loss stands in the journal: " << describe(sound.error());
  // A loss is entered once.
  Store again = open_new(place_ / "again.db");
  const auto second = rebuild(journal_of(lossy), again, bare);
  ASSERT_TRUE(second) << describe(second.error());
  EXPECT_TRUE(second->lost_results.empty() && second->lost_personal.empty());
  expect_same_book(place_ / "lossy.db", place_ / "again.db");
  // A text that is not the one hashed counts for nothing.
  ASSERT_EQ(testing::change(place_ / "from.db", "UPDATE result SET body = '{}' WHERE id = 'old'"),
            1);
  Store doubted = open_new(place_ / "doubted.db");
  EXPECT_EQ(rebuild(journal_of(from), doubted, world)->lost_results.size(), 1U);
  // Without an entry of its loss, a result that is gone is found missing.
  ASSERT_EQ(testing::change(place_ / "from.db", "DELETE FROM result WHERE id = 'old'"), 1);
  EXPECT_EQ(from.verify_journal().error().code, ErrorCode::kCorrupt);
}

TEST_F(Rebuild, NamesAnEntryThatSaysWhatCannotBe) {
  const std::vector<std::pair<std::string, JournalNote>> wrong{
      {"jobs", {"done", {{"job", 1}}}},
      {"jobs", {"added", {{"job", 1}, {"kind", "k"}}}},
      {"results", {"result", {{"kind", "k"}, {"id", "i"}, {"body", Json::object()}}}},
      {"imports", {"import", {{"name", 7}}}},
      {"personal", {"erased", {{"id", 1}, {"commitment", "x"}, {"at", kDay}}}}};
  int number = 0;
  for (const auto& [stream, note] : wrong) {
    const auto place = place_ / fmt::format("w{}", ++number);
    Store from = open_new(place);
    {
      sql::Database database = testing::behind(place);
      append_entry(database, stream, note.kind, note.body);
    }
    Store to = open_new(place_ / fmt::format("t{}", number));
    const auto report = rebuild(journal_of(from), to, sources_.world());
    ASSERT_FALSE(report) << stream;
    EXPECT_EQ(report.error().code, ErrorCode::kCorrupt) << describe(report.error());
    EXPECT_NE(report.error().message.find("stream \"" + stream + "\", entry 1"), std::string::npos)
        << report.error().message;
  }
}

}  // namespace
}  // namespace pignus::store
