#include "registers/mapping/mapping.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <variant>

#include "registers/mapping/field_value.h"

namespace pignus::registers {
namespace {

using ::testing::HasSubstr;

struct Reading {
  Status status;
  std::vector<Fact> facts;
  std::vector<Problem> problems;

  template <typename Kind>
  std::vector<Kind> all() const {
    std::vector<Kind> out;
    for (const Fact& fact : facts) {
      if (const auto* one = std::get_if<Kind>(&fact)) out.push_back(*one);
    }
    return out;
  }
};

FactSink sink_of(Reading& reading) {
  return {[&reading](Fact&& fact) {
            reading.facts.push_back(std::move(fact));
            return true;
          },
          [&reading](Problem&& problem) {
            reading.problems.push_back(std::move(problem));
            return true;
          }};
}

Reading read(const std::string& toml, const std::string& table,
             std::optional<Date> known = std::nullopt) {
  Reading reading;
  const auto mapping = parse_mapping(toml, "m.toml");
  if (!mapping) {
    reading.status = fail(mapping.error());
    return reading;
  }
  const auto parsed = parse_table(table, "t.csv", mapping->table);
  if (!parsed) {
    reading.status = fail(parsed.error());
    return reading;
  }
  reading.status = apply_mapping(*mapping, *parsed, known, sink_of(reading));
  return reading;
}

Reading read_example(const std::string& name, const std::string& extension,
                     std::optional<Date> known = std::nullopt) {
  const std::string folder = std::string(PIGNUS_SOURCE_DIR) + "/examples/mapping/";
  Reading reading;
  const auto mapping = read_mapping(folder + name + ".toml");
  if (!mapping) {
    reading.status = fail(mapping.error());
    return reading;
  }
  reading.status =
      read_mapped_file(folder + name + "." + extension, *mapping, known, sink_of(reading));
  return reading;
}

std::string figure_text(const ReferenceFigure& one) {
  return one.series + " | " + one.item + " | " + one.measure + " | " + one.date.text() + " | " +
         std::to_string(one.value) + " | " + one.unit;
}

const std::optional<Date> kKnown = Date::parse("2024-02-01");

TEST(MappingExamples, ARegisterExtract) {
  const Reading reading = read_example("register-extract", "csv");
  ASSERT_TRUE(reading.status) << describe(reading.status.error());
  const auto rights = reading.all<RightRecord>();
  ASSERT_EQ(rights.size(), 3U);
  EXPECT_EQ(rights[0].id.value, "DE-P-102015201234");
  EXPECT_EQ(rights[0].type, RightType::kInvention);
  EXPECT_EQ(rights[0].filing_date.text(), "2015-02-12");
  EXPECT_EQ(rights[0].owners, (std::vector<Party>{{"Beispiel GmbH", "DE", ""}}));
  EXPECT_EQ(rights[0].inventors, (std::vector<std::string>{"Muster, Anna", "Probe, Bert"}));
  EXPECT_EQ(rights[0].classes, (std::vector<std::string>{"F04D 29/22", "F04D 13/06"}));
  EXPECT_EQ(rights[0].details.at("status"), "in Kraft");
  EXPECT_EQ(rights[0].known.iso(), "2026-06-30");
  EXPECT_EQ(rights[0].source, (Source{"register-extract.csv", "", 4, "", "beispiel-bestand"}));
  EXPECT_EQ(rights[1].filing_date.text(), "2016-08");
  EXPECT_TRUE(rights[1].grant_date.empty());
  ASSERT_EQ(reading.all<LegalEvent>().size(), 1U);
  ASSERT_EQ(reading.problems.size(), 1U);
  EXPECT_EQ(reading.problems[0].error.where, (Where{"register-extract.csv", 7, "Anmeldetag"}));
}

TEST(MappingExamples, DeclarationsOfStandards) {
  const Reading reading = read_example("declared-standards", "csv");
  ASSERT_TRUE(reading.status) << describe(reading.status.error());
  const auto rights = reading.all<RightRecord>();
  ASSERT_EQ(rights.size(), 2U);
  EXPECT_EQ(rights[1].id.value, "US-P-99900001");
  EXPECT_EQ(rights[1].details.at("standard_essential"), "EX 230.1; EX 230.2");
  EXPECT_EQ(rights[1].known.iso(), "2025-01-15");
}

TEST(MappingExamples, Deals) {
  const Reading reading = read_example("deals", "json");
  ASSERT_TRUE(reading.status) << describe(reading.status.error());
  const auto trades = reading.all<TradeReport>();
  ASSERT_EQ(trades.size(), 2U);
  EXPECT_EQ(trades[0].price->text(), "USD 1250000.00");
  EXPECT_EQ(trades[0].rights.size(), 2U);
  EXPECT_EQ(trades[0].buyer, "Sample Holdings LLC");
  EXPECT_EQ(trades[1].kind, "licence");
  EXPECT_DOUBLE_EQ(*trades[1].royalty_rate, 0.035);
  EXPECT_EQ(trades[1].date.text(), "2024-07");
  EXPECT_FALSE(trades[1].price);
  ASSERT_EQ(reading.problems.size(), 1U);
  EXPECT_EQ(reading.problems[0].error.where, (Where{"deals.json", 3, "sort"}));
}

TEST(MappingExamples, RoyaltyRates) {
  const Reading without = read_example("royalty-rates", "csv");
  ASSERT_TRUE(without.status);
  EXPECT_EQ(without.facts.size(), 0U) << "a day of publication is never made up";
  EXPECT_THAT(without.problems.at(0).error.message, HasSubstr("--known"));
  const Reading reading = read_example("royalty-rates", "csv", kKnown);
  const auto figures = reading.all<ReferenceFigure>();
  ASSERT_EQ(figures.size(), 7U);
  EXPECT_EQ(figure_text(figures[0]), "royalty | Pumpen | Lizenzsatz niedrig | 2023 | 0.015000 | 1");
  EXPECT_EQ(figure_text(figures[3]), "royalty | Pumpen | cases | 2023 | 1204.000000 | count");
  EXPECT_EQ(figures[0].known, *kKnown);
  EXPECT_TRUE(reading.problems.empty());
}

TEST(MappingExamples, Pledges) {
  const Reading reading = read_example("pledges", "tsv");
  ASSERT_TRUE(reading.status) << describe(reading.status.error());
  const auto recordings = reading.all<Recording>();
  ASSERT_EQ(recordings.size(), 2U);
  EXPECT_EQ(recordings[0].secured_amount->text(), "CNY 3000000.00");
  EXPECT_EQ(recordings[1].secured_amount->text(), "CNY 12505000.00");
  EXPECT_EQ(recordings[1].properties.size(), 2U);
  EXPECT_EQ(recordings[0].conveyance_class, ConveyanceClass::kSecurityInterest);
  EXPECT_EQ(recordings[0].recorded.iso(), "2024-03-05");
  ASSERT_EQ(reading.problems.size(), 1U);
  EXPECT_EQ(reading.problems[0].error.where.field, "Right (rights)");
}

TEST(MappingExamples, TablesOfStatistics) {
  const auto by_year = read_example("ncses-by-year", "csv", kKnown).all<ReferenceFigure>();
  ASSERT_EQ(by_year.size(), 3U) << "a suppressed cell is no figure";
  EXPECT_EQ(figure_text(by_year[1]),
            "ncses-900001 | All classes | number | 2021 | 1250.000000 | count");
  const auto industry = read_example("ncses-by-industry", "csv", kKnown).all<ReferenceFigure>();
  ASSERT_EQ(industry.size(), 1U);
  EXPECT_EQ(industry[0].value, 31250);
  const auto measures = read_example("ncses-by-measure", "csv", kKnown).all<ReferenceFigure>();
  ASSERT_EQ(measures.size(), 3U);
  EXPECT_EQ(figure_text(measures[1]),
            "ncses-900003 | All industries | patents_issued | 2022 | 1900.000000 | as the table's "
            "notes say");
  const auto sectors = read_example("ncses-by-sector", "csv", kKnown).all<ReferenceFigure>();
  ASSERT_EQ(sectors.size(), 1U);
  EXPECT_EQ(sectors[0].item, "Took a licence from another company / All");
  EXPECT_EQ(sectors[0].value, 120);
  const auto facts = read_example("market-facts", "csv", kKnown).all<ReferenceFigure>();
  ASSERT_EQ(facts.size(), 5U);
  EXPECT_EQ(figure_text(facts[1]),
            "market-patent_auction | 2007 spring | lots offered / sold, second | 2007 | 10.000000 "
            "| lots");
  EXPECT_TRUE(facts[3].date.empty());
}

TEST(MappingExamples, OrangeBook) {
  const auto events = read_example("orange-book", "txt", kKnown).all<LegalEvent>();
  ASSERT_EQ(events.size(), 2U);
  EXPECT_EQ(events[1].right.value, "US-P-9000001");
  EXPECT_EQ(events[1].date.text(), "2032-02-24");
  EXPECT_EQ(events[1].details.at("listed_as"), "9000001*PED");
  EXPECT_EQ(events[1].known, kKnown);
  EXPECT_FALSE(events[1].details.contains("use_code"));
}

const std::string kHead = "format = \"pignus.mapping/1\"\nregistry = \"r\"\n";

TEST(Mapping, MistakesNameFileAndKey) {
  struct Mistake {
    std::string toml;
    const char* says;
  };
  const std::string right = kHead + "[[facts]]\nkind = \"right\"\n[facts.fields]\n";
  for (const Mistake& one : std::vector<Mistake>{
           {"format = \"pignus.mapping/2\"\nregistry=\"r\"\n", "pignus.mapping/1"},
           {kHead, "nothing to read"},
           {kHead + "colour = 1\n[[facts]]\nkind=\"right\"\n[facts.fields]\nright=\"a\"\n",
            "colour"},
           {kHead + "[table]\nkind=\"pdf\"\n", "csv, tsv, json or sheet"},
           {kHead + "[table]\ndelimiter=\";;\"\n", "one character"},
           {kHead + "[[facts]]\nkind=\"deed\"\n[facts.fields]\n", "right, event"},
           {right + "colour = \"a\"\n", "no field of a right"},
           {right + "title = { colum = \"a\" }\n", "colum"},
           {right + "title = { column = \"a\", constant = \"b\" }\n", "one of"},
           {right + "title = { column = \"a\", pattern = \"(\" }\n", "regular expression"},
           {right + "right = { column = \"a\", number = \"serial\" }\n", "application"},
           {kHead + "[[facts]]\nkind=\"right\"\nwhen={column=\"a\"}\n[facts.fields]\n",
            "in, not_in"},
           {"format = ", "m.toml"}}) {
    const auto mapping = parse_mapping(one.toml, "m.toml");
    ASSERT_FALSE(mapping) << one.toml;
    EXPECT_THAT(describe(mapping.error()), HasSubstr(one.says)) << one.toml;
    EXPECT_EQ(mapping.error().where.file, "m.toml");
  }
}

TEST(Mapping, NoPatternMakesItHang) {
  // A backtracking matcher would try two to the power of 5,000 ways.
  const std::string toml = kHead +
                           "[[facts]]\nkind = \"right\"\n[facts.fields]\nright = \"a\"\n"
                           "title = { column = \"b\", pattern = \"^(x+x+)+y$\" }\n";
  const Reading reading = read(toml, "a,b\nUS9000001B2," + std::string(5000, 'x') + "\n");
  EXPECT_TRUE(reading.facts.empty());
  ASSERT_FALSE(reading.problems.empty());
  EXPECT_THAT(describe(reading.problems.front().error), HasSubstr("does not match"));
}

TEST(Mapping, AColumnThatIsNotThereEndsTheFile) {
  const Reading reading = read(
      kHead + "[[facts]]\nkind=\"reference\"\n[facts.fields]\nseries=\"Serie\"\n", "a,b\n1,2\n");
  ASSERT_FALSE(reading.status);
  EXPECT_EQ(reading.status.error().where, (Where{"t.csv", 0, "Serie"}));
}

TEST(Mapping, ProblemsNameRowAndColumnOfTheUsersTable) {
  const std::string toml = kHead +
                           "[table]\ndecimal = \",\"\n[[facts]]\nkind = \"reference\"\n"
                           "[facts.fields]\nseries = \"s\"\nitem = \"i\"\nmeasure = \"m\"\n"
                           "value = \"v\"\nunit = \"u\"\nknown = \"k\"\ndate = \"d\"\n";
  const Reading reading = read(toml,
                               "s;i;m;v;u;k;d\n"
                               "a;b;c;1.5;x;2024-01-01;2023\n"
                               "a;b;c;1,5;x;2024;2023\n"
                               "a;;c;1,5;x;2024-01-01;2023\n"
                               "a;b;c;1,5;x;2024-01-01;later\n"
                               "a;b;c;1,5;x;2024-01-01;2023\n"
                               "a;b;c;1,5\n");
  EXPECT_FALSE(reading.status) << "the delimiter was not given";
  std::string with = toml;
  with.replace(with.find("decimal"), 0, "delimiter = \";\"\n");
  const Reading again = read(with,
                             "s;i;m;v;u;k;d\n"
                             "a;b;c;1.5;x;2024-01-01;2023\n"
                             "a;b;c;1,5;x;2024;2023\n"
                             "a;;c;1,5;x;2024-01-01;2023\n"
                             "a;b;c;1,5;x;2024-01-01;later\n"
                             "a;b;c;1,5;x;2024-01-01;2023\n"
                             "a;b;c;1,5\n");
  ASSERT_TRUE(again.status) << describe(again.status.error());
  ASSERT_EQ(again.problems.size(), 5U);
  const std::vector<std::pair<std::uint64_t, std::string>> expected{
      {2, "v"}, {3, "k (known)"}, {4, "i (item)"}, {5, "d (date)"}, {7, "k (known)"}};
  for (std::size_t i = 0; i < expected.size(); ++i) {
    EXPECT_EQ(again.problems[i].error.where.record, expected[i].first);
    EXPECT_EQ(again.problems[i].error.where.field, expected[i].second);
  }
  ASSERT_EQ(again.facts.size(), 1U);
}

TEST(Mapping, ReadsACellAboveTheHeader) {
  const Reading reading =
      read(kHead +
               "[table]\nheader_begins = \"Item\"\n[[facts]]\nkind = \"reference\"\n"
               "columns = [\"R*\"]\nexcept = [\"Rank\"]\n[facts.fields]\n"
               "series = { constant = \"s\" }\nitem = \"Item\"\nmeasure = \"@header\"\n"
               "value = \"@value\"\nunit = { constant = \"1\" }\nknown = { cell = \"B1\" }\n",
           "Published,2025-01-05\nItem,Rank,R one,R two\nPumps,7,0.5,\n");
  ASSERT_TRUE(reading.status) << describe(reading.status.error());
  const auto figures = reading.all<ReferenceFigure>();
  ASSERT_EQ(figures.size(), 1U);
  EXPECT_EQ(figures[0].measure, "R one");
  EXPECT_EQ(figures[0].known.iso(), "2025-01-05");
  EXPECT_EQ(figures[0].source.record, 3U);
}

TEST(MappingNumbers, ThousandsComeInThrees) {
  struct Case {
    const char* text;
    char decimal;
    const char* number;
  };
  for (const Case& one :
       {Case{"1,234,567.5", '.', "1234567.5"}, Case{"1.234,5", ',', "1234.5"},
        Case{"1\xC2\xA0"
             "234,5",
             ',', "1234.5"},
        Case{"-12", '.', "-12"}, Case{".5", '.', "0.5"}, Case{"5.", '.', "5"},
        Case{"1'000", '.', "1000"}, Case{"1.5e3", '.', "1500"}, Case{"+7", '.', "7"}}) {
    EXPECT_EQ(plain_number(one.text, one.decimal), std::string(one.number)) << one.text;
  }
  for (const auto& [text, decimal] :
       {std::pair{"1,5", '.'}, std::pair{"1.5", ','}, std::pair{"12,34,567", '.'},
        std::pair{"1.2.3", '.'}, std::pair{"", '.'}, std::pair{"-", '.'}, std::pair{"x", '.'},
        std::pair{"1234,567", '.'}, std::pair{"1,234,", '.'}, std::pair{"1e", '.'},
        std::pair{"nan", '.'}}) {
    EXPECT_FALSE(plain_number(text, decimal)) << text;
  }
}

TEST(MappingDates, FitTheirForm) {
  EXPECT_EQ(date_by("%d.%m.%Y", "1.2.2020"), "2020-02-01");
  EXPECT_EQ(date_by("%b %d, %Y", "August 24, 2026"), "2026-08-24");
  EXPECT_EQ(date_by("%Y%m", "202012"), "2020-12");
  EXPECT_EQ(date_by("%Y", "1999"), "1999");
  for (const auto& [format, text] :
       {std::pair{"%d.%m.%Y", "31.02.2020"}, std::pair{"%d.%m.%Y", "1.2.20"},
        std::pair{"%Y-%m", "2020-13"}, std::pair{"%d.%m.%Y", "1.2.2020 "},
        std::pair{"%b %d, %Y", "Smarch 1, 2020"}, std::pair{"%d.%Y", "1.2020"}}) {
    EXPECT_FALSE(date_by(format, text)) << text;
  }
}

}  // namespace
}  // namespace pignus::registers
