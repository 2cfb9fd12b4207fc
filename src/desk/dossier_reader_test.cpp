#include "desk/dossier_reader.h"

#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <string>

namespace pignus::desk {
namespace {

namespace fs = std::filesystem;

const std::string kToml = R"(title = "T"
as_of = 2026-06-30
currency = "CNY"
jurisdiction = "CN"
declarations = ["co_owner_consent:CN201410234381.X"]

[firm]
name = "F"

[[accounts]]
year_end = 2025-12-31
currency = "CNY"
revenue = 100

[request]
amount = "CNY 5000000.00"
term_months = 24

[[assumptions]]
name = "royalty_rate"
low = 0.01
mode = 0.03
high = 0.05
unit = "share"
source = "assumed"
)";

std::string changed(std::string text, const std::string& from, const std::string& to) {
  const auto at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return text.replace(at, from.size(), to);
}

Where refused_toml(const std::string& from, const std::string& to) {
  const auto dossier = parse_dossier_toml(changed(kToml, from, to), "dossier.toml");
  EXPECT_FALSE(dossier) << to;
  return dossier ? Where{} : dossier.error().where;
}

TEST(DossierToml, ReadsWhatIsThereAndLeavesTheRestUnknown) {
  const auto dossier = parse_dossier_toml(kToml, "dossier.toml");
  ASSERT_TRUE(dossier) << describe(dossier.error());
  EXPECT_EQ(dossier->as_of.iso(), "2026-06-30");
  EXPECT_FALSE(dossier->made_up);
  ASSERT_EQ(dossier->accounts.size(), 1U);
  EXPECT_EQ(dossier->accounts[0].revenue, 100);
  EXPECT_EQ(dossier->accounts[0].ebit, std::nullopt);
  EXPECT_EQ(dossier->request.amount->text(), "CNY 5000000.00");
  EXPECT_EQ(dossier->declarations,
            (std::vector<std::string>{"co_owner_consent:CN-P-201410234381"}));
}

TEST(DossierToml, ErrorsNameLineAndKey) {
  EXPECT_EQ(refused_toml("title = \"T\"\n", "").field, "title");
  EXPECT_EQ(refused_toml("revenue = 100", "revnue = 100"),
            (Where{"dossier.toml", 13, "accounts[1].revnue"}));
  EXPECT_EQ(refused_toml("revenue = 100", "revenue = \"100\"").field, "accounts[1].revenue");
  EXPECT_EQ(refused_toml("revenue = 100", "revenue = nan").field, "accounts[1].revenue");
  EXPECT_EQ(refused_toml("2026-06-30", "2026-06-31").record, 2U);
  EXPECT_EQ(refused_toml("\"CNY\"", "\"CNX\"").field, "currency");
  EXPECT_EQ(refused_toml("\"CN\"", "\"cn\"").field, "jurisdiction");
  EXPECT_EQ(refused_toml("CNY 5000000.00", "5,000,000").field, "request.amount");
  EXPECT_EQ(refused_toml("CNY 5000000.00", "CNY 0.00").field, "request.amount");
  EXPECT_EQ(refused_toml("term_months = 24", "term_months = 0").field, "request.term_months");
  EXPECT_EQ(refused_toml("term_months = 24", "term_months = 24.5").field, "request.term_months");
  EXPECT_EQ(refused_toml("mode = 0.03", "mode = 0.5").field, "assumptions[1].mode");
  EXPECT_EQ(refused_toml("source = \"assumed\"", "source = \"\"").field, "assumptions[1].source");
  EXPECT_EQ(refused_toml("co_owner_consent", "co_owner_assent").field, "declarations");
  EXPECT_EQ(refused_toml("234381.X", "234381.1").field, "declarations");
  EXPECT_EQ(refused_toml("name = \"F\"", "name = \" \"").field, "firm.name");
  EXPECT_EQ(refused_toml("[firm]", "[frim]").field, "firm");
  EXPECT_EQ(refused_toml("title = \"T\"", "title = \"\xff\"").record, 1U);
}

TEST(DossierToml, ProductsAreDescribedOnceEach) {
  const std::string product = "\n[[products]]\nname = \"pump\"\ndescription = \"a casing 泵壳\"\n";
  const auto read = parse_dossier_toml(kToml + product, "dossier.toml");
  ASSERT_TRUE(read) << describe(read.error());
  ASSERT_EQ(read->products.size(), 1U);
  EXPECT_EQ(read->products[0].description, "a casing 泵壳");
  const auto field_of = [&](const std::string& toml) {
    const auto dossier = parse_dossier_toml(toml, "dossier.toml");
    EXPECT_FALSE(dossier) << toml;
    return dossier ? "" : dossier.error().where.field;
  };
  EXPECT_EQ(field_of(kToml + product + product), "products[2].name");
  EXPECT_EQ(field_of(kToml + changed(product, "a casing 泵壳", " ")), "products[1].description");
  EXPECT_EQ(field_of(kToml + changed(product, "a casing", std::string(100'001, 'a'))),
            "products[1].description");
  EXPECT_EQ(refused_toml("name = \"F\"", "name = \"F\"\nemployees = 0").field, "firm.employees");
  const auto staffed =
      parse_dossier_toml(changed(kToml, "name = \"F\"", "name = \"F\"\nemployees = 30"), "t");
  ASSERT_TRUE(staffed);
  EXPECT_EQ(staffed->firm.employees, 30);
  EXPECT_FALSE(parse_dossier_toml(kToml, "t")->firm.employees.has_value());
}

TEST(DossierToml, LimitsAreRefusedNotCut) {
  DossierLimits limits;
  limits.toml_bytes_max = 50;
  const auto dossier = parse_dossier_toml(kToml, "dossier.toml", limits);
  ASSERT_FALSE(dossier);
  EXPECT_EQ(dossier.error().code, ErrorCode::kLimitExceeded);
  const auto deep = parse_dossier_toml("x = " + std::string(100'000, '['), "dossier.toml");
  EXPECT_FALSE(deep);
}

book::Dossier dated() {
  book::Dossier dossier;
  dossier.as_of = *Date::parse("2026-06-30");
  return dossier;
}

TEST(OfferedRights, AMistypedNumberIsKeptForDisclosure) {
  book::Dossier dossier = dated();
  ASSERT_TRUE(
      parse_offered_rights("number,product_revenue\nZL201410234381.X,12.5\nZL201410234381.1,\n",
                           "rights.csv", {}, dossier));
  ASSERT_EQ(dossier.rights.size(), 2U);
  EXPECT_EQ(dossier.rights[0].id, (registers::RightId{"CN-P-201410234381"}));
  EXPECT_EQ(dossier.rights[0].product_revenue, 12.5);
  EXPECT_EQ(dossier.rights[1].id, std::nullopt);
  EXPECT_EQ(dossier.rights[1].product_revenue, std::nullopt);
}

TEST(OfferedRights, ErrorsNameLineAndColumn) {
  const auto refused = [](const std::string& csv) {
    book::Dossier dossier = dated();
    const Status status = parse_offered_rights(csv, "rights.csv", {}, dossier);
    EXPECT_FALSE(status) << csv;
    return status ? Where{} : status.error().where;
  };
  EXPECT_EQ(refused("number,product_revenue\nZL201410234381.X,-1\n"),
            (Where{"rights.csv", 2, "product_revenue"}));
  EXPECT_EQ(refused("number,product_revenue\nZL201410234381.X,1e999\n").record, 2U);
  EXPECT_EQ(refused("number\n\"\"\n").field, "number");
  EXPECT_EQ(refused("number,prodct\nZL201410234381.X,a\n").file, "rights.csv");
  EXPECT_EQ(refused("number\n").file, "rights.csv");
  EXPECT_EQ(refused("").file, "rights.csv");
}

Where refused_statement(const std::string& row) {
  book::Dossier dossier = dated();
  const Status status = parse_statements(
      "id,kind,number,scope,value,stated_on,document,where\nS0,exists,ZL201410234381.X,,,,d,p\n" +
          row + "\n",
      "statements.csv", {}, dossier);
  EXPECT_FALSE(status) << row;
  return status ? Where{} : status.error().where;
}

TEST(Statements, ErrorsNameLineAndColumn) {
  const std::string number = "ZL201410234381.X";
  EXPECT_EQ(refused_statement("S1,statue," + number + ",,granted,,d,p"),
            (Where{"statements.csv", 3, "kind"}));
  EXPECT_EQ(refused_statement("S1,status," + number + ",,fine,,d,p").field, "value");
  EXPECT_EQ(refused_statement("S1,status," + number + ",,unknown,,d,p").field, "value");
  EXPECT_EQ(refused_statement("S1,encumbered," + number + ",,none,,d,p").field, "value");
  EXPECT_EQ(refused_statement("S1,filing_date," + number + ",,2026-02-30,,d,p").field, "value");
  EXPECT_EQ(refused_statement("S1,status,,,granted,,d,p").field, "number");
  EXPECT_EQ(refused_statement("S1,count," + number + ",all,3,,d,p").field, "number");
  EXPECT_EQ(refused_statement("S1,count,,everything,3,,d,p").field, "scope");
  EXPECT_EQ(refused_statement("S1,count,,all,-3,,d,p").field, "value");
  EXPECT_EQ(refused_statement("S1,status," + number + ",all,granted,,d,p").field, "scope");
  EXPECT_EQ(refused_statement("S1,status," + number + ",,granted,2026-07-01,d,p").field,
            "stated_on");
  EXPECT_EQ(refused_statement("S1,status," + number + ",,granted,,,p").field, "document");
  EXPECT_EQ(refused_statement("S1,status," + number + ",,granted,,d,").field, "where");
  EXPECT_EQ(refused_statement("S0,status," + number + ",,granted,,d,p").field, "id");
}

TEST(Statements, TheDossiersDateIsTheDefault) {
  book::Dossier dossier = dated();
  ASSERT_TRUE(
      parse_statements("id,kind,number,document,where,value\n"
                       "S1,status,ZL201410234381.1,d,p,granted\n",
                       "statements.csv", {}, dossier));
  ASSERT_EQ(dossier.statements.size(), 1U);
  EXPECT_EQ(dossier.statements[0].stated_on, dossier.as_of);
  EXPECT_EQ(dossier.statements[0].right, std::nullopt);
}

class DossierFolder : public ::testing::Test {
 protected:
  void SetUp() override {
    folder_ = fs::temp_directory_path() /
              ("pignus_dossier_" +
               std::string(::testing::UnitTest::GetInstance()->current_test_info()->name()));
    fs::remove_all(folder_);
    fs::create_directories(folder_ / "documents");
    write("dossier.toml", kToml);
    write("rights.csv", "number\nZL201410234381.X\n");
    write("documents/list.md", "a list");
    write("statements.csv",
          "id,kind,number,document,where\nS1,exists,ZL201410234381.X,list.md,p\n");
  }
  void TearDown() override { fs::remove_all(folder_); }
  void write(const std::string& name, const std::string& text) const {
    std::ofstream(folder_ / name, std::ios::binary) << text;
  }

  fs::path folder_;
};

TEST_F(DossierFolder, HashesEveryFile) {
  const auto dossier = read_dossier(folder_);
  ASSERT_TRUE(dossier) << describe(dossier.error());
  ASSERT_EQ(dossier->sha256_of_files.size(), 4U);
  EXPECT_EQ(dossier->sha256_of_files.at("documents/list.md"),
            "34d4e6513a0aa3774b2a0c0f1b902ed838e423b6c999d28b6b936a2baded703a");
}

TEST_F(DossierFolder, StatementsAndPapersMayBeMissing) {
  fs::remove(folder_ / "statements.csv");
  fs::remove_all(folder_ / "documents");
  EXPECT_TRUE(read_dossier(folder_));
}

TEST_F(DossierFolder, AStatementPointsIntoAPaperThatIsThere) {
  fs::remove(folder_ / "documents" / "list.md");
  const auto dossier = read_dossier(folder_);
  ASSERT_FALSE(dossier);
  EXPECT_EQ(dossier.error().where, (Where{"statements.csv", 1, "document"}));
}

TEST_F(DossierFolder, WhatIsNoDossier) {
  EXPECT_EQ(read_dossier(folder_ / "nowhere").error().code, ErrorCode::kNotFound);
  EXPECT_EQ(read_dossier(folder_ / "dossier.toml").error().code, ErrorCode::kInvalidInput);
  fs::remove(folder_ / "rights.csv");
  EXPECT_FALSE(read_dossier(folder_));
  fs::create_directory(folder_ / "rights.csv");
  EXPECT_FALSE(read_dossier(folder_));
}

TEST_F(DossierFolder, LinksAreRefused) {
  fs::create_symlink("/etc/hostname", folder_ / "documents" / "leak.md");
  const auto dossier = read_dossier(folder_);
  ASSERT_FALSE(dossier);
  EXPECT_EQ(dossier.error().where.file, "documents/leak.md");
}

TEST_F(DossierFolder, TooManyOrTooLargePapersAreRefused) {
  DossierLimits limits;
  limits.documents_max = 1;
  write("documents/second.md", "x");
  EXPECT_EQ(read_dossier(folder_, limits).error().code, ErrorCode::kLimitExceeded);
  limits = {};
  limits.document_bytes_max = 3;
  EXPECT_EQ(read_dossier(folder_, limits).error().code, ErrorCode::kLimitExceeded);
}

const std::string kPlans = R"([[plans]]
right = "ZL201410234381.X"
source = "business plan of May 2026"
scenarios = [{ name = "holds", probability = 0.7, factor = 1 },
             { name = "slips", probability = 0.3, factor = 0.5 }]
with = [{ revenue = 900, operating_costs = 500 }]
without = [{ revenue = 700, operating_costs = 450, investment = 30 }]
premium = [{ units = 1000, price_premium = 12 }, { units = 900, cost_saving = 3 }]

[plans.answers]
"t-isc.drafting" = 3

[plans.excess_earnings]
nopat = [100, 110.5]
share = [0.5, 0.5]
contributory = [{ name = "plant", return_on = 0.08, balance = [200, 180] }]

[plans.option]
cash_flows = { low = 8e6, mode = 1e7, high = 1.2e7 }
launch_cost = 9e6
volatility = { low = 0.4, mode = 0.5, high = 0.6 }
riskless_rate = 0.02
stages = [{ name = "trial", years = 1, cost = 4e5, success_chance = 0.6 }]

[plans.brand]
years = [{ price = 12, volume = 1e5, generic_price = 10, generic_volume = 8e4, unit_cost = 6 }]
brand_share = { low = 0.1, mode = 0.2, high = 0.3 }
)";

book::Dossier with_rights() {
  book::Dossier dossier;
  EXPECT_TRUE(parse_offered_rights("number\nCN201410234381.X\nZL201510345678.8\n", "rights.csv", {},
                                   dossier));
  return dossier;
}

TEST(DossierPlans, ReadsWhatIsPlannedWithARight) {
  book::Dossier dossier = with_rights();
  const auto read = parse_plans(kPlans, "plans.toml", {}, dossier);
  ASSERT_TRUE(read) << describe(read.error());
  EXPECT_FALSE(dossier.rights[1].plan);
  ASSERT_TRUE(dossier.rights[0].plan);  // by what the number means
  const book::RightPlan& plan = *dossier.rights[0].plan;
  EXPECT_EQ(plan.source, "business plan of May 2026");
  EXPECT_EQ(plan.excess_earnings->nopat, (std::vector<double>{100, 110.5}));
  EXPECT_EQ(plan.excess_earnings->contributory.front().return_of, (std::vector<double>{0, 0}));
  EXPECT_EQ(plan.with_and_without->without.front().investment, 30);
  EXPECT_EQ(plan.premium.at(1).cost_saving, 3);
  EXPECT_EQ(plan.option->stages.front().success_chance, .6);
  EXPECT_EQ(plan.brand->years.front().generic_volume, 8e4);
  EXPECT_EQ(plan.brand->brand_share->high, .3);
  EXPECT_EQ(plan.scenarios.at(1).factor, .5);
  EXPECT_EQ(plan.answers.at("t-isc.drafting"), 3);
}

TEST(DossierPlans, RefusesByFileAndKey) {
  const auto field_of = [](const std::string& from, const std::string& to) {
    book::Dossier dossier = with_rights();
    const auto read = parse_plans(changed(kPlans, from, to), "plans.toml", {}, dossier);
    if (read) return std::string();
    EXPECT_EQ(read.error().where.file, "plans.toml");
    return read.error().where.field;
  };
  EXPECT_EQ(field_of("ZL201410234381.X", "ZL201610456789.0"), "plans[1].right");
  EXPECT_EQ(field_of("business plan of May 2026", " "), "plans[1].source");
  EXPECT_EQ(field_of("drafting\" = 3", "drafting\" = \"good\""), "plans[1].answers.t-isc.drafting");
  EXPECT_EQ(field_of("launch_cost", "launch_price"), "plans[1].option.launch_cost");
  EXPECT_EQ(field_of("launch_cost = 9e6", "launch_cost = inf"), "plans[1].option.launch_cost");
  EXPECT_EQ(field_of("low = 0.4", "low = 0.9"), "plans[1].option.volatility.mode");
  EXPECT_EQ(field_of("[100, 110.5]", "[100, \"many\"]"), "plans[1].excess_earnings.nopat");
  EXPECT_EQ(field_of("factor = 0.5", "factor = -0.5"), "plans[1].scenarios[2].factor");
  EXPECT_EQ(field_of("units = 900", "unit = 900"), "plans[1].premium[2].units");
  book::Dossier dossier = with_rights();
  EXPECT_FALSE(parse_plans(kPlans + kPlans, "plans.toml", {}, dossier));
}

}  // namespace
}  // namespace pignus::desk
