#include "registers/code_table.h"

#include <algorithm>
#include <gtest/gtest.h>

#include "standards/inpadoc.h"
#include "standards/st27.h"
#include "standards/st27_events.h"
#include "support/shared_data.h"

namespace pignus::registers {
namespace {

constexpr const char* kHeader = "Authority\tEvent-code\tInfluence\tDescription ENG\tEvent-class\n";

TEST(CodeTable, BlankInfluenceIsUnknown) {
  const auto table = parse_inpadoc_codes(
      std::string(kHeader) + "XX\tA1\t+\tgranted\tF\r\nXX\tA2\t-\tlapsed\tH\n\nXX\tA3\t\tother\t\n",
      "made-up.tsv");
  ASSERT_TRUE(table);
  ASSERT_EQ(table->codes.size(), 3U);
  EXPECT_EQ(table->find("XX", "A1")->influence, Influence::kPositive);
  EXPECT_EQ(table->find("XX", "A2")->influence, Influence::kNegative);
  EXPECT_EQ(table->find("XX", "A3")->influence, Influence::kUnknown);
  EXPECT_EQ(table->find("XX", "A2")->event_class, "H");
  EXPECT_EQ(table->find("XX", "A4"), nullptr);
}

TEST(CodeTable, ErrorsSayWhere) {
  const auto where = [](const std::string& text) {
    return parse_inpadoc_codes(text, "made-up.tsv").error().where;
  };
  EXPECT_EQ(where(std::string(kHeader) + "XX\tA1\t?\tx\tF\n"),
            (Where{"made-up.tsv", 2, "Influence"}));
  EXPECT_EQ(where(std::string(kHeader) + "XX\tA1\t+\n"), (Where{"made-up.tsv", 2, ""}));
  EXPECT_EQ(where(std::string(kHeader) + "XX\t\t+\tx\tF\n"),
            (Where{"made-up.tsv", 2, "Event-code"}));
  EXPECT_EQ(where("Authority\tEvent-code\n"), (Where{"made-up.tsv", 1, "Influence"}));
  EXPECT_EQ(where("\xff"), (Where{"made-up.tsv", 0, ""}));
  EXPECT_FALSE(parse_inpadoc_codes("", "made-up.tsv"));
  EXPECT_EQ(parse_st27_codes("simpleType\tcode\tdescription\nKeyEventCodeType\tH1\tx\n", "s.tsv")
                .error()
                .where,
            (Where{"s.tsv", 2, "code"}));
}

TEST(CodeTable, Inpadoc) {
  PIGNUS_NEEDS_SHARED("epo/inpadoc-legal-codes.tsv");
  const auto table = read_inpadoc_codes(testing::shared_data("epo/inpadoc-legal-codes.tsv"));
  ASSERT_TRUE(table) << describe(table.error());
  const auto count = [&](Influence influence) {
    return std::count_if(table->codes.begin(), table->codes.end(),
                         [&](const InpadocCode& code) { return code.influence == influence; });
  };
  EXPECT_EQ(table->codes.size(), 4397U);
  EXPECT_EQ(count(Influence::kPositive), 792);
  EXPECT_EQ(count(Influence::kNegative), 1094);
  EXPECT_EQ(count(Influence::kUnknown), 2511);
  // What we map must be of the class that the table gives, where it gives one.
  int compared = 0;
  for (const auto& mapping : standards::embedded_event_mappings()) {
    const InpadocCode* code = table->find(mapping.office, mapping.code);
    const bool of_inpadoc = mapping.office != "US" && !mapping.office.ends_with("-T") &&
                            mapping.code != "lapsed-in-country";
    if (of_inpadoc) {
      ASSERT_NE(code, nullptr) << mapping.office << " " << mapping.code;
    }
    if (code == nullptr || code->event_class.empty() || mapping.st27.empty()) {
      continue;
    }
    ++compared;
    EXPECT_EQ(code->event_class.substr(0, 1), mapping.st27.substr(0, 1))
        << mapping.office << " " << mapping.code;
  }
  EXPECT_GE(compared, 50);
}

TEST(CodeTable, St27HoldsEveryEventWeUse) {
  PIGNUS_NEEDS_SHARED("wipo/st27-codes.tsv");
  const auto codes = read_st27_codes(testing::shared_data("wipo/st27-codes.tsv"));
  ASSERT_TRUE(codes) << describe(codes.error());
  EXPECT_EQ(std::count_if(codes->begin(), codes->end(),
                          [](const auto& row) { return row.second.is_key; }),
            42);
  for (const auto& mapping : standards::embedded_event_mappings()) {
    EXPECT_TRUE(mapping.st27.empty() || codes->contains(mapping.st27))
        << mapping.office << " " << mapping.code << " " << mapping.st27;
  }
  for (const char* used : {"A10", "A12", "C10", "C13", "H12", "H13", "H14", "H15", "K10", "K13",
                           "K14", "L10", "L11", "L15", "L18", "L19", "M10", "M11", "M12", "M13",
                           "N10", "N11", "N12", "T14", "T15", "T16", "U10", "U11"}) {
    EXPECT_TRUE(codes->contains(used)) << used;
  }
}

TEST(CodeTable, OurOwnTablesEqualTheOffices) {
  PIGNUS_NEEDS_SHARED("epo/inpadoc-legal-codes.tsv");
  PIGNUS_NEEDS_SHARED("wipo/st27-codes.tsv");
  const auto table = read_inpadoc_codes(testing::shared_data("epo/inpadoc-legal-codes.tsv"));
  ASSERT_TRUE(table);
  EXPECT_EQ(table->codes.size(), standards::inpadoc_codes().size());
  for (const InpadocCode& theirs : table->codes) {
    const standards::InpadocCode* ours = standards::inpadoc_code(theirs.office, theirs.code);
    ASSERT_NE(ours, nullptr) << theirs.office << " " << theirs.code;
    const char influence = theirs.influence == Influence::kPositive   ? '+'
                           : theirs.influence == Influence::kNegative ? '-'
                                                                      : ' ';
    EXPECT_EQ(ours->influence, influence) << theirs.office << " " << theirs.code;
    EXPECT_EQ(ours->event_class, theirs.event_class.empty() ? ' ' : theirs.event_class[0]);
  }
  const auto events = read_st27_codes(testing::shared_data("wipo/st27-codes.tsv"));
  ASSERT_TRUE(events);
  for (const auto& [code, theirs] : *events) {
    EXPECT_NE(standards::st27_event(code), nullptr) << code;
  }
}

}  // namespace
}  // namespace pignus::registers
