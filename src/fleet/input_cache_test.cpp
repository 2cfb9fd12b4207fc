#include "fleet/input_cache.h"

#include <gtest/gtest.h>
#include <thread>
#include <vector>

#include "core/file.h"
#include "core/sha256.h"
#include "fleet/nats_access.h"
#include "support/nats_server.h"

namespace pignus::fleet {
namespace {

using testing::TemporaryFolder;
using Sink = std::function<Status(std::string_view)>;

std::size_t files_in(const std::filesystem::path& folder) {
  return static_cast<std::size_t>(std::distance(std::filesystem::directory_iterator(folder), {}));
}

TEST(InputCache, FetchesOnceAndVerifies) {
  const TemporaryFolder folder;
  auto cache = InputCache::open(folder.path() / "cache", 1U << 20);
  ASSERT_TRUE(cache);
  int fetches = 0;
  const InputCache::Fetch fetch = [&](const Sink& sink) -> Status {
    ++fetches;
    PIGNUS_TRY(sink("made-up "));
    return sink("bytes");
  };
  const std::string hash = sha256_hex("made-up bytes");
  for (int i = 0; i < 3; ++i) {
    const auto path = cache->get(hash, fetch);
    ASSERT_TRUE(path) << describe(path.error());
    EXPECT_EQ(read_file(*path), "made-up bytes");
  }
  EXPECT_EQ(fetches, 1);
  // Another process finds it there, and takes nothing on trust.
  auto second = InputCache::open(folder.path() / "cache", 1U << 20);
  ASSERT_TRUE(second->get(hash, fetch));
  EXPECT_EQ(fetches, 1);
  ASSERT_TRUE(write_file_atomically(folder.path() / "cache" / hash, "rotten"));
  auto third = InputCache::open(folder.path() / "cache", 1U << 20);
  EXPECT_EQ(read_file(third->get(hash, fetch).value()), "made-up bytes");
  EXPECT_EQ(fetches, 2);
}

TEST(InputCache, KeepsNothingOfWrongOrBrokenBytes) {
  const TemporaryFolder folder;
  auto cache = InputCache::open(folder.path() / "cache", 1U << 20);
  const auto wrong =
      cache->get(sha256_hex("asked"), [](const Sink& sink) { return sink("something else"); });
  ASSERT_FALSE(wrong);
  EXPECT_EQ(wrong.error().code, ErrorCode::kCorrupt);
  const auto broken = cache->get(sha256_hex("asked"), [](const Sink& sink) -> Status {
    PIGNUS_TRY(sink("as"));
    return fail(ErrorCode::kIo, "lost");
  });
  ASSERT_FALSE(broken);
  EXPECT_EQ(broken.error().code, ErrorCode::kIo);
  EXPECT_EQ(files_in(folder.path() / "cache"), 0U);
}

TEST(InputCache, ThreadsThatWantTheSameFetchItOnce) {
  const TemporaryFolder folder;
  auto cache = InputCache::open(folder.path() / "cache", 1U << 20);
  std::atomic<int> fetches = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&] {
      const auto path = cache->get(sha256_hex("shared"), [&](const Sink& sink) {
        ++fetches;
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
        return sink("shared");
      });
      EXPECT_TRUE(path);
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(fetches, 1);
}

TEST(InputCache, TrimsTheOldestToItsBound) {
  const TemporaryFolder folder;
  auto cache = InputCache::open(folder.path() / "cache", 100);
  std::vector<std::string> hashes;
  for (int i = 0; i < 4; ++i) {
    const std::string content(40, static_cast<char>('a' + i));
    hashes.push_back(sha256_hex(content));
    const auto path = cache->get(hashes.back(), [&](const Sink& sink) { return sink(content); });
    ASSERT_TRUE(path);
    std::filesystem::last_write_time(
        *path, std::filesystem::file_time_type::clock::now() - std::chrono::hours(9 - i));
  }
  cache->trim();
  EXPECT_EQ(files_in(folder.path() / "cache"), 2U);
  EXPECT_TRUE(std::filesystem::exists(folder.path() / "cache" / hashes[3]));
  EXPECT_TRUE(std::filesystem::exists(folder.path() / "cache" / hashes[2]));
}

TEST(NatsAccess, ShowsNoSecrets) {
  EXPECT_EQ(shown_urls("nats://user:word@host:4222"), "nats://host:4222");
  EXPECT_EQ(shown_urls("nats://a:1,tls://token@b:2"), "nats://a:1,tls://b:2");
  EXPECT_EQ(shown_urls("nats://u:p@ss@host"), "nats://host");
  EXPECT_EQ(shown_urls("u:p@host"), "host");
}

TEST(NatsAccess, SaysWhatDoesNotFit) {
  EXPECT_FALSE(check_access({}));
  NatsAccess access;
  access.urls = "nats://host";
  EXPECT_TRUE(check_access(access));
  access.user = "user";
  EXPECT_FALSE(check_access(access));
  access.password = "word";
  EXPECT_TRUE(check_access(access));
  access.tls_certificate = "/etc/hostname";
  EXPECT_FALSE(check_access(access));
  access.tls_certificate.clear();
  access.tls_ca = "/no/such/file";
  EXPECT_EQ(check_access(access).error().code, ErrorCode::kNotFound);
  EXPECT_TRUE(is_fleet_name("Night-shift_2"));
  for (const char* name : {"", "a.b", "a b", "*", ">", "ä"}) EXPECT_FALSE(is_fleet_name(name));
  EXPECT_FALSE(is_fleet_name(std::string(33, 'a')));
}

}  // namespace
}  // namespace pignus::fleet
