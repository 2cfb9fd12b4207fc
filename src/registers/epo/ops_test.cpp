#include "registers/epo/ops.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "registers/epo/ops_fulltext.h"
#include "registers/epo/us_assignment_event.h"
#include "registers/format.h"
#include "support/read_outcome.h"

namespace pignus::registers {
namespace {

using ::testing::HasSubstr;
using Texts = std::vector<std::string>;
using Details = std::map<std::string, std::string>;

using Read = pignus::testing::ReadOutcome;

Read read(const std::string& text, const OpsLimits& limits = {}) {
  return pignus::testing::outcome_of(text, 100, [&](auto& source, const FactSink& sink) {
    return read_ops(source, "a.xml", sink, limits);
  });
}

std::string answer(const std::string& inside) {
  return "<?xml version=\"1.0\"?><ops:world-patent-data xmlns=\"http://www.epo.org/exchange\" "
         "xmlns:ops=\"http://ops.epo.org\"><ops:meta name=\"elapsed-time\" value=\"3\"/>" +
         inside + "</ops:world-patent-data>";
}

std::string id(const char* country, const char* number, const char* kind, const char* date = "") {
  return std::string("<document-id document-id-type=\"docdb\"><country>") + country +
         "</country><doc-number>" + number + "</doc-number><kind>" + kind + "</kind>" +
         (*date == 0 ? "" : std::string("<date>") + date + "</date>") + "</document-id>";
}

std::string member(const std::string& publication, const std::string& application,
                   const std::string& more = "") {
  return "<ops:family-member family-id=\"9\"><publication-reference>" + publication +
         "</publication-reference><application-reference is-representative=\"YES\">" + application +
         "</application-reference>" + more + "</ops:family-member>";
}

std::string family(const std::string& members) {
  return answer("<ops:patent-family legal=\"true\">" + members + "</ops:patent-family>");
}

struct Event {
  std::string code = "PG25";
  std::string document =
      "<ops:L001EP>EP</ops:L001EP><ops:L003EP>    12345678</ops:L003EP>"
      "<ops:L004EP>A </ops:L004EP>";
  std::string gazette = "2020-05-01";
  std::string held = "2020-05-05";
  std::string fields = {};  ///< within L500EP
  std::string attributes = " infl=\"-\"";
};

std::string legal(const Event& event = {}) {
  return "<ops:legal code=\"" + event.code + "\" desc=\"LAPSED\" dateMigr=\"00010101\"" +
         event.attributes + "><ops:pre line=\"00001\">anything</ops:pre>" + event.document +
         "<ops:L007EP>" + event.gazette + "</ops:L007EP><ops:L008EP>" + event.code +
         "</ops:L008EP><ops:L019EP>" + event.held + "</ops:L019EP><ops:L500EP>" + event.fields +
         "</ops:L500EP></ops:legal>";
}

LegalEvent only_event(const Event& event) {
  const Read result = read(family(member(id("EP", "3000001", "B1", "20191127"),
                                         id("EP", "12345678", "A", "20120101"), legal(event))));
  EXPECT_EQ(result.problems, Texts{});
  EXPECT_EQ(result.events.size(), 1U);
  return result.events.empty() ? LegalEvent{} : result.events.front();
}

TEST(Ops, EveryAnswerOfTheServiceIsTold) {
  EXPECT_EQ(format_of(answer("<exchange-documents/>"))->id, "ops");
  EXPECT_EQ(format_of("<fault xmlns=\"http://ops.epo.org\">")->id, "ops");
  EXPECT_EQ(format_of("{\"ops:world-patent-data\": {}}")->id, "ops-json");
  EXPECT_EQ(format_of(answer("<ops:register-search/>"))->id, "ep-register");
  EXPECT_EQ(format_of("<fault xmlns=\"http://example.org\">"), nullptr);
}

TEST(Ops, AFamilyNamesItsMembersToEachOther) {
  const Read result = read(family(
      member(id("EP", "3000001", "A1", "20130102"), id("EP", "12345678", "A", "20120101")) +
      member(id("EP", "3000001", "B1", "20191127"), id("EP", "12345678", "A", "20120101")) +
      member(id("JP", "2014500001", "A", "20140103"), id("JP", "2013500001", "A", "20120101"),
             "<priority-claim sequence=\"1\">" + id("EP", "11100001", "A", "20110105") +
                 "</priority-claim>")));
  EXPECT_EQ(result.problems, Texts{});
  ASSERT_EQ(result.rights.size(), 3U);
  EXPECT_EQ(result.rights[0].id.value, "EP-P-3000001");
  EXPECT_EQ(result.rights[0].application_number, "EP20120345678");
  EXPECT_EQ(result.rights[0].publication_number, "EP3000001A1");
  EXPECT_EQ(result.rights[0].family, (Texts{"EP3000001B1", "JP2014500001A"}));
  EXPECT_EQ(result.rights[0].details, (Details{{"family_id", "9"}}));
  EXPECT_EQ(result.rights[1].grant_number, "EP3000001B1");
  EXPECT_EQ(result.rights[2].family, (Texts{"EP20110100001", "EP3000001A1", "EP3000001B1"}));
  EXPECT_EQ(result.rights[2].priority_date, *RegisterDate::parse("2011-01-05"));
}

TEST(Ops, AUsPublicationGoesByThePatentGrantedOnIt) {
  const std::string application = id("US", "201113100001", "A", "20110601");
  const Read result =
      read(family(member(id("US", "2012000001", "A1", "20120105"), application,
                         legal({.code = "MAFP",
                                .document = "<ops:L001EP>US</ops:L001EP><ops:L003EP>201113100001"
                                            "</ops:L003EP><ops:L004EP>A</ops:L004EP>",
                                .fields = "<ops:L520EP>4</ops:L520EP>"})) +
                  member(id("US", "9000001", "B2", "20150407"), application)));
  ASSERT_EQ(result.rights.size(), 2U);
  EXPECT_EQ(result.rights[0].id.value, "US-P-9000001");
  EXPECT_EQ(result.rights[1].id.value, "US-P-9000001");
  ASSERT_EQ(result.events.size(), 1U);
  EXPECT_EQ(result.events[0].right.value, "US-P-9000001");
  EXPECT_EQ(result.events[0].details.at("fee_year"), "4");
  const Read alone = read(family(member(id("US", "2012000001", "A1", "20120105"), application)));
  ASSERT_EQ(alone.rights.size(), 1U);
  EXPECT_EQ(alone.rights[0].id.value, "US-A-13100001");
}

TEST(Ops, AnEventHasItsTwoDaysAndItsState) {
  const LegalEvent event = only_event({.fields = "<ops:L501EP>GR</ops:L501EP><ops:L510EP>LAPSE "
                                                 "BECAUSE</ops:L510EP><ops:L525EP>20200228"
                                                 "</ops:L525EP>"});
  EXPECT_EQ(event.right.value, "EP-P-3000001");
  EXPECT_EQ(event.code, "PG25");
  EXPECT_EQ(event.description, "LAPSED");
  EXPECT_EQ(event.date, *RegisterDate::parse("2020-02-28"));
  EXPECT_EQ(event.known, Date::parse("2020-05-01"));
  EXPECT_EQ(event.details, (Details{{"gazette_date", "2020-05-01"},
                                    {"influence", "-"},
                                    {"state", "GR"},
                                    {"text", "LAPSE BECAUSE"}}));
}

TEST(Ops, AGazetteDateThatOnlyRepeatsTheEffectiveOneIsNoDayOfKnowing) {
  const Event late{
      .gazette = "2003-02-12", .held = "2008-01-17", .fields = "<ops:L525EP>20030212</ops:L525EP>"};
  EXPECT_EQ(only_event(late).known, Date::parse("2008-01-17"));
  Event unheld = late;
  unheld.held = "1970-01-01";
  EXPECT_EQ(only_event(unheld).known, Date::parse("2003-02-12")) << "no other day is told";
  Event no_gazette = late;
  no_gazette.gazette = "";
  EXPECT_EQ(only_event(no_gazette).known, Date::parse("2008-01-17"));
}

TEST(Ops, FieldsKeepTheirMeaning) {
  const LegalEvent event = only_event(
      {.code = "PGFP",
       .fields = "<ops:L501EP>FI</ops:L501EP><ops:L502EP infl=\"+\">SPCF</ops:L502EP>"
                 "<ops:L511EP>2014C/1</ops:L511EP><ops:L513EP>20231010</ops:L513EP>"
                 "<ops:L518EP>20250620</ops:L518EP><ops:L520EP>16</ops:L520EP>"
                 "<ops:L509EP>A</ops:L509EP><ops:L509EP>B</ops:L509EP><ops:L521EP>x</ops:L521EP>",
       .attributes = ""});
  EXPECT_EQ(event.date, *RegisterDate::parse("2025-06-20")) << "the day of payment";
  EXPECT_EQ(event.details, (Details{{"fee_year", "16"},
                                    {"gazette_date", "2020-05-01"},
                                    {"influence", "+"},
                                    {"l521", "x"},
                                    {"party", "A; B"},
                                    {"payment_date", "2025-06-20"},
                                    {"spc_expiry_date", "2023-10-10"},
                                    {"spc_number", "2014C/1"},
                                    {"state", "FI"},
                                    {"state_code", "SPCF"}}));
}

TEST(Ops, AnEventToldOnlyAsALineIsRead) {
  const Read result = read(
      family(member(id("EP", "3000001", "B1", "20191127"), id("EP", "12345678", "A", "20120101"),
                    "<ops:legal code=\"26N \" desc=\"NO OPPOSITION\"><ops:pre line=\"00001\">"
                    "EP    12345678A  2020-11-0426N +NO OPPOSITION</ops:pre></ops:legal>")));
  ASSERT_EQ(result.events.size(), 1U);
  EXPECT_EQ(result.events[0].code, "26N");
  EXPECT_EQ(result.events[0].right.value, "EP-P-3000001");
  EXPECT_EQ(result.events[0].date, *RegisterDate::parse("2020-11-04"));
  EXPECT_EQ(result.events[0].details.at("influence"), "+");
}

TEST(Ops, AnEventOfNoRightThatCanBeToldIsAProblem) {
  const Read result = read(
      family(member(id("EP", "3000001", "B1", "20191127"), id("EP", "12345678", "A", "20120101"),
                    legal({.document = "<ops:L001EP>DE</ops:L001EP><ops:L003EP>1</ops:L003EP>"}) +
                        legal({.document = ""}))));
  EXPECT_TRUE(result.events.empty());
  ASSERT_EQ(result.problems.size(), 2U);
  EXPECT_THAT(result.problems[0], HasSubstr("cannot tell the right of event PG25"));
  EXPECT_THAT(result.problems[1], HasSubstr("without code or document"));
}

TEST(Ops, AUsAssignmentIsARecordingToo) {
  const Read result = read(family(member(
      id("US", "9000001", "B2", "20150407"), id("US", "201113100001", "A", "20110601"),
      legal({.code = "AS",
             .document = "<ops:L001EP>US</ops:L001EP><ops:L003EP>201113100001</ops:L003EP>"
                         "<ops:L004EP>A</ops:L004EP>",
             .gazette = "2020-08-17",
             .fields = "<ops:L509EP>FIRST BANK, N.A., TEXAS</ops:L509EP><ops:L510EP>SECURITY "
                       "INTEREST;ASSIGNORS:PUMPS, INC.;MORE PUMPS;AND OTHERS;SIGNING DATES FROM "
                       "20200801 TO 20200806;REEL/FRAME:053520/0064</ops:L510EP>"
                       "<ops:L525EP>20200806</ops:L525EP>"}))));
  ASSERT_EQ(result.recordings.size(), 1U);
  const Recording& recording = result.recordings[0];
  EXPECT_EQ(recording.office, "US");
  EXPECT_EQ(recording.id, "053520/0064");
  EXPECT_EQ(recording.recorded, *Date::parse("2020-08-17"));
  EXPECT_EQ(recording.conveyance, "SECURITY INTEREST");
  EXPECT_EQ(recording.conveyance_class, ConveyanceClass::kSecurityInterest);
  ASSERT_EQ(recording.grantors.size(), 2U);
  EXPECT_EQ(recording.grantors[0].party.name, "PUMPS, INC.");
  EXPECT_EQ(recording.grantors[0].executed, *RegisterDate::parse("2020-08-06"));
  ASSERT_EQ(recording.grantees.size(), 1U);
  EXPECT_EQ(recording.grantees[0].party, (Party{"FIRST BANK, N.A.", "US", ""}));
  EXPECT_EQ(recording.properties[0].right.value, "US-P-9000001");
  EXPECT_EQ(recording.properties[0].application_number, "US13/100001");
  EXPECT_EQ(us_assignee("PUMPS, INC."), (Party{"PUMPS, INC.", "", ""})) << "INC. is no place";
}

TEST(Ops, DocumentsTheServiceDoesNotHaveAreSaid) {
  const Read result =
      read(answer("<exchange-documents><exchange-document status=\"not found\" country=\"EP\" "
                  "doc-number=\"1\" kind=\"A1\"/><exchange-document country=\"EP\" "
                  "doc-number=\"3000001\" kind=\"A1\"><bibliographic-data><publication-reference>" +
                  id("EP", "3000001", "A1", "20130102") +
                  "</publication-reference></bibliographic-data></exchange-document>"
                  "</exchange-documents>"));
  ASSERT_EQ(result.rights.size(), 1U);
  EXPECT_EQ(result.rights[0].source.record, 2U);
  ASSERT_EQ(result.problems.size(), 1U);
  EXPECT_THAT(result.problems[0],
              HasSubstr("record 1, field <exchange-document>: the service has"));
}

TEST(Ops, AnswersWithoutFactsSayWhatTheyAre) {
  const auto only_problem = [](const std::string& text) {
    const Read result = read(text);
    EXPECT_TRUE(result.status);
    EXPECT_TRUE(result.rights.empty());
    EXPECT_EQ(result.problems.size(), 1U);
    return result.problems.empty() ? "" : result.problems[0];
  };
  EXPECT_THAT(only_problem(answer("<ops:standardization/>")), HasSubstr("number service"));
  EXPECT_THAT(only_problem(answer("<ops:fulltext-inquiry/>")), HasSubstr("full-text inquiry"));
  EXPECT_THAT(only_problem(answer("<ops:classification-scheme/>")), HasSubstr("classification"));
  EXPECT_THAT(only_problem(answer("<ops:document-inquiry/>")), HasSubstr("image inquiry"));
  EXPECT_THAT(only_problem(answer("<ops:novelty/>")), HasSubstr("does not know: <novelty>"));
  EXPECT_THAT(only_problem(answer("")), HasSubstr("an empty answer"));
  EXPECT_THAT(only_problem(answer("<ops:biblio-search total-result-count=\"9\"><ops:search-result>"
                                  "<ops:publication-reference/></ops:search-result>"
                                  "</ops:biblio-search>")),
              HasSubstr("lists 1 publications by number alone"));
  EXPECT_THAT(only_problem("<fault xmlns=\"http://ops.epo.org\"><code>SERVER.EntityNotFound</code>"
                           "<message>No results found</message></fault>"),
              HasSubstr("SERVER.EntityNotFound: No results found"));
}

TEST(Ops, ClaimsAreCountedByTheirNumbers) {
  const auto count = [](const Texts& texts, const char* language = "EN") {
    const ClaimCount result = count_claims(texts, language);
    return std::pair(result.claims.value_or(-1), result.independent.value_or(-1));
  };
  EXPECT_EQ(count({"1. A pump.", "2. The pump of claim 1, wet.", "3. A method."}), std::pair(3, 2));
  EXPECT_EQ(count({"Claims\n1. A pump.\n2. A pump as claimed in any preceding claim.\nand 3 more"}),
            std::pair(2, 1));
  EXPECT_EQ(count({"1. Pumpe.", "2. Pumpe nach Anspruch 1."}, "DE"), std::pair(2, 1));
  EXPECT_EQ(count({"1. Pomp.", "2. Pomp volgens conclusie 1."}, "NL"), std::pair(2, -1));
  EXPECT_EQ(count({"A pump.", "The pump of claim 1."}), std::pair(2, 1));
  EXPECT_EQ(count({"A pump."}), std::pair(-1, -1));
  EXPECT_EQ(count({}), std::pair(-1, -1));
}

TEST(Ops, ClaimsGiveAnUndatedRecord) {
  const std::string text = answer(
      "<f:fulltext-documents xmlns:f=\"x\"><f:fulltext-document><bibliographic-data>"
      "<publication-reference data-format=\"docdb\"><document-id><country>EP</country>"
      "<doc-number>3000001</doc-number><kind>A1</kind></document-id>"
      "</publication-reference></bibliographic-data><claims lang=\"EN\"><claim>"
      "<claim-text>1. A pump.</claim-text><claim-text>2. The pump of claim 1.</claim-text>"
      "</claim></claims></f:fulltext-document><f:fulltext-document><bibliographic-data/>"
      "<description lang=\"EN\"><p>x</p></description></f:fulltext-document>"
      "</f:fulltext-documents>");
  const Read result = read(text);
  ASSERT_EQ(result.rights.size(), 1U);
  EXPECT_EQ(result.rights[0].id.value, "EP-P-3000001");
  EXPECT_EQ(result.rights[0].claim_count, 2);
  EXPECT_EQ(result.rights[0].independent_claim_count, 1);
  EXPECT_EQ(result.rights[0].details.at("undated"), "yes");
  ASSERT_EQ(result.problems.size(), 2U);
  EXPECT_THAT(result.problems[1], HasSubstr("record 2, field <description>"));
}

TEST(Ops, BrokenAnswersAndBoundsEndTheFile) {
  const auto code = [](const std::string& text, const OpsLimits& limits = {}) {
    const Read result = read(text, limits);
    EXPECT_FALSE(result.status);
    return result.status ? ErrorCode::kConflict : result.status.error().code;
  };
  EXPECT_EQ(code(answer("<a>")), ErrorCode::kInvalidInput);
  EXPECT_EQ(code(answer("\xff")), ErrorCode::kInvalidInput);
  EXPECT_EQ(code(answer("&#0;")), ErrorCode::kInvalidInput);
  EXPECT_EQ(code(answer(""), {.bytes_max = 10}), ErrorCode::kLimitExceeded);
  std::string deep;
  for (int i = 0; i < 300; ++i) deep += "<a>";
  for (int i = 0; i < 300; ++i) deep += "</a>";
  EXPECT_EQ(code(answer(deep)), ErrorCode::kLimitExceeded);
}

}  // namespace
}  // namespace pignus::registers
