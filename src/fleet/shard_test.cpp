#include "fleet/shard.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "core/sha256.h"
#include "core/utf8.h"
#include "fleet/runner.h"
#include "fleet/tell.h"

namespace pignus::fleet {
namespace {

Shard any_shard() {
  Shard shard;
  shard.kind = "kind-" + std::to_string(*rc::gen::inRange(0, 9));
  shard.build = "0.1.0+" + std::to_string(*rc::gen::arbitrary<std::uint16_t>());
  shard.index = *rc::gen::inRange<std::uint64_t>(0, std::uint64_t{1} << 53);
  for (int i = *rc::gen::inRange(0, 5); i > 0; --i) {
    shard.inputs.push_back(sha256_hex(std::to_string(i)));
  }
  shard.parameters = {{"name", valid_utf8(*rc::gen::arbitrary<std::string>())},
                      {"n", *rc::gen::arbitrary<std::int32_t>()}};
  return shard;
}

RC_GTEST_PROP(Shard, ComesBackFromItsMessage, ()) {
  const Shard shard = any_shard();
  const auto again = parse_shard(message_of(shard));
  RC_ASSERT(again.has_value());
  RC_ASSERT(*again == shard);
  RC_ASSERT(shard_id(*again) == shard_id(shard));
}

RC_GTEST_PROP(Shard, ItsIdTellsItFromAnyOther, ()) {
  const Shard shard = any_shard();
  Shard other = shard;
  switch (*rc::gen::inRange(0, 4)) {
    case 0:
      other.kind += "x";
      break;
    case 1:
      other.build += "x";
      break;
    case 2:
      ++other.index;
      break;
    default:
      other.inputs.push_back(sha256_hex("another"));
      break;
  }
  RC_ASSERT(shard_id(other) != shard_id(shard));
}

RC_GTEST_PROP(Shard, AnyBytesAreRefusedOrComeBack, (const std::string& bytes)) {
  if (const auto shard = parse_shard(bytes)) RC_ASSERT(*parse_shard(message_of(*shard)) == *shard);
}

TEST(Shard, HostileMessagesAreRefused) {
  const std::string hash = sha256_hex("x");
  for (const char* message :
       {"", "[]", "{}", "null",
        R"({"build":"b","index":0,"inputs":["../../etc/passwd"],"kind":"k","parameters":{}})",
        R"({"build":"b","index":-1,"inputs":[],"kind":"k","parameters":{}})",
        R"({"build":"b","index":9007199254740992,"inputs":[],"kind":"k","parameters":{}})",
        R"({"build":"b","index":0.5,"inputs":[],"kind":"k","parameters":{}})",
        R"({"build":"b","index":0,"inputs":{},"kind":"k","parameters":{}})",
        R"({"build":"b","index":0,"inputs":[],"kind":"k","parameters":[]})",
        R"({"build":7,"index":0,"inputs":[],"kind":"k","parameters":{}})",
        R"({"build":"b","index":0,"inputs":[],"kind":"k","parameters":{},"more":1})"}) {
    EXPECT_FALSE(parse_shard(message)) << message;
  }
  Shard many{"k", "b", std::vector<std::string>(65, hash), Json::object(), 0};
  ASSERT_FALSE(parse_shard(message_of(many)));
  EXPECT_EQ(parse_shard(message_of(many)).error().code, ErrorCode::kLimitExceeded);
  EXPECT_FALSE(parse_shard(std::string(kShardBytesMax + 1, ' ')));
}

RC_GTEST_PROP(Poison, ComesBackWithAnyError, ()) {
  PoisonShard poison;
  poison.index = *rc::gen::inRange<std::uint64_t>(0, 1000);
  poison.kind = "kind";
  poison.tries = 3;
  poison.worker = "host-1";
  poison.error = {*rc::gen::element(ErrorCode::kIo, ErrorCode::kCorrupt, ErrorCode::kCancelled),
                  valid_utf8(*rc::gen::arbitrary<std::string>()),
                  {valid_utf8(*rc::gen::arbitrary<std::string>()),
                   *rc::gen::inRange<std::uint64_t>(0, 1000), "field"}};
  const auto again = parse_poison(message_of(poison));
  RC_ASSERT(again.has_value());
  RC_ASSERT(*again == poison);
}

TEST(Poison, LongAndBrokenErrorsAreCutNotLost) {
  PoisonShard poison;
  poison.error.message = std::string(100'000, 'x') + "\xff";
  poison.error.where.file = "\xfe\xff";
  const auto again = parse_poison(message_of(poison));
  ASSERT_TRUE(again) << describe(again.error());
  EXPECT_LE(again->error.message.size(), 4000U);
  EXPECT_FALSE(parse_poison("{}"));
  EXPECT_FALSE(parse_poison(R"({"code":"no_such"})"));
}

TEST(Tell, ComesBackAndRefusesWhatItIsNot) {
  const Tell tell{"host-1", sha256_hex("x"), ""};
  EXPECT_EQ(parse_tell(message_of(tell)), tell);
  EXPECT_FALSE(parse_tell(message_of(Tell{"host-1", "not a hash", ""})));
  EXPECT_FALSE(parse_tell("[]"));
  EXPECT_FALSE(parse_tell(R"({"refuses":1,"want":"","worker":""})"));
  EXPECT_FALSE(parse_tell(message_of(Tell{std::string(300, 'x'), "", ""})));
}

TEST(Job, ChecksPlacesBuildsAndInputs) {
  Job job;
  job.shards = {{"k", "b", {}, Json::object(), 0}, {"k", "b", {}, Json::object(), 1}};
  EXPECT_TRUE(check_job(job));
  job.shards[1].index = 2;
  EXPECT_EQ(check_job(job).error().code, ErrorCode::kInvalidInput);
  job.shards[1].index = 1;
  job.shards[1].build = "c";
  EXPECT_EQ(check_job(job).error().code, ErrorCode::kInvalidInput);
  job.shards[1].build = "b";
  job.shards[1].inputs = {sha256_hex("x")};
  EXPECT_EQ(check_job(job).error().code, ErrorCode::kNotFound);
}

}  // namespace
}  // namespace pignus::fleet
