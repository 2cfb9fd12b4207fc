// Our own small tables; the files themselves: tests/files.
#include "registers/reference/patentworld.h"

#include <gtest/gtest.h>
#include <string>
#include <variant>
#include <vector>

#include "core/file.h"
#include "registers/io/byte_sources.h"
#include "registers/mapping/mapping.h"

namespace pignus::registers {
namespace {

const Date kKnown = *Date::from_ymd(2026, 2, 22);

struct Reading {
  Status status;
  std::vector<ReferenceFigure> figures;
  std::vector<Problem> problems;
};

Reading read(const std::string& json, std::size_t most = 1000) {
  Reading reading;
  const FactSink sink{[&](Fact&& fact) {
                        reading.figures.push_back(std::get<ReferenceFigure>(std::move(fact)));
                        return reading.figures.size() < most;
                      },
                      [&](Problem&& problem) {
                        reading.problems.push_back(std::move(problem));
                        return true;
                      }};
  MemorySource source(json);
  reading.status = read_patentworld(source, "t.json", kKnown, sink);
  return reading;
}

TEST(Patentworld, ARowGivesOneFigureANumber) {
  const Reading reading =
      read(R"([{"year":1999,"sector":"Instruments","field":"Optics ","count":12},)"
           R"({"field":"Control","count":7,"year":2000,"sector":"Instruments"}])");
  ASSERT_TRUE(reading.status) << describe(reading.status.error());
  ASSERT_EQ(reading.figures.size(), 2U);
  EXPECT_EQ(reading.figures[0].series, "patentworld-fields");
  EXPECT_EQ(reading.figures[0].item, "Optics");
  EXPECT_EQ(reading.figures[0].measure, "count");
  EXPECT_EQ(reading.figures[0].date.text(), "1999");
  EXPECT_EQ(reading.figures[0].known, kKnown);
  EXPECT_EQ(reading.figures[0].unit, "count");
  EXPECT_EQ(reading.figures[1].item, "Control");
  EXPECT_EQ(reading.figures[1].source, (Source{"t.json", "", 2, "", ""}));
}

TEST(Patentworld, MissingNumbersAreNoFiguresAndPeriodsBeginInAYear) {
  const Reading reading =
      read(R"([{"period":"2021-2025","sector":"Optics","avg_forward_cites":null,"avg_claims":15.5,)"
           R"("avg_scope":2}])");
  ASSERT_TRUE(reading.status);
  ASSERT_EQ(reading.figures.size(), 2U);
  EXPECT_EQ(reading.figures[0].measure, "avg_claims");
  EXPECT_EQ(reading.figures[0].date.text(), "2021");
}

TEST(Patentworld, ARowThatIsWrongIsSetAsideWithItsPlace) {
  const std::string sound = R"([{"year":1999,"section":"A","count":1},)";
  struct Case {
    const char* row;
    const char* field;
  };
  for (const Case& one :
       {Case{R"({"year":1999,"section":"A","count":"2"})", "count"},
        Case{R"({"year":1999,"section":"","count":2})", "section"},
        Case{R"({"year":1999,"section":"A\u0000","count":2})", "section"},
        Case{R"({"year":2027,"section":"A","count":2})", "year"},
        Case{R"({"year":1999.5,"section":"A","count":2})", "year"},
        Case{R"({"year":1999,"section":"A","number":2})", "count"},
        Case{R"({"year":1999,"section":"A","count":2,"count":3})", ""},
        Case{R"({"year":1999,"section":"A"})", ""}, Case{"[]", ""}, Case{"7", ""}}) {
    const Reading reading = read(sound + one.row + R"(,{"year":2000,"section":"A","count":3}])");
    ASSERT_TRUE(reading.status) << one.row;
    EXPECT_EQ(reading.figures.size(), 2U) << one.row;
    ASSERT_EQ(reading.problems.size(), 1U) << one.row;
    EXPECT_EQ(reading.problems[0].error.where, (Where{"t.json", 2, one.field})) << one.row;
  }
}

TEST(Patentworld, WhatIsNoSuchTableIsRefused) {
  EXPECT_TRUE(read("{}").status);  // a table by firm, of no firm
  for (const char* json : {"[]", "7", R"([{"a":1}])", R"({"x":[{"a":1}]})", "[7]"}) {
    const Reading reading = read(json);
    ASSERT_FALSE(reading.status) << json;
    EXPECT_EQ(reading.status.error().code, ErrorCode::kUnsupported) << json;
    EXPECT_EQ(reading.status.error().where.file, "t.json") << json;
  }
  EXPECT_EQ(read("[{").status.error().code, ErrorCode::kInvalidInput);
  EXPECT_EQ(read("[[[[[[[[[[[1]]]]]]]]]]]").status.error().code, ErrorCode::kLimitExceeded);
}

TEST(Patentworld, RowsByFirmAndProfiles) {
  const Reading firms = read(
      R"({"Acme":[{"year":1999,"p25":1,"p50":2,"p75":3,"p90":4,"mean":2.5,"system_median":2}],)"
      R"("Bolt":7,"Cord":[{"year":1999}]})");
  ASSERT_TRUE(firms.status);
  ASSERT_EQ(firms.figures.size(), 6U);
  EXPECT_EQ(firms.figures[1].item, "Acme");
  EXPECT_EQ(firms.figures[1].measure, "p50");
  ASSERT_EQ(firms.problems.size(), 2U);
  EXPECT_EQ(firms.problems[0].error.where, (Where{"t.json", 2, "Bolt"}));
  EXPECT_EQ(firms.problems[1].error.where, (Where{"t.json", 3, "year"}));

  const Reading profiles =
      read(R"([{"company":"Acme","raw_name":"ACME","years":[{"year":1999,"patent_count":3,)"
           R"("cpc_distribution":{"G":2,"B":1}}]},{"company":"Bolt","years":[{"year":1999}]},7])");
  ASSERT_TRUE(profiles.status);
  ASSERT_EQ(profiles.figures.size(), 3U);
  EXPECT_EQ(profiles.figures[0].series, "patentworld-owners");
  EXPECT_EQ(profiles.figures[0].measure, "patents");
  EXPECT_EQ(profiles.figures[1].measure, "patents.G");
  EXPECT_EQ(profiles.figures[1].value, 2);
  ASSERT_EQ(profiles.problems.size(), 2U);
  EXPECT_EQ(profiles.problems[0].error.where, (Where{"t.json", 2, "years.patent_count"}));
}

TEST(Patentworld, TheMappingOfTheExamplesGivesTheSameFigures) {
  const std::string path = std::string(PIGNUS_SOURCE_DIR) + "/examples/mapping/technology-counts";
  const auto bytes = read_file(path + ".json");
  const auto mapping = read_mapping(path + ".toml");
  ASSERT_TRUE(bytes && mapping);
  const Reading direct = read(*bytes);
  std::vector<ReferenceFigure> mapped;
  const FactSink sink{[&](Fact&& fact) {
                        mapped.push_back(std::get<ReferenceFigure>(std::move(fact)));
                        return true;
                      },
                      [](Problem&&) { return true; }};
  ASSERT_TRUE(read_mapped_file(path + ".json", *mapping, kKnown, sink));
  ASSERT_EQ(mapped.size(), 3U);
  ASSERT_EQ(direct.figures.size(), 3U);
  for (std::size_t i = 0; i < mapped.size(); ++i) {
    mapped[i].source = direct.figures[i].source;  // the name of the file, the registry
    EXPECT_EQ(mapped[i], direct.figures[i]) << i;
  }
}

TEST(Patentworld, StopsWhenToldTo) {
  const Reading reading =
      read(R"([{"year":1999,"section":"A","count":1},{"year":2000,"section":"A","count":1}])", 1);
  ASSERT_FALSE(reading.status);
  EXPECT_EQ(reading.status.error().code, ErrorCode::kCancelled);
  EXPECT_EQ(reading.figures.size(), 1U);
}

}  // namespace
}  // namespace pignus::registers
