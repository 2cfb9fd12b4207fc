// Cost lines, figures for checks, and intangibles of a dossier, read and refused.
#include <filesystem>
#include <gtest/gtest.h>
#include <string>

#include "core/file.h"
#include "desk/dossier_reader.h"
#include "support/made_up_facts.h"

namespace pignus::desk {
namespace {

const std::string kStatedPlan = R"([[plans]]
right = "CN201410234381.X"
source = "accounts of May 2026"
gross_margin = 0.4

[plans.cost]
completed = 2021-06-30
index_source = "wages of the industry"
functional = { low = 0.1, mode = 0.2, high = 0.3 }
lines = [{ date = 2019-02-01, what = "labour", amount = 250000, needed_again = 0.7 },
         { date = 2020-02-01, what = "dead end", amount = 90000 }]
index = [{ date = 2018-01-01, level = 100 }, { date = 2025-01-01, level = 121 }]

[plans.ipscore]
turnover = 4e7
direct_costs = 2e7
indirect_costs = 5e6
depreciation = 1e6
depreciation_years = 7
share = 0.4
)";

const std::string kIntangibles = R"([[intangibles]]
id = "firmware"
kind = "software"
title = "Firmware of the gateway"
source = "accounts of 2025"
published = 2021-03-01
earnings = { low = 1e5, mode = 2e5, high = 3e5 }
life_years = { low = 3, mode = 5, high = 8 }

[intangibles.cost]
completed = 2021-02-01
lines = [{ date = 2020-02-01, what = "labour", amount = 9e5 }]

[intangibles.evidence]
title = { state = "shown", document = "contracts.pdf" }
open_source = { state = "missing" }
)";

std::string with_change(std::string text, const std::string& from, const std::string& to) {
  const std::size_t at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return text.replace(at, from.size(), to);
}

book::Dossier one_right() {
  book::Dossier dossier;
  EXPECT_TRUE(parse_offered_rights("number\nCN201410234381.X\n", "rights.csv", {}, dossier));
  return dossier;
}

TEST(DossierStated, CostLinesAndFiguresForChecksAreRead) {
  book::Dossier dossier = one_right();
  const auto read = parse_plans(kStatedPlan, "plans.toml", {}, dossier);
  ASSERT_TRUE(read) << describe(read.error());
  const book::RightPlan& plan = *dossier.rights[0].plan;
  EXPECT_EQ(plan.gross_margin, .4);
  EXPECT_EQ(plan.ipscore->depreciation_years, 7);
  EXPECT_EQ(plan.cost->lines.at(0).needed_again, .7);
  EXPECT_FALSE(plan.cost->lines.at(1).needed_again);
  EXPECT_EQ(plan.cost->index.at(1).level, 121);
  EXPECT_EQ(plan.cost->functional->mode, .2);
  EXPECT_FALSE(plan.cost->physical);
}

TEST(DossierStated, WrongCostLinesAreRefusedByFileAndKey) {
  const auto field_of = [](const std::string& from, const std::string& to) {
    book::Dossier dossier = one_right();
    const auto read = parse_plans(with_change(kStatedPlan, from, to), "plans.toml", {}, dossier);
    return read ? std::string("accepted") : read.error().where.field;
  };
  EXPECT_EQ(field_of("amount = 250000", "amount = 0"), "plans[1].cost.lines[1].amount");
  EXPECT_EQ(field_of("needed_again = 0.7", "needed_again = 7"),
            "plans[1].cost.lines[1].needed_again");
  EXPECT_EQ(field_of("date = 2025-01-01", "date = 2017-01-01"), "plans[1].cost.index[2].date");
  EXPECT_EQ(field_of("level = 100", "level = -1"), "plans[1].cost.index[1].level");
  EXPECT_EQ(field_of("\"wages of the industry\"", "\" \""), "plans[1].cost.index_source");
  EXPECT_EQ(field_of("high = 0.3", "high = 1.3"), "plans[1].cost.functional");
  EXPECT_EQ(field_of("completed", "finished"), "plans[1].cost.completed");
  EXPECT_EQ(field_of("gross_margin = 0.4", "gross_margin = 4"), "plans[1].gross_margin");
  EXPECT_EQ(field_of("turnover = 4e7", "turnover = 0"), "plans[1].ipscore.turnover");
  EXPECT_EQ(field_of("share = 0.4", "share = 1.4"), "plans[1].ipscore.share");
  EXPECT_EQ(field_of("depreciation_years = 7", "depreciation_years = 0"),
            "plans[1].ipscore.depreciation_years");
}

