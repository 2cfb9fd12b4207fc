#include "valuation/appraise.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "valuation/floor_of_spread.h"
#include "valuation/liquidation.h"
#include "valuation/market_methods.h"
#include "valuation/method_parts.h"
#include "valuation/methods.h"
#include "valuation/plan_methods.h"
#include "valuation/reconcile.h"
#include "valuation/scale_method.h"
#include "valuation/scores.h"
#include "valuation/stated_checks.h"
#include "valuation/status_effect.h"
#include "valuation/tornado.h"
#include "valuation/trend_effects.h"

namespace pignus::valuation {

namespace {

/// Of the run that weighs: enough for a spread.
constexpr std::uint64_t kReferencePaths = 1'000;

void collect(book::Appraisal& appraisal, std::string_view method, MethodAnswer& answer) {
  if (answer.value) {
    appraisal.methods.push_back(std::move(*answer.value));
  } else {
    appraisal.methods_refused.push_back(std::string(method) + ":" + answer.refusal);
  }
}

/// Yearly fees over the time a sale may take, in the appraisal's money; nullopt: not known.
std::optional<double> fees_per_year(const AppraisalRequest& request, const Subject& subject) {
  constexpr double kYearsAhead = 4;  // one US fee falls in every four years
  if (!request.fees || !subject.age || request.fees->currency != request.currency) {
    return std::nullopt;
  }
  double total = 0;
  for (const standards::RenewalFee& fee : request.fees->fees) {
    if (fee.age >= *subject.age && fee.age < *subject.age + kYearsAhead) {
      total += fee.cost;
    }
  }
  return total / kYearsAhead;
}

double mean_life(const AppraisalRequest& request, const Subject& subject,
                 const MethodAnswer& renewal, const MethodAnswer& royalty) {
  if (royalty.life_years) {
    return royalty.life_years->mean();
  }
  if (renewal.life_years) {
    return renewal.life_years->mean();
  }
  const char* name =
      subject.type == registers::RightType::kTrademark ? "trademark_life" : "economic_life_other";
  const double usual = request.parameters.common.at(name).mode;
  return std::min(usual, subject.legal_life.value_or(usual));
}

/// One method: its name, and what it answers to the request.
struct MethodRun {
  std::string_view name;
  Result<MethodAnswer> (*run)(const AppraisalRequest&, const Subject&);
  bool for_marks = false;  ///< and for nothing else
};
constexpr std::array kPlanMethods{MethodRun{"excess_earnings", by_excess_earnings},
                                  MethodRun{"with_and_without", by_with_and_without},
                                  MethodRun{"premium_profit", by_premium_profit},
                                  MethodRun{"option", by_option},
                                  MethodRun{"brand_premium", by_brand_premium, true},
                                  MethodRun{"income_split", by_income_split, true}};

Status run_plan_methods(const AppraisalRequest& request, const Subject& subject,
                        book::Appraisal& appraisal) {
  if (!request.offered.plan) {
    MethodAnswer none = refused("refused.no_plan");
    collect(appraisal, "plan_methods", none);
    return {};
  }
  for (const MethodRun& method : kPlanMethods) {
    if (!method.for_marks || subject.type == registers::RightType::kTrademark) {
      PIGNUS_ASSIGN(MethodAnswer answer, method.run(request, subject));
      collect(appraisal, method.name, answer);
    }
  }
  return {};
}

Status run_market_methods(const AppraisalRequest& request, const Subject& subject,
                          book::Appraisal& appraisal) {
  if (request.deals == nullptr || request.deals->transactions.empty()) {
    MethodAnswer none = refused("refused.no_deals");
    collect(appraisal, "market_methods", none);
    return {};
  }
  PIGNUS_ASSIGN(MethodAnswer comparables, by_comparables(request, subject));
  collect(appraisal, "comparables", comparables);
  PIGNUS_ASSIGN(MethodAnswer hedonic, by_hedonic(request, subject));
  collect(appraisal, "hedonic", hedonic);
  return {};
}

bool any_speaks(const book::Appraisal& appraisal) {
  return std::any_of(appraisal.methods.begin(), appraisal.methods.end(),
                     [](const book::MethodValue& method) { return method.method != "cost"; });
}

/// Of the right's own cash flows, or of sales like it.
bool own_evidence_speaks(const book::Appraisal& appraisal) {
  return std::any_of(
      appraisal.methods.begin(), appraisal.methods.end(), [](const book::MethodValue& method) {
        return method.method != "cost" && rests_on(method.method) != RestsOn::kPopulation;
      });
}

/// What stands where nothing is known of the right but what kind it is and how long it was kept.
Status run_population_methods(const AppraisalRequest& request, const Subject& subject,
                              book::Appraisal& appraisal) {
  PIGNUS_ASSIGN(MethodAnswer scale, by_dollar_scale(request, subject));
  collect(appraisal, "dollar_scale", scale);
  if (!any_speaks(appraisal)) {
    PIGNUS_ASSIGN(MethodAnswer population, by_population(request, subject));
    collect(appraisal, "population", population);
  }
  return {};
}

Status run_methods(const AppraisalRequest& request, const Subject& subject,
                   book::Appraisal& appraisal) {
  PIGNUS_ASSIGN(MethodAnswer renewal, by_renewal(request, subject));
  PIGNUS_ASSIGN(MethodAnswer royalty, by_royalty(request, subject, renewal.life_years));
  appraisal.remaining_life_years = mean_life(request, subject, renewal, royalty);
  collect(appraisal, "relief_from_royalty", royalty);
  PIGNUS_TRY(run_plan_methods(request, subject, appraisal));
  PIGNUS_TRY(run_market_methods(request, subject, appraisal));
  collect(appraisal, "renewal", renewal);
  PIGNUS_ASSIGN(MethodAnswer cost, by_cost(request, subject));
  appraisal.cost_lines = std::move(cost.cost_lines);
  collect(appraisal, "cost", cost);
  if (!own_evidence_speaks(appraisal)) {
    PIGNUS_TRY(run_population_methods(request, subject, appraisal));
  }
  return {};
}

/// Trends, tornado and scorecards. The inputs are moved once for all turns.
Status look_in_depth(const AppraisalRequest& request, const Subject& subject,
                     book::Appraisal& appraisal) {
  PIGNUS_ASSIGN(const MethodAnswer renewal, by_renewal(request, subject));
  PIGNUS_ASSIGN(const ValuationInputs general,
                general_inputs(request, subject, renewal.life_years));
  PIGNUS_ASSIGN(const TrendedInputs moved, trended_inputs(request, subject, general));
  PIGNUS_ASSIGN(appraisal.trends, trend_effects(request, moved, appraisal));
  AppraisalRequest held = request;
  held.held_inputs = &moved.inputs;
  PIGNUS_ASSIGN(appraisal.sensitivities, tornado(held, appraisal));
  PIGNUS_ASSIGN(appraisal.scorecards, scores_of(request, subject));
  return {};
}

std::size_t speaking_methods(const book::Appraisal& appraisal) {
  return static_cast<std::size_t>(std::count_if(
      appraisal.methods.begin(), appraisal.methods.end(),
      [](const auto& method) { return method.method != "cost" && method.method != "population"; }));
}

/// How far a method is believed must not hang on how long the right lives or what stands against
/// it: else a longer life or a paid fee could shift the weight to a lower method and lower the
/// value. So the weights are those of the same right with the same figures, in force and with the
/// reference's life before it.
Status weigh_methods(const AppraisalRequest& request, book::Appraisal& appraisal) {
  const standards::ParameterSet& stated = request.parameters.method("reconciliation");
  if (speaking_methods(appraisal) < 2) {
    weigh(appraisal.methods, stated);
    return {};
  }
  const double years = stated.at("reference_life").mode;
  registers::LegalStatus sound;
  sound.state = registers::LegalState::kInForce;
  sound.term_end = request.as_of.plus_days(static_cast<int>(std::lround(years * 365.25)));
  std::vector<book::Assumption> assumptions(request.assumptions.begin(), request.assumptions.end());
  std::erase_if(assumptions, [](const auto& one) { return one.name == "economic_life_years"; });
  assumptions.push_back({"economic_life_years", years, years, years, "years", ""});
  AppraisalRequest reference{.offered = request.offered,
                             .facts = request.facts,
                             .status = sound,
                             .parameters = request.parameters,
                             .assumptions = assumptions,
                             .jurisdiction = request.jurisdiction,
                             .currency = request.currency,
                             .as_of = request.as_of,
                             .seed = request.seed,
                             .paths = std::min(request.paths, kReferencePaths),
                             .product = request.product,
                             .fees = request.fees,
                             .deals = request.deals,
                             .technology = request.technology,
                             .industry = request.industry,
                             .scale = request.scale,
                             .held_inputs = request.held_inputs};
  book::Appraisal believed;
  PIGNUS_TRY(run_methods(reference, subject_of(reference), believed));
  weigh(believed.methods, stated);
  for (book::MethodValue& method : appraisal.methods) {
    const auto same = std::find_if(believed.methods.begin(), believed.methods.end(),
                                   [&](const auto& one) { return one.method == method.method; });
    if (same == believed.methods.end()) {
      weigh(appraisal.methods, stated);  // a method that has no answer with more life before it
      return {};
    }
    method.weight = same->weight;
    method.weight_reason = same->weight_reason;
    method.log_error = same->log_error;
  }
  return {};
}

book::BasisValue basis_value(std::string basis, Liquidation sale) {
  return {std::move(basis), std::move(sale.recovery), sale.chance_of_sale,
          std::move(sale.years_to_sale)};
}

/// What the value brings in an orderly sale and in a forced one, by the same chances.
void sell(const AppraisalRequest& request, const Subject& subject, book::Appraisal& appraisal) {
  const standards::ParameterSet& orderly = request.parameters.method("orderly-liquidation");
  const standards::ParameterSet& forced = request.parameters.liquidation;
  const SalePaths drawn =
      draw_sale_paths(appraisal.value, std::max(rounds_of(orderly), rounds_of(forced)),
                      request.seed, subject.key, request.paths);
  const std::optional<double> fees = fees_per_year(request, subject);
  Liquidation forced_sale = simulate_liquidation(drawn, fees, forced);
  appraisal.liquidation_value = forced_sale.recovery;
  appraisal.bases.push_back(
      basis_value("orderly_liquidation", simulate_liquidation(drawn, fees, orderly)));
  appraisal.bases.push_back(basis_value("forced_sale", std::move(forced_sale)));
}

book::Appraisal worthless(book::Appraisal appraisal) {
  const std::string reason = ended_reason(appraisal.status.state);
  for (const char* method : {"relief_from_royalty", "renewal", "cost"}) {
    appraisal.methods_refused.push_back(std::string(method) + ":" + reason);
  }
  return appraisal;
}

}  // namespace

Result<book::Appraisal> appraise(const AppraisalRequest& request) {
  if (request.paths == 0 || request.paths > kPathsMax) {
    return fail(ErrorCode::kLimitExceeded, "the number of paths is not from 1 to 10000000",
                {"", 0, "paths"});
  }
  book::Appraisal appraisal;
  appraisal.right = request.offered.id.value_or(request.facts.id);
  const registers::RightRecord* record = request.facts.latest_record();
  appraisal.title =
      record != nullptr && !record->title.empty() ? record->title : request.offered.title;
  appraisal.as_of = request.as_of;
  appraisal.currency = request.currency;
  appraisal.status = request.status;
  appraisal.assumed_only = record == nullptr;
  if (has_ended(request.status.state)) {
    return worthless(std::move(appraisal));
  }
  const Subject subject = subject_of(request);
  PIGNUS_TRY(run_methods(request, subject, appraisal));
  PIGNUS_TRY(weigh_methods(request, appraisal));
  appraisal.value = reconcile(appraisal.methods);
  hold_floor_of_spread(appraisal);
  sell(request, subject, appraisal);
  if (request.in_depth) {
    PIGNUS_TRY(look_in_depth(request, subject, appraisal));
    PIGNUS_ASSIGN(appraisal.profit_split, profit_split_of(request, subject, appraisal));
    PIGNUS_ASSIGN(appraisal.high_value, high_value_of(request, subject));
    PIGNUS_ASSIGN(appraisal.ipscore, ipscore_of(request, subject));
    PIGNUS_ASSIGN(appraisal.brand_strength, brand_strength_of(request, appraisal.scorecards));
  }
  return appraisal;
}

Result<Distribution> going_concern(const AppraisalRequest& request,
                                   const book::Appraisal& weights) {
  if (has_ended(request.status.state)) {
    return Distribution(0.0);
  }
  book::Appraisal appraisal;
  PIGNUS_TRY(run_methods(request, subject_of(request), appraisal));
  for (book::MethodValue& method : appraisal.methods) {
    const auto same = std::find_if(
        weights.methods.begin(), weights.methods.end(),
        [&method](const book::MethodValue& other) { return other.method == method.method; });
    method.weight = same != weights.methods.end() ? same->weight : 0;
  }
  const Distribution value = reconcile(appraisal.methods);
  // By as much as the appraisal was: what is turned must not be how far its value is widened.
  return weights.widened ? with_spread(value, weights.widened->spread) : value;
}

}  // namespace pignus::valuation
