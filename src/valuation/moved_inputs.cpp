#include "valuation/moved_inputs.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "valuation/inputs.h"
#include "valuation/method_parts.h"

namespace pignus::valuation {

namespace {

constexpr std::string_view kLifeInput = "economic_life_years";
constexpr std::string_view kGrowthInput = "revenue_growth";
constexpr std::string_view kDiscountInput = "discount_rate";
constexpr const char* kInputGiven = "trend.input_given";

bool dossier_gives(const AppraisalRequest& request, std::string_view input) {
  return std::ranges::any_of(request.assumptions,
                             [input](const book::Assumption& one) { return one.name == input; });
}

AppraisalRequest without_pin(const AppraisalRequest& request) {
  AppraisalRequest copy = request;
  copy.pin.reset();
  return copy;
}

/// Reasons are looked up by name, and the first counts.
void take_out(std::vector<TrendGap>& gaps, const char* what, const char* reason) {
  gaps.insert(gaps.begin(), {what, reason});
}

Result<book::Input> life_before_trends(const AppraisalRequest& request, const Subject& subject,
                                       const std::optional<Distribution>& renewal_life) {
  PIGNUS_ASSIGN(std::optional<book::Input> given, assumed(request, kLifeInput, {0, 100}));
  if (given) {
    return std::move(*given);
  }
  if (renewal_life) {
    return book::Input{std::string(kLifeInput), *renewal_life, "years",
                       subject.population->mu.evidence};
  }
  const char* name =
      subject.type == registers::RightType::kTrademark ? "trademark_life" : "economic_life_other";
  return input_of(request.parameters.common.at(name), kLifeInput);
}

Result<book::Input> discount_before_trends(const AppraisalRequest& request) {
  return assumed_or(request, kDiscountInput, {0, 5}, "discount_rate");
}

bool life_is_over(const ValuationInputs& general) {
  return !(general.economic_life.value.median() > 0);
}

/// A life that is over can be made neither longer nor shorter: any life stands in for it.
ValuationInputs with_some_life(ValuationInputs general) {
  if (life_is_over(general)) {
    general.economic_life.value = Distribution(1.0);
  }
  return general;
}

ValuationInputs all_pinned(const AppraisalRequest& request, ValuationInputs inputs) {
  return {pinned(request, std::move(inputs.economic_life)),
          pinned(request, std::move(inputs.revenue_growth)),
          pinned(request, std::move(inputs.discount_rate))};
}

}  // namespace

Result<ValuationInputs> general_inputs(const AppraisalRequest& request, const Subject& subject,
                                       const std::optional<Distribution>& renewal_life) {
  const AppraisalRequest free = without_pin(request);
  ValuationInputs inputs;
  PIGNUS_ASSIGN(inputs.revenue_growth, assumed_or(free, kGrowthInput, {-0.9, 5}, "revenue_growth"));
  PIGNUS_ASSIGN(inputs.discount_rate, discount_before_trends(free));
  PIGNUS_ASSIGN(inputs.economic_life, life_before_trends(free, subject, renewal_life));
  return inputs;
}

UsableTrends usable_trends(const AppraisalRequest& request, const Subject& subject,
                           const ValuationInputs& general) {
  UsableTrends trends;
  if (request.technology != nullptr && subject.type != registers::RightType::kTrademark) {
    trends.technology = *request.technology;
    const bool given = dossier_gives(request, kLifeInput);
    if (given || life_is_over(general)) {
      trends.technology->obsolescence.reset();
      take_out(trends.technology->gaps, "obsolescence", given ? kInputGiven : "trend.no_life_left");
    }
    if (dossier_gives(request, kGrowthInput)) {
      trends.technology->share_growth.reset();
      take_out(trends.technology->gaps, "share", kInputGiven);
    }
  }
  if (request.industry != nullptr) {
    trends.industry = *request.industry;
    if (dossier_gives(request, kGrowthInput)) {
      trends.industry->growth.reset();
      take_out(trends.industry->gaps, "industry_growth", kInputGiven);
    }
    if (dossier_gives(request, kDiscountInput)) {
      trends.industry->own.cost_of_capital.reset();
      trends.industry->risk_free.reset();
      take_out(trends.industry->gaps, "industry_capital_cost", kInputGiven);
      take_out(trends.industry->gaps, "risk_free", kInputGiven);
    }
  }
  return trends;
}

Result<TrendedInputs> trended_inputs(const AppraisalRequest& request, const Subject& subject,
                                     const ValuationInputs& general) {
  const UsableTrends trends = usable_trends(request, subject, general);
  PIGNUS_ASSIGN(TrendedInputs moved, apply_trends(with_some_life(general), trends.technology,
                                                  trends.industry, own_trend_rules()));
  if (life_is_over(general)) {
    moved.inputs.economic_life = general.economic_life;
    for (TrendMove& move : moved.moves) {
      move.with_neutral.economic_life = general.economic_life;
    }
  }
  return moved;
}

Result<ValuationInputs> moved_inputs(const AppraisalRequest& request, const Subject& subject,
                                     const std::optional<Distribution>& renewal_life) {
  if (request.held_inputs != nullptr) {
    return all_pinned(request, *request.held_inputs);
  }
  PIGNUS_ASSIGN(ValuationInputs general, general_inputs(request, subject, renewal_life));
  if (request.technology == nullptr && request.industry == nullptr) {
    return all_pinned(request, std::move(general));
  }
  const UsableTrends trends = usable_trends(request, subject, general);
  PIGNUS_ASSIGN(ValuationInputs moved,
                inputs_under_trends(with_some_life(general), trends.technology, trends.industry,
                                    own_trend_rules()));
  if (life_is_over(general)) {
    moved.economic_life = std::move(general.economic_life);
  }
  return all_pinned(request, std::move(moved));
}

Result<book::Input> moved_discount(const AppraisalRequest& request, const Subject& subject) {
  if (request.held_inputs != nullptr) {
    return pinned(request, request.held_inputs->discount_rate);
  }
  if (request.industry == nullptr) {
    return discount_before_trends(request);
  }
  ValuationInputs general;
  PIGNUS_ASSIGN(general.discount_rate, discount_before_trends(without_pin(request)));
  general.economic_life = {std::string(kLifeInput), Distribution(1.0), "years", {}};
  UsableTrends trends = usable_trends(request, subject, general);
  trends.industry->growth.reset();
  PIGNUS_ASSIGN(ValuationInputs moved,
                inputs_under_trends(general, std::nullopt, trends.industry, own_trend_rules()));
  return pinned(request, std::move(moved.discount_rate));
}

}  // namespace pignus::valuation
