// Both services against a made-up transport and a made-up clock: every fault, and what comes after.
#include "connect/fetch.h"

#include <cmath>
#include <deque>
#include <filesystem>
#include <fstream>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include "connect/answer_headers.h"
#include "connect/fetch_log.h"
#include "connect/odp.h"
#include "connect/ops.h"
#include "core/file.h"

namespace pignus::connect {
namespace {

using ::testing::HasSubstr;

constexpr const char* kXml = "<?xml version=\"1.0\"?><world-patent-data/>";
constexpr const char* kLimits = "idle (inpadoc=green:60, other=green:1000, retrieval=green:600)";

HttpAnswer xml(const std::string& body = kXml) {
  return {
      200, {{"content-type", "application/exchange+xml"}, {"x-throttling-control", kLimits}}, body};
}
HttpAnswer json(const std::string& body = "{\"count\":1}") {
  return {200, {{"content-type", "application/json"}}, body};
}
HttpAnswer status(int code, std::map<std::string, std::string> headers = {},
                  const std::string& body = "") {
  return {code, std::move(headers), body};
}
HttpAnswer token(const std::string& text = "tok-1", const std::string& seconds = "1200") {
  return {200, {}, R"({"access_token":")" + text + R"(","expires_in":")" + seconds + "\"}"};
}

/// Answers in turn; the last one again and again.
class Script : public Transport {
 public:
  explicit Script(std::deque<Result<HttpAnswer>> answers) : answers_(std::move(answers)) {}
  Result<HttpAnswer> send(const HttpRequest& request) override {
    requests.push_back(request);
    auto answer = answers_.front();
    if (answers_.size() > 1) answers_.pop_front();
    return answer;
  }
  std::vector<HttpRequest> requests;

 private:
  std::deque<Result<HttpAnswer>> answers_;
};

class Fetch : public ::testing::Test {
 protected:
  Fetch() {
    static int count = 0;
    options.folder = std::filesystem::temp_directory_path() /
                     ("pignus-fetch-" + std::to_string(::getpid()) + "-" + std::to_string(++count));
    std::filesystem::create_directories(options.folder);
    options.today = *Date::parse("2026-11-24");
    clock.now_s = [this] { return now; };
    clock.sleep = [this](double seconds) {
      slept.push_back(seconds);
      now += seconds;
      return true;
    };
  }
  ~Fetch() override { std::filesystem::remove_all(options.folder); }

  std::unique_ptr<Service> ops() { return make_ops({"key", "secret"}, "https://ops.example"); }
  std::unique_ptr<Service> odp() { return make_odp("key", "https://odp.example"); }
  FetchSummary run(Service& service, Transport& transport,
                   const std::vector<std::pair<std::string, std::string>>& asked) {
    std::vector<Item> items;
    for (const auto& [kind, number] : asked) {
      auto item = service.item(kind, number);
      EXPECT_TRUE(item) << describe(item.error());
      items.push_back(*item);
    }
    auto summary = fetch_items(service, transport, items, options, clock, silent_progress());
    EXPECT_TRUE(summary) << describe(summary.error());
    return *summary;
  }
  double slept_whole() const {
    double sum = 0;
    for (const double one : slept) sum += one;
    return sum;
  }

