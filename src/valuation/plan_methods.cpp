#include "valuation/plan_methods.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "valuation/income/excess_earnings.h"
#include "valuation/income/with_and_without.h"
#include "valuation/inputs.h"
#include "valuation/option/staged.h"
#include "valuation/plan_draws.h"
#include "valuation/require.h"
#include "valuation/trademark/brand_income.h"
#include "valuation/trademark/mark_state.h"

namespace pignus::valuation {

namespace {

constexpr const char* kNotPlanned = "refused.not_planned";

MethodAnswer answer_of(std::string method, PlanAnswer plan, const Subject& subject) {
  MethodAnswer answer;
  answer.value = method_value(std::move(method), plan.value, std::move(plan.inputs), subject);
  return answer;
}

/// The year with the right, brought to the one without it where the term has ended.
BusinessYear between(const BusinessYear& without, const BusinessYear& with, double share) {
  const auto mixed = [share](double from, double to) { return from + share * (to - from); };
  return {
      mixed(without.revenue, with.revenue), mixed(without.operating_costs, with.operating_costs),
      mixed(without.depreciation, with.depreciation), mixed(without.investment, with.investment),
      mixed(without.working_capital_increase, with.working_capital_increase)};
}

/// How likely the mark is renewed when its term ends, and cancelled until then.
Result<MarkState> state_of_mark(const AppraisalRequest& request, const Subject& subject) {
  MarkFacts facts;
  facts.office = subject.office;
  if (const registers::RightRecord* record = request.facts.latest_record(); record != nullptr) {
    facts.registered = record->grant_date.earliest();
  }
  facts.term_end = request.status.term_end;
  return mark_state(facts, request.as_of, request.parameters.method("trademark"));
}

Result<MethodAnswer> by_brand(const AppraisalRequest& request, const Subject& subject,
                              const std::string& method, std::vector<book::Input> more,
                              const std::function<Result<BrandValue>(const std::vector<BrandYear>&,
                                                                     const PlanDraw&)>& value_of) {
  PIGNUS_ASSIGN(const MarkState state, state_of_mark(request, subject));
  const standards::ParameterSet& trademark = request.parameters.method("trademark");
  const double term_years = trademark.at("term_years").mode;
  const standards::Evidence evidence{"state of the mark's renewal and use in the register",
                                     standards::Grade::kOwn};
  more.insert(more.begin(),
              {pinned(request, {"mark_lapse", state.lapse, "probability", evidence}),
               pinned(request, {"mark_cancelled", state.cancelled, "1/year", evidence})});
  const std::vector<BrandYear>& planned = request.offered.plan->brand->years;
  const int years = static_cast<int>(planned.size());
  const auto of_draw = [&](const PlanDraw& draw) -> Result<double> {
    const std::vector<double> survival =
        mark_survival(state, request.as_of, years, draw.more[0], draw.more[1], term_years);
    std::vector<BrandYear> drawn = planned;
    for (std::size_t t = 0; t < drawn.size(); ++t) {
      drawn[t].volume *= draw.factor;
      drawn[t].generic_volume *= draw.factor;
      drawn[t].survival = survival[t];
    }
    PIGNUS_ASSIGN(const BrandValue value, value_of(drawn, draw));
    return value.value;
  };
  PIGNUS_ASSIGN(PlanAnswer plan, value_of_plan(request, subject, method, std::move(more), of_draw));
  return answer_of(method, std::move(plan), subject);
}

Status check_range(const book::PlanRange& range, double least, double greatest,
                   std::string_view field) {
  const bool ordered = range.low <= range.mode && range.mode <= range.high;
  PIGNUS_TRY(require(ordered, field, "must rise from low over mode to high"));
  PIGNUS_TRY(require_within(range.low, least, greatest, field));
  return require_within(range.high, least, greatest, field);
}

BrandTerms terms_of(const PlanDraw& draw, double brand_share) {
  return {draw.rates.tax_rate, draw.rates.discount_rate, 0, brand_share};
}

}  // namespace

Result<MethodAnswer> by_excess_earnings(const AppraisalRequest& request, const Subject& subject) {
  if (!request.offered.plan->excess_earnings) {
    return refused(kNotPlanned);
  }
  ExcessEarningsCase assumed{*request.offered.plan->excess_earnings, {}};
  for (std::size_t t = 0; t < assumed.share.size(); ++t) {
    assumed.share[t] *= share_in_term(subject, static_cast<int>(t) + 1);
  }
  const std::vector<double> planned = assumed.nopat;
  const auto of_draw = [&assumed, &planned](const PlanDraw& draw) -> Result<double> {
    for (std::size_t t = 0; t < planned.size(); ++t) {
      assumed.nopat[t] = planned[t] * draw.factor;
    }
    assumed.rates = draw.rates;
    PIGNUS_ASSIGN(const ExcessEarnings value, excess_earnings(assumed));
    return value.value;
  };
  PIGNUS_ASSIGN(PlanAnswer plan, value_of_plan(request, subject, "excess_earnings", {}, of_draw));
  return answer_of("excess_earnings", std::move(plan), subject);
}

Result<MethodAnswer> by_with_and_without(const AppraisalRequest& request, const Subject& subject) {
  if (!request.offered.plan->with_and_without) {
    return refused(kNotPlanned);
  }
  WithAndWithoutCase assumed{*request.offered.plan->with_and_without, {}};
  PIGNUS_TRY(require(assumed.with.size() == assumed.without.size(), "plan.without",
                     "must cover as many years as the plan with the right"));
  for (std::size_t t = 0; t < assumed.with.size(); ++t) {
    assumed.with[t] = between(assumed.without[t], assumed.with[t],
                              share_in_term(subject, static_cast<int>(t) + 1));
  }
  const auto of_draw = [&assumed](const PlanDraw& draw) -> Result<double> {
    assumed.rates = draw.rates;
    PIGNUS_ASSIGN(const DifferentialValue value, with_and_without(assumed));
    return value.value * draw.factor;
  };
  PIGNUS_ASSIGN(PlanAnswer plan, value_of_plan(request, subject, "with_and_without", {}, of_draw));
  return answer_of("with_and_without", std::move(plan), subject);
}

Result<MethodAnswer> by_premium_profit(const AppraisalRequest& request, const Subject& subject) {
  if (request.offered.plan->premium.empty()) {
    return refused(kNotPlanned);
  }
  std::vector<PremiumYear> years = request.offered.plan->premium;
  for (std::size_t t = 0; t < years.size(); ++t) {
    const double share = share_in_term(subject, static_cast<int>(t) + 1);
    years[t].units *= share;
    years[t].upkeep *= share;
  }
  const auto of_draw = [&years](const PlanDraw& draw) -> Result<double> {
    std::vector<PremiumYear> drawn = years;
    for (PremiumYear& year : drawn) {
      year.units *= draw.factor;
    }
    PIGNUS_ASSIGN(const DifferentialValue value, premium_profit(drawn, draw.rates));
    return value.value;
  };
  PIGNUS_ASSIGN(PlanAnswer plan, value_of_plan(request, subject, "premium_profit", {}, of_draw));
  return answer_of("premium_profit", std::move(plan), subject);
}

Result<MethodAnswer> by_option(const AppraisalRequest& request, const Subject& subject) {
  if (!request.offered.plan->option) {
    return refused(kNotPlanned);
  }
  if (!subject.legal_life || *subject.legal_life <= 0) {
    return refused("refused.no_legal_term");
  }
  const book::OptionPlan& plan = *request.offered.plan->option;
  constexpr double kAmountMax = 1e15;
  constexpr double kVolatilityMax = 5;
  PIGNUS_TRY(check_range(plan.cash_flows, 0, kAmountMax, "plan.option.cash_flows"));
  PIGNUS_TRY(check_range(plan.volatility, 0, kVolatilityMax, "plan.option.volatility"));
  const standards::Evidence evidence{request.offered.plan->source, standards::Grade::kOwn};
  const auto input = [&](const char* name, const book::PlanRange& range, std::string unit) {
    return pinned(request, {name, Distribution::triangular(range.low, range.mode, range.high),
                            std::move(unit), evidence});
  };
  const book::Input cash_flows = input("option_cash_flows", plan.cash_flows, "major units");
  const book::Input volatility = input("option_volatility", plan.volatility, "1/sqrt(year)");
  const int steps = static_cast<int>(request.parameters.method("plan").at("option_steps").mode);
  // The value is smooth in both, so a grid of their quantiles stands for draws of them.
  constexpr int kCashFlows = 25;
  constexpr int kVolatilities = 5;
  std::vector<double> values;
  values.reserve(static_cast<std::size_t>(kCashFlows) * kVolatilities);
  for (int i = 0; i < kCashFlows; ++i) {
    for (int j = 0; j < kVolatilities; ++j) {
      const double deviation = volatility.value.quantile((j + 0.5) / kVolatilities);
      OptionTerms terms =
          patent_option(cash_flows.value.quantile((i + 0.5) / kCashFlows), plan.launch_cost,
                        *subject.legal_life, plan.riskless_rate, deviation * deviation);
      const auto staged = staged_development(terms, plan.stages, steps);
      if (!staged) {
        Error error = staged.error();
        error.where.field = "plan.option." + error.where.field;
        return fail(std::move(error));
      }
      values.push_back(staged->value);
    }
  }
  MethodAnswer answer;
  answer.value = method_value("option", Distribution::from_samples(values),
                              {cash_flows, volatility,
                               point("option_launch_cost", plan.launch_cost, "major units",
                                     request.offered.plan->source, standards::Grade::kOwn),
                               point("option_years", *subject.legal_life, "years", "register dates",
                                     standards::Grade::kSeen)},
                              subject);
  return answer;
}

Result<MethodAnswer> by_brand_premium(const AppraisalRequest& request, const Subject& subject) {
  if (!request.offered.plan->brand) {
    return refused(kNotPlanned);
  }
  return by_brand(request, subject, "brand_premium", {},
                  [](const std::vector<BrandYear>& years, const PlanDraw& draw) {
                    return brand_premium_value(years, terms_of(draw, 0));
                  });
}

Result<MethodAnswer> by_income_split(const AppraisalRequest& request, const Subject& subject) {
  if (!request.offered.plan->brand || !request.offered.plan->brand->brand_share) {
    return refused(kNotPlanned);
  }
  const book::PlanRange& share = *request.offered.plan->brand->brand_share;
  PIGNUS_TRY(check_range(share, 0, 1, "plan.brand.brand_share"));
  const book::Input input =
      pinned(request, {"brand_share",
                       Distribution::triangular(share.low, share.mode, share.high),
                       "share",
                       {request.offered.plan->source, standards::Grade::kOwn}});
  return by_brand(request, subject, "income_split", {input},
                  [](const std::vector<BrandYear>& years, const PlanDraw& draw) {
                    return brand_value(BrandMethod::kIncomeSplit, years,
                                       terms_of(draw, draw.more[2]));
                  });
}

}  // namespace pignus::valuation
