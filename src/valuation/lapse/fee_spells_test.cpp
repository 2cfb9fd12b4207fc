// Maintenance-fee events of made-up rights as spells, and what survival/ says of them.
#include "valuation/lapse/fee_spells.h"

#include <cmath>
#include <gtest/gtest.h>
#include <string>

#include "core/random_stream.h"
#include "survival/curves.h"
#include "survival/incidence.h"
#include "valuation/lapse/three_decisions.h"

namespace pignus::valuation {
namespace {

const Date kGranted = *Date::parse("2005-03-01");

registers::LegalEvent fee_event(Date date, const std::string& effect, const std::string& entity) {
  registers::LegalEvent event;
  event.code = effect;
  event.date = date;
  event.details = {{"effect", effect}, {"entity", entity}};
  return event;
}

FeeLife life(const std::string& id, std::vector<registers::LegalEvent> events) {
  return {id, kGranted, kGranted.plus_years(17), std::move(events)};
}

TEST(FeeSpells, EachLifeEndsAsItsEventsSay) {
  const Date lapse = kGranted.plus_years(8).plus_days(28);
  const std::vector<FeeLife> lives{
      life("lapsed", {fee_event(kGranted.plus_months(40), "paid", "small"),
                      fee_event(lapse, "expired", "small")}),
      life("came back", {fee_event(lapse, "expired", "undiscounted"),
                         fee_event(lapse.plus_days(200), "reinstated", "undiscounted")}),
      life("expired", {fee_event(kGranted.plus_years(11), "paid", "undiscounted")}),
      life("no grant", {}),
      life("odd", {fee_event(kGranted.plus_years(6), "expired", "micro")}),
      life("before", {fee_event(kGranted.plus_days(-3), "paid", "micro")})};
  auto given = lives;
  given[3].granted.reset();
  const FeeRows rows = fee_rows(given, *Date::parse("2024-01-01"));
  EXPECT_EQ(rows.spells.ids, (std::vector<std::string>{"lapsed", "came back", "expired", "odd"}));
  EXPECT_EQ(rows.spells.ended, (std::vector<std::uint8_t>{1, 2, 2, 1}));
  EXPECT_NEAR(rows.spells.years[0], 8.08, .01);
  EXPECT_NEAR(rows.spells.years[2], 17, .01);
  EXPECT_EQ(rows.spells.small, (std::vector<double>{1, 0, 0, 1}));
  EXPECT_EQ(rows.decisions.ids, (std::vector<std::string>{"lapsed", "came back", "expired"}));
  EXPECT_EQ(rows.decisions.last, (std::vector<std::uint32_t>{2, 3, 3}));
  EXPECT_EQ(rows.decisions.lapsed, (std::vector<std::uint8_t>{1, 0, 0}));
  ASSERT_EQ(rows.left_out.size(), 3U);
  EXPECT_EQ(rows.left_out[0].where.record, 4U);
  EXPECT_EQ(rows.left_out[0].where.field, "granted");
  EXPECT_EQ(rows.left_out[1].where.field, "events");
}

TEST(FeeSpells, NothingKnownLaterIsUsed) {
  const Date lapse = kGranted.plus_years(4).plus_days(28);
  registers::LegalEvent late = fee_event(lapse, "expired", "small");
  late.known = lapse.plus_days(100);
  const std::vector<FeeLife> lives{life("a", {late})};
  const FeeRows before = fee_rows(lives, lapse.plus_days(50));
  ASSERT_EQ(before.spells.ended.size(), 1U);
  EXPECT_EQ(before.spells.ended[0], 0);
  const FeeRows after = fee_rows(lives, lapse.plus_days(100));
  EXPECT_EQ(after.spells.ended[0], 1);
  // Three weeks after the grace nobody can tell whether it was let go: not yet a decision.
  EXPECT_EQ(fee_rows(lives, kGranted.plus_years(4).plus_days(21)).undecided, 1U);
  EXPECT_EQ(fee_rows(lives, kGranted.plus_years(4).plus_days(61)).decisions.last,
            (std::vector<std::uint32_t>{1}));
}

/// Rights granted over twenty years, given up at each decision with the chances of `hazards`, small
/// owners with twice the odds.
std::vector<FeeLife> made_up_lives(const LapseHazards& hazards, std::size_t count) {
  std::vector<FeeLife> lives;
  for (std::size_t i = 0; i < count; ++i) {
    RandomStream stream(7, "test/fee-spells", i);
    FeeLife one{"US-P-" + std::to_string(i), {}, {}, {}};
    const Date granted =
        Date::parse("2000-01-04")->plus_days(static_cast<std::int32_t>(stream.below(7300)));
    one.granted = granted;
    one.term_end = granted.plus_years(17);
    const bool small = stream.below(3) == 0;
    const char* entity = small ? "small" : "undiscounted";
    for (std::size_t k = 0; k < kLapseDecisions; ++k) {
      const Date grace_end = granted.plus_years(static_cast<int>(lapse_age(k)));
      const double odds = hazards[k] / (1 - hazards[k]) * (small ? 2 : 1);
      if (stream.uniform() < odds / (1 + odds)) {
        one.events.push_back(fee_event(grace_end.plus_days(28), "expired", entity));
        break;
      }
      one.events.push_back(fee_event(grace_end.plus_days(-200), "paid", entity));
    }
    lives.push_back(std::move(one));
  }
  return lives;
}

TEST(FeeSpells, SurvivalFindsTheHazardsThatMadeThem) {
  const LapseHazards hazards{.14, .22, .3};
  const std::vector<FeeLife> lives = made_up_lives(hazards, 20'000);
  const FeeRows rows = fee_rows(lives, *Date::parse("2024-01-01"));
  EXPECT_TRUE(rows.left_out.empty());
  const survival::Column small{"small", rows.decisions.small};
  const auto fit = survival::fit_discrete_time(
      {{}, rows.decisions.last, rows.decisions.lapsed, {}, {&small, 1}, {}});
  ASSERT_TRUE(fit) << fit.error().message;
  ASSERT_EQ(fit->levels.size(), 3U);
  for (std::size_t k = 0; k < kLapseDecisions; ++k) {
    EXPECT_NEAR(survival::discrete_hazard(*fit, static_cast<std::uint32_t>(k), 0), hazards[k],
                .015);
  }
  EXPECT_NEAR(fit->coefficients[0], std::log(2), .09);
}

TEST(FeeSpells, LapseAndExpiryCompete) {
  const FeeRows rows = fee_rows(made_up_lives({.14, .22, .3}, 5'000), *Date::parse("2024-01-01"));
  const auto curves = survival::cumulative_incidence(rows.spells.spells(), 2);
  ASSERT_TRUE(curves) << curves.error().message;
  const survival::IncidencePoint& last = curves->front().points.back();
  // Whoever paid every fee expires; nobody is left at the end of the term.
  EXPECT_NEAR(last.incidence[0] + last.incidence[1], 1, .05);
  EXPECT_GT(last.incidence[0], .5);
  // Kaplan and Meier's curve of the lapses alone, with the others cut off, agrees until expiries
  // begin: before the term's end nothing competes.
  std::vector<std::uint8_t> lapse_only = rows.spells.ended;
  for (std::uint8_t& ended : lapse_only) {
    ended = ended == 1 ? 1 : 0;
  }
  const auto curve = survival::survival_curves({{}, rows.spells.years, lapse_only, {}, {}});
  ASSERT_TRUE(curve);
  for (const survival::IncidencePoint& point : curves->front().points) {
    if (point.time < 16.5) {
      EXPECT_NEAR(point.incidence[0], 1 - survival::survival_at(curve->front(), point.time), 1e-9);
    }
  }
}

}  // namespace
}  // namespace pignus::valuation
