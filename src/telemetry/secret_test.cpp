#include "telemetry/secret.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace pignus::telemetry {
namespace {

TEST(Redactor, HidesAValueHoweverItIsWritten) {
  Redactor redactor;
  redactor.add_pair(Secret("key\"1/x"), Secret("word of tests"));
  EXPECT_EQ(redactor.clean("a key\"1/x b"), "a *** b");
  EXPECT_EQ(redactor.clean(R"(a key\"1/x b)"), "a *** b");
  EXPECT_EQ(redactor.clean("q=key%221%2Fx&"), "q=***&");
  EXPECT_EQ(redactor.clean("Basic a2V5IjEveDp3b3JkIG9mIHRlc3Rz"), "Basic ***");
  EXPECT_EQ(redactor.clean("word of testsword of tests"), "******");
  EXPECT_EQ(redactor.clean("word of test"), "word of test");
}

TEST(Redactor, ALongerSecretIsNotSpoiltByAShorterOne) {
  Redactor redactor;
  redactor.add(Secret("abcd"));
  redactor.add(Secret("abcdefgh"));
  EXPECT_EQ(redactor.clean("abcdefgh abcd"), "*** ***");
}

TEST(Redactor, TooShortIsNoSecret) {
  Redactor redactor;
  redactor.add(Secret("a"));
  redactor.add(Secret(""));
  EXPECT_EQ(redactor.clean("a banana"), "a banana");
}

TEST(Redactor, PasswordsOfAddresses) {
  const Redactor redactor;
  const auto clean = [&redactor](const char* text) { return redactor.clean(text); };
  EXPECT_EQ(clean("postgresql://desk:p%40ss@db.example:5432/book"),
            "postgresql://desk:***@db.example:5432/book");
  EXPECT_EQ(clean("postgres://desk:pa/s@s:w#\"'rd@db/book, x"), "postgres://desk:***@db/book, x");
  EXPECT_EQ(clean("POSTGRESQL://u:p@h"), "POSTGRESQL://u:***@h");
  EXPECT_EQ(clean("postgresql://desk@db/book"), "postgresql://desk@db/book");
  EXPECT_EQ(clean("postgresql:///book?host=/run&password=s3cret&user=x"),
            "postgresql:///book?host=/run&password=***&user=x");
  EXPECT_EQ(clean("host=h PASSWORD='it\\'s a' dbname=b sslpassword=qq"),
            "host=h PASSWORD=*** dbname=b sslpassword=***");
  EXPECT_EQ(clean("nats://token@one:4222 nats://u:p@two"), "nats://***@one:4222 nats://u:***@two");
  EXPECT_EQ(clean("https://proxy:pw@host/a:b@c"), "https://proxy:***@host/a:b@c");
  EXPECT_EQ(clean("https://api.example/3.2/x?y=z@w"), "https://api.example/3.2/x?y=z@w");
  EXPECT_EQ(clean("://"), "://");
  EXPECT_EQ(clean("password="), "password=");
}

TEST(Redactor, JsonKeepsItsForm) {
  Redactor redactor;
  redactor.add(Secret("hush-hush"));
  const Json json{{"db", "postgresql://u:p\"w@h/b"},
                  {"list", {"a hush-hush", 1, nullptr, {{"hush-hush", true}}}},
                  {"mail", "a@b"}};
  EXPECT_EQ(canonical_json(redactor.clean_json(json)),
            R"({"db":"postgresql://u:***@h/b","list":["a ***",1,null,{"***":true}],"mail":"a@b"})");
}

TEST(Redactor, Errors) {
  Redactor redactor;
  redactor.add(Secret("hush-hush"));
  const Error error = redactor.clean_error(
      Error{ErrorCode::kIo, "no hush-hush", {"postgresql://u:pw@h/b", 3, "hush-hush"}});
  EXPECT_EQ(error, (Error{ErrorCode::kIo, "no ***", {"postgresql://u:***@h/b", 3, "***"}}));
}

RC_GTEST_PROP(Redactor, NoTextLetsASecretThrough,
              (const std::string& before, const std::string& after, const std::string& drawn)) {
  // Stars are what stands in its place; a secret made of them hides nothing.
  const std::string secret = "s3" + drawn + "cr3t";
  Redactor redactor;
  redactor.add(Secret(secret));
  RC_ASSERT(redactor.clean(before + secret + after).find(secret) == std::string::npos);
  const std::string address = "x postgresql://u:" + std::string("s3cr3t") + "@h/b " + before;
  RC_ASSERT(redactor.clean(address).find("u:s3cr3t@") == std::string::npos);
}

}  // namespace
}  // namespace pignus::telemetry
