// Groups of a dossier, and figures that cannot be meant.
#include <gtest/gtest.h>
#include <string>

#include "book/dossier_json.h"
#include "core/json.h"
#include "desk/assumption_bounds.h"
#include "desk/dossier_reader.h"

namespace pignus::desk {
namespace {

book::Dossier offering() {
  book::Dossier dossier;
  dossier.currency = *Currency::parse("USD");
  EXPECT_TRUE(parse_offered_rights("number\nUS8789601\nUS9410410\nUS9587649\nnot a number\n",
                                   "rights.csv", {}, dossier));
  return dossier;
}

const std::string kGroup = R"([[groups]]
name = "seal"
kind = "substitutes"
rights = ["US8789601B2", "not a number"]
overlap = { low = 0.5, mode = 0.8, high = 1.0 }
source = "the firm's engineers"
)";

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  const auto at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return text.replace(at, from.size(), to);
}

TEST(DossierGroups, ReadsRightsHoweverTheyAreWritten) {
  book::Dossier dossier = offering();
  const Status read = parse_groups(kGroup, "groups.toml", {}, dossier);
  ASSERT_TRUE(read) << describe(read.error());
  ASSERT_EQ(dossier.groups.size(), 1U);
  const book::StatedGroup& group = dossier.groups.front();
  EXPECT_EQ(group.kind, book::OverlapKind::kSubstitutes);
  EXPECT_EQ(group.rights[0].id->value, "US-P-8789601");
  EXPECT_EQ(group.rights[0].stated_number, "US8789601");
  EXPECT_FALSE(group.rights[1].id);
  EXPECT_EQ(group.overlap, (book::PlanRange{.5, .8, 1}));
  const auto back = book::dossier_from_json(book::to_json(dossier));
  ASSERT_TRUE(back) << describe(back.error());
  EXPECT_EQ(back->groups, dossier.groups);
  Json older = book::to_json(dossier);
  older.erase("groups");  // a dossier kept from before there were any
  EXPECT_TRUE(book::dossier_from_json(older)->groups.empty());
}

TEST(DossierGroups, WithoutADegreeItIsUnknown) {
  book::Dossier dossier = offering();
  ASSERT_TRUE(
      parse_groups(replaced(kGroup, "overlap = { low = 0.5, mode = 0.8, high = 1.0 }\n", ""),
                   "groups.toml", {}, dossier));
  EXPECT_FALSE(dossier.groups.front().overlap);
}

TEST(DossierGroups, RefusesByLineAndKey) {
  struct Row {
    const char* from;
    const char* to;
    const char* field;
  };
  for (const Row& row :
       {Row{"\"substitutes\"", "\"alternatives\"", "kind"}, Row{"\"seal\"", "\" \"", "name"},
        Row{"US8789601B2", "US9999999", "rights"}, Row{", \"not a number\"", "", "rights"},
        Row{"\"not a number\"", "\"US8789601\"", "rights"}, Row{"mode = 0.8", "mode = 0.4", "mode"},
        Row{"high = 1.0", "high = 1.5", "mode"},
        Row{"source = \"the firm's engineers\"", "source = \"\"", "source"},
        Row{"kind", "sort", "kind"},
        Row{"source = \"the firm's engineers\"\n",
            "source = \"x\"\n[[groups]]\nname = \"seal\"\nkind = \"family\"\n"
            "rights = [\"US9410410\", \"US9587649\"]\nsource = \"x\"\n",
            "name"},
        Row{"source = \"the firm's engineers\"\n",
            "source = \"x\"\n[[groups]]\nname = \"other\"\nkind = \"family\"\n"
            "rights = [\"US8789601\", \"US9587649\"]\nsource = \"x\"\n",
            "rights"}}) {
    book::Dossier dossier = offering();
    const Status read =
        parse_groups(replaced(kGroup, row.from, row.to), "groups.toml", {}, dossier);
    ASSERT_FALSE(read) << row.to;
    EXPECT_EQ(read.error().where.file, "groups.toml");
    EXPECT_NE(read.error().where.field.find(row.field), std::string::npos)
        << row.to << ": " << describe(read.error());
  }
}

TEST(AssumptionBounds, NamesNobodyReadsAndRatesNobodyMeans) {
  const auto fault = [](const char* name, double low, double high) {
    return assumption_fault({name, low, (low + high) / 2, high, "", "x"});
  };
  EXPECT_EQ(fault("royalty_rate", 0, 1), "");
  EXPECT_EQ(fault("revenue_growth", -.9, 5), "");
  EXPECT_EQ(fault("exchange_rate_USD_CNY", 6, 8), "");
  EXPECT_EQ(fault("pd", .01, .02), "");
  EXPECT_NE(fault("royalty_rate", 1, 5), "");  // per cent for a share
  EXPECT_NE(fault("discount_rate", -.01, .2), "");
  EXPECT_NE(fault("tax_rate", .2, .95), "");
  EXPECT_NE(fault("economic_life_years", 5, 500), "");
  EXPECT_NE(fault("exchange_rate_USD_CNY", 0, 8), "");
  EXPECT_NE(fault("exchange_rate_USD_XXX", 6, 8), "");
  EXPECT_NE(fault("royalty_rte", .01, .02).find("royalty_rate"), std::string::npos);
}

}  // namespace
}  // namespace pignus::desk
