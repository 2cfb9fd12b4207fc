// Against a real nats-server: workers and coordinator in this process, the server in its own.
#include "fleet/nats_runner.h"

#include <algorithm>
#include <atomic>
#include <deque>
#include <gtest/gtest.h>
#include <mutex>
#include <thread>

#include "fleet/look.h"
#include "fleet/thread_runner.h"
#include "fleet/worker.h"
#include "support/made_up_work.h"
#include "support/nats_server.h"

namespace pignus::fleet {
namespace {

using namespace std::chrono_literals;
using testing::drawing_job;
using testing::made_up_shard;
using testing::made_up_work;
using testing::NatsServer;
using testing::Reduced;
using testing::TemporaryFolder;

constexpr double kAckWaitS = 1.5;

/// Workers of one fleet, each with its cache; stopped and joined with the test.
class Crew {
 public:
  explicit Crew(NatsAccess access) : access_(std::move(access)) {}
  ~Crew() { stop(); }
  Crew(const Crew&) = delete;
  Crew& operator=(const Crew&) = delete;

  void add(const std::string& build = "build-1", std::size_t threads = 1) {
    const std::string name = "worker-" + std::to_string(threads_.size());
    threads_.emplace_back([this, build, threads, name] {
      WorkerOptions options;
      options.access = access_;
      options.build = build;
      options.name = name;
      options.threads = threads;
      options.cache = folder_.path() / name;
      options.ack_wait_s = kAckWaitS;
      options.retry_s = 0.05;
      options.stopped = [this] { return stopped_.load(); };
      options.log = [this](std::string_view line) {
        const std::scoped_lock lock(mutex_);
        log_ += std::string(line) + "\n";
      };
      const auto summary = run_worker(registry_, options);
      const std::scoped_lock lock(mutex_);
      if (summary) {
        done_.push_back(summary->done);
      } else {
        log_ += "ended: " + describe(summary.error()) + "\n";
      }
    });
  }
  void stop() {
    stopped_ = true;
    for (std::thread& thread : threads_) thread.join();
    threads_.clear();
  }
  std::string log() const {
    const std::scoped_lock lock(mutex_);
    return log_;
  }
  /// Waits until the workers have said it.
  bool says(const std::string& words) const {
    for (int i = 0; i < 6000; ++i) {
      if (log().find(words) != std::string::npos) return true;
      std::this_thread::sleep_for(10ms);
    }
    return false;
  }
  std::vector<std::uint64_t> done() const { return done_; }

