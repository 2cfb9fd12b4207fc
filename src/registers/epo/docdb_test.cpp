#include "registers/epo/docdb.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "registers/epo/exchange_numbers.h"
#include "registers/format.h"
#include "registers/number.h"
#include "support/read_outcome.h"

namespace pignus::registers {
namespace {

using pignus::testing::StringSource;
using ::testing::HasSubstr;
using Texts = std::vector<std::string>;

/// One made-up document in the shape of the EPO's, prefix and all; `{p}` marks the prefix.
struct Parts {
  std::string attributes = R"( country="DE" doc-number="99123456" kind="A1" date-publ="20200102")";
  std::string more_attributes = R"( family-id="77" date-of-last-exchange="20210304")";
  std::string bibliography = {};  ///< further elements
  std::string after = {};         ///< behind the bibliography
};

std::string with_prefix(std::string text, const std::string& prefix) {
  for (std::size_t at = text.find("{p}"); at != std::string::npos; at = text.find("{p}", at)) {
    text.replace(at, 3, prefix);
  }
  return text;
}

std::string document(const Parts& parts, const std::string& prefix = "exch:") {
  return with_prefix("<{p}exchange-document" + parts.attributes + parts.more_attributes +
                         "><{p}bibliographic-data>" + parts.bibliography +
                         "</{p}bibliographic-data>" + parts.after + "</{p}exchange-document>",
                     prefix);
}

std::string file_of(const std::string& documents, const std::string& version = "2.5.9") {
  return "<?xml version=\"1.0\" encoding=\"UTF-8\"?><exch:exchange-documents "
         "xmlns:exch=\"http://example.org\" date-of-exchange=\"20210401\" dtd-version=\"" +
         version + "\">" + documents + "</exch:exchange-documents>";
}

using Read = pignus::testing::ReadOutcome;

Read read(const std::string& text, std::size_t piece = 1U << 20, const DocdbLimits& limits = {}) {
  return pignus::testing::outcome_of(text, piece, [&](auto& source, const FactSink& sink) {
    return read_docdb(source, "d.xml", sink, limits);
  });
}

RightRecord only(const Parts& parts, const std::string& prefix = "exch:") {
  const Read result = read(document(parts, prefix));
  EXPECT_TRUE(result.status);
  EXPECT_EQ(result.problems, Texts{});
  EXPECT_EQ(result.rights.size(), 1U);
  return result.rights.empty() ? RightRecord{} : result.rights.front();
}

RegisterDate day(const char* text) {
  return *RegisterDate::parse(text);
}

TEST(Docdb, IsToldByItsRoot) {
  for (const char* head :
       {"<exch:exchange-documents>", "<exchange-document country=\"EP\">",
        "<?xml version=\"1.0\"?><!DOCTYPE x SYSTEM \"y\"><n:exchange-documents>"}) {
    const Format* format = format_of(head);
    ASSERT_NE(format, nullptr) << head;
    EXPECT_EQ(format->id, "docdb");
  }
}

TEST(Docdb, ReadsTheWholeOfADocument) {
  const Parts parts{
      .bibliography =
          "<{p}publication-reference data-format=\"docdb\"><document-id><country>DE</country>"
          "<doc-number>99123456</doc-number><kind>A1</kind><date>20200102</date></document-id>"
          "</{p}publication-reference>"
          "<{p}application-reference data-format=\"docdb\"><document-id><country>DE</country>"
          "<doc-number>102018123456</doc-number><kind>A</kind><date>20180701</date></document-id>"
          "</{p}application-reference>"
          "<{p}application-reference data-format=\"epodoc\"><document-id><doc-number>"
          "DE201810123456</doc-number></document-id></{p}application-reference>"
          "<{p}priority-claims><{p}priority-claim sequence=\"1\" data-format=\"docdb\">"
          "<document-id><country>US</country><doc-number>201762500001</doc-number><kind>P</kind>"
          "<date>20170702</date></document-id></{p}priority-claim>"
          "<{p}priority-claim sequence=\"1\" data-format=\"epodoc\"><document-id><doc-number>"
          "US201762500001P</doc-number></document-id></{p}priority-claim></{p}priority-claims>"
          "<{p}parties><{p}applicants>"
          "<{p}applicant sequence=\"1\" data-format=\"docdb\"><{p}applicant-name><name>PUMPS GMBH"
          "    </name></{p}applicant-name><residence><country>DE</country></residence>"
          "</{p}applicant><{p}applicant sequence=\"1\" data-format=\"docdba\"><{p}applicant-name>"
          "<name>Pumps &amp; More GmbH</name></{p}applicant-name></{p}applicant></{p}applicants>"
          "<{p}inventors><{p}inventor sequence=\"1\" data-format=\"docdb\"><{p}inventor-name>"
          "<name>DOE JANE</name></{p}inventor-name></{p}inventor></{p}inventors></{p}parties>"
          "<{p}invention-title lang=\"de\" data-format=\"docdba\">Pumpe</{p}invention-title>"
          "<{p}invention-title lang=\"en\" data-format=\"docdba\">Pump for <b>H</b><sub>2</sub>O"
          "</{p}invention-title>"
          "<{p}designation-of-states><{p}designation-epc><{p}contracting-states>"
          "<country>AT</country><country>CH</country></{p}contracting-states><{p}extension-states>"
          "<country>BA</country></{p}extension-states></{p}designation-epc>"
          "</{p}designation-of-states>",
      .after =
          "<{p}abstract lang=\"en\"><{p}p>Anything.</{p}p></{p}abstract><{p}patent-family>"
          "<{p}family-member><{p}publication-reference data-format=\"docdb\"><document-id>"
          "<country>EP</country><doc-number>3000001</doc-number><kind>A1</kind></document-id>"
          "</{p}publication-reference><{p}publication-reference data-format=\"epodoc\">"
          "<document-id><doc-number>EP3000001</doc-number></document-id>"
          "</{p}publication-reference></{p}family-member></{p}patent-family>"};
  const RightRecord record = only(parts);
  EXPECT_EQ(record.id.value, "DE-P-99123456");
  EXPECT_EQ(record.application_number, "DE102018123456");
  EXPECT_EQ(record.publication_number, "DE99123456A1");
  EXPECT_EQ(record.publication_date, day("2020-01-02"));
  EXPECT_EQ(record.grant_number, "");
  EXPECT_EQ(record.filing_date, day("2018-07-01"));
  EXPECT_EQ(record.priority_date, day("2017-07-02"));
  EXPECT_EQ(record.known, *Date::parse("2020-01-02"));
  EXPECT_EQ(record.title, "Pump for H2O");
  EXPECT_EQ(record.owners, (std::vector<Party>{{"Pumps & More GmbH", "DE", ""}}));
  EXPECT_EQ(record.inventors, (Texts{"DOE JANE"}));
  EXPECT_EQ(record.family, (Texts{"US62/500001", "EP3000001A1"}));
  EXPECT_EQ(record.designated_states, (Texts{"AT", "CH"}));
  EXPECT_EQ(record.details,
            (std::map<std::string, std::string>{{"extension_states", "BA"},
                                                {"family_id", "77"},
                                                {"exchanged", "2021-03-04"},
                                                {"owners_standard", "PUMPS GMBH"}}));
  EXPECT_EQ(only(parts, ""), record) << "the same without a prefix";
  EXPECT_EQ(only(parts, "ns2:"), record) << "the same with another prefix";
}

TEST(Docdb, ClassesAreCpcThenIpcTheFirstNamedFirst) {
  const auto cpc = [](const char* scheme, const char* symbol, const char* position) {
    return std::string("<patent-classification><classification-scheme office=\"EP\" scheme=\"") +
           scheme + "\"/><classification-symbol>" + symbol +
           "</classification-symbol><symbol-position>" + position +
           "</symbol-position></patent-classification>";
  };
  const RightRecord record = only(
      {.bibliography =
           "<{p}classification-ipc><edition>7</edition><main-classification> 7F 04B  17/03   A"
           "</main-classification></{p}classification-ipc><{p}classifications-ipcr>"
           "<classification-ipcr><text>F04B  19/00        20060101ALI20200102BHEP        </text>"
           "</classification-ipcr><classification-ipcr><text>F04B  53/10        20060101AFI20200102"
           "BHEP</text></classification-ipcr></{p}classifications-ipcr>"
           "<{p}patent-classifications>" +
           cpc("CPCI", "F04B  53/1002      ", "L") + cpc("CPCI", "F04B2201/06        ", "F") +
           cpc("CPCI", "F04B  53/1002      ", "L") + cpc("FTERM", "3H071/AA01", "L") +
           cpc("CPCI", "F04B  53/10        ", "L") + "</{p}patent-classifications>"});
  EXPECT_EQ(record.classes,
            (Texts{"F04B2201/06", "F04B53/1002", "F04B53/10", "F04B17/03", "F04B19/00"}));
}

TEST(Docdb, CitationsTellWhoNamedThem) {
  const RightRecord record = only(
      {.bibliography =
           "<{p}references-cited><{p}citation cited-phase=\"SEA\"><patcit dnum=\"DE1B\">"
           "<document-id><country>DE</country><doc-number>1156606</doc-number><kind>B</kind>"
           "<date>19631000</date></document-id></patcit></{p}citation><{p}citation "
           "cited-phase=\"APP\"><patcit dnum=\"JPH0712345A\"><document-id><country>JP</country>"
           "<doc-number>H0712345</doc-number><kind>A</kind></document-id></patcit></{p}citation>"
           "<{p}citation cited-phase=\"ISR\" cited-by=\"applicant\"><nplcit num=\"1\"><text>ROE: "
           "\"Pumps &#x201C;old&#8221;\"</text><article><atl>Pumps</atl></article></nplcit>"
           "</{p}citation></{p}references-cited>"});
  ASSERT_EQ(record.citations.size(), 3U);
  EXPECT_EQ(record.citations[0], (Citation{"DE1156606B", day("1963-10"), true, true}));
  EXPECT_EQ(record.citations[1], (Citation{"JPH0712345A", {}, false, true}));
  EXPECT_EQ(record.citations[2], (Citation{"ROE: \"Pumps “old”\"", {}, false, false}));
}

TEST(Docdb, GrantsAreToldByTheirDayOrTheirKind) {
  const RightRecord printed =
      only({.bibliography = "<{p}dates-of-public-availability><{p}printed-with-grant><document-id>"
                            "<date>20200103</date></document-id></{p}printed-with-grant>"
                            "</{p}dates-of-public-availability>"});
  EXPECT_EQ(printed.grant_number, "DE99123456A1");
  EXPECT_EQ(printed.grant_date, day("2020-01-03"));
  const RightRecord kind = only({.attributes = R"( country="EP" doc-number="0240590" kind="B1")"
                                               R"( date-publ="19910102")"});
  EXPECT_EQ(kind.id.value, "EP-P-0240590");
  EXPECT_EQ(kind.grant_number, "EP0240590B1");
  EXPECT_EQ(kind.grant_date, day("1991-01-02"));
}

std::string application(const char* country, const char* number, const char* kind) {
  return std::string("<{p}application-reference data-format=\"docdb\"><document-id><country>") +
         country + "</country><doc-number>" + number + "</doc-number><kind>" + kind +
         "</kind></document-id></{p}application-reference>";
}

TEST(Docdb, KeysFollowTheOffice) {
  const auto key = [](const char* attributes, const std::string& bibliography) {
    return only({.attributes = attributes, .bibliography = bibliography}).id.value;
  };
  EXPECT_EQ(key(R"( country="US" doc-number="2018123456" kind="A1" date-publ="20180503")",
                application("US", "201615299999", "A")),
            "US-A-15299999");
  EXPECT_EQ(key(R"( country="US" doc-number="2002012345" kind="A1" date-publ="20020131")",
                application("US", "80123401", "A")),
            "US-A-09801234");
  EXPECT_EQ(key(R"( country="US" doc-number="9999991" kind="B2" date-publ="20180619")", ""),
            "US-P-9999991");
  EXPECT_EQ(key(R"( country="CN" doc-number="104000001" kind="A" date-publ="20140820")",
                application("CN", "201410234381", "A")),
            "CN-P-201410234381");
  EXPECT_EQ(key(R"( country="CN" doc-number="204000001" kind="U" date-publ="20141210")",
                application("CN", "201420234381", "U")),
            "CN-U-201420234381");
  EXPECT_EQ(key(R"( country="WO" doc-number="2020123456" kind="A1" date-publ="20200618")",
                application("IB", "2019060000", "W")),
            "WO-P-2020123456");
  EXPECT_EQ(key(R"( country="AT" doc-number="6311" kind="U1" date-publ="20030825")", ""),
            "AT-U-6311");
}

TEST(Docdb, ApplicationsReadInTheirNormalForm) {
  const auto number = [](const char* country, const char* digits, const char* kind) {
    const ExchangeNumber docdb{"docdb", country, digits, kind, ""};
    return application_text({.docdb = &docdb});
  };
  EXPECT_EQ(number("EP", "99203729", "A"), "EP19990203729");
  EXPECT_EQ(number("GB", "0204635", "W"), "PCT/GB2002/004635");
  EXPECT_EQ(number("US", "2019056674", "W"), "PCT/US2019/056674");
  EXPECT_EQ(number("US", "201113167395", "A"), "US13/167395");
  EXPECT_EQ(number("US", "8359798", "A"), "US09/083597");
  EXPECT_EQ(number("US", "8359792", "A"), "US8359792") << "the series of 1992 is not told";
  EXPECT_EQ(number("US", "9500698", "P"), "US60/095006");
  EXPECT_EQ(number("JP", "2001123456", "A"), "JP2001123456");
  const ExchangeNumber epodoc{"epodoc", "", "WO1998US16128", "", ""};
  EXPECT_EQ(application_text({.epodoc = &epodoc}), "PCT/US1998/016128");
  const ExchangeNumber japanese{"epodoc", "", "JP19960179521", "", ""};
  EXPECT_EQ(application_text({.epodoc = &japanese}), "JP19960179521");
  const ExchangeNumber docdb{"docdb", "US", "8359798", "A", ""};
  const ExchangeNumber original{"original", "", "08/083,597", "", ""};
  EXPECT_EQ(application_text({.docdb = &docdb, .original = &original}), "US08/083597");
}

TEST(Docdb, DeletionsAndVoidsTakeTheRecordBack) {
  const auto bare = [](const char* status, const char* day) {
    return "<exch:exchange-document country=\"EP\" doc-number=\"1000001\" kind=\"A1\" status=\"" +
           std::string(status) + "\"" + day + "/>";
  };
  const Read result =
      read(file_of(bare("D", " date-of-last-exchange=\"20210304\"") + bare("CV", "") +
                   bare("V", " date-of-last-exchange=\"20210305\"") + bare("DV", "")));
  ASSERT_TRUE(result.status);
  EXPECT_TRUE(result.rights.empty());
  ASSERT_EQ(result.retractions.size(), 3U);
  EXPECT_EQ(result.retractions[0], (Retraction{RightId{"EP-P-1000001"},
                                               "EP1000001A1",
                                               "D",
                                               *Date::parse("2021-03-04"),
                                               {"d.xml", "", 1, ""}}));
  EXPECT_EQ(result.retractions[1].known, *Date::parse("2021-04-01")) << "the day of the exchange";
  EXPECT_EQ(result.retractions[2].reason, "V");
  ASSERT_EQ(result.problems.size(), 1U);
  EXPECT_THAT(result.problems[0], HasSubstr("record 4"));
}

TEST(Docdb, BadDocumentsAreProblemsAndTheRestIsRead) {
  const std::string good = document({});
  const Read result =
      read(file_of(good + good.substr(0, good.size() / 2) + good +
                   document({.bibliography = "<{p}parties><b></{p}parties>"}) +
                   document({.attributes = R"( country="QQ" doc-number="1" kind="A")"}) +
                   document({.bibliography = "\xff"}) + document({.bibliography = "&#0;"}) + good));
  ASSERT_TRUE(result.status);
  EXPECT_EQ(result.rights.size(), 3U);
  ASSERT_EQ(result.problems.size(), 5U);
  EXPECT_THAT(result.problems[0], HasSubstr("record 2: <exch:exchange-document> at byte"));
  EXPECT_THAT(result.problems[1], HasSubstr("record 4: malformed XML: tags do not nest"));
  EXPECT_THAT(result.problems[2],
              HasSubstr("record 5, field <publication-reference>: cannot tell the right"));
  EXPECT_THAT(result.problems[3], HasSubstr("record 6: not UTF-8"));
  EXPECT_THAT(result.problems[4], HasSubstr("record 7: the character reference &#0;"));
}

TEST(Docdb, ALesserBadFieldIsReportedAndTheRecordKept) {
  const Read result = read(
      document({.attributes = R"( country="DE" doc-number="1" kind="A1" date-publ="20201399")"}));
  ASSERT_EQ(result.rights.size(), 1U);
  EXPECT_EQ(result.rights[0].known, *Date::parse("2021-03-04")) << "the day of the last exchange";
  ASSERT_EQ(result.problems.size(), 1U);
  EXPECT_EQ(result.problems[0], "d.xml, record 1, field <date-publ>: no date: \"20201399\"");
}

TEST(Docdb, ARecordWithoutAnyDayIsUndated) {
  const Read result = read(document(
      {.attributes = R"( country="EP" doc-number="1000001" kind="A1")", .more_attributes = ""}));
  ASSERT_EQ(result.rights.size(), 1U);
  EXPECT_EQ(result.rights[0].details.at("undated"), "yes");
  ASSERT_EQ(result.problems.size(), 1U);
}

TEST(Docdb, ANewVersionIsSaidAndRead) {
  const Read result = read(file_of(document({}), "3.0.1"));
  ASSERT_TRUE(result.status);
  EXPECT_EQ(result.rights.size(), 1U);
  ASSERT_EQ(result.problems.size(), 1U);
  EXPECT_THAT(result.problems[0], HasSubstr("version 3.0.1 is new"));
}

TEST(Docdb, NamedCharactersOfTheEntitySetsAreRead) {
  EXPECT_EQ(only({.bibliography = "<{p}invention-title lang=\"en\">Ko&sacute;nik&#x2002;&SACUTE; "
                                  "&amp;lt; &nosuch; A&T</{p}invention-title>"})
                .title,
            "Kośnik Ś &lt; &nosuch; A&T");
}

TEST(Docdb, CutsFallAnywhereAndBoundsAreKept) {
  const std::string text = file_of(document({}) + "<!-- <exch:exchange-document> -->" +
                                   document({.bibliography = "<!-- </exch:x> --><exch:invention-"
                                                             "title><![CDATA[A <b> C]]></exch:"
                                                             "invention-title>"}));
  const Read whole = read(text);
  ASSERT_EQ(whole.rights.size(), 2U);
  EXPECT_EQ(whole.rights[1].title, "A <b> C");
  for (const std::size_t piece : {1U, 7U, 64U}) EXPECT_EQ(read(text, piece).rights, whole.rights);
  const Read bounded = read(text, 4096, {.record_bytes_max = 100});
  EXPECT_TRUE(bounded.rights.empty());
  ASSERT_EQ(bounded.problems.size(), 2U);
  EXPECT_THAT(bounded.problems[0], HasSubstr("larger than 100 bytes"));
}

TEST(Docdb, TheCallerCanStop) {
  StringSource source(file_of(document({}) + document({})));
  int facts = 0;
  const Status status = read_docdb(source, "d.xml",
                                   {.on_fact = [&](Fact&&) { return ++facts < 1; },
                                    .on_problem = [](Problem&&) { return true; }});
  ASSERT_FALSE(status);
  EXPECT_EQ(status.error().code, ErrorCode::kCancelled);
  EXPECT_EQ(facts, 1);
}

// The short way to a publication's normal form against the parser of numbers.
RC_GTEST_PROP(Docdb, PublicationNumbersAgreeWithTheParser, ()) {
  const auto country = *rc::gen::element<std::string>("US", "EP", "WO", "GB", "FR", "CH", "DE",
                                                      "JP", "AU", "KR", "CN", "AT");
  const auto kind = *rc::gen::element<std::string>("A", "A1", "B", "B2", "C", "U1", "S", "P2", "E");
  std::string digits = *rc::gen::element<std::string>("", "0", "19", "20", "2001", "2019", "197");
  const int more = *rc::gen::inRange(1, 9);
  for (int i = 0; i < more; ++i) digits += static_cast<char>('0' + *rc::gen::inRange(0, 10));
  const auto parsed = parse_number(country + digits + kind);
  const ExchangeNumber number{"docdb", country, digits, kind, ""};
  RC_ASSERT(publication_text(number) == (parsed ? parsed->normal() : country + digits + kind));
}

std::string noise() {
  return *rc::gen::element<std::string>(
      "text", "A &amp; B", "<b>x</b> <i>y</i>", "<!-- </exch:p> -->", "<![CDATA[<p> & ]]>",
      "&#x160;", "&Scaron;", "<?pi a=\"b\"?>", "\n  ", "a > b", "<sub/>", "");
}

std::string noisy_id(const std::string& country) {
  return "<document-id><country>" + country + "</country><doc-number>" +
         *rc::gen::element<std::string>("1000001", "2019123456", "99203729", "X1", "", "0012") +
         "</doc-number><kind>" + *rc::gen::element<std::string>("A1", "B", "W", "") +
         "</kind><date>" + *rc::gen::element<std::string>("20200102", "19990000", "", "x") +
         "</date></document-id>";
}

std::string noisy_element(int which) {
  const auto format = *rc::gen::element<std::string>("docdb", "docdba", "epodoc", "original");
  const auto tied =
      " sequence='" + std::to_string(*rc::gen::inRange(1, 4)) + "' data-format=\"" + format + "\"";
  switch (which) {
    case 0:
      return "<{p}invention-title lang=\"" + *rc::gen::element<std::string>("en", "de") + "\">" +
             noise() + noise() + "</{p}invention-title>";
    case 1:
      return "<{p}application-reference" + tied + ">" + noisy_id("US") +
             "</{p}application-reference>";
    case 2:
      return "<{p}priority-claims><{p}priority-claim" + tied + ">" + noisy_id("EP") +
             "</{p}priority-claim></{p}priority-claims>";
    case 3:
      return "<{p}parties><{p}applicants><{p}applicant" + tied + "><{p}applicant-name><name>" +
             noise() + noise() +
             "</name></{p}applicant-name><residence><country>DE</country></residence>"
             "</{p}applicant></{p}applicants></{p}parties>";
    case 4:
      return "<{p}references-cited><{p}citation cited-phase=\"SEA\"><patcit>" + noisy_id("WO") +
             "</patcit></{p}citation><{p}citation><nplcit><text>" + noise() + noise() +
             "</text></nplcit></{p}citation></{p}references-cited>";
    case 5:
      return "<{p}classifications-ipcr><classification-ipcr><text>F04B  9/00        20060101AFI"
             "</text></classification-ipcr></{p}classifications-ipcr>";
    case 6:
      return "<{p}designation-of-states><{p}designation-pct><{p}regional><region><country>EP"
             "</country></region><country>AT</country></{p}regional></{p}designation-pct>"
             "</{p}designation-of-states>";
    case 7:
      return "<{p}dates-of-public-availability><{p}printed-with-grant><document-id><date>20200103"
             "</date></document-id></{p}printed-with-grant></{p}dates-of-public-availability>";
    default:
      return "<{p}unknown a=\"x>y\">" + noise() + "</{p}unknown>";
  }
}

// The scan against the tree, on documents made of every element it reads, in any order, with the
// markup that could mislead it.
RC_GTEST_PROP(Docdb, ScanAgreesWithTheTree, ()) {
  std::string bibliography;
  const int elements = *rc::gen::inRange(0, 9);
  for (int i = 0; i < elements; ++i) bibliography += noisy_element(*rc::gen::inRange(0, 9));
  const std::string record =
      document({.bibliography = bibliography,
                .after = "<{p}abstract>" + noise() + noise() + "</{p}abstract>"},
               *rc::gen::element<std::string>("exch:", ""));
  const Where where{.file = "d.xml", .record = 1, .field = ""};
  ExchangeParts parts;
  const bool plain = record.find("<!") == std::string::npos;
  const auto fast = parse_docdb_document(record, plain, where, "", parts);
  const auto whole = parse_docdb_document_whole(record, where, "");
  RC_ASSERT(fast.has_value());
  RC_ASSERT(whole.has_value());
  RC_ASSERT(*fast == *whole);
}

}  // namespace
}  // namespace pignus::registers
