#include "registers/conveyance.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "registers/party_name.h"

namespace pignus::registers {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using enum ConveyanceClass;

ConveyanceClass class_of(std::string_view text, const std::string& from = "FIRM A INC",
                         const std::string& to = "FIRM B LLC") {
  return read_conveyance(text, {from}, {to}).conveyance_class;
}

TEST(Conveyance, FilersMistypeAndAbbreviate) {
  EXPECT_EQ(class_of("SECUITY INTERST"), kSecurityInterest);
  EXPECT_EQ(class_of("SECRUITY AGREEMENT"), kSecurityInterest);
  EXPECT_EQ(class_of("PATENT SECURITY AGREEMENT (TERM LOAN)"), kSecurityInterest);
  EXPECT_EQ(class_of("SECOND LIEN INTELLECTUAL PROPERTY SECURITY AGREEMENT"), kSecurityInterest);
  EXPECT_EQ(class_of("COLLATERAL ASSIGNMENT OF PATENTS"), kSecurityInterest);
  EXPECT_EQ(class_of("ASSIGMENT OF ASIGNORS INTEREST"), kAssignment);
  EXPECT_EQ(class_of("ASSIGNMENT OF PATENTS AND SECURITY AGREEMENT"), kSecurityInterest);
  EXPECT_EQ(class_of("ASSIGNMENT OF PATENTS FOR SECURITY"), kSecurityInterest);
  EXPECT_EQ(class_of("GRANT OF SECURITY INTEREST IN PATENT RIGHTS"), kSecurityInterest);
  EXPECT_EQ(class_of("MORTGAGE"), kSecurityInterest);
  EXPECT_EQ(class_of("NUNC PRO TUNC ASSIGNMENT EFFECTIVE 1/1/2001"), kAssignment);
  EXPECT_EQ(class_of("RELEASE BY SECURED PARTY"), kRelease);
  EXPECT_EQ(class_of("REALEASE OF SECURITY INTEREST"), kRelease);
  EXPECT_EQ(class_of("PARTIAL RELEASE OF SECURITY INTEREST"), kPartialRelease);
  EXPECT_EQ(class_of("TERMINATION OF SECURITY AGREEMENT"), kRelease);
  EXPECT_EQ(class_of("REASSIGNMENT AND RELEASE OF SECURITY INTEREST"), kRelease);
  EXPECT_EQ(class_of("DISCHARGE OF LIEN"), kRelease);
  EXPECT_EQ(class_of("ASSIGNMENT AND ASSUMPTION OF SECURITY INTEREST"), kSecurityTransfer);
  EXPECT_EQ(class_of("NOTICE OF SUCCESSION OF AGENCY"), kSecurityTransfer);
  EXPECT_EQ(class_of("TRANSFER OF LIEN"), kSecurityTransfer);
  EXPECT_EQ(class_of("MERGER AND CHANGE OF NAME"), kMerger);
  EXPECT_EQ(class_of("CHANGE OF NAME (SEE DOCUMENT FOR DETAILS)."), kChangeOfName);
  EXPECT_EQ(class_of("CHNAGE OF NAME"), kChangeOfName);
  EXPECT_EQ(class_of("CHANGE OF ADDRESS"), kOther);
  EXPECT_EQ(class_of("SUBORDINATION AGREEMENT"), kOther);
  EXPECT_EQ(class_of("EXCLUSIVE LICENSE"), kLicence);
  EXPECT_EQ(class_of("COURT ORDER"), kCourtOrder);
  EXPECT_EQ(class_of(""), kUnknown);
  EXPECT_EQ(class_of("XYZZY"), kUnknown);
}

TEST(Conveyance, PartiesDecideWhereTheTextMisleads) {
  EXPECT_EQ(class_of("ASSIGNMENT", "SERIES 42 OF THE ALLIED SECURITY TRUST I", "GOOGLE INC."),
            kAssignment);
  EXPECT_EQ(class_of("ASSIGNMENT FROM ALLIED SECURITY TRUST TO FIRM"), kAssignment);
  EXPECT_EQ(class_of("LIEN", "MAX SOUND CORPORATION", "GOOGLE LLC"), kSecurityInterest);
  EXPECT_EQ(class_of("ENTITY CONVEYANCE", "GOOGLE INC.", "GOOGLE LLC"), kChangeOfName);
  EXPECT_EQ(class_of("ENTITY CONVEYANCE", "GOOGLE INC.", "ALPHABET INC."), kAssignment);
  EXPECT_EQ(class_of("ASSIGNMENT", "FIRM", "SOME BANK, AS COLLATERAL AGENT"), kSecurityInterest);
  EXPECT_EQ(class_of("ASSIGNMENT", "SOME BANK, AS ADMINSTRATIVE AGENT", "FIRM"), kRelease);
  EXPECT_EQ(class_of("ASSIGNMENT", "A BANK, AS AGENT", "B BANK, AS AGENT"), kSecurityTransfer);
  EXPECT_EQ(class_of("ASSIGNMENT", "FIRM", "JOHN DOE, AS TRUSTEE"), kAssignment);
}

TEST(Conveyance, CorrectionsNameWhatTheyCorrectAndConfirm) {
  const auto security = read_conveyance(
      "CORRECTIVE ASSIGNMENT TO CORRECT THE RELEASE OF REEL 011111 FRAME 0001 PREVIOUSLY RECORDED "
      "AT REEL: 68452 FRAME: 723. ASSIGNOR(S) HEREBY CONFIRMS THE SECURITY INTEREST.",
      {"FIRM"}, {"BANK"});
  EXPECT_EQ(security.conveyance_class, kCorrection);
  EXPECT_EQ(security.underlying, kSecurityInterest);
  EXPECT_EQ(security.corrects, "068452/0723");
  const auto plain = read_conveyance(
      "CORRECTIVE ASSIGNMENT TO CORRECT THE ADDRESS PREVIOUSLY RECORDED ON REEL 026154, FRAME 0168",
      {"A"}, {"B"});
  EXPECT_EQ(plain.underlying, kAssignment);
  EXPECT_EQ(plain.corrects, "026154/0168");
}

TEST(Conveyance, ChineseRegisterWords) {
  EXPECT_EQ(class_of("专利权质押合同登记的生效"), kSecurityInterest);
  EXPECT_EQ(class_of("专利权质押合同登记的注销"), kRelease);
  EXPECT_EQ(class_of("专利权的转移"), kAssignment);
  EXPECT_EQ(class_of("专利权的保全"), kCourtOrder);
}

TEST(Conveyance, ReelAndFrameInAllTheirSpellings) {
  const std::vector<std::string> one{"049111/0583"};
  for (const char* text : {"REEL/FRAME NO. 49111/0583", "REEL 049111/FRAME 0583",
                           "REEL: 49111 FRAME: 583", "REEL 49111, FRAME 583", "R/F 049111/0583",
                           "Reel No. 49111 and Frame No. 583", "049111/0583"}) {
    EXPECT_EQ(cited_recordings(text), one) << text;
  }
  EXPECT_THAT(cited_recordings("APPLICATION NO. 62/642,368 OF 9/30/2017"), IsEmpty());
  EXPECT_THAT(cited_recordings("REEL 049111 FRAME 0583 AND 048041/0605"),
              ElementsAre("049111/0583", "048041/0605"));
  EXPECT_EQ(recording_id("0", "1"), "");
  EXPECT_EQ(recording_id("1234567", "1"), "");
}

TEST(PartyName, FormsCapacitiesAndSlips) {
  EXPECT_EQ(normal_party_name("U.S. BANK NATIONAL ASSOCIATION, AS ADMINSTRATIVE AGENT"), "US BANK");
  EXPECT_EQ(normal_party_name("U.S. Well Services, LLC."), "US WELL SERVICES");
  EXPECT_EQ(normal_party_name("GOOGLE LLC (FORMERLY GOOGLE, INC.)"), "GOOGLE");
  EXPECT_EQ(normal_party_name("WIDEX A/S"), "WIDEX");
  EXPECT_EQ(normal_party_name("北京某某科技有限公司"), "北京某某科技");
  EXPECT_TRUE(same_party("U.S. WELL SERVICE HOLDINGS, LLC", "U.S. Well Services Holdings LLC"));
  EXPECT_FALSE(same_party("USWS FLEET 10, LLC", "USWS FLEET 11, LLC"));
  EXPECT_FALSE(same_party("U.S. BANK NATIONAL ASSOCIATION", "U.S. BANK TRUST COMPANY, N.A."));
  EXPECT_FALSE(same_party("", ""));
  EXPECT_TRUE(is_security_capacity("TRUIST BANK, AS NOTES COLLATERAL AGENT"));
  EXPECT_FALSE(is_security_capacity("JOHN DOE, AS TRUSTEE"));
  EXPECT_EQ(edit_distance("SECUITY", "SECURITY", 2), 1);
  EXPECT_EQ(edit_distance("CHNAGE", "CHANGE", 2), 1);
  EXPECT_EQ(edit_distance("MERGER", "LICENSE", 2), 3);
}

RC_GTEST_PROP(ConveyanceProperty, AnyTextIsReadAndAWellFormedIdComesBack, ()) {
  const auto text = *rc::gen::arbitrary<std::string>();
  const auto reading = read_conveyance(text, {text}, {"B"});
  for (const auto& id : reading.cited) {
    RC_ASSERT(id.size() == 11U && id[6] == '/');
  }
  const int reel = *rc::gen::inRange(1, 999'999);
  const int frame = *rc::gen::inRange(0, 9'999);
  const std::string id = recording_id(std::to_string(reel), std::to_string(frame));
  RC_ASSERT(cited_recordings("RELEASE OF REEL/FRAME " + id) == std::vector<std::string>{id});
}

}  // namespace
}  // namespace pignus::registers
