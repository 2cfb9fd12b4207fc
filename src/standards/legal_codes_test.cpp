// The tables of legal event codes: INPADOC, ST.27, pledges and the like.
#include <algorithm>
#include <gtest/gtest.h>
#include <set>

#include "standards/inpadoc.h"
#include "standards/lien_codes.h"
#include "standards/st27.h"
#include "standards/st27_events.h"

namespace pignus::standards {
namespace {

TEST(Inpadoc, AllCodes) {
  const auto all = inpadoc_codes();
  EXPECT_EQ(all.size(), 4397U);
  EXPECT_EQ(std::ranges::count(all, '+', &InpadocCode::influence), 792);
  EXPECT_EQ(std::ranges::count(all, '-', &InpadocCode::influence), 1094);
  EXPECT_EQ(std::ranges::count(all, ' ', &InpadocCode::influence), 2511);
  ASSERT_NE(inpadoc_code("CN", "CF01"), nullptr);
  EXPECT_EQ(inpadoc_code("CN", "CF01")->influence, '-');
  EXPECT_EQ(inpadoc_code("CN", "CF01")->event_class, 'H');
  EXPECT_EQ(inpadoc_code("CN", "PP01")->event_class, 'T');
  EXPECT_EQ(inpadoc_code("CN", "ZZZZ"), nullptr);
  EXPECT_EQ(inpadoc_code("", ""), nullptr);
}

TEST(Inpadoc, BadTablesAreRefused) {
  EXPECT_TRUE(parse_inpadoc("# note\nXX\tA\t+\tF\nXX\tB\t\t\n", "x"));
  EXPECT_EQ(parse_inpadoc("XX\tA\t+\n", "x").error().where, (Where{"x", 1, ""}));
  EXPECT_FALSE(parse_inpadoc("XX\tA\t?\tF\n", "x"));
  EXPECT_FALSE(parse_inpadoc("XX\tA\t+\tff\n", "x"));
  EXPECT_FALSE(parse_inpadoc("CHN\tA\t+\tF\n", "x"));
  EXPECT_FALSE(parse_inpadoc("XX\tB\t\t\nXX\tA\t\t\n", "x"));
  EXPECT_FALSE(parse_inpadoc("XX\tA\t\t\nXX\tA\t\t\n", "x"));
}

TEST(St27Events, AllOfThem) {
  const auto& all = st27_events();
  EXPECT_EQ(std::ranges::count(all, true, &St27Event::is_key), 42);
  EXPECT_EQ(std::ranges::count(all, false, &St27Event::is_key), 179);
  ASSERT_NE(st27_event("F10"), nullptr);
  EXPECT_TRUE(st27_event("F10")->is_key);
  EXPECT_EQ(st27_event("F11")->stage, "grant");
  EXPECT_EQ(st27_event("H14")->state, "inactive");
  EXPECT_TRUE(st27_event("H13")->expected_from("post_grant_challenge"));
  EXPECT_FALSE(st27_event("H13")->expected_from("filing"));
  EXPECT_TRUE(st27_event("A12")->expected_from(""));
  EXPECT_TRUE(st27_event("U11")->expected_from("anywhere"));  // a payment moves nothing
  EXPECT_EQ(st27_event("I10"), nullptr);
  EXPECT_FALSE(parse_st27_events("F10\tkey\tnowhere\tactive\t\n", "x"));
  EXPECT_FALSE(parse_st27_events("F10\tother\tgrant\tactive\t\n", "x"));
  EXPECT_FALSE(parse_st27_events("F10\tkey\tgrant\tactive\tnowhere\n", "x"));
}

TEST(St27Events, EveryMappingNamesAnEventOfTheStandard) {
  for (const EventMapping& mapping : embedded_event_mappings()) {
    if (!mapping.st27.empty()) {
      EXPECT_NE(st27_event(mapping.st27), nullptr) << mapping.office << " " << mapping.code;
    }
    const InpadocCode* code = inpadoc_code(mapping.office, mapping.code);
    if (code != nullptr && code->event_class != ' ' && !mapping.st27.empty()) {
      EXPECT_EQ(code->event_class, mapping.st27[0]) << mapping.office << " " << mapping.code;
    }
  }
  EXPECT_EQ(event_mapping("EP", "PG25")->state, "*");
  EXPECT_EQ(event_mapping("EP", "GBPC")->state, "GB");
  EXPECT_EQ(event_mapping("JP", "LAPS")->st27, "H13");
  EXPECT_EQ(event_mapping("KR", "EXPY")->st27, "H14");
}

TEST(LienCodes, TheIssueNamesThese) {
  const auto effect = [](const char* office, const char* code) {
    const LienCode* found = lien_code(office, code);
    return found == nullptr ? std::string() : std::string(name_of(found->effect));
  };
  EXPECT_EQ(effect("CN", "PE01"), "pledge");
  EXPECT_EQ(effect("CN", "PM01"), "pledge_change");
  EXPECT_EQ(effect("CN", "PC01"), "pledge_release");
  EXPECT_EQ(effect("CN", "PLDC"), "unclear");
  EXPECT_EQ(effect("CN", "PP01"), "attachment");
  EXPECT_EQ(effect("CN", "PD01"), "attachment_release");
  EXPECT_EQ(effect("JP", "S303"), "request");
  EXPECT_EQ(effect("EP", "34E"), "pledge");
  EXPECT_EQ(effect("EP", "111R"), "pledge");
  EXPECT_EQ(effect("AU", "GM"), "pledge");
  EXPECT_EQ(effect("CH", "PVP"), "pledge");
  EXPECT_EQ(effect("FR", "GC"), "pledge");
  EXPECT_EQ(effect("NL", "PLED"), "pledge");
  EXPECT_EQ(effect("NO", "PLED"), "attachment");  // an execution lien
  EXPECT_EQ(effect("NO", "AAAI"), "pledge_release");
  EXPECT_EQ(effect("US", "AS"), "");
}

TEST(LienCodes, EveryCodeIsInpadocsAndEveryLicensingCodeIsRead) {
  for (const LienCode& code : embedded_lien_codes()) {
    EXPECT_NE(inpadoc_code(code.office, code.code), nullptr) << code.office << " " << code.code;
    EXPECT_EQ(code.evidence.grade, Grade::kSeen);
  }
  // What class S has besides: shares, exclusive use, transfers; no licence and no security.
  const std::set<std::string> others{"CH PUEA", "DD QD", "RU PC92", "RU QZ46"};
  for (const InpadocCode& code : inpadoc_codes()) {
    const std::string name = std::string(code.office) + " " + std::string(code.code);
    if (code.event_class == 'S' && !others.contains(name)) {
      EXPECT_NE(lien_code(code.office, code.code), nullptr) << name;
    }
  }
}

TEST(LienCodes, BadFilesAreRefused) {
  const std::string base = "office=\"X\"\nsource=\"s\"\ngrade=\"seen\"\n[[codes]]\n";
  EXPECT_TRUE(parse_lien_codes(base + "codes=[\"A\"]\neffect=\"pledge\"\n", "x"));
  EXPECT_FALSE(parse_lien_codes(base + "codes=[\"A\"]\neffect=\"mortgage\"\n", "x"));
  EXPECT_FALSE(parse_lien_codes(base + "codes=[\"A\",\"A\"]\neffect=\"pledge\"\n", "x"));
  EXPECT_FALSE(parse_lien_codes("office=\"X\"\nsource=\"s\"\ngrade=\"sure\"\n", "x"));
  for (int i = 0; i <= static_cast<int>(LienEffect::kUnclear); ++i) {
    const auto effect = static_cast<LienEffect>(i);
    EXPECT_EQ(parse_lien_effect(name_of(effect)), effect);
  }
}

}  // namespace
}  // namespace pignus::standards
