#include "store/personal.h"

#include <fstream>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <set>

#include "journal/proof.h"
#include "store/copy_store.h"
#include "support/made_up_journal.h"
#include "support/store_place.h"

namespace pignus::store {
namespace {

using testing::StorePlace;

constexpr const char* kDay = "2026-01-31";
constexpr const char* kLater = "2026-03-01";

journal::Salt salt_of(int number) {
  journal::Salt salt{};
  salt[0] = static_cast<std::uint8_t>(number);
  salt[1] = static_cast<std::uint8_t>(number >> 8);
  salt[31] = 7;
  return salt;
}

class Personal : public ::testing::Test {
 protected:
  Personal() : store_(open()), values_(store_) {}

  Store open() {
    auto store = Store::open(path_, OpenMode::kCreate);
    PIGNUS_CHECK(store.has_value());
    return std::move(*store);
  }
  PersonalValue keep(const std::string& value, int salt) {
    auto kept = values_.keep("person.name", value, salt_of(salt), kDay);
    PIGNUS_CHECK(kept.has_value());
    return *kept;
  }
  std::string journal_text() {
    std::string text;
    EXPECT_TRUE(store_.export_journal(kDay, [&text](std::string_view piece) -> Status {
      text += piece;
      return {};
    }));
    return text;
  }

