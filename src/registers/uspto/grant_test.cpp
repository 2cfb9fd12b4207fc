#include "registers/uspto/grant.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "registers/io/byte_sources.h"
#include "support/grant_xml.h"

namespace pignus::registers {
namespace {

using testing::grant_document;
using testing::grant_record;
using testing::GrantParts;

struct Read {
  std::vector<RightRecord> records;
  std::vector<std::string> problems;
  Status status;
};

Read read(std::string_view text, GrantLimits limits = {}) {
  Read result;
  MemorySource source(text);
  const FactSink sink{.on_fact =
                          [&](Fact&& fact) {
                            result.records.push_back(std::get<RightRecord>(std::move(fact)));
                            return true;
                          },
                      .on_problem =
                          [&](Problem&& problem) {
                            EXPECT_EQ(problem.sha256.size(), 64U);
                            result.problems.push_back(describe(problem.error));
                            return true;
                          }};
  result.status = read_uspto_grants(source, "g.xml", sink, limits);
  return result;
}

RightRecord only(const GrantParts& parts) {
  const Read result = read(grant_document(parts));
  EXPECT_TRUE(result.status) << describe(result.status.error());
  EXPECT_TRUE(result.problems.empty()) << result.problems.front();
  EXPECT_EQ(result.records.size(), 1U);
  return result.records.empty() ? RightRecord{} : result.records.front();
}

RegisterDate day(std::string_view text) {
  return RegisterDate::parse(text).value();
}

using Texts = std::vector<std::string>;

TEST(UsptoGrant, ReadsTheFieldsOfARecord) {
  const RightRecord record = only({});
  EXPECT_EQ(record.id.value, "US-P-9999991");
  EXPECT_EQ(record.type, RightType::kInvention);
  EXPECT_EQ(record.grant_number, "US9999991B2");
  EXPECT_EQ(record.application_number, "US15/999991");
  EXPECT_EQ(record.filing_date, day("2017-02-03"));
  EXPECT_EQ(record.grant_date, day("2020-01-07"));
  EXPECT_EQ(record.known, Date::from_ymd(2020, 1, 7));
  EXPECT_EQ(record.title, "Made-up pump");
  EXPECT_EQ(record.claim_count, 3);
  EXPECT_EQ(record.independent_claim_count, 2);
  EXPECT_EQ(record.figure_count, std::nullopt);
  EXPECT_EQ(record.term_adjustment_days, 0);
  EXPECT_FALSE(record.terminal_disclaimer);
  EXPECT_EQ(record.source.file, "g.xml");
  EXPECT_EQ(record.source.record, 1U);
}

GrantParts numbered(const char* number, const char* kind) {
  GrantParts parts;
  parts.number = number;
  parts.kind = kind;
  return parts;
}

TEST(UsptoGrant, EachSeriesOfNumbersHasItsKeyAndType) {
  const auto id = [](const char* number, const char* kind) {
    const RightRecord record = only(numbered(number, kind));
    return record.id.value + " " + record.grant_number;
  };
  EXPECT_EQ(id("D0630349", "S1"), "US-D-630349 USD630349S1");
  EXPECT_EQ(id("RE043123", "E1"), "US-R-43123 USRE43123E1");
  EXPECT_EQ(id("PP021234", "P2"), "US-V-21234 USPP21234P2");
  EXPECT_EQ(id("H0002345", "H1"), "US-H-2345 USH2345H1");
  EXPECT_EQ(id("11234567", "B1"), "US-P-11234567 US11234567B1");
  EXPECT_EQ(only(numbered("D0630349", "S1")).type, RightType::kDesign);
  EXPECT_EQ(only(numbered("RE043123", "E1")).type, RightType::kReissue);
  EXPECT_EQ(only(numbered("PP021234", "P2")).type, RightType::kPlant);
  EXPECT_EQ(only(numbered("H0002345", "H1")).type, RightType::kStatutoryInvention);
}

TEST(UsptoGrant, MarkupInATitleIsFlattenedAndEntitiesAreDecoded) {
  EXPECT_EQ(only({.title = "CO<sub>2</sub> <i>capture</i> <b>&#x26; storage</b>,\n  &lt;hot&gt; "
                           "caf&#233;"})
                .title,
            "CO2 capture & storage, <hot> café");
}

TEST(UsptoGrant, TermAdjustmentDisclaimerAndFigures) {
  const RightRecord record = only(
      {.extra =
           "<us-term-of-grant><us-term-extension>412</us-term-extension><disclaimer><text>This "
           "patent is subject to a terminal disclaimer.</text></disclaimer></us-term-of-grant>"
           "<figures><number-of-drawing-sheets>2</number-of-drawing-sheets>"
           "<number-of-figures>7</number-of-figures></figures>"});
  EXPECT_EQ(record.term_adjustment_days, 412);
  EXPECT_TRUE(record.terminal_disclaimer);
  EXPECT_EQ(record.figure_count, 7);
}

TEST(UsptoGrant, OwnersAreAssigneesElseApplicants) {
  const std::string applicants =
      "<us-parties><us-applicants><us-applicant app-type=\"applicant\"><addressbook><orgname>Maker "
      "Ltd</orgname><address><country>GB</country></address></addressbook></us-applicant>"
      "</us-applicants><inventors><inventor><addressbook><last-name>Roe</last-name><first-name>Ada "
      "B.</first-name><address><country>unknown</country></address></addressbook></inventor>"
      "</inventors></us-parties>";
  const RightRecord without = only({.extra = applicants});
  ASSERT_EQ(without.owners.size(), 1U);
  EXPECT_EQ(without.owners[0], (Party{"Maker Ltd", "GB", ""}));
  EXPECT_EQ(without.inventors, (Texts{"Ada B. Roe"}));
  const RightRecord with = only(
      {.extra =
           applicants +
           "<assignees><assignee><addressbook><last-name>Doe</last-name><first-name>Jo"
           "</first-name><address><country>unknown</country></address></addressbook></assignee>"
           "<assignee><orgname>Owner &#x26; Co</orgname><role>02</role></assignee>"
           "</assignees>"});
  ASSERT_EQ(with.owners.size(), 2U);
  EXPECT_EQ(with.owners[0], (Party{"Jo Doe", "", ""}));
  EXPECT_EQ(with.owners[1], (Party{"Owner & Co", "", ""}));
}

TEST(UsptoGrant, BeforeTheReformApplicantsAreTheInventors) {
  const RightRecord record = only(
      {.extra = "<parties><applicants><applicant app-type=\"applicant-inventor\"><addressbook>"
                "<last-name>Roe</last-name><first-name>Ada</first-name></addressbook><residence>"
                "<country>CA</country></residence></applicant></applicants></parties>"});
  EXPECT_EQ(record.inventors, (Texts{"Ada Roe"}));
  ASSERT_EQ(record.owners.size(), 1U);
  EXPECT_EQ(record.owners[0], (Party{"Ada Roe", "CA", ""}));
}

TEST(UsptoGrant, ClassesComeMainFirstAndOnce) {
  const auto symbol = [](const char* element, const char* group, const char* position) {
    return std::string("<") + element + "><section>E</section><class>21</class><subclass>B" +
           "</subclass><main-group>" + group + "</main-group><subgroup>26</subgroup>" +
           "<symbol-position>" + position + "</symbol-position></" + element + ">";
  };
  const RightRecord record =
      only({.extra = "<classifications-ipcr>" + symbol("classification-ipcr", "43", "L") +
                     symbol("classification-ipcr", "7", "F") + "</classifications-ipcr>" +
                     "<classifications-cpc><main-cpc>" + symbol("classification-cpc", "43", "F") +
                     "</main-cpc><further-cpc>" + symbol("classification-cpc", "9", "L") +
                     "</further-cpc></classifications-cpc>"});
  EXPECT_EQ(record.classes, (Texts{"E21B43/26", "E21B9/26", "E21B7/26"}));
  EXPECT_EQ(only({.extra = "<classification-ipc><edition>7</edition><main-classification>A45F  504"
                           "</main-classification><further-classification>A43B 1314"
                           "</further-classification></classification-ipc>"})
                .classes,
            (Texts{"A45F5/04", "A43B13/14"}));
  EXPECT_EQ(only({.extra = "<classification-locarno><edition>9</edition><main-classification>2604"
                           "</main-classification></classification-locarno>"})
                .classes,
            (Texts{"26-04"}));
}

TEST(UsptoGrant, CitationsKeepDayZeroExaminerFlagAndLiterature) {
  const RightRecord record = only(
      {.extra =
           "<us-references-cited><us-citation><patcit num=\"1\"><document-id><country>US"
           "</country><doc-number>6147451</doc-number><kind>A</kind><date>20001100</date>"
           "</document-id></patcit><category>cited by examiner</category></us-citation>"
           "<us-citation><patcit num=\"2\"><document-id><country>JP</country><doc-number>"
           "2-82707</doc-number><date>19900000</date></document-id></patcit><category>cited by "
           "applicant</category></us-citation><us-citation><nplcit num=\"3\"><othercit>Roe, "
           "<i>Pumps</i>, 1999.</othercit></nplcit><category>cited by other</category>"
           "</us-citation></us-references-cited>"});
  ASSERT_EQ(record.citations.size(), 3U);
  EXPECT_EQ(record.citations[0], (Citation{"US6147451A", day("2000-11"), true, true}));
  EXPECT_EQ(record.citations[1], (Citation{"JP282707", day("1990"), false, true}));
  EXPECT_EQ(record.citations[2], (Citation{"Roe, Pumps, 1999.", {}, false, false}));
}

TEST(UsptoGrant, RelationsGivePriorityPublicationAndFamily) {
  const auto document = [](const char* country, const char* number, const char* kind,
                           const char* date) {
    return std::string("<document-id><country>") + country + "</country><doc-number>" + number +
           "</doc-number><kind>" + kind + "</kind><date>" + date + "</date></document-id>";
  };
  const RightRecord record =
      only({.extra = "<priority-claims><priority-claim><country>TW</country><doc-number>99300626"
                     "</doc-number><date>20160209</date></priority-claim></priority-claims>"
                     "<us-related-documents><continuation><relation><parent-doc>" +
                     document("US", "12213975", "00", "20080626") + "<parent-grant-document>" +
                     document("US", "8226901", "B2", "20120724") +
                     "</parent-grant-document></parent-doc><child-doc>" +
                     document("US", "15999991", "", "") +
                     "</child-doc></relation></continuation><us-provisional-application>" +
                     document("US", "61116256", "00", "20071119") +
                     "</us-provisional-application><related-publication>" +
                     document("US", "20180060369", "A1", "20180315") +
                     "</related-publication></us-related-documents>"});
  EXPECT_EQ(record.priority_date, day("2007-11-19"));
  EXPECT_EQ(record.publication_number, "US2018060369A1");
  EXPECT_EQ(record.publication_date, day("2018-03-15"));
  EXPECT_EQ(record.family, (Texts{"TW99300626", "US12/213975", "US8226901B2", "US61/116256"}));
}

TEST(UsptoGrant, OtherRootsBetweenAndDuplicatesAreRead) {
  const std::string one = grant_document({});
  const Read result = read(one +
                           "<?xml version=\"1.0\"?><!DOCTYPE sequence-cwu SYSTEM \"s.dtd\" [ ]>"
                           "<sequence-cwu><us-patent-granted/></sequence-cwu>\n" +
                           one);
  ASSERT_TRUE(result.status);
  ASSERT_EQ(result.records.size(), 2U);
  EXPECT_EQ(result.records[1].source.record, 2U);
  EXPECT_EQ(result.records[0].id, result.records[1].id);
}

TEST(UsptoGrant, BadRecordsAreProblemsAndTheRestIsRead) {
  const std::string good = grant_document({});
  const std::string truncated = good.substr(0, good.size() / 2);
  const Read result =
      read(truncated + good + grant_document({.title = "caf\xe9"}) +
           grant_document({.title = "<i>open"}) + grant_document({.number = "X1"}) +
           grant_document({.date = "20200100"}) + grant_document({.title = "a&#0;b"}) + good);
  ASSERT_TRUE(result.status);
  EXPECT_EQ(result.records.size(), 2U);
  ASSERT_EQ(result.problems.size(), 6U);
  EXPECT_THAT(result.problems[0],
              ::testing::HasSubstr("g.xml, record 1: <us-patent-grant> at byte"));
  EXPECT_THAT(result.problems[1], ::testing::HasSubstr("record 3: not UTF-8 at byte"));
  EXPECT_THAT(result.problems[2],
              ::testing::HasSubstr("record 4, field <us-bibliographic-data-grant>: malformed XML"));
  EXPECT_THAT(result.problems[3],
              ::testing::HasSubstr(
                  "record 5, field <publication-reference>: no number of a US grant: \"X1\""));
  EXPECT_THAT(result.problems[4], ::testing::HasSubstr("no day of grant: \"20200100\""));
  EXPECT_THAT(result.problems[5], ::testing::HasSubstr("the character reference &#0;"));
}

TEST(UsptoGrant, ALesserBadFieldIsReportedAndTheRecordKept) {
  const Read result = read(grant_document(
      {.extra =
           "<us-term-of-grant><us-term-extension>many</us-term-extension></us-term-of-grant>"}));
  ASSERT_EQ(result.records.size(), 1U);
  ASSERT_EQ(result.problems.size(), 1U);
  EXPECT_EQ(result.problems[0],
            "g.xml, record 1, field <us-term-extension>: cannot be read: \"many\"");
}

TEST(UsptoGrant, BoundsAreKept) {
  const Read large = read(grant_document({}), {.record_bytes_max = 500});
  ASSERT_EQ(large.problems.size(), 1U);
  EXPECT_THAT(large.problems[0], ::testing::HasSubstr("larger than 500 bytes"));
  const Read bibliography = read(grant_document({}), {.bibliography_bytes_max = 500});
  ASSERT_EQ(bibliography.problems.size(), 1U);
  EXPECT_THAT(bibliography.problems[0], ::testing::HasSubstr("larger than 500 bytes"));
}

TEST(UsptoGrant, TheCallerCanStop) {
  const std::string text = grant_document({}) + grant_document({});
  MemorySource source(text);
  int facts = 0;
  const Status status = read_uspto_grants(source, "g.xml",
                                          {.on_fact = [&](Fact&&) { return ++facts < 1; },
                                           .on_problem = [](Problem&&) { return true; }});
  ASSERT_FALSE(status);
  EXPECT_EQ(status.error().code, ErrorCode::kCancelled);
  EXPECT_EQ(facts, 1);
}

// The fast path against the whole-document parse, on records made of everything that could mislead
// a scanner: comments and CDATA that look like claims, processing instructions, entities.
RC_GTEST_PROP(UsptoGrant, FastPathAgreesWithTheWholeDocument, ()) {
  const auto noise = rc::gen::container<std::vector<std::string>>(rc::gen::element<std::string>(
      "text ", "<i>a</i> <b>b</b>", "<!-- <claims><claim></claim></claims> -->", "&#x26;", "&lt;",
      "<![CDATA[<claims><claim id='x'/></claims> & ]]>", "<?in-line description=\"a\"?>",
      "<?x <claim> ?>", "\n", "é", "<claim-text>t</claim-text>",
      "<!-- </us-bibliographic-data-grant> -->", "]]&gt;"));
  const auto join = [](const std::vector<std::string>& parts) {
    std::string text;
    for (const auto& part : parts) text += part;
    return text;
  };
  GrantParts parts;
  parts.title = join(*noise);
  parts.description = join(*noise);
  parts.claims.clear();
  const int claims = *rc::gen::inRange(0, 5);
  for (int i = 0; i < claims; ++i) {
    parts.claims += "<claim id=\"c\">" + join(*noise);
    if (*rc::gen::arbitrary<bool>()) parts.claims += "<claim-ref idref=\"c\">1</claim-ref>";
    parts.claims += "</claim>" + std::string(i % 2, '\n');
  }
  parts.extra = "<figures><number-of-figures>" + join(*noise) + "</number-of-figures></figures>";
  const std::string text = grant_record(parts);
  const std::string_view record = std::string_view(text).substr(0, text.size() - 1);
  const Where where{.file = "g.xml", .record = 1, .field = ""};
  const auto fast = parse_uspto_grant(
      record,
      record.find("<!") == std::string_view::npos && record.find("<?x") == std::string_view::npos,
      where);
  const auto whole = parse_uspto_grant_whole(record, where);
  RC_ASSERT(fast.has_value());
  RC_ASSERT(whole.has_value());
  RC_ASSERT(*fast == *whole);
}

}  // namespace
}  // namespace pignus::registers