TEST(DossierStated, IntangiblesAreRead) {
  book::Dossier dossier;
  const auto read = parse_intangibles(kIntangibles, "intangibles.toml", {}, dossier);
  ASSERT_TRUE(read) << describe(read.error());
  ASSERT_EQ(dossier.intangibles.size(), 1U);
  const book::OfferedIntangible& offered = dossier.intangibles.front();
  EXPECT_EQ(offered.kind, book::UnregisteredKind::kSoftware);
  EXPECT_EQ(offered.published, Date::parse("2021-03-01"));
  EXPECT_EQ(offered.earnings->high, 3e5);
  EXPECT_EQ(offered.cost->lines.size(), 1U);
  ASSERT_EQ(offered.evidence.size(), 2U);
  EXPECT_EQ(offered.evidence[0].id, "open_source");
  EXPECT_EQ(offered.evidence[0].state, book::EvidenceState::kMissing);
  EXPECT_EQ(offered.evidence[1].document, "contracts.pdf");
}

TEST(DossierStated, WrongIntangiblesAreRefusedByFileAndKey) {
  const auto field_of = [](const std::string& from, const std::string& to) {
    book::Dossier dossier;
    const auto read =
        parse_intangibles(with_change(kIntangibles, from, to), "intangibles.toml", {}, dossier);
    if (read) return std::string("accepted");
    EXPECT_EQ(read.error().where.file, "intangibles.toml");
    return read.error().where.field;
  };
  EXPECT_EQ(field_of("id = \"firmware\"", "id = \" \""), "intangibles[1].id");
  EXPECT_EQ(field_of("\"software\"", "\"gold\""), "intangibles[1].kind");
  EXPECT_EQ(field_of("\"accounts of 2025\"", "\"\""), "intangibles[1].source");
  EXPECT_EQ(field_of("low = 1e5", "low = -1"), "intangibles[1].earnings");
  EXPECT_EQ(field_of("high = 8", "high = 800"), "intangibles[1].life_years");
  EXPECT_EQ(field_of("\"missing\"", "\"gone\""), "intangibles[1].evidence.open_source.state");
  EXPECT_EQ(field_of("open_source", "secrecy_measures"),
            "intangibles[1].evidence.secrecy_measures");
  EXPECT_EQ(field_of(", document = \"contracts.pdf\"", ""), "intangibles[1].evidence.title");
  book::Dossier dossier;
  EXPECT_EQ(parse_intangibles(kIntangibles + kIntangibles, "intangibles.toml", {}, dossier)
                .error()
                .where.field,
            "intangibles[2].id");
}

TEST(DossierStated, ADocumentThatIsNotThereIsAnError) {
  const store::testing::TemporaryFolder folder;
  const auto write = [&folder](const char* name, const std::string& text) {
    ASSERT_TRUE(write_file_atomically(folder / name, text));
  };
  write("dossier.toml",
        "title = \"t\"\nas_of = 2026-06-30\ncurrency = \"CNY\"\njurisdiction = \"CN\"\n"
        "[firm]\nname = \"Made-up Ltd\"\n[request]\n");
  write("rights.csv", "number\nCN201410234381.X\n");
  write("intangibles.toml", kIntangibles);
  const auto missing = read_dossier(folder / "");
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().where.field, "evidence.title");
  std::filesystem::create_directory(folder / "documents");
  write("documents/contracts.pdf", "%PDF");
  const auto read = read_dossier(folder / "");
  ASSERT_TRUE(read) << describe(read.error());
  EXPECT_EQ(read->intangibles.size(), 1U);
  EXPECT_TRUE(read->sha256_of_files.contains("intangibles.toml"));
}

}  // namespace
}  // namespace pignus::desk
