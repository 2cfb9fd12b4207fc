#include "registers/cnipa/company_service.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <string>

#include "registers/format.h"
#include "support/fact_list.h"
#include "support/string_source.h"

namespace pignus::registers {
namespace {

using ::testing::ElementsAre;
using testing::FactList;
using ::testing::IsEmpty;
using testing::StringSource;

FactList read(const std::string& text) {
  StringSource source(text, 9);
  FactList list;
  const Status status = read_cnipa_company_service(source, "a.json", list.sink());
  EXPECT_TRUE(status) << describe(status.error());
  return list;
}

constexpr const char* kPatent =
    R"({"IPCList":["G06F16/27"],"ApplicationNumber":"CN201410234381.X",
   "ApplicationDate":"2014-05-29T00:00:00","PublicationNumber":"CN104000001B",
   "PublicationDate":"2016-06-13T00:00:00","LegalStatusDesc":"授权","Title":"一种方法",
   "Agency":["某代理所 11000"],"KindCodeDesc":"发明授权","InventorStringList":["张三"],
   "AssigneestringList":["甲公司","乙公司"],
   "PatentLegalHistory":[{"Desc":"授权","LegalStatus":"22","LegalStatusDate":"2016-06-13"},
     {"Desc":"专利权的保全","LegalStatus":"9","LegalStatusDate":"2019-01-02"}]})";
constexpr const char* kMark =
    R"({"Id":"A","RegNo":"12345678","IntCls":9,"Name":"某标","AppDate":"2015/3/4 0:00:00",
   "ApplicantCn":"甲公司","ApplicantEn":"JIA","Agent":"某所","Status":4,"FlowStatus":"224",
   "FlowStatusDesc":"受理","HasImage":false})";

TEST(CnipaCompanyService, ReadsPatentsAndMarks) {
  const FactList list = read("[" + std::string(kPatent) + "," + kMark + "]");
  EXPECT_THAT(list.problems, IsEmpty());
  ASSERT_EQ(list.rights.size(), 2U);
  const RightRecord& patent = list.rights[0];
  EXPECT_EQ(patent.id.value, "CN-P-201410234381");
  EXPECT_EQ(patent.grant_number, "CN104000001B");
  EXPECT_EQ(patent.grant_date.text(), "2016-06-13");
  EXPECT_EQ(patent.owners.size(), 2U);
  EXPECT_EQ(patent.known.iso(), "2019-01-02") << "the latest day it tells of";
  EXPECT_EQ(patent.details.at("status"), "授权");
  ASSERT_EQ(list.events.size(), 2U);
  EXPECT_EQ(list.events[0].code, "GR01");
  EXPECT_EQ(list.events[1].details.at("effect"), "attachment");
  const RightRecord& mark = list.rights[1];
  EXPECT_EQ(mark.id.value, "CN-T-12345678");
  EXPECT_THAT(mark.classes, ElementsAre("9"));
  EXPECT_EQ(mark.filing_date.text(), "2015-03-04");
  EXPECT_EQ(mark.details.at("status"), "受理");
  EXPECT_FALSE(mark.details.contains("has_image"));
}

TEST(CnipaCompanyService, ReadsTheEnvelopeAndSaysWhatIsMissing) {
  const FactList page =
      read(R"({"Paging":{"PageSize":1,"PageIndex":1,"TotalRecords":7},"Result":[)" +
           std::string(kMark) + R"(],"Status":"200","Message":"ok"})");
  EXPECT_EQ(page.rights.size(), 1U);
  ASSERT_EQ(page.problems.size(), 1U);
  EXPECT_EQ(page.problems.front().error.code, ErrorCode::kLimitExceeded);
  const FactList none = read(R"({"Status":"201","Message":"none","Result":null})");
  EXPECT_THAT(none.rights, IsEmpty());
  ASSERT_EQ(none.problems.size(), 1U);
  EXPECT_EQ(none.problems.front().error.code, ErrorCode::kNotFound);
}

TEST(CnipaCompanyService, ABadEntryIsAProblem) {
  const FactList list =
      read("[" + std::string(kMark) +
           R"(,{"RegNo":"x1"},{"RegNo":"5"},{"ApplicationNumber":"CN201410234381.1"},{"a":1},3,)" +
           kPatent + "]");
  EXPECT_EQ(list.rights.size(), 2U);
  EXPECT_EQ(list.problems.size(), 5U);
  StringSource cut("[{\"RegNo\":");
  FactList unread;
  EXPECT_FALSE(read_cnipa_company_service(cut, "a.json", unread.sink()));
  StringSource deep(std::string(200, '[') + std::string(200, ']'));
  EXPECT_FALSE(read_cnipa_company_service(deep, "a.json", unread.sink()));
}

TEST(CnipaCompanyService, IsToldByContent) {
  EXPECT_EQ(format_of("[" + std::string(kPatent) + "]")->id, "cnipa-company-service");
  EXPECT_EQ(format_of("[" + std::string(kMark) + "]")->id, "cnipa-company-service");
}

}  // namespace
}  // namespace pignus::registers
