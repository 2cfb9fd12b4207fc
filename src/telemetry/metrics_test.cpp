#include "telemetry/metrics.h"

#include <cmath>
#include <filesystem>
#include <gtest/gtest.h>
#include <limits>
#include <rapidcheck/gtest.h>
#include <thread>

#include "core/file.h"
#include "support/exposition_parser.h"
#include "telemetry/exposition.h"
#include "telemetry/metrics_file.h"

namespace pignus::telemetry {
namespace {

using test_support::ExpositionParser;
using test_support::Labels;

TEST(Metrics, TheTextIsAsTheFormatHasIt) {
  Registry registry;
  registry.counter("pignus_facts_total", "Facts\ntaken, \\ and \"more\".", {"format"})
      .with({"a \"b\"\\\nc"})
      .add(3);
  registry.gauge("pignus_waiting", "Sources waiting.").with({}).set(2.5);
  auto& seconds = registry.histogram("pignus_seconds", "Seconds.", {"format"}, {0.5, 1});
  seconds.with({"docdb"}).observe(0.5);
  seconds.with({"docdb"}).observe(0.75);
  seconds.with({"docdb"}).observe(100);
  EXPECT_EQ(exposition(registry),
            "# HELP pignus_facts_total Facts\\ntaken, \\\\ and \"more\".\n"
            "# TYPE pignus_facts_total counter\n"
            "pignus_facts_total{format=\"a \\\"b\\\"\\\\\\nc\"} 3\n"
            "# HELP pignus_seconds Seconds.\n"
            "# TYPE pignus_seconds histogram\n"
            "pignus_seconds_bucket{format=\"docdb\",le=\"0.5\"} 1\n"
            "pignus_seconds_bucket{format=\"docdb\",le=\"1\"} 2\n"
            "pignus_seconds_bucket{format=\"docdb\",le=\"+Inf\"} 3\n"
            "pignus_seconds_sum{format=\"docdb\"} 101.25\n"
            "pignus_seconds_count{format=\"docdb\"} 3\n"
            "# HELP pignus_waiting Sources waiting.\n"
            "# TYPE pignus_waiting gauge\n"
            "pignus_waiting 2.5\n");
}

TEST(Metrics, WhatIsNoOrdinaryNumber) {
  Registry registry;
  auto& gauge = registry.gauge("g", "h", {"of"});
  gauge.with({"nan"}).set(std::numeric_limits<double>::quiet_NaN());
  gauge.with({"up"}).set(std::numeric_limits<double>::infinity());
  gauge.with({"down"}).set(-std::numeric_limits<double>::infinity());
  auto& histogram = registry.histogram("s", "h", {}, {1});
  histogram.with({}).observe(std::numeric_limits<double>::quiet_NaN());
  histogram.with({}).observe(std::numeric_limits<double>::infinity());
  const auto families = ExpositionParser::parse(exposition(registry));
  EXPECT_TRUE(std::isnan(families.at("g").samples.at({"g", Labels{{"of", "nan"}}})));
  EXPECT_EQ(families.at("g").samples.at({"g", Labels{{"of", "down"}}}),
            -std::numeric_limits<double>::infinity());
  EXPECT_EQ(families.at("s").samples.at({"s_count", Labels{}}), 1);
}

TEST(Metrics, AFamilyWithoutSeriesIsLeftOut) {
  Registry registry;
  registry.counter("nothing_total", "Nothing.", {"kind"});
  EXPECT_EQ(exposition(registry), "");
}

TEST(Metrics, ManyThreadsLoseNothing) {
  Registry registry;
  auto& counter = registry.counter("c_total", "h", {"thread"});
  auto& all = registry.counter("all_total", "h").with({});
  auto& histogram = registry.histogram("s", "h").with({});
  constexpr int kThreads = 8;
  constexpr int kTimes = 5'000;
  std::vector<std::thread> threads;
  for (int i = 0; i < kThreads; ++i) {
    threads.emplace_back([&, i] {
      for (int k = 0; k < kTimes; ++k) {
        counter.with({std::to_string(i % 2)}).add();
        all.add(2);
        histogram.observe(0.01 * i);
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(all.value(), 2.0 * kThreads * kTimes);
  EXPECT_EQ(counter.with({"0"}).value() + counter.with({"1"}).value(), 1.0 * kThreads * kTimes);
  std::uint64_t observed = 0;
  for (const std::uint64_t count : histogram.read().counts) observed += count;
  EXPECT_EQ(observed, static_cast<std::uint64_t>(kThreads) * kTimes);
}

TEST(Metrics, LabelsCannotGrowWithoutBound) {
  Registry registry;
  auto& family = registry.counter("c_total", "h", {"number", "kind"});
  for (std::size_t i = 0; i < kSeriesMax + 50; ++i) family.with({std::to_string(i), "x"}).add();
  EXPECT_EQ(family.series().size(), kSeriesMax + 1);
  EXPECT_EQ(family.with({"other", "other"}).value(), 50);
}

RC_GTEST_PROP(Metrics, AnyRegistryReadsBackAsItWas,
              (const std::map<std::string, double>& told, const std::vector<double>& seen)) {
  Registry registry;
  auto& family = registry.gauge("g", "h", {"text"});
  std::map<std::string, double> expected;
  for (const auto& [text, value] : told) {
    std::string ascii = text;
    for (char& c : ascii) c = static_cast<char>(c & 0x7F);
    family.with({ascii}).set(value);
    expected[ascii] = value;
  }
  auto& histogram = registry.histogram("s", "h", {}, {-10, 0, 10});
  for (const double value : seen) histogram.with({}).observe(value);
  const std::string text = exposition(registry);
  RC_ASSERT(text == exposition(registry));
  const auto families = ExpositionParser::parse(text);
  RC_ASSERT((families.contains("g") ? families.at("g").samples.size() : 0U) == expected.size());
  for (const auto& [label, value] : expected) {
    RC_ASSERT(families.at("g").samples.at({"g", Labels{{"text", label}}}) == value);
  }
  if (!seen.empty()) {
    const double below = static_cast<double>(
        std::count_if(seen.begin(), seen.end(), [](double value) { return value <= 0; }));
    RC_ASSERT(families.at("s").samples.at({"s_bucket", Labels{{"le", "0"}}}) == below);
  }
}

TEST(ExpositionParser, RefusesWhatTheFormatDoesNotHave) {
  const std::string head = "# HELP c_total h\n# TYPE c_total counter\n";
  EXPECT_NO_THROW(ExpositionParser::parse(head + "c_total 1\n"));
  for (const std::string& wrong :
       {std::string("c_total 1\n"), head, head + "c_total 1", head + "c_total x\n",
        head + "c_total{a=b} 1\n", head + "c_total{a=\"b} 1\n", head + "c_total{a=\"\\t\"} 1\n",
        head + "c_total -1\n", head + "c_total 1\nc_total 1\n", head + "d_total 1\n",
        head + "c_total  1\n", head + "c_total{} 1\n", head + "\n" + "c_total 1\n",
        head + "c_total{a=\"1\",a=\"2\"} 1\n", std::string("# TYPE c_total counter\nc_total 1\n"),
        std::string("# HELP s h\n# TYPE s histogram\ns_bucket{le=\"1\"} 1\ns_sum 1\ns_count 1\n"),
        std::string("# HELP s h\n# TYPE s histogram\ns_bucket{le=\"1\"} 2\ns_bucket{le=\"+Inf\"} "
                    "1\ns_sum 1\ns_count 1\n")}) {
    EXPECT_THROW(ExpositionParser::parse(wrong), std::runtime_error) << wrong;
  }
}

TEST(MetricsFile, IsWrittenWhileTheWorkGoesOnAndAtItsEnd) {
  std::string pattern = (std::filesystem::temp_directory_path() / "pignus-XXXXXX").string();
  ASSERT_NE(mkdtemp(pattern.data()), nullptr);
  const std::filesystem::path path = std::filesystem::path(pattern) / "pignus.prom";
  Registry registry;
  auto& counter = registry.counter("c_total", "h").with({});
  {
    const MetricsFile file(registry, {path, std::chrono::milliseconds(1), {}});
    counter.add(1);
    while (!std::filesystem::exists(path)) std::this_thread::yield();
    counter.add(1);
  }
  const auto text = read_file(path);
  ASSERT_TRUE(text) << describe(text.error());
  EXPECT_EQ(*text, exposition(registry));
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(pattern), {}), 1) << "no rests";
  std::filesystem::remove_all(pattern);
}

TEST(MetricsFile, TroubleIsToldOnceAndEndsNothing) {
  Registry registry;
  registry.counter("c_total", "h").with({});
  std::atomic<int> told{0};
  {
    const MetricsFile file(registry, {"/no/such/folder/pignus.prom", std::chrono::milliseconds(1),
                                      [&told](const Error& error) {
                                        EXPECT_EQ(error.where.file, "/no/such/folder/pignus.prom");
                                        ++told;
                                      }});
    while (told == 0) std::this_thread::yield();
  }
  EXPECT_EQ(told, 1);
}

}  // namespace
}  // namespace pignus::telemetry
