// Readers of reference tables: our own small files.
#include <gtest/gtest.h>
#include <variant>

#include "registers/io/byte_sources.h"
#include "registers/reference/damodaran.h"
#include "registers/reference/ecb_rates.h"

namespace pignus::registers {
namespace {

struct Reading {
  Status status;
  std::vector<ReferenceFigure> figures;
  std::vector<Problem> problems;
};

template <typename Read>
Reading read_with(Read read) {
  Reading reading;
  const FactSink sink{[&](Fact&& fact) {
                        reading.figures.push_back(std::get<ReferenceFigure>(std::move(fact)));
                        return true;
                      },
                      [&](Problem&& problem) {
                        reading.problems.push_back(std::move(problem));
                        return true;
                      }};
  reading.status = read(sink);
  return reading;
}

Reading ecb(Status (*reader)(ByteSource&, std::string_view, const FactSink&),
            const std::string& text) {
  return read_with([&](const FactSink& sink) {
    MemorySource source(text);
    return reader(source, "rates", sink);
  });
}

std::vector<TableRow> industry_rows() {
  return {
      {1, {{"Date updated:", false}, {"2025-01-05", true}}},
      {3, {{"What is this data?", false}, {"Cost of capital", false}, {}, {"US companies", false}}},
      {9, {{"Industry Name", false}, {"Number of Firms", false}, {"Cost of  Capital", false}}},
      {10, {{"Pumps ", false}, {"12", true}, {"0.0921", true}}},
      {11, {{"Valves", false}, {"3", true}, {"NA", false}}},
      {12, {{"Hoses", false}, {"3", true}, {"about 9", false}}},
      {13, {{}, {"1", true}}}};
}

TEST(Damodaran, FiguresHoldForTheDayTheFileStates) {
  const auto rows = industry_rows();
  const Reading reading =
      read_with([&](const FactSink& sink) { return read_damodaran_rows(rows, "wacc.xls", sink); });
  ASSERT_TRUE(reading.status) << describe(reading.status.error());
  ASSERT_EQ(reading.figures.size(), 4U);
  EXPECT_EQ(reading.figures[1].series, "damodaran-wacc");
  EXPECT_EQ(reading.figures[1].item, "Pumps");
  EXPECT_EQ(reading.figures[1].measure, "Cost of Capital");
  EXPECT_EQ(reading.figures[1].value, 0.0921);
  EXPECT_EQ(reading.figures[1].unit, "1");
  EXPECT_EQ(reading.figures[1].date.text(), "2025-01-05");
  EXPECT_EQ(reading.figures[1].known.iso(), "2025-01-05");
  EXPECT_EQ(reading.figures[0].unit, "count");
  ASSERT_EQ(reading.problems.size(), 1U);
  EXPECT_EQ(reading.problems[0].error.where, (Where{"wacc.xls", 12, "Cost of Capital"}));
}

TEST(Damodaran, AnotherRegionIsAnotherSeriesAndNoDayIsNoTable) {
  auto rows = industry_rows();
  rows[1].cells[3].text = "Europe";
  const auto reading =
      read_with([&](const FactSink& sink) { return read_damodaran_rows(rows, "wacc.xls", sink); });
  EXPECT_EQ(reading.figures.at(0).series, "damodaran-wacc/Europe");
  rows[0].cells[1] = {"January 2025", false};
  const auto dateless =
      read_with([&](const FactSink& sink) { return read_damodaran_rows(rows, "wacc.xls", sink); });
  ASSERT_FALSE(dateless.status);
  EXPECT_EQ(dateless.status.error().where.field, "Date updated");
}

TEST(EcbRates, Xml) {
  const std::string text =
      "<gesmes:Envelope xmlns:gesmes='http://example.org/g' "
      "xmlns='http://www.ecb.int/vocabulary/2002-08-01/eurofxref'><gesmes:subject>r</"
      "gesmes:subject>"
      "<Cube><Cube time='2024-01-02'><Cube currency='USD' rate='1.5'/><Cube currency='JPY' "
      "rate='150.25'/></Cube><Cube time='2024-01-03'><Cube rate='x' currency='USD'/></Cube>"
      "<Cube time='later'/></Cube></gesmes:Envelope>";
  EXPECT_TRUE(is_ecb_xml(text));
  const Reading reading = ecb(read_ecb_xml, text);
  ASSERT_TRUE(reading.status) << describe(reading.status.error());
  ASSERT_EQ(reading.figures.size(), 2U);
  EXPECT_EQ(reading.figures[1].item, "EUR/JPY");
  EXPECT_EQ(reading.figures[1].unit, "JPY per EUR");
  EXPECT_EQ(reading.figures[1].value, 150.25);
  EXPECT_EQ(reading.figures[1].known.iso(), "2024-01-02");
  ASSERT_EQ(reading.problems.size(), 2U);
  EXPECT_EQ(reading.problems[0].error.where, (Where{"rates", 2, "USD"}));
  EXPECT_EQ(reading.problems[1].error.where, (Where{"rates", 3, "time"}));
  EXPECT_FALSE(ecb(read_ecb_xml, "<Envelope>").status);
}

TEST(EcbRates, CsvOfOneDayAndOfManyYears) {
  EXPECT_TRUE(is_ecb_csv("Date, USD, JPY, \n"));
  const Reading day = ecb(read_ecb_csv, "Date, USD, JPY, \n24 November 2025, 1.5, 150.25, \n");
  ASSERT_EQ(day.figures.size(), 2U);
  EXPECT_EQ(day.figures[0].date.text(), "2025-11-24");
  const Reading years =
      ecb(read_ecb_csv, "Date,USD,JPY,CYP,\n2024-01-02,1.5,150.25,N/A,\nlater,1,1,1,\n");
  EXPECT_EQ(years.figures.size(), 2U);
  ASSERT_EQ(years.problems.size(), 1U);
  EXPECT_EQ(years.problems[0].error.where, (Where{"rates", 3, "Date"}));
}

}  // namespace
}  // namespace pignus::registers
