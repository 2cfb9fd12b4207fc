#include "valuation/methods.h"

#include <algorithm>
#include <cmath>

#include "core/check.h"
#include "valuation/cost.h"
#include "valuation/exchange.h"
#include "valuation/inputs.h"
#include "valuation/method_parts.h"
#include "valuation/moved_inputs.h"
#include "valuation/relief_from_royalty.h"
#include "valuation/stated_cost.h"

namespace pignus::valuation {

namespace {

using standards::Grade;

bool not_an_amount(double amount) {
  return !std::isfinite(amount) || amount < 0 || amount > 1e15;
}

/// The likeliest value of a parameter, or the quantile at which the request holds it.
double likeliest(const AppraisalRequest& request, const standards::ModelParameter& given,
                 std::string_view name) {
  const bool held = request.pin && request.pin->input == name;
  return held ? distribution_of(given).quantile(request.pin->probability) : given.mode;
}

RenewalModel fitted_model(const AppraisalRequest& request, const Subject& subject) {
  const standards::RenewalPopulation& population = *subject.population;
  RenewalModel model = model_of(population);
  model.mu = likeliest(request, population.mu, "renewal_mu");
  model.sigma = likeliest(request, population.sigma, "renewal_sigma");
  model.decay = likeliest(request, population.decay, "renewal_decay");
  model.discount = likeliest(request, population.discount, "renewal_discount");
  if (request.fees) {
    model = with_fees(model, request.fees->fees);
  }
  // The register's own end of term, with its adjustments, before the population's.
  if (subject.age && subject.legal_life) {
    model.term_years = *subject.age + *subject.legal_life;
  }
  return model;
}

std::vector<book::Input> renewal_inputs(const standards::RenewalPopulation& population,
                                        const RenewalModel& model, const Subject& subject) {
  std::vector<book::Input> inputs{input_of(population.mu, "renewal_mu"),
                                  input_of(population.sigma, "renewal_sigma"),
                                  input_of(population.decay, "renewal_decay"),
                                  input_of(population.discount, "renewal_discount")};
  inputs.front().value = Distribution(model.mu);
  if (subject.age) {
    inputs.push_back(point("age_years", *subject.age, "years", "register dates", Grade::kSeen));
  }
  return inputs;
}

Result<MethodAnswer> by_cost_lines(const AppraisalRequest& request, const Subject& subject) {
  if (request.pin) {
    return refused("refused.no_weight");  // what turns one input asks for weighed methods alone
  }
  auto cost = stated_cost({.plan = *request.offered.plan->cost,
                           .source = request.offered.plan->source,
                           .parameters = request.parameters,
                           .day = request.as_of,
                           .remaining_life_years = subject.legal_life,
                           .seed = request.seed,
                           .key = subject.key,
                           .paths = request.paths});
  if (!cost) {
    cost.error().where.field = "plan." + cost.error().where.field;
    return fail(std::move(cost.error()));
  }
  if (!cost->value) {
    return refused(std::move(cost->refusal));
  }
  MethodAnswer answer;
  answer.value = method_value("cost", *cost->value, std::move(cost->inputs), subject);
  answer.cost_lines = std::move(cost->shown);
  return answer;
}

}  // namespace

Result<MethodAnswer> by_renewal(const AppraisalRequest& request, const Subject& subject) {
  if (subject.type == registers::RightType::kTrademark) {
    return refused("refused.not_for_trademarks");
  }
  if (subject.population == nullptr) {
    return refused("refused.no_population");
  }
  const standards::RenewalPopulation& population = *subject.population;
  if (request.fees && request.fees->currency != population.currency) {
    return fail(ErrorCode::kConflict, "the fees are not in the money of the renewal model",
                {"", 0, population.id});
  }
  PIGNUS_ASSIGN(const ExchangeRate exchange,
                exchange_rate(population.currency, request.currency, request.assumptions,
                              request.parameters.exchange, request.pin));
  const RenewalModel model = fitted_model(request, subject);
  const RenewalOutlook outlook =
      subject.age ? renewal_outlook(model, {*subject.age, subject.paid_until.value_or(0)})
                  : renewal_outlook_any_age(model);
  std::vector<book::Input> inputs = renewal_inputs(population, model, subject);
  inputs.insert(inputs.end(), exchange.inputs.begin(), exchange.inputs.end());
  MethodAnswer answer;
  answer.value =
      method_value("renewal", outlook.value.scaled(exchange.rate), std::move(inputs), subject);
  answer.life_years = outlook.life_years;
  return answer;
}

Result<MethodAnswer> by_royalty(const AppraisalRequest& request, const Subject& subject,
                                const std::optional<Distribution>& renewal_life) {
  const ProductShare product =
      request.product.value_or(ProductShare{request.offered.product_revenue, 1});
  if (!product.revenue) {
    return refused("refused.no_product_revenue");
  }
  if (not_an_amount(*product.revenue)) {
    return fail(ErrorCode::kInvalidInput, "the revenue is not an amount",
                {"", 0, "product_revenue"});
  }
  const char* rate =
      subject.type == registers::RightType::kTrademark ? "royalty_rate_trademark" : "royalty_rate";
  PIGNUS_ASSIGN(const std::optional<book::Input> royalty, assumed(request, rate, {0, 1}));
  if (!royalty) {
    return refused("refused.no_royalty_rate");
  }
  const standards::ParameterSet& common = request.parameters.common;
  PIGNUS_ASSIGN(const ValuationInputs moved, moved_inputs(request, subject, renewal_life));
  const book::Input& growth = moved.revenue_growth;
  const book::Input& life = moved.economic_life;
  PIGNUS_ASSIGN(const RateInputs rates, rate_inputs(request, subject, moved.discount_rate));
  const standards::ModelParameter& spread = common.at("revenue_sigma_log");
  const double earned = *product.revenue * product.share;
  book::Input revenue =
      point("product_revenue", *product.revenue, "per year", "the dossier", Grade::kOwn);
  revenue.value = earned > 0 ? Distribution::lognormal(earned, spread.mode) : Distribution(0.0);
  revenue = pinned(request, std::move(revenue));
  RoyaltyInputs inputs;
  inputs.revenue = revenue.value;
  inputs.growth = growth.value;
  inputs.royalty_rate = royalty->value;
  inputs.tax_rate = rates.tax.value;
  inputs.discount_rate = rates.discount.value;
  inputs.life_years = life.value;
  inputs.life_years_max = subject.legal_life;
  inputs.amortisation_years = static_cast<int>(rates.amortisation.value.median());
  const RoyaltyResult result =
      simulate_relief_from_royalty(inputs, request.seed, subject.key, request.paths);
  const book::Input share =
      point("share_of_product", product.share, "share",
            "split among the offered rights that cover the product", Grade::kOwn);
  MethodAnswer answer;
  answer.value = method_value("relief_from_royalty", result.value,
                              {revenue, share, *royalty, growth, rates.discount, rates.tax, life,
                               rates.amortisation, input_of(spread)},
                              subject);
  answer.life_years = result.life_years;
  return answer;
}

Result<MethodAnswer> by_cost(const AppraisalRequest& request, const Subject& subject) {
  if (request.offered.plan && request.offered.plan->cost) {
    return by_cost_lines(request, subject);
  }
  if (!request.offered.development_cost) {
    return refused("refused.no_development_cost");
  }
  const double cost = *request.offered.development_cost;
  if (not_an_amount(cost)) {
    return fail(ErrorCode::kInvalidInput, "the cost is not an amount", {"", 0, "development_cost"});
  }
  const book::Input functional =
      parameter(request, request.parameters.common.at("functional_obsolescence"));
  const book::Input economic =
      parameter(request, request.parameters.common.at("economic_obsolescence"));
  MethodAnswer answer;
  answer.value =
      method_value("cost",
                   simulate_cost(cost, functional.value, economic.value, request.seed, subject.key,
                                 request.paths),
                   {point("development_cost", cost, "historic cost", "the dossier", Grade::kOwn),
                    functional, economic},
                   subject);
  return answer;
}

Result<MethodAnswer> by_population(const AppraisalRequest& request, const Subject& subject) {
  const standards::ParameterSet& common = request.parameters.common;
  const bool trademark = subject.type == registers::RightType::kTrademark;
  const book::Input median = parameter(
      request, common.at(trademark ? "population_median_trademark" : "population_median_US"),
      "population_median");
  const standards::ModelParameter& sigma = common.at("population_sigma_log");
  const auto dollar = Currency::parse("USD");
  PIGNUS_CHECK(dollar.has_value());
  PIGNUS_ASSIGN(const ExchangeRate exchange,
                exchange_rate(*dollar, request.currency, request.assumptions,
                              request.parameters.exchange, request.pin));
  std::vector<book::Input> inputs{median, input_of(sigma)};
  inputs.insert(inputs.end(), exchange.inputs.begin(), exchange.inputs.end());
  MethodAnswer answer;
  answer.value = method_value(
      "population", Distribution::lognormal(median.value.median() * exchange.rate, sigma.mode),
      std::move(inputs), subject);
  return answer;
}

}  // namespace pignus::valuation
