#include "store/jobs.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <thread>

#include "support/store_place.h"

namespace pignus::store {
namespace {

using testing::StorePlace;

constexpr Milliseconds kLease = 1'000;

class JobsTest : public ::testing::Test {
 protected:
  JobsTest() : store_(open()), jobs_(store_) {}

  Store open() {
    auto store = Store::open(place_ / "s.db", OpenMode::kCreate);
    EXPECT_TRUE(store) << describe(store.error());
    return std::move(*store);
  }
  std::int64_t add(const std::string& name, int attempts_max = 3) {
    const auto id = jobs_.add({"import", name, "{}", attempts_max}, 1);
    EXPECT_TRUE(id) << describe(id.error());
    return *id;
  }
  std::optional<Claim> claim(const std::string& owner, Milliseconds now) {
    auto claimed = jobs_.claim({"import"}, owner, now, kLease);
    EXPECT_TRUE(claimed) << describe(claimed.error());
    return *claimed;
  }
  std::vector<std::string> events(std::int64_t job) {
    std::vector<std::string> names;
    const auto history = jobs_.history(job);
    for (const JobEvent& event : *history) names.push_back(event.event);
    return names;
  }

  StorePlace place_;
  Store store_;
  Jobs jobs_;
};

TEST_F(JobsTest, GoFromAddedToDone) {
  const auto id = add("a");
  EXPECT_EQ(add("a"), id) << "the same work is the same job";
  EXPECT_EQ(jobs_.add({"import", "a", "{\"x\":1}", 3}, 1).error().code, ErrorCode::kConflict);
  EXPECT_EQ(jobs_.add({"import", "b", "{ }", 3}, 1).error().code, ErrorCode::kInvalidInput);
  EXPECT_FALSE(*jobs_.claim({"underwrite"}, "x", 10, kLease)) << "another kind";
  const auto mine = claim("x", 10);
  ASSERT_TRUE(mine);
  EXPECT_EQ(mine->job, id);
  EXPECT_FALSE(claim("y", 11)) << "it has an owner";
  EXPECT_TRUE(*jobs_.renew(*mine, 500, kLease, "reading", 3, 9));
  EXPECT_EQ(jobs_.find(id)->done, 3U);
  EXPECT_EQ(jobs_.find(id)->lease_until, 1'500);
  ASSERT_TRUE(jobs_.put_shard(*mine, 0, "{\"facts\":1}"));
  ASSERT_TRUE(jobs_.put_shard(*mine, 0, "{\"facts\":1}")) << "once more changes nothing";
  EXPECT_EQ(jobs_.put_shard(*mine, 0, "{\"facts\":2}").error().code, ErrorCode::kCorrupt);
  ASSERT_TRUE(jobs_.finish(*mine, "{\"facts\":1}", 900));
  const Job done = *jobs_.find(id);
  EXPECT_EQ(done.state, JobState::kDone);
  EXPECT_EQ(done.result, "{\"facts\":1}");
  EXPECT_EQ(done.started_at, 10);
  EXPECT_EQ(done.ended_at, 900);
  EXPECT_FALSE(claim("y", 5'000));
  EXPECT_EQ(add("a"), id);
  EXPECT_FALSE(claim("y", 5'000)) << "what is done stays done";
  EXPECT_EQ(events(id), (std::vector<std::string>{"added", "claimed", "done"}));
  EXPECT_EQ(jobs_.find(99).error().code, ErrorCode::kNotFound);
}

TEST_F(JobsTest, ADeadOwnersJobGoesOnWithTheNext) {
  const auto id = add("a");
  const auto dead = claim("dead", 0);
  ASSERT_TRUE(jobs_.put_shard(*dead, 0, "{}"));
  EXPECT_FALSE(claim("next", kLease - 1));
  const auto next = claim("next", kLease + 1);
  ASSERT_TRUE(next);
  EXPECT_EQ(next->attempt, 2);
  EXPECT_EQ(jobs_.shards(id)->size(), 1U) << "what it had done is there";
  // The dead one was only slow: nothing it says counts any more.
  EXPECT_EQ(jobs_.renew(*dead, 2'000, kLease, "", 0, 0).error().code, ErrorCode::kConflict);
  EXPECT_EQ(jobs_.put_shard(*dead, 1, "{}").error().code, ErrorCode::kConflict);
  EXPECT_EQ(jobs_.finish(*dead, "{}", 2'000).error().code, ErrorCode::kConflict);
  EXPECT_EQ(jobs_.fail_attempt(*dead, "x", true, 2'000).error().code, ErrorCode::kConflict);
  EXPECT_EQ(jobs_.shards(id)->size(), 1U);
  ASSERT_TRUE(jobs_.put_shard(*next, 1, "{}"));
  ASSERT_TRUE(jobs_.finish(*next, "{}", 2'500));
  EXPECT_EQ(events(id), (std::vector<std::string>{"added", "claimed", "taken over", "done"}));
}

TEST_F(JobsTest, FailAfterTheirAttempts) {
  const auto id = add("a", 2);
  ASSERT_TRUE(jobs_.fail_attempt(*claim("x", 0), "the disk is full", false, 5));
  EXPECT_EQ(jobs_.find(id)->state, JobState::kWaiting);
  ASSERT_TRUE(jobs_.fail_attempt(*claim("x", 10), "the disk is full", false, 15));
  EXPECT_EQ(jobs_.find(id)->state, JobState::kFailed);
  EXPECT_EQ(jobs_.find(id)->error, "the disk is full");
  EXPECT_FALSE(claim("x", 20));
  // The user adds it again once there is room.
  EXPECT_EQ(add("a", 2), id);
  ASSERT_TRUE(jobs_.finish(*claim("x", 30), "{}", 40));
  EXPECT_EQ(jobs_.find(id)->error, "");
  const auto bad = add("bad");
  ASSERT_TRUE(jobs_.fail_attempt(*claim("x", 50), "no such file", true, 55));
  EXPECT_EQ(jobs_.find(bad)->state, JobState::kFailed);
  // Owners that die with it, again and again.
  const auto poison = add("poison", 2);
  ASSERT_TRUE(claim("x", 10'000));
  ASSERT_TRUE(claim("x", 20'000));
  EXPECT_FALSE(claim("x", 30'000));
  EXPECT_EQ(jobs_.find(poison)->state, JobState::kFailed);
}

TEST_F(JobsTest, AreCancelledOrHandedBack) {
  const auto waiting = add("waiting");
  ASSERT_TRUE(jobs_.cancel(waiting, 5));
  EXPECT_EQ(jobs_.find(waiting)->state, JobState::kCancelled);
  EXPECT_EQ(jobs_.cancel(waiting, 6).error().code, ErrorCode::kConflict);
  EXPECT_EQ(jobs_.cancel(99, 6).error().code, ErrorCode::kNotFound);
  const auto running = add("running");
  const auto mine = claim("x", 10);
  ASSERT_TRUE(jobs_.cancel(running, 11));
  EXPECT_FALSE(*jobs_.renew(*mine, 12, kLease, "", 0, 0)) << "the owner is told";
  ASSERT_TRUE(jobs_.stop(*mine, false, 13));
  EXPECT_EQ(jobs_.find(running)->state, JobState::kCancelled);
  // Its owner gone before he could be told.
  const auto orphan = add("orphan");
  ASSERT_TRUE(claim("x", 20));
  ASSERT_TRUE(jobs_.cancel(orphan, 21));
  EXPECT_FALSE(claim("y", 9'000));
  EXPECT_EQ(jobs_.find(orphan)->state, JobState::kCancelled);
  const auto handed = add("handed", 1);
  ASSERT_TRUE(jobs_.stop(*claim("x", 9'100), true, 9'101));
  EXPECT_EQ(jobs_.find(handed)->state, JobState::kWaiting);
  EXPECT_TRUE(claim("y", 9'200)) << "handing back is no failed attempt";
}

TEST_F(JobsTest, AreEachClaimedOnceByManyAtOnce) {
  constexpr int kJobs = 60;
  constexpr int kOwners = 4;
  for (int i = 0; i < kJobs; ++i) add(fmt::format("{}", i));
  std::vector<std::vector<std::int64_t>> claimed(kOwners);
  std::vector<std::thread> owners;
  for (int i = 0; i < kOwners; ++i) {
    owners.emplace_back([&, i] {
      auto store = Store::open(place_ / "s.db", OpenMode::kReadWrite);
      ASSERT_TRUE(store) << describe(store.error());
      Jobs jobs(*store);
      while (true) {
        auto mine = jobs.claim({"import"}, fmt::format("owner {}", i), 10, kLease);
        ASSERT_TRUE(mine) << describe(mine.error());
        if (!*mine) break;
        claimed[i].push_back((*mine)->job);
        const Status ended = jobs.finish(**mine, "{}", 11);
        ASSERT_TRUE(ended) << describe(ended.error());
      }
    });
  }
  for (std::thread& owner : owners) owner.join();
  std::vector<std::int64_t> all;
  for (const auto& one : claimed) all.insert(all.end(), one.begin(), one.end());
  std::sort(all.begin(), all.end());
  EXPECT_EQ(all.size(), std::size_t{kJobs});
  EXPECT_EQ(std::unique(all.begin(), all.end()), all.end());
}

TEST_F(JobsTest, WriteOneJournalBesideEachOtherAndBesideCheckpoints) {
  constexpr int kJobs = 12;
  constexpr int kOwners = 3;
  std::vector<std::thread> owners;
  for (int i = 0; i < kOwners; ++i) {
    owners.emplace_back([&, i] {
      // Not waiting for the disk: a file has one writer, and all must have their turn.
      auto store = Store::open(place_ / "s.db", OpenMode::kReadWrite, {.durable = false});
      ASSERT_TRUE(store) << describe(store.error());
      Jobs jobs(*store);
      for (int job = 0; job < kJobs; ++job) {
        const auto added = jobs.add({"import", fmt::format("{}", job), "{}", 3}, 1);
        ASSERT_TRUE(added) << describe(added.error());
        auto mine = jobs.claim({"import"}, fmt::format("owner {}", i), 10, kLease);
        ASSERT_TRUE(mine) << describe(mine.error());
        if (!*mine) continue;
        const Status shard = jobs.put_shard(**mine, 0, "{}");
        ASSERT_TRUE(shard) << describe(shard.error());
        const Status ended = jobs.finish(**mine, "{}", 11);
        ASSERT_TRUE(ended) << describe(ended.error());
      }
    });
  }
  journal::SigningKey::Seed seed{};
  const journal::SigningKey key(seed);
  for (int i = 0; i < 3; ++i) {
    const auto made = store_.append_checkpoint(key, "2026-01-31");
    EXPECT_TRUE(made) << describe(made.error());
  }
  for (std::thread& owner : owners) owner.join();
  while (const auto left = claim("last", 20)) {  // passed over while another held its row
    ASSERT_TRUE(jobs_.put_shard(*left, 0, "{}"));
    ASSERT_TRUE(jobs_.finish(*left, "{}", 21));
  }
  const Status sound = store_.verify_journal();
  EXPECT_TRUE(sound) << describe(sound.error());
  const auto heads = store_.journal_heads();
  // Each job is added, has one shard and is done.
  EXPECT_EQ(std::ranges::find(*heads, "jobs", &JournalHead::stream)->number,
            std::uint64_t{3 * kJobs});
}

TEST_F(JobsTest, AreHeldAgainstTheirJournal) {
  const auto id = add("a");
  const auto mine = claim("x", 10);
  ASSERT_TRUE(jobs_.put_shard(*mine, 0, "{\"facts\":1}"));
  ASSERT_TRUE(jobs_.finish(*mine, "{\"facts\":1}", 20));
  ASSERT_TRUE(store_.verify_journal());
  const std::string job = fmt::format("WHERE id = {}", id);
  for (const auto& [change, back] : std::vector<std::pair<std::string, std::string>>{
           {"UPDATE job SET result = '{}' " + job,
            "UPDATE job SET result = '{\"facts\":1}' " + job},
           {"UPDATE job SET state = 'failed' " + job, "UPDATE job SET state = 'done' " + job},
           {"UPDATE job SET attempt = 2 " + job, "UPDATE job SET attempt = 1 " + job},
           {"UPDATE job SET parameters = '[]' " + job, "UPDATE job SET parameters = '{}' " + job},
           {"UPDATE job_shard SET result = '{}'", "UPDATE job_shard SET result = '{\"facts\":1}'"},
           {"UPDATE job_shard SET number = 1", "UPDATE job_shard SET number = 0"},
           {"UPDATE job_event SET owner = 'y' WHERE event = 'done'",
            "UPDATE job_event SET owner = 'x' WHERE event = 'done'"},
           {"INSERT INTO job_shard (job_id, number, result) VALUES (1, 7, '{}')",
            "DELETE FROM job_shard WHERE number = 7"},
           {"DELETE FROM job_event WHERE event = 'added'", ""}}) {
    ASSERT_EQ(testing::change(place_ / "s.db", change), 1) << change;
    EXPECT_EQ(store_.verify_journal().error().code, ErrorCode::kCorrupt) << change;
    if (back.empty()) break;
    ASSERT_EQ(testing::change(place_ / "s.db", back), 1) << back;
    ASSERT_TRUE(store_.verify_journal()) << back;
  }
}

}  // namespace
}  // namespace pignus::store