  StorePlace place_;
  std::filesystem::path path_ = place_ / "s.db";
  Store store_;
  PersonalValues values_;
};

TEST_F(Personal, IsKeptOutsideTheJournalAndErasedThere) {
  const PersonalValue wei = keep("张伟 Zhang Wei", 1);
  const PersonalValue doe = keep("Jane Doe", 2);
  EXPECT_EQ(wei.commitment, journal::commitment("person.name", "张伟 Zhang Wei", salt_of(1)));
  ASSERT_TRUE(store_.append_to_journal("notes", {{"note", {{"by", wei.commitment}}}}));
  EXPECT_EQ(*values_.find(wei.id), wei);
  EXPECT_EQ(journal_text().find("Zhang"), std::string::npos);
  ASSERT_TRUE(values_.erase(wei.id, {kLater, doe.commitment, "asked by letter"}));
  PersonalValue erased = wei;
  erased.value.reset();
  erased.erased_at = kLater;
  EXPECT_EQ(*values_.find(wei.id), erased);
  EXPECT_EQ(*values_.list(), (std::vector<PersonalValue>{erased, doe}));
  EXPECT_NE(journal_text().find("asked by letter"), std::string::npos);
  EXPECT_NE(journal_text().find(doe.commitment), std::string::npos) << "who erased";
  const Status sound = store_.verify_journal();
  EXPECT_TRUE(sound) << describe(sound.error());
  EXPECT_EQ(values_.erase(wei.id, {kLater, "", "again"}).error().code, ErrorCode::kConflict);
  EXPECT_EQ(values_.erase(9, {kLater, "", "x"}).error().code, ErrorCode::kNotFound);
  EXPECT_EQ(values_.erase(doe.id, {kLater, "", ""}).error().code, ErrorCode::kInvalidInput);
  EXPECT_EQ(values_.find(9).error().code, ErrorCode::kNotFound);
}

TEST_F(Personal, RefusesWhatItCouldNotGiveBack) {
  const auto code = [&](std::string_view field, std::string_view value, std::string_view at) {
    const auto kept = values_.keep(field, value, salt_of(1), at);
    return kept ? std::string("kept") : std::string(name_of(kept.error().code));
  };
  EXPECT_EQ(code("Person Name", "a", kDay), "invalid_input");
  EXPECT_EQ(code("person.name", "", kDay), "invalid_input");
  EXPECT_EQ(code("person.name", std::string(kPersonalBytesMax + 1, 'a'), kDay), "invalid_input");
  EXPECT_EQ(code("person.name", "\xFF", kDay), "invalid_input");
  EXPECT_EQ(code("person.name", std::string_view("a\0b", 3), kDay), "invalid_input");
  EXPECT_EQ(code("person.name", "a", "yesterday"), "invalid_input");
  EXPECT_TRUE(values_.list()->empty());
  EXPECT_TRUE(store_.journal_heads()->empty());
}

TEST_F(Personal, IsHeldAgainstItsCommitment) {
  keep("Zhang Wei", 1);
  keep("Jane Doe", 2);
  ASSERT_TRUE(values_.erase(2, {kLater, "", "as asked"}));
  for (const auto& [change, back] : std::vector<std::pair<std::string, std::string>>{
           {"UPDATE personal_value SET value = 'Zhang Bei' WHERE id = 1",
            "UPDATE personal_value SET value = 'Zhang Wei' WHERE id = 1"},
           {"UPDATE personal_value SET field = 'person.mail' WHERE id = 1",
            "UPDATE personal_value SET field = 'person.name' WHERE id = 1"},
           {"UPDATE personal_value SET erased_at = '' WHERE id = 2",
            "UPDATE personal_value SET erased_at = '2026-03-01' WHERE id = 2"},
           {"INSERT INTO personal_value (id, field, commitment, kept_at) VALUES (7, 'x', 'y', '')",
            "DELETE FROM personal_value WHERE id = 7"},
           {"UPDATE personal_value SET value = NULL, salt = NULL WHERE id = 1", ""}}) {
    ASSERT_EQ(testing::change(path_, change), 1) << change;
    EXPECT_EQ(store_.verify_journal().error().code, ErrorCode::kCorrupt) << change;
    if (back.empty()) break;
    if (change.find("Bei") != std::string::npos) {
      EXPECT_EQ(values_.find(1).error().code, ErrorCode::kCorrupt);
    }
    ASSERT_EQ(testing::change(path_, back), 1) << back;
    ASSERT_TRUE(store_.verify_journal()) << back;
  }
}

TEST_F(Personal, ErasureLeavesCheckpointsAndProofsAsTheyWere) {
  const journal::SigningKey key = journal::testing::made_up_key(1);
  const PersonalValue wei = keep("Zhang Wei", 1);
  ASSERT_TRUE(store_.append_to_journal("notes", {{"note", {{"by", wei.commitment}}}}));
  const auto checkpoint = store_.append_checkpoint(key, kDay);
  ASSERT_TRUE(checkpoint);
  const auto proof = store_.prove_entry("notes", 1, 0);
  ASSERT_TRUE(proof);
  ASSERT_TRUE(values_.erase(wei.id, {kLater, "", "as asked"}));
  ASSERT_TRUE(values_.compact());
  const std::vector<journal::PublicKey> pinned{key.public_key()};
  EXPECT_TRUE(check_proof(*proof, pinned, "proof"));
  const auto verdict =
      store_.verify_journal_against({key.public_key()}, {{*checkpoint, "copy.json"}});
  EXPECT_TRUE(verdict) << describe(verdict.error());
  ASSERT_TRUE(store_.append_checkpoint(key, kLater));
  EXPECT_TRUE(store_.prove_growth(1, 2));
}

TEST_F(Personal, CopiesCarryWhatIsErased) {
  testing::TemporaryFolder folder;
  keep("Zhang Wei", 1);
  keep("Jane Doe", 2);
  ASSERT_TRUE(values_.erase(1, {kLater, "", "as asked"}));
  Store copy = *Store::open(place_ / "copy.db", OpenMode::kCreate);
  ASSERT_TRUE(copy_store(store_, copy));
  EXPECT_EQ(*PersonalValues(copy).list(), *values_.list());
  EXPECT_EQ(*PersonalValues(copy).find(2), *values_.find(2));
  const auto next = PersonalValues(copy).keep("person.name", "New", salt_of(3), kDay);
  ASSERT_TRUE(next) << describe(next.error());
  EXPECT_EQ(next->id, 3) << "numbers go on";
  EXPECT_TRUE(copy.verify_journal());
  ASSERT_TRUE(back_up(store_, folder / "b.db"));
  const auto backup = Store::open(folder / "b.db", OpenMode::kReadOnly);
  EXPECT_FALSE(PersonalValues(*backup).find(1)->value);
  EXPECT_TRUE(backup->verify_journal());
}

/// Everything that stands in the folder of a store.
std::string bytes_beside(const std::filesystem::path& file) {
  std::string bytes;
  for (const auto& entry : std::filesystem::directory_iterator(file.parent_path())) {
    std::ifstream in(entry.path(), std::ios::binary);
    bytes.append(std::istreambuf_iterator<char>(in), {});
  }
  return bytes;
}

RC_GTEST_PROP(PersonalErasure, LeavesNoByteAndNoBrokenChain, ()) {
  StorePlace place;
  const auto path = place / "s.db";
  auto store = Store::open(path, OpenMode::kCreate);
  RC_ASSERT(store.has_value());
  PersonalValues values(*store);
  std::map<std::int64_t, std::string> kept;
  std::set<std::string> erased;
  const int steps = *rc::gen::inRange(1, 40);
  for (int step = 0; step < steps; ++step) {
    if (kept.empty() || *rc::gen::inRange(0, 3) > 0) {
      // Of all lengths, so that rows move between pages.
      const std::string value =
          fmt::format("person-{}-{}", step, std::string(*rc::gen::inRange(0, 900), 'x')) + "-end";
      const auto made = values.keep("person.name", value, salt_of(step), kDay);
      RC_ASSERT(made.has_value());
      kept[made->id] = value;
    } else {
      const auto at =
          std::next(kept.begin(), *rc::gen::inRange<int>(0, static_cast<int>(kept.size())));
      RC_ASSERT(values.erase(at->first, {kLater, "", "as asked"}).has_value());
      erased.insert(at->second);
      kept.erase(at);
    }
  }
  RC_ASSERT(store->verify_journal().has_value());
  RC_ASSERT(values.compact().has_value());
  RC_ASSERT(store->verify_journal().has_value());
  for (const auto& [id, value] : kept) RC_ASSERT(values.find(id)->value == value);
  if (testing::on_postgres()) return;
  const std::string bytes = bytes_beside(path);
  for (const std::string& value : erased) {
    const std::string start = value.substr(0, value.find('-', 7) + 1);  // "person-12-"
    RC_ASSERT(bytes.find(start) == std::string::npos);
  }
  for (const auto& [id, value] : kept) {
    RC_ASSERT(bytes.find(value.substr(0, value.find('-', 7) + 1)) != std::string::npos);
  }
}

TEST_F(Personal, StaysOutOfTheServersStatistics) {
  for (int i = 0; i < 300; ++i) keep(i % 3 == 0 ? "Zhang Wei" : fmt::format("Person {}", i), i);
  if (!testing::on_postgres()) {
    // A file has none unless asked for, and then counts only.
    sql::Database database = testing::behind(path_);
    EXPECT_EQ(database.integer("SELECT count(*) FROM sqlite_master WHERE name LIKE 'sqlite_stat%'"),
              0);
    return;
  }
  sql::Database database = testing::behind(path_);
  database.run("ANALYZE");
  EXPECT_EQ(database.integer("SELECT count(*) FROM pg_stats WHERE tablename = 'personal_value' AND "
                             "attname IN ('value', 'salt')"),
            0);
  EXPECT_GT(database.integer("SELECT count(*) FROM pg_stats WHERE tablename = 'personal_value'"),
            0);
}

}  // namespace
}  // namespace pignus::store
