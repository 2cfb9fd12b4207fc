#include "registers/cnipa/legal_status.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <string>

#include "registers/cnipa/dates.h"
#include "registers/cnipa/status_words.h"
#include "registers/format.h"
#include "registers/lien.h"
#include "support/fact_list.h"
#include "support/string_source.h"

namespace pignus::registers {
namespace {

using testing::FactList;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::StringSource;

FactList read(const std::string& text, const std::string& file = "a.txt") {
  StringSource source(text, 11);
  FactList list;
  const Status status = read_cnipa_legal_status(source, file, list.sink());
  EXPECT_TRUE(status) << describe(status.error());
  return list;
}

constexpr const char* kNumber = "专利号：ZL201220123456.3\n";
constexpr const char* kTransfer =
    "#法律状态公告日：20150107;\n法律状态：专利申请权、专利权的转移;\n"
    "描述信息：专利权的转移IPC(主分类):A41D   1/00;变更事项:专利权人;变更前权利人:甲公司;"
    "变更后权利人:甲公司;变更事项:地址;变更前权利人:某市1号;变更后权利人:某市2号;"
    "变更事项:专利权人;变更前权利人:乙公司;变更后权利人:丙公司;登记生效日:20141216;\n\n";

TEST(CnipaLegalStatus, ReadsATransferWithRepeatedChanges) {
  const FactList list = read(std::string(kNumber) + kTransfer);
  EXPECT_THAT(list.problems, IsEmpty());
  ASSERT_EQ(list.events.size(), 1U);
  const LegalEvent& event = list.events.front();
  EXPECT_EQ(event.code, "TR01");
  EXPECT_EQ(event.description, "专利权的转移");
  EXPECT_EQ(event.right.value, "CN-U-201220123456");
  EXPECT_EQ(event.date.text(), "2014-12-16") << "true when registered";
  ASSERT_TRUE(event.known);
  EXPECT_EQ(event.known->iso(), "2015-01-07") << "known when announced";
  EXPECT_EQ(event.details.at("party_before"), "甲公司; 乙公司");
  EXPECT_EQ(event.details.at("party_after"), "甲公司; 丙公司");
  EXPECT_EQ(event.details.at("address_after"), "某市2号");
  EXPECT_EQ(event.details.at("changed_item"), "专利权人; 地址");
  EXPECT_EQ(event.details.at("class"), "A41D 1/00");
  EXPECT_FALSE(event.details.contains("untested"));
  ASSERT_EQ(list.recordings.size(), 1U);
  const Recording& recording = list.recordings.front();
  EXPECT_EQ(recording.conveyance_class, ConveyanceClass::kAssignment);
  EXPECT_EQ(recording.office, "CN");
  EXPECT_EQ(recording.recorded.iso(), "2015-01-07");
  EXPECT_EQ(recording.effective().iso(), "2014-12-16");
  ASSERT_EQ(recording.grantors.size(), 2U);
  EXPECT_EQ(recording.grantors[1].party.name, "乙公司");
  ASSERT_EQ(recording.grantees.size(), 2U);
  EXPECT_EQ(recording.grantees[1].party.name, "丙公司");
  EXPECT_EQ(recording.properties.front().application_number, "CN201220123456.3");
}

TEST(CnipaLegalStatus, AllWidthsAndEncodingsReadAlike) {
  const FactList narrow = read(std::string(kNumber) + kTransfer);
  std::string text = std::string(kNumber) + kTransfer;
  for (const auto& [from, to] : {std::pair{":", "："}, std::pair{";", "；"}}) {
    for (std::size_t at = text.find(from); at != std::string::npos;
         at = text.find(from, at + std::string(to).size())) {
      text.replace(at, 1, to);
    }
  }
  FactList wide = read(text);
  EXPECT_EQ(wide.events, narrow.events);
  EXPECT_EQ(wide.recordings, narrow.recordings);
  // "法律状态公告日:20120926;法律状态:授权;" and a number, as GB18030.
  const std::string chinese =
      "\xc9\xea\xc7\xeb\xba\xc5:201220123456.3\r\n"
      "\xb7\xa8\xc2\xc9\xd7\xb4\xcc\xac\xb9\xab\xb8\xe6\xc8\xd5:20120926;"
      "\xb7\xa8\xc2\xc9\xd7\xb4\xcc\xac:\xca\xda\xc8\xa8;\r\n";
  EXPECT_TRUE(is_cnipa_legal_status(chinese));
  const FactList gb = read(chinese);
  ASSERT_EQ(gb.events.size(), 1U);
  EXPECT_EQ(gb.events.front().code, "GR01");
}

TEST(CnipaLegalStatus, TheNumberComesFromTheRecordALineBeforeOrTheFile) {
  const std::string record = "法律状态公告日：20120926;\n法律状态：授权;\n描述信息：授权;\n";
  const FactList before = read(std::string(kNumber) + "\n#" + record + "\n#" + record);
  ASSERT_EQ(before.events.size(), 2U) << "a line before holds for all";
  const FactList within =
      read("法律状态公告日：20120926;\n专利号：201410234381.X;\n法律状态：授权;\n");
  ASSERT_EQ(within.events.size(), 1U);
  EXPECT_EQ(within.events.front().right.value, "CN-P-201410234381");
  const FactList file = read(record, "ZL201220123456.3-status.txt");
  ASSERT_EQ(file.events.size(), 1U);
  EXPECT_EQ(file.events.front().right.value, "CN-U-201220123456");
  const FactList two =
      read(std::string(kNumber) + "\n" + record + "\n专利号：201410234381.X\n" + record);
  ASSERT_EQ(two.events.size(), 2U);
  EXPECT_EQ(two.events[0].right.value, "CN-U-201220123456");
  EXPECT_EQ(two.events[1].right.value, "CN-P-201410234381");
  const FactList nobody = read(record + record, "status-20120926.txt");
  EXPECT_THAT(nobody.events, IsEmpty());
  ASSERT_EQ(nobody.problems.size(), 2U);
  EXPECT_THAT(nobody.problems.front().error.message, HasSubstr("20120926"));
  EXPECT_EQ(nobody.problems.front().error.where.field, "专利号");
}

TEST(CnipaLegalStatus, ReadsFieldsThatOnlyBlanksPart) {
  const FactList list = read(
      "申请号：201220123456.3\n法律状态公告日：2012.09.26      "
      "法律状态：授权\n法律状态信息：授权\n\n"
      "法律状态公告日：2014.12.19\u00a0\u00a0法律状态类型：专利权的保全　法律状态信息：专利权的保全"
      "IPC(主分类):A41D 1/00;登记生效日:20141201\n");
  EXPECT_THAT(list.problems, IsEmpty());
  ASSERT_EQ(list.events.size(), 2U);
  EXPECT_EQ(list.events[0].code, "GR01");
  EXPECT_EQ(list.events[1].code, "PP01");
  EXPECT_EQ(list.events[1].date.text(), "2014-12-01");
}

TEST(CnipaLegalStatus, NumbersInFileNames) {
  EXPECT_EQ(number_in_file_name("CN201220123456.3.txt"), "201220123456.3");
  EXPECT_EQ(number_in_file_name("201220123456.3"), "201220123456.3");
  EXPECT_EQ(number_in_file_name("ZL201220123456.txt"), "201220123456");
  EXPECT_EQ(number_in_file_name("201220123456.txt"), "") << "needs ZL, CN or its check digit";
  EXPECT_EQ(number_in_file_name("20120926.txt"), "") << "a day";
  EXPECT_EQ(number_in_file_name("CN201220123456.9.txt"), "") << "a wrong check digit";
  EXPECT_EQ(number_in_file_name("a.zip/2012201234563.txt"), "2012201234563");
}

constexpr const char* kPledge =
    "公告日:2021.03.05\n\n专利权质押合同登记的生效\n专利号:ZL201220123456.3\n登记号:"
    "Y2021980001234\n"
    "登记生效日:2021.03.01\n出质人:甲公司、乙公司\n质权人:某银行\n\n";

TEST(CnipaLegalStatus, APledgeItsTransferAndItsReleaseMakeALien) {
  const std::string text =
      std::string(kPledge) +
      "公告日：2021年6月8日\n"
      "PM01 专利权质押合同登记的变更\n专利号:ZL201220123456.3\n"
      "登记号:Y2021980001234\n变更日:2021.06.01\n变更事项:质权人\n"
      "变更前:某银行\n变更后:另一银行\n\n"
      "公告日：2022年1月4日\n"
      "PC01: ZL201220123456.3 / Y2021980001234 / 2022.01.02 / 甲公司 / 另一银行\n";
  FactList list = read(text);
  EXPECT_THAT(list.problems, IsEmpty());
  ASSERT_EQ(list.events.size(), 3U);
  for (const LegalEvent& event : list.events) {
    EXPECT_EQ(event.details.at("untested"), "yes") << event.code;
    EXPECT_EQ(event.details.at("registration_number"), "Y2021980001234");
  }
  ASSERT_EQ(list.recordings.size(), 3U);
  EXPECT_EQ(list.recordings[0].id, "Y2021980001234");
  EXPECT_EQ(list.recordings[0].grantors.size(), 2U);
  EXPECT_EQ(list.recordings[2].releases, "Y2021980001234");
  RightFacts facts;
  facts.id = RightId{"CN-U-201220123456"};
  facts.recordings = list.recordings;
  const auto as_of = [](const char* day) { return AsOf{*Date::parse(day), *Date::parse(day)}; };
  const LienChain early = lien_chain(facts, as_of("2021-04-01"));
  ASSERT_EQ(early.liens.size(), 1U);
  EXPECT_TRUE(early.liens.front().open_on(as_of("2021-04-01")));
  EXPECT_EQ(early.liens.front().holders, std::vector<std::string>{"某银行"});
  const LienChain later = lien_chain(facts, as_of("2021-12-01"));
  EXPECT_EQ(later.liens.front().holders, std::vector<std::string>{"另一银行"});
  const LienChain after = lien_chain(facts, as_of("2022-02-01"));
  ASSERT_EQ(after.liens.size(), 1U);
  EXPECT_FALSE(after.liens.front().open_on(as_of("2022-02-01")));
}

TEST(CnipaLegalStatus, ReadsRowsWithoutLabels) {
  for (const char* mark : {"\t", " / ", "|"}) {
    std::string row = "公告日:20220104\nPM01";
    for (const char* field : {"专利权质押合同登记的变更", "ZL201220123456.3", "Y2021980001234",
                              "2021.06.01", "质权人", "某银行", "另一银行"}) {
      row += std::string(mark) + field;
    }
    const FactList list = read(row + "\n");
    EXPECT_THAT(list.problems, IsEmpty()) << mark;
    ASSERT_EQ(list.recordings.size(), 1U) << mark;
    EXPECT_EQ(list.recordings.front().conveyance_class, ConveyanceClass::kSecurityTransfer);
    EXPECT_EQ(list.recordings.front().grantees.front().party.name, "另一银行");
  }
}

TEST(CnipaLegalStatus, LicencesAndPreservations) {
  const FactList list = read(
      "公告日:20210305\n专利号:ZL201220123456.3\n\n"
      "专利实施许可合同备案的生效\n合同备案号:X2021980000001\n让与人:甲公司\n受让人:乙公司\n"
      "许可种类:普通许可\n备案日:20210301\n\n"
      "EC01\n合同备案号:X2021980000001\n让与人:甲公司\n受让人:乙公司\n解除日:20210303\n\n"
      "专利权的保全\n登记生效日:20210302\n\n专利权保全的解除\n解除日:20210304\n");
  EXPECT_THAT(list.problems, IsEmpty());
  ASSERT_EQ(list.events.size(), 4U);
  EXPECT_EQ(list.events[0].code, "EE01");
  EXPECT_EQ(list.events[0].details.at("licence_kind"), "普通许可");
  EXPECT_EQ(list.events[2].details.at("effect"), "attachment");
  EXPECT_EQ(list.events[3].details.at("effect"), "attachment_end");
  ASSERT_EQ(list.recordings.size(), 2U) << "a preservation is no pledge";
  EXPECT_EQ(list.recordings[0].id, "X2021980000001");
  EXPECT_EQ(list.recordings[0].conveyance_class, ConveyanceClass::kLicence);
  EXPECT_EQ(list.recordings[1].releases, "X2021980000001");
}

TEST(CnipaLegalStatus, ABadRecordIsAProblemAndTheOthersStand) {
  const std::string good = "#法律状态公告日：20120926;\n法律状态：授权;\n";
  const std::string bad[] = {
      "#法律状态公告日：2012年13月1日;\n法律状态：授权;\n",
      "#法律状态公告日：20120926;\n描述信息：;\n",
      "#专利号：201220123456.4\n法律状态公告日：20120926;\n法律状态：授权;\n",
      "#法律状态公告日：20120926;\n描述信息：专利权的转移;变更事项:专利权人;变更前权利人:甲公司;\n",
  };
  for (const std::string& one : bad) {
    const FactList list = read(std::string(kNumber) + "\n" + good + one + good);
    EXPECT_GE(list.events.size(), 2U) << one;
    EXPECT_EQ(list.problems.size(), 1U) << one;
  }
  const FactList unknown = read(std::string(kNumber) +
                                "\n#法律状态公告日：20120926;\n法律状态：某种新状态;\n备注:丁;\n");
  ASSERT_EQ(unknown.events.size(), 1U);
  EXPECT_EQ(unknown.events.front().code, "");
  EXPECT_EQ(unknown.events.front().description, "某种新状态");
  EXPECT_EQ(unknown.events.front().details.at("remarks"), "备注:丁");
}

TEST(CnipaStatusWords, TheLongestWordDecides) {
  EXPECT_EQ(status_code("专利权保全的解除"), "PD01");
  EXPECT_EQ(status_code("专利权的保全"), "PP01");
  EXPECT_EQ(status_code("专利权质押合同登记的注销"), "PC01");
  EXPECT_EQ(status_code("未缴年费专利权终止"), "CF01");
  EXPECT_EQ(status_code("实质审查的生效"), "SE01");
  EXPECT_EQ(status_code("发明专利申请公布后的视为撤回"), "WD01");
  EXPECT_EQ(status_code("专利申请权的保全"), "") << "of an application: no code of a patent";
  EXPECT_EQ(status_code("何"), "");
  EXPECT_EQ(transfer_code("申请人"), "TA01");
  EXPECT_EQ(status_word("CX01"), "专利权有效期届满");
}

TEST(ChineseDate, ReadsWhatServicesWrite) {
  for (const char* text : {"20120926", "2012.9.26", "2012-09-26", "2012年9月26日",
                           "2012/9/26 0:00:00", "2012-09-26T00:00:00"}) {
    const auto date = chinese_date(text);
    ASSERT_TRUE(date) << text;
    EXPECT_EQ(date->text(), "2012-09-26") << text;
  }
  EXPECT_TRUE(chinese_date("")->empty());
  EXPECT_TRUE(chinese_date("无")->empty());
  for (const char* text : {"x", "2012", "20121326", "2012.13.1", "1.2.2012"}) {
    const auto date = chinese_date(text);
    EXPECT_TRUE(!date || !date->known()) << text;
  }
}

RC_GTEST_PROP(CnipaLegalStatus, AnyTextIsReadWithoutLoss, (const std::string& text)) {
  StringSource source(kNumber + text, 7);
  FactList list;
  (void)read_cnipa_legal_status(source, "a.txt", list.sink());
  for (const LegalEvent& event : list.events) RC_ASSERT(!event.description.empty());
}

TEST(CnipaLegalStatus, IsToldByContent) {
  EXPECT_EQ(format_of(kTransfer)->id, "cnipa-legal-status");
  EXPECT_EQ(format_of(kPledge)->id, "cnipa-legal-status");
  EXPECT_FALSE(is_cnipa_legal_status("{\"法律状态公告日:\": 1}"));
  EXPECT_FALSE(
      is_cnipa_legal_status("PE01 专利权质押合同登记的生效: 专利号 / 登记号 / 登记生效日\n"))
      << "a template, not a record";
}

}  // namespace
}  // namespace pignus::registers