  FetchOptions options;
  Clock clock;
  double now = 1'795'000'000;
  std::vector<double> slept;
};

TEST_F(Fetch, OpsAsksForATokenThenForEachKind) {
  const auto service = ops();
  Script script({token(), xml()});
  const auto summary = run(*service, script,
                           {{"biblio", "EP1000000B1"},
                            {"legal", "EP1000000"},
                            {"family", "WO2009123456A1"},
                            {"register", "EP1000000B1"}});
  EXPECT_EQ(summary.fetched, 4U);
  ASSERT_EQ(script.requests.size(), 5U);
  EXPECT_EQ(script.requests[0].url, "https://ops.example/auth/accesstoken");
  EXPECT_EQ(script.requests[0].body, "grant_type=client_credentials");
  EXPECT_EQ(script.requests[0].headers.at("Authorization"), "Basic a2V5OnNlY3JldA==");
  EXPECT_EQ(
      script.requests[1].url,
      "https://ops.example/rest-services/published-data/publication/docdb/EP.1000000.B1/biblio");
  EXPECT_EQ(script.requests[1].headers.at("Authorization"), "Bearer tok-1");
  EXPECT_EQ(script.requests[2].url,
            "https://ops.example/rest-services/legal/publication/epodoc/EP1000000");
  EXPECT_EQ(script.requests[4].url,
            "https://ops.example/rest-services/register/publication/epodoc/EP1000000/"
            "biblio,events,procedural-steps");
  EXPECT_TRUE(std::filesystem::exists(options.folder / "ops-biblio-EP.1000000.B1-2026-11-24.xml"));
}

TEST_F(Fetch, OdpSendsItsKeyAndKnowsItsNumbers) {
  const auto service = odp();
  Script script({json()});
  run(*service, script,
      {{"application", "16123456"},
       {"transactions", "16/123,456"},
       {"application", "US8789601B2"}});
  ASSERT_EQ(script.requests.size(), 3U);
  EXPECT_EQ(script.requests[0].url, "https://odp.example/api/v1/patent/applications/16123456");
  EXPECT_EQ(script.requests[0].headers.at("X-API-KEY"), "key");
  EXPECT_EQ(script.requests[1].url,
            "https://odp.example/api/v1/patent/applications/16123456/transactions");
  EXPECT_EQ(script.requests[2].url,
            "https://odp.example/api/v1/patent/applications/"
            "search?q=applicationMetaData.patentNumber:8789601");
  EXPECT_EQ(service->item("application", "USD337000S")->number, "patent-D337000");
  EXPECT_FALSE(service->item("transactions", "US8789601B2")) << "the portal cannot be asked that";
  EXPECT_FALSE(service->item("application", "EP1000000B1"));
  EXPECT_FALSE(service->item("application", "US20170285092A1"));
  EXPECT_FALSE(service->item("rumours", "16123456"));
}

TEST_F(Fetch, AMissingKeyIsNamedBeforeAnythingIsAsked) {
  Script script({token()});
  for (const auto& [service, name] : std::vector<std::pair<std::shared_ptr<Service>, std::string>>{
           {make_ops({"", "s"}, "https://x"), "PIGNUS_OPS_KEY"},
           {make_ops({"k", ""}, "https://x"), "PIGNUS_OPS_SECRET"},
           {make_odp("", "https://x"), "PIGNUS_ODP_KEY"}}) {
    const auto summary = fetch_items(*service, script, {}, options, clock, silent_progress());
    ASSERT_FALSE(summary);
    EXPECT_THAT(summary.error().message, HasSubstr(name));
  }
  EXPECT_FALSE(make_odp("k", "http://example.org")->ready()) << "no key over plain http";
  EXPECT_TRUE(script.requests.empty());
}

TEST_F(Fetch, PassingTroublesAreWaitedOut) {
  const auto service = odp();
  Script script({status(500), status(503), fail(ErrorCode::kIo, "reset"), json("{\"cut\":"),
                 HttpAnswer{200, {{"content-type", "text/html"}}, "<html>"}, json()});
  const auto summary = run(*service, script, {{"application", "16123456"}});
  EXPECT_EQ(summary.fetched, 1U);
  EXPECT_EQ(script.requests.size(), 6U);
  EXPECT_GE(slept_whole(), 0.5 * (1 + 2 + 4 + 8 + 16));
}

TEST_F(Fetch, ARetryAfterIsKept) {
  const auto service = odp();
  Script script({status(429, {{"retry-after", "33"}}), json()});
  EXPECT_EQ(run(*service, script, {{"application", "16123456"}}).fetched, 1U);
  ASSERT_FALSE(slept.empty());
  EXPECT_GE(slept.front(), 33.0);
}

TEST_F(Fetch, ALongRetryAfterEndsTheRunAndSaysWhenToGoOn) {
  const auto service = odp();
  Script script({status(429, {{"retry-after", "7200"}})});
  const auto summary = run(*service, script, {{"application", "16123456"}});
  ASSERT_TRUE(summary.ended);
  EXPECT_EQ(summary.ended->code, ErrorCode::kLimitExceeded);
  EXPECT_THAT(summary.ended->message, HasSubstr(utc_text(now + 7200)));
}

TEST_F(Fetch, AnExpiredTokenIsRenewedOnce) {
  for (const HttpAnswer& over :
       {status(401), status(400, {}, "<message>invalid_access_token</message>")}) {
    const auto service = ops();
    Script script({token("tok-1"), over, token("tok-2"), xml()});
    options.age_days_max = -1;
    EXPECT_EQ(run(*service, script, {{"biblio", "EP1000000B1"}}).fetched, 1U);
    EXPECT_EQ(script.requests.back().headers.at("Authorization"), "Bearer tok-2");
  }
}

TEST_F(Fetch, ATokenIsRenewedBeforeItEnds) {
  const auto service = ops();
  Script script({token("tok-1", "31"), xml(), token("tok-2"), xml()});
  clock.sleep = [this](double) {
    now += 5;
    return true;
  };
  now += 0;
  run(*service, script, {{"biblio", "EP1000000B1"}, {"legal", "EP1000000B1"}});
  EXPECT_EQ(script.requests.size(), 4U);
}

TEST_F(Fetch, AWrongKeyEndsTheRun) {
  const auto service = ops();
  Script script({status(401)});
  const auto summary = run(*service, script, {{"biblio", "EP1000000B1"}});
  ASSERT_TRUE(summary.ended);
  EXPECT_THAT(summary.ended->message, HasSubstr("PIGNUS_OPS_KEY"));
  EXPECT_EQ(summary.ended->message.find("secret\""), std::string::npos);
  const auto portal = odp();
  Script refusing({status(403)});
  EXPECT_THAT(run(*portal, refusing, {{"application", "16123456"}}).ended->message,
              HasSubstr("PIGNUS_ODP_KEY"));
}

TEST_F(Fetch, AUsedUpQuotaSaysWhichAndWhen) {
  const auto service = ops();
  Script script({token(), status(403, {{"x-rejection-reason", "RegisteredQuotaPerWeek"},
                                       {"x-registeredquotaperweek-used", "4294967296"}})});
  const auto week = run(*service, script, {{"biblio", "EP1000000B1"}});
  ASSERT_TRUE(week.ended);
  EXPECT_EQ(week.ended->code, ErrorCode::kLimitExceeded);
  EXPECT_THAT(week.ended->message, HasSubstr("RegisteredQuotaPerWeek"));
  EXPECT_THAT(week.ended->message, HasSubstr("4294967296"));
  EXPECT_THAT(week.ended->message, HasSubstr("next week"));
  EXPECT_EQ(script.requests.size(), 2U) << "nothing more is asked";
}

TEST_F(Fetch, ColoursSlowItDown) {
  const auto service = ops();
  const Item item = *service->item("legal", "EP1000000B1");
  const auto pause_after = [&](const std::string& header, const std::string& retry = "") {
    (void)service->judge(
        item, status(200, {{"x-throttling-control", header}, {"retry-after", retry}}), now);
    return service->pause_s(item);
  };
  EXPECT_DOUBLE_EQ(pause_after("idle (inpadoc=green:60)"), 1.0);
  EXPECT_DOUBLE_EQ(pause_after("busy (inpadoc=yellow:45)"), 2 * 60.0 / 45);
  EXPECT_DOUBLE_EQ(pause_after("overloaded (inpadoc=red:30)"), 8.0);
  EXPECT_DOUBLE_EQ(pause_after("overloaded (inpadoc=black:0)", "90000"), 90.0);
  EXPECT_DOUBLE_EQ(pause_after("overloaded (inpadoc=black:0)"), 60.0);
}

TEST_F(Fetch, NothingIsRememberedToo) {
  const auto service = odp();
  Script script({status(404)});
  EXPECT_EQ(run(*service, script, {{"application", "16123456"}}).nothing.size(), 1U);
  EXPECT_EQ(run(*service, script, {{"application", "16123456"}}).there_before, 1U);
  EXPECT_EQ(script.requests.size(), 1U);
}

TEST_F(Fetch, MalformedXmlIsNeverSaved) {
  const auto service = ops();
  Script script({token(), xml("<a><b></a>")});
  const auto summary = run(*service, script, {{"biblio", "EP1000000B1"}});
  ASSERT_EQ(summary.failed.size(), 1U);
  EXPECT_THAT(summary.failed[0].why, HasSubstr("well-formed"));
  EXPECT_EQ(summary.answers.size(), 0U);
}

TEST_F(Fetch, AHugeAnswerFailsAndIsNotAskedAgain) {
  const auto service = odp();
  Script script({fail(ErrorCode::kLimitExceeded, "larger"), json()});
  const auto summary =
      run(*service, script, {{"application", "16123456"}, {"application", "16123457"}});
  EXPECT_EQ(summary.failed.size(), 1U);
  EXPECT_EQ(summary.fetched, 1U);
  EXPECT_EQ(script.requests.size(), 2U);
}

TEST_F(Fetch, AServiceOutOfOrderEndsTheRun) {
  const auto service = odp();
  Script script({status(500)});
  const auto summary = run(*service, script,
                           {{"application", "16123451"},
                            {"application", "16123452"},
                            {"application", "16123453"},
                            {"application", "16123454"}});
  EXPECT_EQ(summary.failed.size(), 3U);
  ASSERT_TRUE(summary.ended);
  EXPECT_EQ(summary.ended->code, ErrorCode::kIo);
}

TEST_F(Fetch, GoesOnWhereItStopped) {
  const std::vector<std::pair<std::string, std::string>> asked{
      {"application", "16123451"}, {"application", "16123452"}, {"application", "16123453"}};
  {
    const auto service = odp();
    Script script({json(), fail(ErrorCode::kCancelled, "stopped")});
    const auto summary = run(*service, script, asked);
    EXPECT_EQ(summary.fetched, 1U);
    EXPECT_EQ(summary.ended->code, ErrorCode::kCancelled);
  }
  // Killed in the middle of a line of the log.
  std::ofstream(options.folder / ".fetch.log", std::ios::app) << "2026-11-24\todp/applica";
  const auto service = odp();
  Script script({json()});
  const auto summary = run(*service, script, asked);
  EXPECT_EQ(summary.there_before, 1U);
  EXPECT_EQ(summary.fetched, 2U);
  EXPECT_EQ(summary.answers.size(), 3U);
  options.today = *Date::parse("2026-12-02");
  Script later({json()});
  EXPECT_EQ(run(*service, later, asked).fetched, 3U) << "older than a week";
}

TEST_F(Fetch, AnAnswerThatWasTakenAwayIsFetchedAgain) {
  const auto service = odp();
  Script script({json()});
  const auto first = run(*service, script, {{"application", "16123451"}});
  std::filesystem::remove(first.answers[0]);
  EXPECT_EQ(run(*service, script, {{"application", "16123451"}}).fetched, 1U);
}

TEST(Backoff, DoublesWithJitterToABound) {
  FetchOptions options;
  for (int attempt = 1; attempt <= 20; ++attempt) {
    const double whole = std::min(60.0, std::pow(2.0, attempt - 1));
    EXPECT_GE(backoff_s(options, 3, attempt), whole / 2);
    EXPECT_LE(backoff_s(options, 3, attempt), whole);
    EXPECT_EQ(backoff_s(options, 3, attempt), backoff_s(options, 3, attempt)) << "from the seed";
  }
  EXPECT_NE(backoff_s(options, 3, 4), backoff_s(options, 4, 4));
}

TEST_F(Fetch, KeysAreNowhereOnDisk) {
  const auto service = make_ops({"very-secret-key", "very-secret-word"}, "https://ops.example");
  Script script({token("very-secret-token"), xml(), status(404)});
  run(*service, script, {{"biblio", "EP1000000B1"}, {"legal", "EP1000000B1"}});
  for (const auto& entry : std::filesystem::directory_iterator(options.folder)) {
    EXPECT_EQ(read_file(entry.path())->find("very-secret"), std::string::npos) << entry.path();
  }
}

}  // namespace
}  // namespace pignus::connect
