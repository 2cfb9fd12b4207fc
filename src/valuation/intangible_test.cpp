#include "valuation/intangible.h"

#include <algorithm>
#include <gtest/gtest.h>

#include "support/valuation_parameters.h"
#include "valuation/cost/unregistered.h"

namespace pignus::valuation {
namespace {

using testing::parameters;

Date iso_day(const char* iso) {
  return *Date::parse(iso);
}

book::OfferedIntangible all_shown_software() {
  book::OfferedIntangible offered;
  offered.id = "firmware";
  offered.kind = UnregisteredKind::kSoftware;
  offered.source = "accounts of 2025";
  offered.earnings = book::PlanRange{100'000, 100'000, 100'000};
  offered.life_years = book::PlanRange{4, 4, 4};
  offered.published = iso_day("2020-06-30");
  const auto items = evidence_items(offered.kind).value();
  for (const EvidenceItem& item : items) {
    offered.evidence.push_back({item.id, EvidenceState::kShown, "papers.pdf"});
  }
  book::CostPlan cost;
  cost.lines = {{iso_day("2019-06-30"), "labour", 300'000, .8}};
  cost.completed = iso_day("2020-06-30");
  offered.cost = cost;
  return offered;
}

const std::vector<book::Assumption> kSureRates{
    {"discount_rate", .2, .2, .2, "1/year", "the reader"},
    {"tax_rate", .25, .25, .25, "share", "the reader"}};

Result<book::IntangibleFile> valued(const book::OfferedIntangible& offered) {
  return value_intangible({.offered = offered,
                           .parameters = parameters(),
                           .assumptions = kSureRates,
                           .jurisdiction = "CN",
                           .as_of = iso_day("2026-06-30"),
                           .seed = 3,
                           .paths = 2'000});
}

TEST(Intangible, IncomeIsTheLibrarysAndCostHasNoWeight) {
  const auto file = valued(all_shown_software());
  ASSERT_TRUE(file) << describe(file.error());
  ASSERT_EQ(file->methods.size(), 2U);
  EXPECT_EQ(file->methods[0].method, "unregistered_income");
  EXPECT_EQ(file->methods[0].weight, 1);
  EXPECT_EQ(file->methods[1].method, "cost");
  EXPECT_EQ(file->methods[1].weight, 0);
  EXPECT_EQ(file->value, file->methods[0].value);
  const double decay = parameters().method("cost").at("earnings_decay_software").mode;
  const double known = unregistered_income({100'000, decay, 0, .25, .2, 4});
  EXPECT_NEAR(file->value->median(), known, .1 * known);
  EXPECT_EQ(file->shown, file->asked);
  ASSERT_TRUE(file->cost_lines);
  EXPECT_EQ(file->cost_lines->basis_used, "replacement");
  // Six of the term's fifty years are used up.
  const book::CostSide& side = file->cost_lines->sides[1];
  EXPECT_NEAR(side.physical.low / side.gross.low, 6.0 / 50, .01);
}

TEST(Intangible, AnOpenGateLeavesTheCostAndNoValue) {
  book::OfferedIntangible offered = all_shown_software();
  std::erase_if(offered.evidence, [](const EvidenceAnswer& one) { return one.id == "title"; });
  const auto unknown = valued(offered);
  ASSERT_TRUE(unknown);
  EXPECT_FALSE(unknown->value);
  EXPECT_EQ(unknown->methods_refused,
            (std::vector<std::string>{"unregistered_income:refused.gate_unknown"}));
  EXPECT_EQ(unknown->methods.size(), 1U);
  EXPECT_EQ(unknown->shown, unknown->asked - 1);
  const auto line = std::find_if(unknown->evidence.begin(), unknown->evidence.end(),
                                 [](const book::EvidenceLine& one) { return one.id == "title"; });
  ASSERT_NE(line, unknown->evidence.end());
  EXPECT_EQ(line->state, EvidenceState::kUnknown);
  EXPECT_EQ(line->role, "gate");
  offered.evidence.push_back({"title", EvidenceState::kMissing, ""});
  EXPECT_EQ(valued(offered)->methods_refused.front(), "unregistered_income:refused.gate_missing");
}

TEST(Intangible, WhatIsNotStatedRefuses) {
  book::OfferedIntangible offered = all_shown_software();
  offered.earnings.reset();
  offered.cost.reset();
  EXPECT_EQ(valued(offered)->methods_refused,
            (std::vector<std::string>{"unregistered_income:refused.no_earnings",
                                      "cost:refused.no_cost_lines"}));
  offered = all_shown_software();
  offered.life_years.reset();
  EXPECT_EQ(valued(offered)->methods_refused.front(), "unregistered_income:refused.no_life");
}

TEST(Intangible, AnErrorNamesTheThing) {
  book::OfferedIntangible offered = all_shown_software();
  offered.evidence.push_back({"nothing", EvidenceState::kMissing, ""});
  EXPECT_EQ(valued(offered).error().where.field, "intangibles.firmware.nothing");
}

}  // namespace
}  // namespace pignus::valuation
