#include "registers/conveyance_memo.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace pignus::registers {
namespace {

// Texts and names that mislead: a party in the text, a capacity, one firm on both sides.
RC_GTEST_PROP(ConveyanceMemo, AnswersAsClassifyDoes, ()) {
  const auto texts = rc::gen::element<std::string>(
      "ASSIGNMENT OF ASSIGNOR'S INTEREST", "ASSIGNMENT OF ASSIGNORS INTEREST ", "",
      "CHANGE OF NAME", "ENTITY CONVERSION", "CONVEYANCE", "SECURITY INTEREST",
      "RELEASE BY SECURED PARTY", "TERMINATION OF SECURITY INTEREST AT REEL 012345 FRAME 0678",
      "ASSIGNMENT BY ALLIED SECURITY TRUST", "RELEASE OF ALLIED SECURITY TRUST, L.L.C.",
      "CORRECTIVE ASSIGNMENT TO CORRECT THE ENTITY PREVIOUSLY RECORDED ON REEL 054321 FRAME 0987. "
      "ASSIGNOR(S) HEREBY CONFIRMS THE SECURITY INTEREST.",
      "MERGER OF U.S. LICENSE CORP", "SECURITE INTREST", "\xe8\xb4\xa8\xe6\x8a\xbc");
  const auto names = rc::gen::element<std::string>(
      "ALLIED SECURITY TRUST", "Allied Security Trust, LLC", "DOE, JANE", "BANK", "",
      "U.S. LICENSE CORP", "BANK OF X, AS COLLATERAL AGENT", "BANK OF X AS AGENT",
      "BANK, A.S. AGENT", "MAKER INC.", "MAKER LLC", "SECURITY SYSTEMS", "INTEREST PARTNERS",
      "\xe5\xb7\xa5\xe5\x8e\x82 CO", "Bank X, as' trustee for secured parties");
  ConveyanceMemo memo;
  const int count = *rc::gen::inRange(1, 20);
  for (int i = 0; i < count; ++i) {
    Recording recording;
    recording.conveyance = *texts;
    for (auto* side : {&recording.grantors, &recording.grantees}) {
      for (const auto& name :
           *rc::gen::resize(3, rc::gen::container<std::vector<std::string>>(names))) {
        side->push_back({{name, "", ""}, {}});
      }
    }
    Recording expected = recording;
    classify(expected);
    memo.classify(recording);
    RC_ASSERT(recording == expected);
  }
}

TEST(ConveyanceMemo, ItsMemoryIsBounded) {
  ConveyanceMemo memo;
  Recording recording;
  for (std::size_t i = 0; i < ConveyanceMemo::kTextsMax + 10; ++i) {
    recording.conveyance = "LIEN " + std::to_string(i);
    memo.classify(recording);
    ASSERT_EQ(recording.conveyance_class, ConveyanceClass::kSecurityInterest);
  }
  recording.conveyance = std::string(ConveyanceMemo::kTextBytesMax + 1, 'X');
  memo.classify(recording);
  EXPECT_EQ(memo.size(), ConveyanceMemo::kTextsMax);
}

}  // namespace
}  // namespace pignus::registers
