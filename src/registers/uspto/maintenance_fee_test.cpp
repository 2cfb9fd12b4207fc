#include "registers/uspto/maintenance_fee.h"

#include <fstream>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <map>
#include <rapidcheck/gtest.h>

#include "standards/st27.h"
#include "support/fact_list.h"
#include "support/shared_data.h"
#include "support/string_source.h"

namespace pignus::registers {
namespace {

using testing::FactList;
using ::testing::IsEmpty;
using testing::StringSource;

FactList read(const std::string& text, std::size_t piece = 13) {
  StringSource source(text, piece);
  FactList list;
  const Status status = read_maintenance_fee_events(source, "fees.txt", list.sink());
  EXPECT_TRUE(status) << describe(status.error());
  return list;
}

constexpr const char* kGood = "0000004289713 06222552 Y 19810105 19810915 19930303 M285 ";

TEST(MaintenanceFee, ReadsLinesWithEitherEnd) {
  const std::string line = kGood;
  const FactList list = read(line + "\r\n" + line + "\n\n" + line);
  ASSERT_EQ(list.events.size(), 3U);
  EXPECT_THAT(list.problems, IsEmpty());
  const LegalEvent& event = list.events.front();
  EXPECT_EQ(event.right.value, "US-P-4289713");
  EXPECT_EQ(event.code, "M285");
  EXPECT_EQ(event.st27, "U10");
  EXPECT_EQ(event.date.text(), "1993-03-03");
  EXPECT_EQ(event.details.at("fee_year"), "12");
  EXPECT_EQ(event.details.at("effect"), "paid");
  EXPECT_EQ(event.details.at("entity"), "small");
  EXPECT_EQ(list.events.back().source.record, 4U);
}

TEST(MaintenanceFee, ABadLineIsAProblemThatNamesTheColumn) {
  const std::map<std::string, std::string> bad{
      {"0000004289713 06222552 Q 19810105 19810915 19930303 M285 ", "entity"},
      {"0000004289713 06222552 Y 19811305 19810915 19930303 M285 ", "filing date"},
      {"0000004289713 06222552 Y 19810105 19810915 19930300 M285 ", "event date"},
      {"0000004289713 06222552 Y 19810105 19810915 19930303 ZZZZ ", "event code"},
      {"000000428971X 06222552 Y 19810105 19810915 19930303 M285 ", "patent number"},
      {"0000004289713 0622255X Y 19810105 19810915 19930303 M285 ", "application number"},
      {"4289713 M285", "line"}};
  for (const auto& [line, field] : bad) {
    const FactList list = read(line + "\n" + kGood);
    EXPECT_EQ(list.events.size(), 1U) << line;
    ASSERT_EQ(list.problems.size(), 1U) << line;
    EXPECT_EQ(list.problems.front().error.where.field, field);
    EXPECT_EQ(list.problems.front().error.where.record, 1U);
  }
  StringSource endless(std::string(1 << 20, 'x'));
  FactList list;
  const Status status = read_maintenance_fee_events(endless, "fees.txt", list.sink());
  ASSERT_FALSE(status);
  EXPECT_EQ(status.error().code, ErrorCode::kInvalidInput);
}

TEST(MaintenanceFee, RowsHoldAllOfTheLine) {
  const std::string line = kGood;
  StringSource source(line + "\nbad\n" + line, 7);
  std::vector<MaintenanceRow> rows;
  std::vector<std::size_t> rows_before_problem;
  const Status status =
      read_maintenance_fee_rows(source, "fees.txt",
                                {.on_rows =
                                     [&](std::span<const MaintenanceRow> batch) {
                                       rows.insert(rows.end(), batch.begin(), batch.end());
                                       return true;
                                     },
                                 .on_problem =
                                     [&](Problem&&) {
                                       rows_before_problem.push_back(rows.size());
                                       return true;
                                     }});
  ASSERT_TRUE(status) << describe(status.error());
  ASSERT_EQ(rows.size(), 2U);
  EXPECT_EQ(rows_before_problem, std::vector<std::size_t>{1});
  const MaintenanceRow& row = rows.back();
  EXPECT_EQ(row.record, 3U);
  EXPECT_EQ(row.series, 'P');
  EXPECT_EQ(row.serial, 4289713U);
  EXPECT_EQ(row.application, 6222552U);
  EXPECT_EQ(row.entity, 'Y');
  EXPECT_EQ(row.filed.text(), "1981-01-05");
  EXPECT_EQ(row.granted.text(), "1981-09-15");
  EXPECT_EQ(row.date.iso(), "1993-03-03");
  EXPECT_EQ(row.code->code, "M285");
  EXPECT_EQ(maintenance_event(row, "f").details.at("application_number"), "US06/222552");
}

TEST(MaintenanceFee, TheCallerCanStop) {
  const std::string line = std::string(kGood) + "\n";
  for (const bool at_problem : {false, true}) {
    StringSource source(line + "bad\n" + line);
    const Status status = read_maintenance_fee_rows(
        source, "fees.txt",
        {.on_rows = [&](std::span<const MaintenanceRow>) { return at_problem; },
         .on_problem = [](Problem&&) { return false; }});
    ASSERT_FALSE(status);
    EXPECT_EQ(status.error().code, ErrorCode::kCancelled);
  }
}

TEST(MaintenanceFee, UnusualLinesGoTheSlowWay) {
  for (const std::string_view line :
       {"0000D04289713 06222552 Y 19810105 19810915 19930303 M285 ",
        "0000000D42897 06222552 Y 19810105 19810915 19930303 M285 ",
        "0000004289713 06222552 Y 19810100 00000000 19930303 M285 ",
        "0000004289713 06222552 Y 19810105 19810915 19930303 M285       "}) {
    EXPECT_FALSE(usual_maintenance_row(line)) << line;
    EXPECT_EQ(read(std::string(line)).events.size() + read(std::string(line)).problems.size(), 1U);
  }
  EXPECT_EQ(
      read("0000000D42897 06222552 Y 19810100 00000000 19930303 EXP.").events.at(0).right.value,
      "US-D-42897");
}

// A good line with bytes changed: where the fast path answers, it answers as the slow one.
RC_GTEST_PROP(MaintenanceFee, TheFastPathAgreesWithTheSlowOne, ()) {
  std::string line = *rc::gen::element<std::string>(
      kGood, "0000008888888 13123456 M 20120229 20141118 20180518 M1551",
      "0000008888888 13123456 N 20120229 20141118 20180518 EXP.");
  const int changes = *rc::gen::inRange(0, 4);
  for (int i = 0; i < changes; ++i) {
    const auto at = *rc::gen::inRange<std::size_t>(0, line.size());
    line[at] = *rc::gen::weightedOneOf<char>(
        {{5, rc::gen::inRange('0', char{'9' + 1})},
         {1, rc::gen::element(' ', 'Y', 'D', '\t', '/', ':', '\xb0')}});
  }
  line.resize(
      *rc::gen::weightedElement<std::size_t>(
          {{8, line.size()}, {1, line.size() - 1}, {1, line.size() - 5}, {1, line.size() + 1}}),
      ' ');
  const auto fast = usual_maintenance_row(line);
  const auto slow = maintenance_row(line);
  if (fast) {
    RC_ASSERT(slow.has_value());
    RC_ASSERT(*fast == *slow);
  } else {
    RC_ASSERT(changes > 0 || !slow || line.size() > 57);
  }
}

TEST(MaintenanceFee, EveryCodeOfTheOfficesListIsKnownWithTheYearItsWordsSay) {
  PIGNUS_NEEDS_SHARED("uspto/maintenance/event-codes.tsv");
  std::ifstream in(testing::shared_data("uspto/maintenance/event-codes.tsv"));
  std::string line;
  int codes = 0;
  while (std::getline(in, line)) {
    const std::size_t tab = line.find('\t');
    const std::string text = line.substr(0, tab);
    const std::string words = line.substr(tab + 1);
    const auto code = maintenance_code(text);
    ASSERT_TRUE(code) << line;
    ++codes;
    const bool fee = words.find("Payment of Maintenance Fee,") != std::string::npos;
    const int year = !fee                                      ? 0
                     : words.find("12th") != std::string::npos ? 12
                     : words.find("8th") != std::string::npos  ? 8
                                                               : 4;
    EXPECT_EQ(code->fee_year, year) << line;
    EXPECT_EQ(code->effect == "refund", text.front() == 'R' && words.starts_with("Refund")) << line;
    EXPECT_EQ(code->effect == "paid", fee && text.front() != 'R') << line;
    const bool surcharge = words.find("urcharge") != std::string::npos && text.front() != 'R';
    EXPECT_EQ(code->effect == "surcharge", surcharge) << line;
  }
  EXPECT_EQ(codes, 155);
  EXPECT_FALSE(maintenance_code("M9999"));
  EXPECT_FALSE(maintenance_code(""));
}

/// The reader's own table and standards/st27/us.toml, which serves events that come without an
/// effect: two statements of one list, so neither may drift.
TEST(MaintenanceFee, AgreesWithTheMappingIntoSt27) {
  int shared = 0;
  for (const standards::EventMapping& mapping : standards::embedded_event_mappings()) {
    const auto code = maintenance_code(mapping.code);
    if (mapping.office != "US" || !code) {
      continue;
    }
    ++shared;
    EXPECT_EQ(code->fee_year, mapping.fee_year) << mapping.code;
    EXPECT_EQ(code->effect == "refund", mapping.effect == "refund") << mapping.code;
    EXPECT_EQ(code->st27.substr(0, 2), mapping.st27.substr(0, 2)) << mapping.code;
    for (const char* payment : {"M1551", "M2552", "F172", "R170", "EXP.", "EXPX"}) {
      EXPECT_NE(standards::event_mapping("US", payment), nullptr) << payment;
    }
  }
  EXPECT_GE(shared, 33 + 24 + 2);
}

TEST(MaintenanceFee, TheFileAtHand) {
  PIGNUS_NEEDS_SHARED("uspto/maintenance/events-sample.txt");
  auto source = StringSource::of_file(testing::shared_data("uspto/maintenance/events-sample.txt"));
  FactList list;
  ASSERT_TRUE(read_maintenance_fee_events(source, "events-sample.txt", list.sink()));
  EXPECT_EQ(list.events.size(), 164U);
  EXPECT_THAT(list.problems, IsEmpty());
  int expired = 0;
  for (const auto& event : list.events) {
    expired += event.st27 == "H13" ? 1 : 0;
  }
  EXPECT_GT(expired, 0);
  EXPECT_EQ(list.events.front().right.value, "US-P-4287053");
  EXPECT_EQ(list.events.front().details.at("fee_year"), "8");
}

}  // namespace
}  // namespace pignus::registers
