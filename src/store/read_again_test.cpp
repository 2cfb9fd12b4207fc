// A source read again by a newer reader: what the earlier reading saw is replaced, never doubled.
#include <gtest/gtest.h>

#include "core/sha256.h"
#include "store/store.h"
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
  return std::move(*Store::open(path, OpenMode::kCreate));
}

ImportSummary import_as(Store& store, const std::string& name, const std::vector<Fact>& facts,
                        const std::string& reader,
                        const std::function<bool(std::string_view)>& outdated = {}) {
  auto session = store.begin_import(source_named(name), outdated);
  EXPECT_TRUE(session) << describe(session.error());
  if (session->already_complete()) return session->summary();
  for (const Fact& fact : facts) EXPECT_TRUE(session->add(fact));
  auto summary = session->finish(reader);
  EXPECT_TRUE(summary) << describe(summary.error());
  return *summary;
}

const auto kAlways = [](std::string_view) { return true; };

TEST(ReadAgain, AsksOnlyOfTheReaderThatReadTheSource) {
  StorePlace folder;
  Store store = open_new(folder / "s.db");
  import_as(store, "a", made_up_facts(1, 20, "a"), "reader 1");
  import_as(store, "b", made_up_facts(2, 20, "b"), "other 7");
  std::vector<std::string> asked;
  import_as(store, "a", {}, "reader 2", [&](std::string_view reader) {
    asked.emplace_back(reader);
    return false;
  });
  EXPECT_EQ(asked, std::vector<std::string>{"reader 1"});
}

TEST(ReadAgain, GivesTheStoreThatTheNewReaderAloneWouldHaveGiven) {
  StorePlace folder;
  const auto old_facts = made_up_facts(1, 60, "a");
  auto new_facts = made_up_facts(1, 80, "a");
  new_facts.erase(new_facts.begin(), new_facts.begin() + 10);  // some are read otherwise, some anew
  Store alone = open_new(folder / "alone.db");
  import_as(alone, "b", made_up_facts(2, 30, "b"), "reader 1");
  import_as(alone, "a", new_facts, "reader 2");
  Store store = open_new(folder / "s.db");
  import_as(store, "a", old_facts, "reader 1");
  import_as(store, "b", made_up_facts(2, 30, "b"), "reader 1");
  const ImportSummary again = import_as(store, "a", new_facts, "reader 2", kAlways);
  EXPECT_EQ(again.facts, new_facts.size());
  EXPECT_EQ(*store.content_hash(), *alone.content_hash());
  EXPECT_EQ(*store.counts(), *alone.counts());
  EXPECT_EQ(store.imports()->size(), 2U);
  const Status sound = store.verify_journal();
  EXPECT_TRUE(sound) << describe(sound.error());
  import_as(store, "a", old_facts, "reader 3", kAlways);
  EXPECT_TRUE(store.verify_journal()) << "a chain of replacements";
}

TEST(ReadAgain, TheEarlierReadingStandsUntilTheNewOneIsWhole) {
  StorePlace folder;
  Store store = open_new(folder / "s.db");
  import_as(store, "a", made_up_facts(1, 60, "a"), "reader 1");
  const std::string before = *store.content_hash();
  {
    auto session = store.begin_import(source_named("a"), kAlways);
    ASSERT_TRUE(session) << describe(session.error());
    ASSERT_FALSE(session->already_complete());
    for (const Fact& fact : made_up_facts(9, 10, "a")) ASSERT_TRUE(session->add(fact));
    ASSERT_TRUE(session->pause());
  }
  EXPECT_EQ(*store.content_hash(), before);
  EXPECT_TRUE(store.verify_journal());
  auto session = store.begin_import(source_named("a"), kAlways);
  ASSERT_TRUE(session);
  EXPECT_EQ(session->resume_at(), 10U);
  ASSERT_TRUE(session->discard());
  EXPECT_EQ(*store.content_hash(), before);
}

}  // namespace
}  // namespace pignus::store
