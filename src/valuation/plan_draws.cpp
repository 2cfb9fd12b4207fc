#include "valuation/plan_draws.h"

#include <algorithm>
#include <utility>

#include "core/check.h"
#include "valuation/inputs.h"

namespace pignus::valuation {

namespace {

constexpr std::size_t kFactor = 0;
constexpr std::size_t kDiscount = 1;
constexpr std::size_t kTax = 2;
constexpr std::size_t kMore = 3;

/// The plan as one factor around what the firm wrote.
book::Input factor_input(const AppraisalRequest& request, const standards::ParameterSet& plan) {
  const standards::ModelParameter& spread = plan.at("plan_sigma_log");
  return pinned(request, {"plan_factor",
                          Distribution::lognormal(1, spread.mode),
                          "ratio",
                          {request.offered.plan->source, standards::Grade::kOwn}});
}

std::vector<InputScenario> scenarios_of(const AppraisalRequest& request,
                                        const standards::ParameterSet& plan) {
  std::vector<InputScenario> scenarios;
  if (request.pin && request.pin->input == "plan_factor") {
    return scenarios;  // the factor is held, whatever the state of the world
  }
  const double spread = plan.at("plan_sigma_log").mode;
  for (const book::PlanScenario& scenario : request.offered.plan->scenarios) {
    scenarios.push_back(
        {scenario.name,
         scenario.probability,
         {{"plan_factor", scenario.factor > 0 ? Distribution::lognormal(scenario.factor, spread)
                                              : Distribution(0.0)}}});
  }
  return scenarios;
}

tl::unexpected<Error> in_plan(Error error) {
  error.where.field = "plan." + error.where.field;
  return fail(std::move(error));
}

}  // namespace

double share_in_term(const Subject& subject, int year) {
  return subject.legal_life ? std::clamp(*subject.legal_life - (year - 1), 0.0, 1.0) : 1.0;
}

Result<PlanAnswer> value_of_plan(const AppraisalRequest& request, const Subject& subject,
                                 std::string_view method, std::vector<book::Input> more,
                                 const ValueOfPlan& value_of) {
  PIGNUS_CHECK(request.offered.plan.has_value());
  const standards::ParameterSet& plan = request.parameters.method("plan");
  PIGNUS_ASSIGN(const RateInputs rates, rate_inputs(request, subject));
  const int amortisation_years = static_cast<int>(rates.amortisation.value.median());
  PlanAnswer answer;
  answer.inputs = {factor_input(request, plan), rates.discount, rates.tax};
  answer.inputs.insert(answer.inputs.end(), more.begin(), more.end());
  std::vector<NamedInput> drawn;
  for (const book::Input& input : answer.inputs) {
    drawn.push_back({input.name, input.value});
  }
  answer.inputs.push_back(rates.amortisation);
  const double correlation = plan.at("plan_discount_correlation").mode;
  const std::vector<InputCorrelation> correlations{{"plan_factor", "discount_rate", correlation}};
  auto model = InputModel::make(std::move(drawn), correlations, scenarios_of(request, plan));
  if (!model) {
    return in_plan(std::move(model.error()));
  }
  const std::size_t count = more.size();
  const auto of_draws = [&value_of, amortisation_years,
                         count](std::span<const double> values) -> Result<double> {
    PlanDraw draw;
    draw.factor = values[kFactor];
    draw.rates = {values[kTax], values[kDiscount], CashTiming::kMidYear, amortisation_years};
    draw.more.assign(values.begin() + kMore, values.begin() + kMore + static_cast<long>(count));
    PIGNUS_ASSIGN(const double value, value_of(draw));
    return std::max(value, 0.0);
  };
  const std::string key = std::string(method) + "/" + subject.key;
  auto paths = simulate_paths(*model, of_draws, request.seed, key, {0, request.paths});
  if (!paths) {
    paths.error().where.record = 0;  // the plan is at fault, whichever draw found it
    return in_plan(std::move(paths.error()));
  }
  PIGNUS_ASSIGN(SimulatedValue simulated, summarise(*model, *paths));
  answer.value = std::move(simulated.value);
  return answer;
}

}  // namespace pignus::valuation
