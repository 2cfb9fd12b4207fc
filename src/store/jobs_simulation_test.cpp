// Jobs under a seeded mishap generator: owners that die, stall and come back late, say things
// twice, clocks that step, cancellations, work that fails. Whatever happens:
//   - a job has one owner at a time, and a late owner's words change nothing;
//   - a shard that was acknowledged is never lost and never changes;
//   - a job ends once, and done means that all its shards are there.
// 200 seeds; PIGNUS_SIMULATION_SEEDS runs more (./check: 10,000), PIGNUS_SIMULATION_SEED one again.
#include <cstdlib>
#include <gtest/gtest.h>
#include <map>
#include <set>

#include "core/random_stream.h"
#include "store/jobs.h"
#include "support/store_place.h"

namespace pignus::store {
namespace {

using testing::StorePlace;

constexpr Milliseconds kLease = 100;
constexpr int kJobs = 4;
constexpr int kOwners = 3;
constexpr int kShards = 3;
constexpr int kSteps = 120;

/// An owner as it believes itself to be: it may hold a claim that is long another's.
struct Owner {
  std::string name;
  std::optional<Claim> claim;
  std::int64_t next_shard = 0;
};

class Simulation {
 public:
  Simulation(Jobs& jobs, std::uint64_t seed) : jobs_(jobs), random_(seed, "jobs simulation", 0) {
    for (int i = 0; i < kOwners; ++i) owners_.push_back({fmt::format("owner {}", i), {}, 0});
    for (int i = 0; i < kJobs; ++i) add(i);
  }

  void run() {
    for (int step = 0; step < kSteps; ++step) {
      move_clock();
      act(owners_[pick(kOwners)]);
      if (pick(20) == 0) add(pick(kJobs));
      if (pick(30) == 0) cancel(pick(kJobs));
      check();
    }
    // In the end somebody sound comes and does what is left.
    now_ = latest_ + 10 * kLease;
    Owner last{"last", {}, 0};
    for (int i = 0; i < kJobs * 20; ++i) {
      now_ += 1;
      if (!last.claim) {
        claim(last);
        if (!last.claim) break;
      }
      work(last, false);
      check();
    }
    check();
    for (const auto& [job, ended] : state_) {
      EXPECT_NE(ended, JobState::kRunning);
      EXPECT_NE(ended, JobState::kWaiting);
    }
  }

 private:
  int pick(int bound) { return static_cast<int>(random_.below(static_cast<std::uint64_t>(bound))); }

