#include "journal/proof.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "support/made_up_journal.h"

namespace pignus::journal {
namespace {

using testing::made_up_key;
using testing::MadeUpJournal;

/// 9 and 4 entries under the first checkpoint, 21 and 6 under the second, by a second key.
struct Story {
  SigningKey key = made_up_key(1);
  SigningKey next_key = made_up_key(2);
  MadeUpJournal journal;
  SignedCheckpoint first;
  SignedCheckpoint second;

  Story() {
    grow("imports", 9);
    grow("results", 4);
    first = journal.sign_checkpoint(key);
    journal.rotate(key, next_key.public_key());
    grow("imports", 12);
    grow("results", 2);
    second = journal.sign_checkpoint(next_key);
  }
  void grow(const std::string& stream, int count) {
    for (int i = 0; i < count; ++i) {
      journal.add(stream, static_cast<int>(journal.streams[stream].size()));
    }
  }

  MerklePath path(const std::string& stream, const std::vector<LeafRange>& ranges) const {
    RangeRoots roots(ranges);
    for (const Sha256Digest& leaf : journal.leaves(stream)) roots.add(leaf);
    return roots.roots();
  }
  InclusionProof prove(const std::string& stream, std::uint64_t number,
                       const SignedCheckpoint& checkpoint) const {
    const std::uint64_t size = mark_of(checkpoint.statement, stream)->size;
    std::string entry;
    for (const auto& row : journal.rows()) {
      if (row.stream == stream && row.number == number) entry = row.text;
    }
    return {entry, path(stream, inclusion_ranges(number - 1, size)), checkpoint,
            *journal.log().keys()};
  }
  ConsistencyProof prove_growth() const {
    ConsistencyProof proof{first, second, {}, *journal.log().keys()};
    for (const StreamMark& before : first.statement.streams) {
      const std::uint64_t size = mark_of(second.statement, before.stream)->size;
      proof.streams.push_back(
          {before.stream, path(before.stream, consistency_ranges(before.size, size))});
    }
    return proof;
  }
  std::vector<PublicKey> pinned() const { return {key.public_key()}; }
};

bool holds(const InclusionProof& proof, const Story& story) {
  return check_proof(proof, story.pinned(), "p").has_value();
}

TEST(InclusionProof, HoldsForEveryEntryUnderEachCheckpoint) {
  const Story story;
  for (const SignedCheckpoint* checkpoint : {&story.first, &story.second}) {
    for (const StreamMark& mark : checkpoint->statement.streams) {
      for (std::uint64_t number = 1; number <= mark.size; ++number) {
        const auto proof = story.prove(mark.stream, number, *checkpoint);
        const auto proven = check_proof(proof, story.pinned(), "p");
        ASSERT_TRUE(proven) << describe(proven.error());
        EXPECT_EQ(proven->stream, mark.stream);
        EXPECT_EQ(proven->number, number);
        EXPECT_EQ(proven->checkpoint, checkpoint->statement);
      }
    }
  }
}

TEST(InclusionProof, BindsTheEntrysBytesItsStreamItsNumberAndTheTree) {
  const Story story;
  const InclusionProof sound = story.prove("imports", 5, story.second);
  ASSERT_TRUE(holds(sound, story));
  const auto parts = *read_entry(sound.entry);

  InclusionProof other = sound;  // a tampered value in the same place
  other.entry = entry_text("imports", 5, parts.previous, "note", {{"value", 4000}});
  EXPECT_FALSE(holds(other, story));
  other.entry = entry_text("imports", 6, parts.previous, "note", Json::parse(parts.body));
  EXPECT_FALSE(holds(other, story));
  other.entry = entry_text("results", 5, parts.previous, "note", Json::parse(parts.body));
  EXPECT_FALSE(holds(other, story));
  other.entry = story.prove("imports", 6, story.second).entry;  // a true entry of another number
  EXPECT_FALSE(holds(other, story));
  other = sound;  // another checkpoint, so another size and root
  other.checkpoint = story.first;
  EXPECT_FALSE(holds(other, story));
  other = sound;  // the signed checkpoint's own words changed
  other.checkpoint.statement.streams[1].size += 1;
  EXPECT_FALSE(holds(other, story));
  other = story.prove("imports", 15, story.second);
  other.checkpoint = story.first;
  EXPECT_FALSE(holds(other, story));
}

TEST(InclusionProof, NeedsAKeyThatIsKeptElsewhere) {
  const Story story;
  const InclusionProof proof = story.prove("results", 2, story.second);
  EXPECT_TRUE(check_proof(proof, std::vector{story.next_key.public_key()}, "p"));
  EXPECT_FALSE(check_proof(proof, std::vector{made_up_key(66).public_key()}, "p"));
  EXPECT_FALSE(check_proof(proof, {}, "p"));
  // The whole proof made by another hand.
  InclusionProof forged{proof.entry, proof.path, sign(proof.checkpoint.statement, made_up_key(66)),
                        KeyChain(made_up_key(66).public_key())};
  EXPECT_FALSE(holds(forged, story));
}

TEST(ConsistencyProof, HoldsAndSurvivesTheFile) {
  const Story story;
  const ConsistencyProof proof = story.prove_growth();
  ASSERT_TRUE(check_proof(proof, story.pinned(), "p"));
  const auto read = consistency_proof_of(Json::parse(canonical_json(json_of(proof))), "p");
  ASSERT_TRUE(read) << describe(read.error());
  EXPECT_TRUE(check_proof(*read, story.pinned(), "p"));
  EXPECT_EQ(read->streams, proof.streams);
  const InclusionProof one = story.prove("imports", 7, story.first);
  const auto one_read = inclusion_proof_of(Json::parse(canonical_json(json_of(one))), "p");
  ASSERT_TRUE(one_read) << describe(one_read.error());
  EXPECT_TRUE(holds(*one_read, story));
  EXPECT_FALSE(consistency_proof_of(json_of(one), "p"));
  EXPECT_FALSE(inclusion_proof_of(json_of(proof), "p"));
}

TEST(ConsistencyProof, CannotBeTurnedRoundOrBentToAnotherHistory) {
  const Story story;
  const ConsistencyProof sound = story.prove_growth();
  ConsistencyProof other = sound;
  std::swap(other.earlier, other.later);
  EXPECT_FALSE(check_proof(other, story.pinned(), "p"));
  other = sound;
  std::swap(other.earlier.statement.streams[1].root, other.later.statement.streams[1].root);
  EXPECT_FALSE(check_proof(other, story.pinned(), "p"));
  other = sound;
  other.streams.pop_back();
  EXPECT_FALSE(check_proof(other, story.pinned(), "p"));
  other = sound;
  std::swap(other.streams[1], other.streams[2]);
  EXPECT_FALSE(check_proof(other, story.pinned(), "p"));

  // Even the true signer cannot prove a history he rewrote.
  Story rewritten;
  rewritten.journal.streams["imports"][4].body["value"] = 999;
  rewritten.journal.streams[std::string(kCheckpointStream)].pop_back();
  rewritten.second = rewritten.journal.sign_checkpoint(rewritten.next_key);
  ASSERT_TRUE(is_signed_by(rewritten.next_key.public_key(), rewritten.second));
  const Status proven = check_proof(rewritten.prove_growth(), story.pinned(), "p");
  ASSERT_FALSE(proven);
  EXPECT_NE(proven.error().message.find("stream \"imports\""), std::string::npos);
}

RC_GTEST_PROP(InclusionProof, NoByteOfItCanChange, ()) {
  const Story story;
  const auto number = *rc::gen::inRange<std::uint64_t>(1, 22);
  const std::string text = canonical_json(json_of(story.prove("imports", number, story.second)));
  const auto at = *rc::gen::inRange<std::size_t>(0, text.size());
  const auto bit = *rc::gen::inRange(0, 8);
  std::string changed = text;
  changed[at] = static_cast<char>(changed[at] ^ (1 << bit));
  const auto json = parse_json(changed, "p");
  if (!json || canonical_json(*json) == text) return;
  const auto proof = inclusion_proof_of(*json, "p");
  if (!proof) return;
  RC_ASSERT(!holds(*proof, story));
}

}  // namespace
}  // namespace pignus::journal