 private:
  WorkRegistry registry_ = made_up_work();
  NatsAccess access_;
  TemporaryFolder folder_;
  std::atomic<bool> stopped_ = false;
  mutable std::mutex mutex_;
  std::string log_;
  std::vector<std::uint64_t> done_;
  std::deque<std::thread> threads_;
};

NatsAccess access_to(const NatsServer& server, const std::string& scheme = "nats") {
  NatsAccess access;
  access.urls = server.url(scheme);
  return access;
}

std::unique_ptr<Runner> runner_to(const NatsAccess& access) {
  NatsRunnerOptions options;
  options.access = access;
  options.quiet_s = 0.5;
  return make_nats_runner(options);
}

std::string bytes_on_threads(const Job& job) {
  const WorkRegistry registry = made_up_work();
  Reduced reduced;
  EXPECT_TRUE(make_thread_runner(registry, {2, 0})->run(job, reduced.reduce(), silent_progress()));
  return reduced.text;
}

Job slow_job(std::uint64_t shards, int milliseconds) {
  Job job;
  for (std::uint64_t i = 0; i < shards; ++i) {
    job.shards.push_back(made_up_shard(i, "slow", {{"n", i}, {"ms", milliseconds}}));
  }
  return job;
}

/// Runs the job while `trouble` happens once some shards are done.
Reduced run_through(Runner& runner, const Job& job, std::uint64_t after,
                    const std::function<void()>& trouble) {
  Reduced reduced;
  bool happened = false;
  const auto outcome =
      runner.run(job, reduced.reduce(), [&](std::string_view, std::uint64_t done, std::uint64_t) {
        if (done >= after && !happened) {
          happened = true;
          trouble();
        }
        return true;
      });
  EXPECT_TRUE(happened);
  EXPECT_TRUE(outcome) << describe(outcome.error());
  if (outcome) {
    EXPECT_TRUE(outcome->set_aside.empty());
    EXPECT_EQ(outcome->shards_done, job.shards.size());
  }
  EXPECT_EQ(reduced.count, job.shards.size());
  return reduced;
}

TEST(NatsRunner, OneTwoAndFourWorkersGiveTheBytesOfThreads) {
  const NatsServer server;
  const Job job = drawing_job(1500);
  const std::string expected = bytes_on_threads(job);
  for (const int workers : {1, 2, 4}) {
    Crew crew(access_to(server));
    for (int i = 0; i < workers; ++i) crew.add("build-1", i == 0 ? 2 : 1);
    Reduced reduced;
    const auto outcome =
        runner_to(access_to(server))->run(job, reduced.reduce(), silent_progress());
    ASSERT_TRUE(outcome) << describe(outcome.error()) << crew.log();
    EXPECT_EQ(outcome->shards_done, job.shards.size());
    EXPECT_EQ(reduced.text, expected) << workers << " workers";
  }
}

TEST(NatsRunner, InputsAreFetchedOnceAndLargeResultsComeWhole) {
  const NatsServer server;
  const TemporaryFolder folder;
  Job job;
  std::string text;
  for (int i = 0; i < 300'000; ++i) text += std::to_string(std::int64_t{i} * 7919) + " ";
  ASSERT_GT(text.size(), std::size_t{2} << 20);
  const auto path = folder.path() / "input";
  ASSERT_TRUE(write_file_atomically(path, text));
  ASSERT_TRUE(write_file_atomically(folder.path() / "empty", ""));
  job.inputs[sha256_hex(text)] = path;
  job.inputs[sha256_hex("")] = folder.path() / "empty";
  for (std::uint64_t i = 0; i < 6; ++i) {
    job.shards.push_back(made_up_shard(i, "sum", Json::object()));
    job.shards.back().inputs = {sha256_hex(text), sha256_hex(""), sha256_hex(text)};
  }
  job.shards.push_back(made_up_shard(6, "large", {{"bytes", 3'000'000}}));
  Crew crew(access_to(server));
  crew.add();
  Reduced reduced;
  const auto outcome = runner_to(access_to(server))->run(job, reduced.reduce(), silent_progress());
  ASSERT_TRUE(outcome) << describe(outcome.error()) << crew.log();
  EXPECT_EQ(reduced.text, bytes_on_threads(job));
}

TEST(NatsRunner, AShardThatFailsThriceIsSetAsideAndTheOthersAreDone) {
  const NatsServer server;
  Job job = drawing_job(40);
  job.shards[7].kind = "bad";
  job.shards[39].kind = "throw";
  Crew crew(access_to(server));
  crew.add();
  crew.add();
  Reduced reduced;
  const auto outcome = runner_to(access_to(server))->run(job, reduced.reduce(), silent_progress());
  ASSERT_TRUE(outcome) << describe(outcome.error());
  EXPECT_EQ(outcome->shards_done, 38U);
  EXPECT_EQ(reduced.count, 38U);
  ASSERT_EQ(outcome->set_aside.size(), 2U);
  EXPECT_EQ(outcome->set_aside[0].index, 7U);
  EXPECT_EQ(outcome->set_aside[0].tries, 3U);
  EXPECT_EQ(outcome->set_aside[0].error,
            (Error{ErrorCode::kInvalidInput, "made to fail", {"made-up.xml", 3, "field"}}));
  EXPECT_EQ(outcome->set_aside[1].index, 39U);
  EXPECT_TRUE(crew.says("shard 7 of ")) << crew.log();
  EXPECT_TRUE(crew.says("try 2 of 3"));
  EXPECT_EQ(crew.log().find("try 3 of 3"), std::string::npos);
}

TEST(NatsRunner, AServerKilledAndStartedWithItsStoreLosesNothing) {
  NatsServer server;
  const Job job = slow_job(200, 5);
  Crew crew(access_to(server));
  crew.add();
  crew.add();
  const auto runner = runner_to(access_to(server));
  const Reduced reduced = run_through(*runner, job, 30, [&] {
    server.kill();
    std::this_thread::sleep_for(300ms);
    server.start();
  });
  EXPECT_EQ(reduced.text, bytes_on_threads(job)) << crew.log();
}

// nats-server 2.9 counts an emptied stream from 1 again after this, and its consumers do not.
TEST(NatsRunner, AServerKilledBetweenTwoJobsServesTheSecond) {
  NatsServer server;
  for (int round = 0; round < 3; ++round) {
    Crew crew(access_to(server));
    crew.add();
    for (const std::uint64_t shards : {50U, 120U}) {
      Reduced reduced;
      const auto begun = std::chrono::steady_clock::now();
      const auto outcome = runner_to(access_to(server))
                               ->run(drawing_job(shards), reduced.reduce(),
                                     [&](std::string_view, std::uint64_t, std::uint64_t) {
                                       return std::chrono::steady_clock::now() - begun < 60s;
                                     });
      ASSERT_TRUE(outcome) << describe(outcome.error()) << crew.log();
      EXPECT_EQ(reduced.count, shards);
    }
    server.kill();
    server.start();
  }
}

TEST(NatsRunner, AServerThatLostItsStoreIsHandedAllAgain) {
  NatsServer server;
  const TemporaryFolder folder;
  Job job = slow_job(200, 5);
  // Large results, which go in pieces of their own.
  for (std::uint64_t i = 25; i < 45; ++i) {
    job.shards[i] = made_up_shard(i, "large", {{"bytes", 600'000}});
  }
  // Inputs too: what the server lost of them must come again for shards not yet done.
  for (std::uint64_t i = 0; i < 20; ++i) {
    const std::string text = "made-up input " + std::to_string(i);
    ASSERT_TRUE(write_file_atomically(folder.path() / std::to_string(i), text));
    job.inputs[sha256_hex(text)] = folder.path() / std::to_string(i);
    Shard& shard = job.shards[180 + i];
    shard = made_up_shard(180 + i, "sum", Json::object());
    shard.inputs = {sha256_hex(text)};
  }
  Crew crew(access_to(server));
  crew.add();
  crew.add();
  const auto runner = runner_to(access_to(server));
  const Reduced reduced = run_through(*runner, job, 30, [&] {
    server.kill();
    server.lose_store();
    server.start();
  });
  EXPECT_EQ(reduced.text, bytes_on_threads(job)) << crew.log();
}

TEST(NatsRunner, AWorkerOfAnotherBuildRefusesAndBothSidesSaySo) {
  const NatsServer server;
  Crew strangers(access_to(server));
  strangers.add("build-2");
  ASSERT_TRUE(strangers.says("serves the fleet"));
  Reduced reduced;
  bool told = false;
  Crew crew(access_to(server));
  const Job job = drawing_job(20);
  const auto outcome =
      runner_to(access_to(server))
          ->run(job, reduced.reduce(), [&](std::string_view stage, std::uint64_t, std::uint64_t) {
            if (!told && stage.find("refuses") != std::string_view::npos) {
              told = true;
              crew.add("build-1");  // and one that may
            }
            return true;
          });
  ASSERT_TRUE(outcome) << describe(outcome.error());
  EXPECT_TRUE(told);
  EXPECT_EQ(reduced.text, bytes_on_threads(job));
  EXPECT_TRUE(strangers.says("refuses shards of build build-1")) << strangers.log();
  strangers.stop();
  EXPECT_EQ(strangers.done(), std::vector<std::uint64_t>{0});
}

// As on a disk that stands still for a while.
TEST(NatsRunner, AServerThatIsSlowToGetReadyIsWaitedFor) {
  const NatsServer server;
  Crew crew(access_to(server));
  crew.add();
  ASSERT_TRUE(crew.says("serves the fleet"));
  server.stand_still();
  std::thread later([&] {
    std::this_thread::sleep_for(6s);  // longer than one question to the server waits
    server.go_on();
  });
  Reduced reduced;
  const Job job = drawing_job(20);
  const auto outcome = runner_to(access_to(server))->run(job, reduced.reduce(), silent_progress());
  later.join();
  ASSERT_TRUE(outcome) << describe(outcome.error());
  EXPECT_EQ(reduced.text, bytes_on_threads(job));
}

TEST(NatsRunner, WhoIsThereCanBeSeenFromOutside) {
  const NatsServer server;
  const NatsAccess access = access_to(server);
  auto look = look_at_fleet(access, "default", "build-1");
  ASSERT_TRUE(look) << describe(look.error());
  EXPECT_EQ(look->asking + look->in_hand + look->waiting + look->of_other_builds, 0U);
  Reduced reduced;
  int asked = 0;
  const auto stopped = runner_to(access)->run(drawing_job(10), reduced.reduce(),
                                              [&](std::string_view, std::uint64_t, std::uint64_t) {
                                                if (++asked < 20) return true;
                                                look = look_at_fleet(access, "default", "build-1");
                                                return false;
                                              });
  ASSERT_FALSE(stopped);
  ASSERT_TRUE(look) << describe(look.error());
  EXPECT_EQ(look->waiting, 10U);
  EXPECT_EQ(look->asking, 0U);
  Crew crew(access);
  crew.add();
  crew.add();
  for (int i = 0; i < 30 && look->asking < 2; ++i) {
    look = look_at_fleet(access, "default", "build-1");
    ASSERT_TRUE(look) << describe(look.error());
  }
  EXPECT_EQ(look->asking, 2U) << crew.log();
  const auto other = look_at_fleet(access, "default", "build-2");
  ASSERT_TRUE(other);
  EXPECT_EQ(other->asking, 0U);
}

TEST(NatsRunner, StopsWhenAsked) {
  const NatsServer server;
  Reduced reduced;
  int asked = 0;
  const auto outcome = runner_to(access_to(server))
                           ->run(drawing_job(10), reduced.reduce(),
                                 [&](std::string_view, std::uint64_t, std::uint64_t) {
                                   return ++asked < 5;  // no worker is there
                                 });
  ASSERT_FALSE(outcome);
  EXPECT_EQ(outcome.error().code, ErrorCode::kCancelled);
  EXPECT_EQ(reduced.count, 0U);
}

TEST(NatsRunner, SaysThatNoServerAnswersAndWhereTheAddressIs) {
  NatsAccess access;
  access.urls = "nats://user:secret-of-tests@127.0.0.1:1";
  Reduced reduced;
  const auto outcome = runner_to(access)->run(drawing_job(1), reduced.reduce(), silent_progress());
  ASSERT_FALSE(outcome);
  EXPECT_EQ(outcome.error().code, ErrorCode::kIo);
  EXPECT_NE(outcome.error().message.find("nats://127.0.0.1:1"), std::string::npos);
  EXPECT_EQ(outcome.error().message.find("secret-of-tests"), std::string::npos);
}

TEST(NatsRunner, WrongCredentialsAreRefusedOnBothSidesAndNotPrinted) {
  const NatsServer server("authorization {user: bank, password: \"right-word\"}");
  NatsAccess access = access_to(server);
  access.user = "bank";
  access.password = "wrong-word";
  Reduced reduced;
  auto outcome = runner_to(access)->run(drawing_job(3), reduced.reduce(), silent_progress());
  ASSERT_FALSE(outcome);
  EXPECT_EQ(outcome.error().code, ErrorCode::kInvalidInput);
  EXPECT_NE(outcome.error().message.find("refuses"), std::string::npos);
  EXPECT_EQ(outcome.error().message.find("wrong-word"), std::string::npos);
  {
    Crew wrong(access);
    wrong.add();
    EXPECT_TRUE(wrong.says("ended: ")) << wrong.log();
    EXPECT_EQ(wrong.log().find("wrong-word"), std::string::npos);
  }
  access.password = "right-word";
  Crew crew(access);
  crew.add();
  outcome = runner_to(access)->run(drawing_job(3), reduced.reduce(), silent_progress());
  ASSERT_TRUE(outcome) << describe(outcome.error());
}

TEST(NatsRunner, AServerWithoutJetStreamIsNamed) {
  const NatsServer server("jetstream: disabled");
  Reduced reduced;
  const auto outcome =
      runner_to(access_to(server))->run(drawing_job(1), reduced.reduce(), silent_progress());
  ASSERT_FALSE(outcome);
  EXPECT_EQ(outcome.error().code, ErrorCode::kUnsupported);
  EXPECT_EQ(look_at_fleet(access_to(server), "default", "build-1").error().code,
            ErrorCode::kUnsupported);
}

/// A certificate authority of the test's own, and a server's and a client's certificate of it.
void make_certificates(const std::filesystem::path& folder) {
  const std::string script =
      "cd '" + folder.string() +
      "' && openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=made-up-ca"
      " -keyout ca.key -out ca.pem 2>err &&"
      " printf 'subjectAltName=IP:127.0.0.1' >ext &&"
      " for who in server client; do openssl req -newkey rsa:2048 -nodes -subj /CN=$who"
      " -keyout $who.key -out $who.csr 2>>err && openssl x509 -req -in $who.csr -CA ca.pem"
      " -CAkey ca.key -CAcreateserial -days 2 -extfile ext -out $who.pem 2>>err; done";
  ASSERT_EQ(std::system(script.c_str()), 0) << script;  // NOLINT(cert-env33-c): fixed words
}

TEST(NatsRunner, TlsWithAnAuthorityOfOnesOwn) {
  const TemporaryFolder folder;
  make_certificates(folder.path());
  const auto file = [&](const char* name) { return (folder.path() / name).string(); };
  const NatsServer server("tls {cert_file: \"" + file("server.pem") + "\", key_file: \"" +
                          file("server.key") + "\", ca_file: \"" + file("ca.pem") +
                          "\", verify: true}");
  NatsAccess access = access_to(server, "tls");
  access.tls_ca = file("ca.pem");
  access.tls_certificate = file("client.pem");
  access.tls_key = file("client.key");
  const Job job = drawing_job(20);
  {
    Crew crew(access);
    crew.add();
    Reduced reduced;
    const auto outcome = runner_to(access)->run(job, reduced.reduce(), silent_progress());
    ASSERT_TRUE(outcome) << describe(outcome.error());
    EXPECT_EQ(reduced.text, bytes_on_threads(job));
  }
  // Without our certificate the server refuses us; without the authority we refuse the server.
  NatsAccess bare = access;
  bare.tls_certificate.clear();
  bare.tls_key.clear();
  Reduced reduced;
  EXPECT_FALSE(runner_to(bare)->run(job, reduced.reduce(), silent_progress()));
  NatsAccess stranger = access;
  stranger.tls_ca = file("client.pem");
  EXPECT_FALSE(runner_to(stranger)->run(job, reduced.reduce(), silent_progress()));
}

}  // namespace
}  // namespace pignus::fleet
