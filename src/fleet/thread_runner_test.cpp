#include "fleet/thread_runner.h"

#include <atomic>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <thread>

#include "support/made_up_work.h"
#include "support/nats_server.h"

namespace pignus::fleet {
namespace {

using testing::drawing_job;
using testing::made_up_shard;
using testing::made_up_work;
using testing::Reduced;
using testing::TemporaryFolder;

RC_GTEST_PROP(ThreadRunner, AnyNumberOfThreadsGivesTheBytesOfOne, ()) {
  const WorkRegistry registry = made_up_work();
  const Job job = drawing_job(*rc::gen::inRange<std::uint64_t>(0, 60));
  Reduced alone;
  RC_ASSERT(
      make_thread_runner(registry, {})->run(job, alone.reduce(), silent_progress()).has_value());
  RC_ASSERT(alone.count == job.shards.size());
  Reduced many;
  const ThreadOptions options{*rc::gen::inRange<std::size_t>(2, 6),
                              *rc::gen::inRange<std::size_t>(1, 20)};
  const auto outcome =
      make_thread_runner(registry, options)->run(job, many.reduce(), silent_progress());
  RC_ASSERT(outcome.has_value());
  RC_ASSERT(outcome->shards_done == job.shards.size());
  RC_ASSERT(many.text == alone.text);
}

TEST(ThreadRunner, OneThreadIsTheCallers) {
  WorkRegistry registry;
  std::atomic<int> elsewhere = 0;
  registry.add("where", [&, home = std::this_thread::get_id()](const InputFiles&, const Json&) {
    if (std::this_thread::get_id() != home) ++elsewhere;
    return Result<std::string>("");
  });
  Job job;
  for (std::uint64_t i = 0; i < 5; ++i)
    job.shards.push_back(made_up_shard(i, "where", Json::object()));
  Reduced reduced;
  ASSERT_TRUE(make_thread_runner(registry, {})->run(job, reduced.reduce(), silent_progress()));
  EXPECT_EQ(elsewhere, 0);
}

TEST(ThreadRunner, FailingShardsAreSetAsideAndTheOthersDone) {
  const WorkRegistry registry = made_up_work();
  for (const std::size_t threads : {1U, 3U}) {
    Job job = drawing_job(6);
    job.shards[1].kind = "bad";
    job.shards[3].kind = "throw";
    job.shards[4].kind = "no such kind";
    Reduced reduced;
    const auto outcome =
        make_thread_runner(registry, {threads, 0})->run(job, reduced.reduce(), silent_progress());
    ASSERT_TRUE(outcome) << describe(outcome.error());
    EXPECT_EQ(outcome->shards_done, 3U);
    EXPECT_EQ(reduced.count, 3U);
    ASSERT_EQ(outcome->set_aside.size(), 3U);
    EXPECT_EQ(outcome->set_aside[0].index, 1U);
    EXPECT_EQ(outcome->set_aside[0].error.where.record, 3U);
    EXPECT_NE(outcome->set_aside[1].error.message.find("made to throw"), std::string::npos);
    EXPECT_EQ(outcome->set_aside[2].error.code, ErrorCode::kUnsupported);
  }
}

TEST(ThreadRunner, StopsWhenAskedAndWhenReducingFails) {
  const WorkRegistry registry = made_up_work();
  const Job job = drawing_job(200);
  for (const std::size_t threads : {1U, 2U}) {
    const auto runner = make_thread_runner(registry, {threads, 4});
    Reduced reduced;
    const auto stopped =
        runner->run(job, reduced.reduce(),
                    [](std::string_view, std::uint64_t done, std::uint64_t) { return done < 10; });
    ASSERT_FALSE(stopped);
    EXPECT_EQ(stopped.error().code, ErrorCode::kCancelled);
    EXPECT_LT(reduced.count, 200U);
    const auto failed = runner->run(
        job, [](std::uint64_t, std::string_view) -> Status { return fail(ErrorCode::kIo, "full"); },
        silent_progress());
    ASSERT_FALSE(failed);
    EXPECT_EQ(failed.error().code, ErrorCode::kIo);
  }
}

// No shard begins that is further ahead of the reducing than was asked, however slow the first is.
TEST(ThreadRunner, KeepsWithinTheBoundAhead) {
  WorkRegistry registry;
  std::atomic<std::uint64_t> reduced_to = 0;
  std::atomic<std::uint64_t> widest = 0;
  registry.add("watch", [&](const InputFiles&, const Json& parameters) {
    const auto index = parameters.at("n").get<std::uint64_t>();
    const std::uint64_t ahead = index - std::min(index, reduced_to.load());
    std::uint64_t seen = widest;
    while (ahead > seen && !widest.compare_exchange_weak(seen, ahead)) {
    }
    if (index % 10 == 0) std::this_thread::sleep_for(std::chrono::milliseconds(5));
    return Result<std::string>("");
  });
  Job job;
  for (std::uint64_t i = 0; i < 100; ++i)
    job.shards.push_back(made_up_shard(i, "watch", {{"n", i}}));
  const auto outcome = make_thread_runner(registry, {4, 8})
                           ->run(
                               job,
                               [&](std::uint64_t index, std::string_view) {
                                 reduced_to = index + 1;
                                 return Status{};
                               },
                               silent_progress());
  ASSERT_TRUE(outcome);
  EXPECT_GT(widest, 0U);
  EXPECT_LT(widest, 8U + 1U);
}

TEST(ThreadRunner, AnInputThatChangedEndsTheJob) {
  const WorkRegistry registry = made_up_work();
  const TemporaryFolder folder;
  const auto path = folder.path() / "input";
  ASSERT_TRUE(write_file_atomically(path, "first"));
  Job job;
  job.shards = {made_up_shard(0, "sum", Json::object())};
  job.shards[0].inputs = {sha256_hex("first")};
  job.inputs[sha256_hex("first")] = path;
  Reduced reduced;
  const auto runner = make_thread_runner(registry, {2, 0});
  ASSERT_TRUE(runner->run(job, reduced.reduce(), silent_progress()));
  EXPECT_EQ(reduced.text, "0=" + sha256_hex("first") + " 5;\n");
  ASSERT_TRUE(write_file_atomically(path, "second"));
  const auto changed = runner->run(job, reduced.reduce(), silent_progress());
  ASSERT_FALSE(changed);
  EXPECT_EQ(changed.error().code, ErrorCode::kConflict);
}

}  // namespace
}  // namespace pignus::fleet
