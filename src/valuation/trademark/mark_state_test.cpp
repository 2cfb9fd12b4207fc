#include "valuation/trademark/mark_state.h"

#include <cmath>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "standards/method_parameters.h"

namespace pignus::valuation {
namespace {

Date day(int year, int month = 1, int of_month = 1) {
  return *Date::from_ymd(year, month, of_month);
}

MarkState state_of(const MarkFacts& facts, Date on = day(2024)) {
  const auto state = mark_state(facts, on, *standards::load_method_parameters("trademark"));
  EXPECT_TRUE(state) << (state ? "" : describe(state.error()));
  return *state;
}

MarkFacts facts(std::optional<Date> term_end, std::optional<Date> last_used = std::nullopt,
                bool said_unused = false) {
  return {"CN", day(2012), term_end, last_used, said_unused};
}

TEST(MarkState, WhereTheTermStands) {
  EXPECT_EQ(state_of(facts(day(2030))).renewal, MarkRenewal::kRunning);
  EXPECT_EQ(state_of(facts(day(2024, 6))).renewal, MarkRenewal::kWindow);
  EXPECT_EQ(state_of(facts(day(2023, 10))).renewal, MarkRenewal::kGrace);
  EXPECT_EQ(state_of(facts(day(2023, 2))).renewal, MarkRenewal::kLapsed);
  EXPECT_EQ(state_of(facts(day(2023, 2))).lapse.median(), 1);
  // Registered in 2012, no renewal at hand: it may have been renewed in 2022.
  EXPECT_EQ(state_of(facts(std::nullopt)).renewal, MarkRenewal::kUnknown);
  EXPECT_EQ(state_of({"CN", day(2018), {}, {}, false}).term_end, day(2028));
  EXPECT_EQ(state_of({}).renewal, MarkRenewal::kUnknown);
}

TEST(MarkState, UseDecides) {
  const auto use = [](std::optional<Date> last, bool unused) {
    return state_of(facts(day(2030), last, unused));
  };
  EXPECT_EQ(use(day(2023), false).use, UseState::kUsed);
  EXPECT_EQ(use(day(2019), false).use, UseState::kUnknown);
  EXPECT_EQ(use(std::nullopt, false).use, UseState::kUnknown);
  EXPECT_EQ(use(day(2023), true).use, UseState::kUnused);
  EXPECT_EQ(use(day(2019), true).use, UseState::kVulnerable);
  EXPECT_LT(use(day(2023), false).lapse.median(), use(std::nullopt, false).lapse.median());
  EXPECT_LT(use(std::nullopt, false).lapse.median(), use(day(2023), true).lapse.median());
  EXPECT_EQ(use(day(2023), true).cancelled.median(), 0);
  EXPECT_GT(use(day(2019), true).cancelled.median(), 0);
  MarkFacts european = facts(day(2030), day(2020), true);
  EXPECT_EQ(state_of(european).use, UseState::kVulnerable);  // three years in China
  european.office = "EM";
  EXPECT_EQ(state_of(european).use, UseState::kUnused);  // five in the EU
}

TEST(MarkState, BadInputIsNamed) {
  const auto field = [](const MarkFacts& wrong) {
    const auto state =
        mark_state(wrong, day(2024), *standards::load_method_parameters("trademark"));
    return state ? std::string("accepted") : state.error().where.field;
  };
  EXPECT_EQ(field(facts(day(2011))), "term_end");
  EXPECT_EQ(field(facts(day(2030), day(2025))), "last_used");
  EXPECT_EQ(field({"CN", day(2025), {}, {}, false}), "registered");
}

TEST(MarkSurvival, RenewalsFallAtTheEndsOfTerms) {
  const MarkState state = state_of(facts(day(2026, 7)));
  const auto survival = mark_survival(state, day(2024), 14, .2, 0, 10);
  EXPECT_EQ(survival[1], 1);
  EXPECT_NEAR(survival[2], .8, 1e-12);
  EXPECT_NEAR(survival[11], .8, 1e-12);
  EXPECT_NEAR(survival[12], .64, 1e-12);
  const auto dead = mark_survival(state_of(facts(day(2020))), day(2024), 3, .2, 0, 10);
  EXPECT_EQ(dead, (std::vector<double>{0, 0, 0}));
  EXPECT_NEAR(mark_survival(state, day(2024), 2, .2, .1, 10)[1], std::exp(-.2), 1e-12);
}

RC_GTEST_PROP(MarkSurvival, FallsInTimeAndWithTheChanceOfLapse, ()) {
  const MarkState state = *rc::gen::arbitrary<bool>()
                              ? state_of(facts(day(2024, *rc::gen::inRange(2, 12))))
                              : state_of({});
  const double lapse = *rc::gen::inRange(0, 100) / 100.0;
  const double cancelled = *rc::gen::inRange(0, 50) / 100.0;
  const auto survival = mark_survival(state, day(2024), 30, lapse, cancelled, 10);
  const auto worse = mark_survival(state, day(2024), 30, lapse + .01, cancelled, 10);
  double before = 1;
  for (std::size_t i = 0; i < survival.size(); ++i) {
    RC_ASSERT(survival[i] >= 0 && survival[i] <= before);
    RC_ASSERT(worse[i] <= survival[i]);
    before = survival[i];
  }
}

}  // namespace
}  // namespace pignus::valuation
