#include "registers/uspto/aps_grant.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "registers/uspto/aps_numbers.h"
#include "registers/uspto/claim_text.h"
#include "registers/uspto/class_symbols.h"
#include "registers/uspto/dtd_version.h"
#include "support/fact_list.h"
#include "support/replaced.h"
#include "support/string_source.h"

namespace pignus::registers {
namespace {

using testing::FactList;
using testing::StringSource;

constexpr const char* kPump =
    "PATN\nWKU  039327094\nSRC  5\nAPN  4491556\nAPT  1\nAPD  19740307\n"
    "TTL  Made-up pump with a very long\n      title\nISD  19760113\nNCL  3\nNFG  10\n"
    "DCD  19920526\nEXP  Muster; Max\nINVT\nNAM  Muster, Jr.; Eva\nCTY  Ulm\nCNT  DTX\nASSG\n"
    "NAM  Made-up AG\nCNT  CHX\nCOD  03\nPRIR\nCNT  JAX\nAPD  19730307\nAPN  48-1234\nCLAS\n"
    "OCL  179 90K\nXCL    2 52\nICL  G06F  728\nUREF\nPNO  Re.28671\nISD  19700600\nFREF\n"
    "PNO  1,234,567\nISD  19680500\nCNT  GBX\nOREF\nPAL  A book, 1970,\n      p. 3.\nPAL  "
    "Another.\n"
    "LREP\nFRM  Made-up Law\nABST\nPAL  claim 1 stands here too.\nCLMS\nSTM  We claim:\nNUM  1.\n"
    "PAR  1. A pump.\nNUM  2.\nPAR  2. The pump of\n      claim 1.\nNUM  3.\nPAR  3. A method.\n";

FactList read(const std::string& text, std::size_t piece = 1U << 20, const ApsLimits& limits = {}) {
  FactList list;
  StringSource source(text, piece);
  const Status status = read_uspto_aps_grants(source, "a.txt", list.sink(), limits);
  EXPECT_TRUE(status) << describe(status.error());
  return list;
}

/// `text` with one line replaced.
TEST(UsptoApsGrant, ReadsEverySection) {
  const FactList list = read(kPump);
  ASSERT_EQ(list.rights.size(), 1U);
  EXPECT_TRUE(list.problems.empty());
  const RightRecord& record = list.rights[0];
  EXPECT_EQ(record.id.value, "US-P-3932709");
  EXPECT_EQ(record.application_number, "US05/449155");
  EXPECT_EQ(record.title, "Made-up pump with a very long title");
  EXPECT_EQ(record.known.iso(), "1976-01-13");
  EXPECT_EQ(record.claim_count, 3);
  EXPECT_EQ(record.independent_claim_count, 2);
  EXPECT_TRUE(record.terminal_disclaimer);
  EXPECT_EQ(record.details.at("disclaimer_date"), "1992-05-26");
  EXPECT_EQ(record.details.at("uspc"), "179/90K; 2/52");
  EXPECT_EQ(record.details.at("agent"), "Made-up Law");
  EXPECT_THAT(record.inventors, ::testing::ElementsAre("Eva Muster, Jr."));
  EXPECT_EQ(record.owners, (std::vector<Party>{{"Made-up AG", "CH", ""}}));
  EXPECT_THAT(record.classes, ::testing::ElementsAre("G06F7/28"));
  EXPECT_THAT(record.family, ::testing::ElementsAre("JP481234"));
  ASSERT_EQ(record.citations.size(), 4U);
  EXPECT_EQ(record.citations[0].document, "USRE28671");
  EXPECT_EQ(record.citations[1].document, "GB1234567");
  EXPECT_EQ(record.citations[2].document, "A book, 1970, p. 3.");
  EXPECT_FALSE(record.citations[3].is_patent);
}

TEST(UsptoApsGrant, BulkFilesHoldManyBehindAHeader) {
  const std::string header = "HHHHHT        APS1        ISSUE - 760113\n";
  std::string crlf;
  for (const char c : header + kPump + kPump) crlf += c == '\n' ? "\r\n" : std::string(1, c);
  const FactList list = read(crlf);
  EXPECT_EQ(list.rights.size(), 2U);
  EXPECT_TRUE(list.problems.empty());
  for (const std::size_t piece : {1U, 3U, 64U}) {
    EXPECT_EQ(read(crlf, piece).rights, list.rights) << piece;
  }
}

TEST(UsptoApsGrant, DesignsHaveTheirSeriesTermAndOneClaim) {
  const FactList list = read(
      "PATN\nWKU  D03671518\nSRC  D\nAPN  0317454\nAPD  19941205\nTTL  Pasta\nISD  19960220\n"
      "NCL  1\nTRM  14\nINVT\nNAM  Muster; Eva\nCTY  Bern\nCNT  CHX\nCLAS\nOCL  D 1106\nICL  0101\n"
      "DCLM\nPAR  The ornamental design for pasta, as shown.\n");
  ASSERT_EQ(list.rights.size(), 1U);
  EXPECT_TRUE(list.problems.empty());
  const RightRecord& record = list.rights[0];
  EXPECT_EQ(record.id.value, "US-D-367151");
  EXPECT_EQ(record.application_number, "US29/031745");
  EXPECT_EQ(record.independent_claim_count, 1);
  EXPECT_EQ(record.details.at("term_years"), "14");
  EXPECT_EQ(record.details.at("uspc"), "D1/106");
  EXPECT_THAT(record.classes, ::testing::ElementsAre("01-01"));
  EXPECT_EQ(record.owners, (std::vector<Party>{{"Eva Muster", "CH", ""}}));
}

TEST(UsptoApsGrant, EverySeriesHasItsKey) {
  const auto id_of = [](const std::string& written) {
    const FactList list = read(testing::replaced(kPump, "039327094", written));
    return list.rights.empty() ? std::string() : list.rights[0].id.value;
  };
  EXPECT_EQ(id_of("39327094"), "US-P-3932709");
  EXPECT_EQ(id_of("PP003812"), "US-V-3812");
  EXPECT_EQ(id_of("RE0286713"), "US-R-28671");
  EXPECT_EQ(id_of("H00000010"), "US-H-1");
  // A defensive publication is no patent.
  EXPECT_EQ(id_of("T09440018"), "US-A-05449155");
  EXPECT_EQ(id_of("X"), "");
}

TEST(UsptoApsGrant, ADefensivePublicationIsNoGrant) {
  const FactList list = read(testing::replaced(kPump, "039327094", "T09440018"));
  ASSERT_EQ(list.rights.size(), 1U);
  EXPECT_TRUE(list.rights[0].grant_number.empty());
  EXPECT_TRUE(list.rights[0].grant_date.empty());
  EXPECT_EQ(list.rights[0].publication_number, "UST0944001");
}

TEST(UsptoApsGrant, WhatCannotBeReadIsNamed) {
  const FactList list = read(testing::replaced(kPump, "ISD  19760113", "ISD  19760000") +
                             testing::replaced(kPump, "039327094", "039327095") +
                             testing::replaced(kPump, "APN  4491556", "APN  4491557") +
                             testing::replaced(kPump, "NCL  3", "NCL  x") +
                             testing::replaced(kPump, "APD  19740307", "APD  19741307") + kPump);
  EXPECT_EQ(list.rights.size(), 5U);
  ASSERT_EQ(list.problems.size(), 5U);
  EXPECT_EQ(list.problems[0].error.where.field, "ISD");
  EXPECT_EQ(list.problems[1].error.where.field, "WKU");
  EXPECT_EQ(list.problems[2].error.where.field, "APN");
  EXPECT_EQ(list.problems[3].error.where.field, "NCL");
  EXPECT_EQ(list.problems[3].error.where.record, 4U);
  EXPECT_EQ(list.problems[4].error.where.field, "PATN/APD");
}

TEST(UsptoApsGrant, BoundsHold) {
  const FactList small = read(kPump, 1U << 20, {.line_bytes_max = 64, .record_bytes_max = 900});
  ASSERT_EQ(small.rights.size(), 1U);
  // Sections cut off below their number are told as well.
  ASSERT_FALSE(small.problems.empty());
  EXPECT_EQ(small.problems.back().error.where.field, "record");
  const FactList latin = read(testing::replaced(kPump, "Made-up AG", "Made-\xfcp AG"));
  ASSERT_EQ(latin.rights.size(), 1U);
  EXPECT_EQ(latin.problems.at(0).error.where.field, "encoding");
  EXPECT_TRUE(read(testing::replaced(kPump, "039327094", "T0944\xff\xff\xff\xff")).rights.empty());
  EXPECT_EQ(
      read(testing::replaced(kPump, "TTL  Made", "TTL\xfc Made")).problems.at(0).error.where.field,
      "encoding");
}

TEST(ApsNumbers, CheckDigits) {
  // Of real grants and applications.
  EXPECT_EQ(aps_check_digit("3932709"), '4');
  EXPECT_EQ(aps_check_digit("4347903"), '0');
  EXPECT_EQ(aps_check_digit("0452059"), '9');
  EXPECT_EQ(aps_check_digit("449155"), '6');
  EXPECT_EQ(aps_check_digit("192529"), '6');
  EXPECT_EQ(aps_check_digit("031745"), '4');
  EXPECT_EQ(aps_check_digit("000006"), '&');  // ten
}

TEST(ApsNumbers, SeriesFollowTheDate) {
  const auto filed = [](const char* day) { return *RegisterDate::parse(day); };
  EXPECT_EQ(series_of(filed("19781231"), false), "05");
  EXPECT_EQ(series_of(filed("19790101"), false), "06");
  EXPECT_EQ(series_of(filed("19971229"), false), "08");
  EXPECT_EQ(series_of(filed("19971230"), false), "09");
  EXPECT_EQ(series_of(filed("19950000"), true), "29");
  EXPECT_EQ(series_of(RegisterDate(), false), "");
  EXPECT_EQ(aps_application("351745", "", filed("19730416"), false), "US05/351745");
  EXPECT_EQ(aps_application("351745", "", RegisterDate(), false), "");
}

TEST(ClassSymbols, AsTheOfficeWritesThem) {
  EXPECT_EQ(us_class_symbol("  2 52"), "2/52");
  EXPECT_EQ(us_class_symbol("D14480"), "D14/480");
  EXPECT_EQ(us_class_symbol("D 2969"), "D2/969");
  EXPECT_EQ(us_class_symbol("2063081"), "206/308.1");
  EXPECT_EQ(us_class_symbol("37524025"), "375/240.25");
  EXPECT_EQ(us_class_symbol("179  2DD"), "179/2DD");
  EXPECT_EQ(us_class_symbol("340172.5"), "340/172.5");
  EXPECT_EQ(us_class_symbol("623001160"), "623/1.16");
  EXPECT_EQ(us_class_symbol("134031000"), "134/31");
  EXPECT_EQ(us_class_symbol("PLT205"), "PLT/205");
  EXPECT_EQ(us_class_symbol("177DIG. 8"), "177/DIG.8");
  EXPECT_EQ(us_class_symbol(""), "");
  // No character is cut in two.
  EXPECT_EQ(us_class_symbol("1ü9 90K"), "1ü9 90K");
  EXPECT_EQ(ipc_of_columns("G0ü  728"), "G0ü  728");
  EXPECT_EQ(ipc_of_columns("A45F  504"), "A45F5/04");
  EXPECT_EQ(ipc_of_columns("G06F017/60"), "G06F17/60");
  EXPECT_EQ(ipc_of_columns("G06F"), "G06F");
  EXPECT_EQ(locarno_symbol("2604"), "26-04");
  EXPECT_EQ(locarno_symbol("D0202"), "02-02");
}

TEST(ClaimText, ReferencesByWords) {
  EXPECT_TRUE(refers_to_claim("2. The pump of claim 1."));
  EXPECT_TRUE(refers_to_claim("A pump as in CLAIMS 1 to 3"));
  EXPECT_TRUE(refers_to_claim("A pump according to any of the preceding claims"));
  EXPECT_FALSE(refers_to_claim("1. A pump that people claim is good."));
  EXPECT_FALSE(refers_to_claim("reclaim 1 litre"));
  EXPECT_FALSE(refers_to_claim("claimed in 1999"));
}

TEST(DtdVersion, ReadsWhatDocumentsSay) {
  EXPECT_EQ(dtd_version("v4.5 2014-04-03"), "v4.5");
  EXPECT_EQ(dtd_version("v40 2004-12-02"), "v4.0");
  EXPECT_EQ(dtd_version("us-patent-grant-v47-2022-02-17.dtd"), "v4.7");
  EXPECT_EQ(dtd_version("pap-v15-2001-01-31.dtd"), "v1.5");
  EXPECT_EQ(dtd_version("ST32-US-Grant-025xml.dtd"), "v2.5");
  EXPECT_EQ(dtd_version("2.4"), "v2.4");
  EXPECT_EQ(dtd_version("x.dtd"), "");
  EXPECT_EQ(doctype_version("<!-- <!DOCTYPE a SYSTEM \"a-v99.dtd\"> -->\n<!DOCTYPE a SYSTEM "
                            "\"a-v15-x.dtd\" []>"),
            "v1.5");
  EXPECT_EQ(attribute_version("<a xdtd-version=\"9.9\" dtd-version='v4.4'>", "dtd-version"),
            "v4.4");
}

}  // namespace
}  // namespace pignus::registers