  void move_clock() {
    now_ += pick(40);
    if (pick(25) == 0) now_ += 5 * kLease;                                   // a machine slept
    if (pick(25) == 0) now_ = std::max<Milliseconds>(0, now_ - 3 * kLease);  // a clock set back
    latest_ = std::max(latest_, now_);
  }
  void add(int number) {
    const auto id = jobs_.add({"work", std::to_string(number), "{}", 4}, now_);
    ASSERT_TRUE(id) << describe(id.error());
    ids_.insert(*id);
  }
  void cancel(int number) {
    const auto id = std::next(ids_.begin(), number % static_cast<int>(ids_.size()));
    const Status done = jobs_.cancel(*id, now_);
    ASSERT_TRUE(done || done.error().code == ErrorCode::kConflict) << describe(done.error());
  }
  void claim(Owner& owner) {
    auto claimed = jobs_.claim({"work"}, owner.name, now_, kLease);
    ASSERT_TRUE(claimed) << describe(claimed.error());
    owner.claim = *claimed;
    if (!owner.claim) return;
    // The fence: attempts of a job are claimed in order, each once.
    ASSERT_GT(owner.claim->attempt, attempts_[owner.claim->job]);
    attempts_[owner.claim->job] = owner.claim->attempt;
    const auto shards = jobs_.shards(owner.claim->job);
    owner.next_shard = static_cast<std::int64_t>(shards->size());
  }
  bool holds(const Owner& owner) const {
    const auto found = attempts_.find(owner.claim->job);
    return found->second == owner.claim->attempt &&
           jobs_.find(owner.claim->job)->state == JobState::kRunning;
  }
  void act(Owner& owner) {
    if (!owner.claim) return claim(owner);
    if (pick(12) == 0) {  // dies; what it held nobody hands back
      owner.claim.reset();
      return;
    }
    if (pick(6) == 0) return;  // stalls
    work(owner, true);
  }
  /// Takes a word of the owner: accepted exactly when the job is still his.
  void spoken(Owner& owner, bool held, const Status& status) {
    ASSERT_EQ(status.has_value(), held) << (status ? "accepted" : describe(status.error()));
    if (!held) {
      EXPECT_EQ(status.error().code, ErrorCode::kConflict);
      owner.claim.reset();
    }
  }
  void work(Owner& owner, bool mishaps) {
    const Claim mine = *owner.claim;
    const bool held = holds(owner);
    if (mishaps && pick(10) == 0) {
      owner.claim.reset();
      const Status failed = jobs_.fail_attempt(mine, "failed", pick(8) == 0, now_);
      ASSERT_EQ(failed.has_value(), held);
      return;
    }
    const auto renewed = jobs_.renew(mine, now_, kLease, "", 0, kShards);
    ASSERT_EQ(renewed.has_value(), held);
    if (!held) {
      owner.claim.reset();
      return;
    }
    if (!*renewed) {  // asked to stop
      owner.claim.reset();
      spoken(owner = {owner.name, mine, 0}, held, jobs_.stop(mine, false, now_));
      owner.claim.reset();
      return;
    }
    if (owner.next_shard < kShards) {
      const std::string result = fmt::format("{{\"shard\":{}}}", owner.next_shard);
      for (int times = pick(4) == 0 ? 2 : 1; times > 0; --times) {  // said twice
        spoken(owner, held, jobs_.put_shard(mine, owner.next_shard, result));
      }
      acknowledged_[mine.job].insert(owner.next_shard++);
      return;
    }
    spoken(owner, held, jobs_.finish(mine, "{}", now_));
    EXPECT_TRUE(finished_.insert(mine.job).second) << "a job is done once";
    const Status again = jobs_.finish(mine, "{}", now_);
    EXPECT_EQ(again.error().code, ErrorCode::kConflict);
    owner.claim.reset();
  }
  void check() {
    for (const std::int64_t id : ids_) {
      const auto job = jobs_.find(id);
      ASSERT_TRUE(job);
      state_[id] = job->state;
      const auto shards = jobs_.shards(id);
      for (const std::int64_t number : acknowledged_[id]) {
        ASSERT_TRUE(shards->contains(number)) << "an acknowledged shard was lost";
        ASSERT_EQ(shards->at(number), fmt::format("{{\"shard\":{}}}", number));
      }
      if (job->state == JobState::kDone) {
        ASSERT_EQ(shards->size(), std::size_t{kShards});
        ASSERT_TRUE(finished_.contains(id));
      }
      ASSERT_TRUE(!finished_.contains(id) || job->state == JobState::kDone) << "done stays done";
      ASSERT_LE(job->attempt, job->attempts_max);
    }
  }

  Jobs& jobs_;
  RandomStream random_;
  Milliseconds now_ = 1'000;
  Milliseconds latest_ = 1'000;
  std::vector<Owner> owners_;
  std::set<std::int64_t> ids_;
  std::map<std::int64_t, int> attempts_;  ///< the last claimed
  std::map<std::int64_t, std::set<std::int64_t>> acknowledged_;
  std::set<std::int64_t> finished_;
  std::map<std::int64_t, JobState> state_;
};

std::uint64_t number_from(const char* variable, std::uint64_t otherwise) {
  const char* const text = std::getenv(variable);
  return text == nullptr ? otherwise : std::strtoull(text, nullptr, 10);
}

TEST(JobsSimulation, WhateverHappensNothingIsLostOrDoneTwice) {
  StorePlace place;
  auto store = Store::open(place / "s.db", OpenMode::kCreate);
  ASSERT_TRUE(store);
  // Not what is tried here: each seed makes thousands of commits.
  if (!testing::on_postgres()) {
    store = Store::open(place / "s.db", OpenMode::kReadWrite, {.durable = false});
    ASSERT_TRUE(store);
  }
  const std::uint64_t only = number_from("PIGNUS_SIMULATION_SEED", 0);
  const std::uint64_t seeds = number_from("PIGNUS_SIMULATION_SEEDS", 200);
  for (std::uint64_t seed = only == 0 ? 1 : only; seed <= (only == 0 ? seeds : only); ++seed) {
    {
      sql::Database database = testing::behind(place / "s.db");
      for (const char* table : {"job_event", "job_shard", "job"}) {
        database.run(fmt::format("DELETE FROM {}", table));
      }
    }
    Jobs jobs(*store);
    Simulation(jobs, seed).run();
    ASSERT_FALSE(::testing::Test::HasFailure()) << "again with: PIGNUS_SIMULATION_SEED=" << seed;
  }
}

}  // namespace
}  // namespace pignus::store
