#include "standards/technology.h"

#include <cmath>
#include <gtest/gtest.h>
#include <numeric>
#include <string>

#include "standards/embedded.h"

namespace pignus::standards {
namespace {

std::string without(std::string text, const std::string& part, const std::string& instead) {
  const auto at = text.find(part);
  EXPECT_NE(at, std::string::npos) << part;
  return text.replace(at, part.size(), instead);
}

std::string grants_file() {
  return std::string(embedded_file("technology/grants.toml"));
}

TEST(Technology, GrantsAreByFieldAndYear) {
  const TechnologyGrants& all = technology_grants();
  EXPECT_EQ(all.first_year, 1976);
  EXPECT_EQ(all.complete_to.iso(), "2024-12-31");
  EXPECT_EQ(all.evidence.grade, Grade::kSeen);
  ASSERT_EQ(all.fields.size(), 35U);
  EXPECT_EQ(all.fields[5].name, "Computer technology");
  EXPECT_EQ(all.fields[5].grants.back(), 48161);  // of 2024
  EXPECT_TRUE(all.fields[10].grants.empty());     // unknown, not zero
  // Both ways of sharing out the patents count nearly the same of them.
  const std::size_t last = all.fields[5].grants.size() - 1;
  double by_field = 0;
  double by_section = 0;
  for (const auto& field : all.fields) by_field += field.grants.empty() ? 0 : field.grants[last];
  for (const auto& section : all.sections) by_section += section.grants[last];
  EXPECT_EQ(by_field, 319648);
  EXPECT_EQ(by_section, 324064);
}

TEST(Technology, CitationsAreByAge) {
  const TechnologyCitations& all = technology_citations();
  ASSERT_EQ(all.sections.size(), 8U);
  const auto& electricity = all.sections[7];
  EXPECT_EQ(electricity.received.size(), 31U);
  EXPECT_EQ(std::accumulate(electricity.received.begin(), electricity.received.end(), 0.0),
            19881903);
  EXPECT_EQ(all.made.back(), 3881956);  // of nine months of 2025
}

TEST(Technology, SaysWhichKeyIsWrong) {
  const auto field_of = [](const std::string& toml) {
    const auto parsed = parse_technology_grants(toml, "g.toml");
    EXPECT_FALSE(parsed);
    return parsed ? std::string() : parsed.error().where.field;
  };
  EXPECT_EQ(field_of(without(grants_file(), "4652 4650", "-1 4650")), "fields[1].grants");
  EXPECT_EQ(field_of(without(grants_file(), "4652 4650", "4650")), "fields[1].grants");
  EXPECT_EQ(field_of(without(grants_file(), "4652 4650", "nan 4650")), "fields[1].grants");
  EXPECT_EQ(field_of(without(grants_file(), "number = 2", "number = 3")), "fields[2].number");
  EXPECT_EQ(field_of(without(grants_file(), "letter = \"B\"", "letter = \"C\"")),
            "sections[2].letter");
  EXPECT_EQ(field_of(without(grants_file(), "first_year = 1976", "first_year = 19")), "first_year");
  EXPECT_EQ(field_of(without(grants_file(), "version", "edition")), "version");
}

TEST(Technology, TheConcordanceGivesTheField) {
  EXPECT_EQ(technology_field("G06F17/30"), 6);
  EXPECT_EQ(technology_field("G06Q 30/06"), 7);
  EXPECT_EQ(technology_field("H04N21/4402"), 4);   // digital communication
  EXPECT_EQ(technology_field("H04N 1/00"), 3);     // telecommunications
  EXPECT_EQ(technology_field("H04N0005/232"), 2);  // an office that writes zeros
  EXPECT_EQ(technology_field("H04N"),
            std::nullopt);  // shared out: the subclass alone tells nothing
  EXPECT_EQ(technology_field("A61K"), std::nullopt);
  EXPECT_EQ(technology_field("G01N33/48"), 11);
  EXPECT_EQ(technology_field("H10K59/131"), std::nullopt);  // younger than the table
  EXPECT_EQ(technology_field("Y02E10/50"), std::nullopt);
  EXPECT_EQ(technology_field("9"), std::nullopt);
  EXPECT_EQ(technology_field(""), std::nullopt);
  EXPECT_EQ(technology_section("H10K59/131"), 'H');
  EXPECT_EQ(technology_section("Y02E10/50"), std::nullopt);
}

TEST(Technology, AConcordanceThatIsWrongIsRefused) {
  for (const char* text : {"G06F\t6\nG06F\t7\n", "G06F\t36\n", "G06F\t6a\n", "9\t6\n", "G06F\n"}) {
    const auto parsed = parse_ipc_fields(text, "c.tsv");
    ASSERT_FALSE(parsed) << text;
    EXPECT_EQ(parsed.error().where.file, "c.tsv");
  }
}

}  // namespace
}  // namespace pignus::standards
