#include "standards/parameters.h"

#include <gtest/gtest.h>
#include <string>

#include "standards/embedded.h"
#include "standards/risk_parameters.h"
#include "standards/valuation_parameters.h"

namespace pignus::standards {
namespace {

constexpr std::string_view kHead = "id = \"x\"\nversion = \"1\"\n[parameters.rate]\n";
constexpr std::string_view kTail = "unit = \"1/year\"\nsource = \"s\"\ngrade = \"own\"\n";

Result<ParameterSet> parse(std::string_view middle, std::string_view tail = kTail) {
  return parse_parameters(std::string(kHead) + std::string(middle) + std::string(tail), "f.toml");
}

TEST(Parameters, ReadsPointsAndIntervals) {
  const auto point = parse("value = 0.5\n");
  ASSERT_TRUE(point);
  EXPECT_EQ(point->at("rate").low, .5);
  EXPECT_EQ(point->at("rate").high, .5);
  const auto interval = parse("low = 1\nmode = 2\nhigh = 3\n");
  ASSERT_TRUE(interval);
  EXPECT_EQ(interval->at("rate").mode, 2);
  EXPECT_EQ(interval->at("rate").evidence.grade, Grade::kOwn);
}

TEST(Parameters, SaysWhatIsWrong) {
  EXPECT_EQ(parse("low = 3\nmode = 2\nhigh = 4\n").error().where.field, "rate");
  EXPECT_EQ(parse("low = 1\nmode = 2\n").error().where.field, "rate.high");
  EXPECT_EQ(parse("value = inf\n").error().where.field, "rate.value");
  EXPECT_EQ(
      parse("value = 1\n", "unit = \"x\"\nsource = \"s\"\ngrade = \"sure\"\n").error().where.field,
      "rate.grade");
  EXPECT_EQ(parse("value = 1\n", "unit = \"x\"\ngrade = \"own\"\n").error().where.field,
            "rate.source");
  EXPECT_EQ(parse("value = \n").error().where.file, "f.toml");
  EXPECT_FALSE(parse_parameters("", "f.toml"));
}

TEST(Parameters, TheProgramsOwnFilesAreSound) {
  const auto valuation = load_valuation_parameters();
  ASSERT_TRUE(valuation) << describe(valuation.error());
  EXPECT_EQ(valuation->populations.size(), embedded_files("valuation/renewal-").size());
  ASSERT_NE(valuation->population("CN", "utility_model"), nullptr);
  EXPECT_EQ(valuation->population("EP", "invention"), nullptr);
  const auto risk = load_risk_parameters();
  ASSERT_TRUE(risk) << describe(risk.error());
}

TEST(Parameters, AProbabilityOrShareStaysOne) {
  const auto valuation = load_valuation_parameters();
  const auto risk = load_risk_parameters();
  ASSERT_TRUE(valuation && risk);
  for (const ParameterSet* set : {&valuation->common, &valuation->liquidation, &risk->terms}) {
    for (const auto& [name, parameter] : set->values) {
      if (parameter.unit.starts_with("probability") || parameter.unit.starts_with("share of pr")) {
        EXPECT_GE(parameter.low, 0) << name;
        EXPECT_LE(parameter.high, 1) << name;
      }
    }
  }
}

TEST(Population, SaysWhatIsWrong) {
  const std::string good(embedded_file("valuation/renewal-us-invention.toml"));
  ASSERT_TRUE(parse_population(good, "p.toml"));
  const auto with = [&good](const std::string& from, const std::string& to) {
    std::string changed = good;
    changed.replace(changed.find(from), from.size(), to);
    return parse_population(changed, "p.toml");
  };
  EXPECT_EQ(with("currency = \"USD\"", "currency = \"ZZZ\"").error().where.field, "currency");
  EXPECT_EQ(with("base = \"grant\"", "base = \"birth\"").error().where.field, "base");
  EXPECT_EQ(with("age = 8", "age = 3").error().where.record, 2U);
  EXPECT_EQ(with("cost = 2480", "cost = -1").error().where.field, "fees");
  EXPECT_EQ(with("parameters.sigma", "parameters.sigmb").error().where.field, "sigma");
}

}  // namespace
}  // namespace pignus::standards
