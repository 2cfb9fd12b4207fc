#include "connect/answer_headers.h"

#include <gtest/gtest.h>

namespace pignus::connect {
namespace {

TEST(Throttling, ReadsStateColoursAndLimits) {
  const Throttling read = parse_throttling(
      "busy (images=green:100, inpadoc=yellow:45,other=red:1000, retrieval=black:0 , "
      "search=green:15)");
  EXPECT_EQ(read.state, "busy");
  ASSERT_EQ(read.services.size(), 5U);
  EXPECT_EQ(read.services.at("images"), (ServiceLimit{Colour::kGreen, 100}));
  EXPECT_EQ(read.services.at("inpadoc"), (ServiceLimit{Colour::kYellow, 45}));
  EXPECT_EQ(read.services.at("other"), (ServiceLimit{Colour::kRed, 1000}));
  EXPECT_EQ(read.services.at("retrieval"), (ServiceLimit{Colour::kBlack, 0}));
}

TEST(Throttling, LeavesOutWhatItCannotRead) {
  EXPECT_EQ(parse_throttling(""), Throttling{});
  EXPECT_EQ(parse_throttling("idle").state, "idle");
  for (const char* item :
       {"images", "images=green", "images:5", "images=blue:5", "images=green:-5", "=green:5",
        "images=green:99999999999", "images=green:5x", "a:1=green"}) {
    EXPECT_TRUE(parse_throttling("idle (" + std::string(item) + ")").services.empty()) << item;
  }
  EXPECT_EQ(parse_throttling("idle (x=green:5, images=green").services.size(), 1U);
}

TEST(RetryAfter, IsSecondsMillisecondsOrADate) {
  constexpr double kNow = 1792567680;  // 2026-10-21 07:28:00 UTC
  EXPECT_EQ(parse_retry_after("120", RetryUnit::kSeconds, kNow), 120.0);
  EXPECT_EQ(parse_retry_after(" 60000 ", RetryUnit::kMilliseconds, kNow), 60.0);
  EXPECT_EQ(parse_retry_after("Wed, 21 Oct 2026 07:29:30 GMT", RetryUnit::kMilliseconds, kNow),
            90.0);
  EXPECT_EQ(parse_retry_after("Wed, 21 Oct 2026 07:00:00 GMT", RetryUnit::kSeconds, kNow), 0.0);
  EXPECT_EQ(parse_retry_after("99999999999999", RetryUnit::kSeconds, kNow), 366.0 * 86400);
  for (const char* bad : {"", "-5", "soon", "1.5", "5 s", "Wed, 41 Oct 2026 07:29:30 GMT",
                          "Wed, 21 Okt 2026 07:29:30 GMT", "Wed, 21 Oct 2026 25:29:30 GMT"}) {
    EXPECT_EQ(parse_retry_after(bad, RetryUnit::kSeconds, kNow), std::nullopt) << bad;
  }
}

TEST(TokenAnswer, GivesTokenAndLifetime) {
  EXPECT_EQ(*parse_token(R"({"access_token":"abc","expires_in":"1199"})"), (Token{"abc", 1199}));
  EXPECT_EQ(*parse_token(R"({"access_token":"abc","expires_in":1199})"), (Token{"abc", 1199}));
  EXPECT_EQ(*parse_token(R"({"access_token":"abc"})"), (Token{"abc", 0}));
  EXPECT_EQ(*parse_token(R"({"access_token":"abc","expires_in":"1e999"})"), (Token{"abc", 0}));
  EXPECT_EQ(parse_token(R"({"access_token":"abc","expires_in":-4})")->lifetime_s, 0);
}

TEST(TokenAnswer, RefusesWhatHoldsNoneAndRepeatsNothingOfIt) {
  for (const char* bad :
       {"", "{", "[]", "{}", R"({"access_token":5})", R"({"access_token":""})",
        R"({"access_token":"secret word"})", R"({"access_token":"secret\r\nX: y"})"}) {
    const auto token = parse_token(bad);
    ASSERT_FALSE(token) << bad;
    EXPECT_EQ(token.error().message.find("secret"), std::string::npos);
  }
}

TEST(UtcText, IsReadable) {
  EXPECT_EQ(utc_text(1792567680), "2026-10-21 07:28 UTC");
  EXPECT_EQ(utc_text(0), "1970-01-01 00:00 UTC");
}

}  // namespace
}  // namespace pignus::connect
