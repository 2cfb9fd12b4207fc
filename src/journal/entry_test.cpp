#include "journal/entry.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <vector>

#include "core/sha256.h"

namespace pignus::journal {
namespace {

struct Kept {
  std::string text;
  std::string hash;
};

std::vector<Kept> made_up_entries(std::size_t count, const std::string& stream = "book") {
  std::vector<Kept> entries;
  for (std::size_t i = 0; i < count; ++i) {
    const std::string previous = entries.empty() ? "" : entries.back().hash;
    std::string text = entry_text(stream, i + 1, previous, "note", {{"value", i * i}});
    std::string hash = sha256_hex(text);
    entries.push_back({std::move(text), std::move(hash)});
  }
  return entries;
}

/// Takes all; the error that ended it, or none.
Error error_of(const std::vector<Kept>& entries, const std::vector<std::uint64_t>& numbers) {
  Chain chain("book", "j");
  for (std::size_t i = 0; i < entries.size(); ++i) {
    const auto taken = chain.take(numbers[i], entries[i].text, entries[i].hash);
    if (!taken) return taken.error();
  }
  return {};
}

TEST(Entry, IsTheCanonicalJsonOfItsFiveFields) {
  const Json body{{"z", 1}, {"a", "x\n"}};
  const std::string text = entry_text("book/acme", 7, "ab", "note", body);
  EXPECT_EQ(text, canonical_json({{"stream", "book/acme"},
                                  {"number", 7},
                                  {"previous", "ab"},
                                  {"kind", "note"},
                                  {"body", body}}));
  const auto parts = read_entry(text);
  ASSERT_TRUE(parts);
  EXPECT_EQ(parts->body, canonical_json(body));
  EXPECT_EQ(parts->kind, "note");
  EXPECT_EQ(parts->number, 7U);
  EXPECT_EQ(parts->previous, "ab");
  EXPECT_EQ(parts->stream, "book/acme");
}

TEST(Entry, RefusesWhatIsNone) {
  for (const char* text :
       {"", "{}", "x", R"({"body":1})", R"({"body":1,"kind":"k","number":1,"previous":""})",
        R"({"body":1,"kind":"k","number":0,"previous":"","stream":"s"})",
        R"({"body":1,"kind":"k","number":01,"previous":"","stream":"s"})",
        R"({"body":1,"kind":"k","number":1.0,"previous":"","stream":"s"})",
        R"({"body":1,"kind":"k","number":9223372036854775808,"previous":"","stream":"s"})",
        R"({"body":1,"kind":"k","number":1,"previous":"","stream":"s"} )",
        R"({"body":1,"kind":"k","number":1,"previous":"","stream":"S"})",
        R"({"body":1,"kind":"k","number":1,"previous":"","stream":""})",
        R"({"body":1,"kind":"k","number":1,"previous":"","stream":"s","x":1})",
        R"({"body":1 ,"kind":"k","number":1,"previous":"","stream":"s"})",
        R"({"kind":"k","body":1,"number":1,"previous":"","stream":"s"})"}) {
    EXPECT_FALSE(read_entry(text)) << text;
  }
  EXPECT_TRUE(read_entry(R"({"body":1,"kind":"k","number":1,"previous":"","stream":"s"})"));
}

TEST(Entry, NamesAreShortAndPlain) {
  EXPECT_TRUE(is_stream_name("imports"));
  EXPECT_TRUE(is_stream_name("book/acme-1.2_x"));
  EXPECT_FALSE(is_stream_name(""));
  EXPECT_FALSE(is_stream_name("Imports"));
  EXPECT_FALSE(is_stream_name("a\"b"));
  EXPECT_TRUE(is_stream_name(std::string(100, 'a')));
  EXPECT_FALSE(is_stream_name(std::string(101, 'a')));
}

TEST(Chain, GoesOverSoundEntries) {
  const auto entries = made_up_entries(5);
  Chain chain("book", "j");
  EXPECT_EQ(chain.head(), "");
  MerkleTree tree;
  for (std::size_t i = 0; i < entries.size(); ++i) {
    ASSERT_TRUE(chain.take(i + 1, entries[i].text, entries[i].hash));
    const Sha256Digest digest = sha256(entries[i].text);
    tree.add({reinterpret_cast<const char*>(digest.data()), digest.size()});
    EXPECT_EQ(chain.root(), tree.root());
  }
  EXPECT_EQ(chain.size(), 5U);
  EXPECT_EQ(chain.head(), entries.back().hash);
}

TEST(Chain, SaysWhichEntryIsBrokenAndHow) {
  const auto sound = made_up_entries(4);
  EXPECT_EQ(error_of(sound, {1, 2, 3, 4}).message, "");

  auto changed = sound;
  changed[1].text[9] ^= 1;
  EXPECT_EQ(error_of(changed, {1, 2, 3, 4}).message,
            "journal stream \"book\", entry 2: was changed");
  changed[1].hash = sha256_hex(changed[1].text);
  EXPECT_EQ(error_of(changed, {1, 2, 3, 4}).where.record, 2U);  // cannot be read any more
  changed = sound;
  changed[1].text = entry_text("book", 2, sound[0].hash, "note", {{"value", 77}});
  changed[1].hash = sha256_hex(changed[1].text);
  EXPECT_EQ(error_of(changed, {1, 2, 3, 4}).message,
            "journal stream \"book\", entry 3: does not follow the entry before it");

  auto cut = sound;
  cut.erase(cut.begin() + 1);
  EXPECT_EQ(error_of(cut, {1, 3, 4}).message, "journal stream \"book\", entry 2: is missing");
  EXPECT_EQ(error_of(cut, {1, 2, 3}).message,
            "journal stream \"book\", entry 2: does not follow the entry before it");

  auto swapped = sound;
  std::swap(swapped[1], swapped[2]);
  EXPECT_EQ(error_of(swapped, {1, 2, 3, 4}).where.record, 2U);
  EXPECT_EQ(error_of({sound[0], sound[0]}, {1, 1}).message,
            "journal stream \"book\", entry 2: is there twice");
  EXPECT_EQ(error_of(made_up_entries(1, "other"), {1}).message,
            "journal stream \"book\", entry 1: does not follow the entry before it");
}

TEST(Chain, AnEmptyHashBesideAnEntryIsNoHash) {
  Chain chain("book", "j");
  const auto entries = made_up_entries(1);
  EXPECT_FALSE(chain.take(1, entries[0].text, ""));
  EXPECT_TRUE(chain.take(1, entries[0].text, std::nullopt));
}

RC_GTEST_PROP(Chain, NoByteOfAnEntryCanChange, ()) {
  auto entries = made_up_entries(4);
  const auto at = *rc::gen::inRange<std::size_t>(0, entries.size());
  const auto byte = *rc::gen::inRange<std::size_t>(0, entries[at].text.size());
  const auto bit = *rc::gen::inRange(0, 8);
  entries[at].text[byte] = static_cast<char>(entries[at].text[byte] ^ (1 << bit));
  const Error error = error_of(entries, {1, 2, 3, 4});
  RC_ASSERT(error.code == ErrorCode::kCorrupt);
  RC_ASSERT(error.where.record == at + 1);
}

}  // namespace
}  // namespace pignus::journal
