#include "policy/unregistered.h"

#include <gtest/gtest.h>

namespace pignus::policy {
namespace {

using book::EvidenceState;
using book::Verdict;

book::IntangibleFile file_with(book::UnregisteredKind kind, EvidenceState gate) {
  book::IntangibleFile file;
  file.offered.id = "thing";
  file.offered.kind = kind;
  file.evidence = {{"title", "t", "t", "gate", gate, ""},
                   {"in_use", "u", "u", "widen", EvidenceState::kMissing, ""}};
  return file;
}

TEST(Unregistered, NothingPassesByItself) {
  const auto rules = standards::load_unregistered_pledge();
  ASSERT_TRUE(rules) << describe(rules.error());
  for (const char* jurisdiction : {"CN", "US", "DE", ""}) {
    for (const auto kind : {book::UnregisteredKind::kKnowHow, book::UnregisteredKind::kSoftware,
                            book::UnregisteredKind::kData}) {
      const auto verdict =
          assess_unregistered(*rules, jurisdiction, file_with(kind, EvidenceState::kShown)).verdict;
      EXPECT_EQ(verdict, Verdict::kToConfirm) << jurisdiction << book::name_of(kind);
    }
  }
}

TEST(Unregistered, TheFirstEntryThatFitsSpeaks) {
  const auto rules = standards::load_unregistered_pledge();
  ASSERT_TRUE(rules);
  const auto message = [&rules](const char* jurisdiction, book::UnregisteredKind kind) {
    return assess_unregistered(*rules, jurisdiction, file_with(kind, EvidenceState::kShown))
        .results.front()
        .message;
  };
  EXPECT_EQ(message("CN", book::UnregisteredKind::kSoftware), "rule.unregistered_software_cn");
  EXPECT_EQ(message("CN", book::UnregisteredKind::kData), "rule.unregistered_no_register");
  EXPECT_EQ(message("US", book::UnregisteredKind::kData), "rule.unregistered_general_us");
}

TEST(Unregistered, AGateThatNobodyLookedAtIsToldFromOneThatIsMissing) {
  const auto rules = standards::load_unregistered_pledge();
  ASSERT_TRUE(rules);
  const auto with = [&rules](EvidenceState state) {
    return assess_unregistered(*rules, "CN", file_with(book::UnregisteredKind::kSoftware, state));
  };
  const book::Eligibility unknown = with(EvidenceState::kUnknown);
  ASSERT_EQ(unknown.results.size(), 2U);
  EXPECT_EQ(unknown.results[1].message, "rule.evidence_unknown");
  EXPECT_EQ(unknown.results[1].verdict, Verdict::kConditional);
  const book::Eligibility missing = with(EvidenceState::kMissing);
  ASSERT_EQ(missing.results.size(), 2U);
  EXPECT_EQ(missing.results[1].message, "rule.evidence_missing");
  EXPECT_EQ(missing.results[1].verdict, Verdict::kToConfirm);
  EXPECT_EQ(with(EvidenceState::kShown).results.size(), 1U);
}

}  // namespace
}  // namespace pignus::policy
