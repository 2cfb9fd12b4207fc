#include "journal/keys.h"

#include <fstream>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/file.h"
#include "journal/commitment.h"
#include "journal/hex_text.h"
#include "journal/key_file.h"
#include "journal/statement.h"
#include "support/made_up_journal.h"

namespace pignus::journal {
namespace {

using testing::made_up_key;

class KeyFile : public ::testing::Test {
 protected:
  KeyFile() { std::filesystem::create_directories(folder_); }
  ~KeyFile() override { std::filesystem::remove_all(folder_); }
  std::filesystem::path folder_ = std::filesystem::temp_directory_path() /
                                  ("pignus-journal-keys-" + std::to_string(::getpid()));
  std::filesystem::path path_ = folder_ / "key";
};

TEST(Keys, SignAsRfc8032SaysForTheEmptyMessage) {
  // RFC 8032, section 7.1, test 1.
  const SigningKey key(
      *parse_hex<32>("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60"));
  EXPECT_EQ(hex(key.public_key().bytes),
            "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a");
  EXPECT_EQ(
      hex(key.sign("")),
      "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701c"
      "f9b46bd25bf5f0595bbe24655141438e7a100b");
}

TEST(Keys, OnlyTheSignedTextAndTheKeyItself) {
  const SigningKey key = made_up_key(1);
  const Signature signature = key.sign("text");
  EXPECT_TRUE(is_signed_by(key.public_key(), "text", signature));
  EXPECT_FALSE(is_signed_by(key.public_key(), "Text", signature));
  EXPECT_FALSE(is_signed_by(made_up_key(2).public_key(), "text", signature));
  EXPECT_FALSE(is_signed_by(key.public_key(), "text", Signature{}));
  EXPECT_FALSE(is_signed_by(PublicKey{}, "text", Signature{}));
}

TEST(Keys, APublicKeyTravelsAsText) {
  const PublicKey key = made_up_key(1).public_key();
  const std::string text = canonical_json(json_of(key)) + "\n";
  EXPECT_EQ(*parse_public_key(text, "f"), key);
  EXPECT_EQ(key.id().size(), 32U);
  std::string changed = text;
  changed[changed.find("\"public\":\"") + 12] ^= 1;
  EXPECT_FALSE(parse_public_key(changed, "f"));
  EXPECT_FALSE(parse_public_key("{}", "f"));
  EXPECT_FALSE(parse_public_key("[]", "f"));
  EXPECT_FALSE(parse_public_key("", "f"));
  EXPECT_FALSE(parse_public_key(R"({"format":"pignus.public_key/1","key":1,"public":2})", "f"));
}

TEST_F(KeyFile, IsItsOwnersOnlyAndNeverOverwritten) {
  const auto made = make_key_file(path_);
  ASSERT_TRUE(made) << describe(made.error());
  struct stat state{};
  ASSERT_EQ(::stat(path_.c_str(), &state), 0);
  EXPECT_EQ(state.st_mode & 07777U, 0600U);
  const auto loaded = load_key_file(path_);
  ASSERT_TRUE(loaded) << describe(loaded.error());
  EXPECT_EQ(loaded->public_key(), *made);
  const std::string before = *read_file(path_);
  EXPECT_EQ(make_key_file(path_).error().code, ErrorCode::kConflict);
  EXPECT_EQ(*read_file(path_), before);
  std::filesystem::create_symlink(folder_ / "nowhere", folder_ / "link");
  EXPECT_EQ(make_key_file(folder_ / "link").error().code, ErrorCode::kConflict);
  EXPECT_FALSE(std::filesystem::exists(folder_ / "nowhere"));
  EXPECT_NE(*make_key_file(folder_ / "second"), *made);
  EXPECT_EQ(make_key_file(folder_ / "none" / "key").error().code, ErrorCode::kNotFound);
}

TEST_F(KeyFile, IsRefusedWhereOthersMayReadIt) {
  ASSERT_TRUE(make_key_file(path_));
  for (const mode_t mode : {0640, 0604, 0620, 0601}) {
    ASSERT_EQ(::chmod(path_.c_str(), mode), 0);
    EXPECT_EQ(load_key_file(path_).error().code, ErrorCode::kIo);
  }
  ASSERT_EQ(::chmod(path_.c_str(), 0400), 0);
  EXPECT_TRUE(load_key_file(path_));
}

TEST_F(KeyFile, ADamagedKeyIsRefusedAndNotQuoted) {
  const auto load = [this](const std::string& text) {
    std::filesystem::remove(path_);
    std::ofstream(path_) << text;
    ::chmod(path_.c_str(), 0600);
    const auto loaded = load_key_file(path_);
    EXPECT_FALSE(loaded) << text;
    return loaded ? Error() : loaded.error();
  };
  ASSERT_TRUE(make_key_file(path_));
  const std::string sound = *read_file(path_);
  const std::size_t seed = sound.find("\"seed\":\"") + 8;
  for (const std::size_t at : {std::size_t{0}, seed, seed + 63, sound.size() - 3}) {
    std::string damaged = sound;
    damaged[at] = damaged[at] == '1' ? '2' : '1';
    const Error error = load(damaged);
    EXPECT_EQ(error.message.find(sound.substr(seed + 1, 8)), std::string::npos);
  }
  load("");
  load("[]");
  load(R"({"format":"pignus.secret_key/1","key":"","seed":5})");
  EXPECT_EQ(load(std::string(5000, ' ')).code, ErrorCode::kLimitExceeded);
  EXPECT_EQ(load_key_file(folder_ / "none").error().code, ErrorCode::kNotFound);
  EXPECT_EQ(load_key_file(folder_).error().code, ErrorCode::kInvalidInput);
}

TEST(Statement, CheckpointsSurviveTheirText) {
  testing::MadeUpJournal journal;
  journal.add("imports", 1);
  const SigningKey key = made_up_key(1);
  const SignedCheckpoint checkpoint = journal.sign_checkpoint(key);
  const std::string text = canonical_json(json_of(checkpoint));
  const auto read = parse_checkpoint(text + "\n", "c");
  ASSERT_TRUE(read) << describe(read.error());
  EXPECT_EQ(*read, checkpoint);
  EXPECT_TRUE(is_signed_by(key.public_key(), *read));
  EXPECT_FALSE(rotation_of(json_of(checkpoint), "c"));
}

TEST(Statement, EveryFieldIsAskedFor) {
  testing::MadeUpJournal journal;
  journal.add("imports", 1);
  const Json sound = json_of(journal.sign_checkpoint(made_up_key(1)));
  for (const auto& member : sound["statement"].items()) {
    Json changed = sound;
    changed["statement"].erase(member.key());
    EXPECT_FALSE(checkpoint_of(changed, "c")) << member.key();
    changed = sound;
    changed["statement"][member.key()] = true;
    const auto wrong = checkpoint_of(changed, "c");
    ASSERT_FALSE(wrong) << member.key();
    EXPECT_EQ(wrong.error().where.field, member.key());
  }
  Json more = sound;
  more["statement"]["more"] = 1;
  EXPECT_FALSE(checkpoint_of(more, "c"));
  Json twice = sound;
  twice["statement"]["streams"].push_back(twice["statement"]["streams"][0]);
  EXPECT_FALSE(checkpoint_of(twice, "c"));
  for (const char* text : {"", "{}", "[]", "null", R"({"signature":"","statement":{}})"}) {
    EXPECT_FALSE(parse_checkpoint(text, "c")) << text;
  }
}

TEST(Commitment, BindsFieldValueAndSalt) {
  Salt salt{};
  salt.fill(7);
  const std::string made = commitment("director.name", "A. Person", salt);
  EXPECT_EQ(made.size(), 64U);
  // By hand: the text of the header is the format.
  std::string bytes = "pignus.commitment/1" + std::string(32, '\7');
  bytes += std::string(7, '\0') + '\x0d' + "director.name";
  bytes += std::string(7, '\0') + '\x09' + "A. Person";
  EXPECT_EQ(made, sha256_hex(bytes));
  EXPECT_NE(made, commitment("director.nameA", ". Person", salt));
  EXPECT_NE(made, commitment("director.name", "A. Persom", salt));
  salt[31] ^= 1;
  EXPECT_NE(made, commitment("director.name", "A. Person", salt));
}

TEST(Commitment, AnErasedValueLeavesTheJournalAsItIs) {
  Salt salt{};
  salt.fill(9);
  testing::MadeUpJournal journal;
  // The value and its salt stand outside the journal and are gone after erasure.
  journal.streams["book"].push_back(
      {"application", {{"director", commitment("director.name", "A. Person", salt)}}});
  journal.add("book", 2);
  const SigningKey key = made_up_key(1);
  const SignedCheckpoint copy = journal.sign_checkpoint(key);
  salt.fill(0);
  EXPECT_TRUE(journal.judge({key.public_key()}, {{copy, "c"}}));
  // Putting "erased" into the entry itself would not be erasure but tampering.
  journal.streams["book"][0].body["director"] = "erased";
  EXPECT_FALSE(journal.judge({key.public_key()}, {{copy, "c"}}));
}

}  // namespace
}  // namespace pignus::journal
