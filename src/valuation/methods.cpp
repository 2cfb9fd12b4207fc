#include "valuation/methods.h"

#include <algorithm>
#include <cmath>

#include "core/check.h"
#include "valuation/cost.h"
#include "valuation/exchange.h"
#include "valuation/inputs.h"
#include "valuation/relief_from_royalty.h"
#include "valuation/status_effect.h"

namespace pignus::valuation {

namespace {

using standards::Grade;

MethodAnswer refused(std::string key) {
  MethodAnswer answer;
  answer.refusal = std::move(key);
  return answer;
}

/// Puts the chances of the legal status between the right and a method's value.
book::MethodValue method_value(std::string method, const Distribution& value,
                               std::vector<book::Input> inputs, const Subject& subject) {
  book::MethodValue result;
  result.method = std::move(method);
  result.value = at_chance(value, chance_of_all(subject.chances));
  result.inputs = std::move(inputs);
  result.inputs.insert(result.inputs.end(), subject.chances.begin(), subject.chances.end());
  return result;
}

struct Range {
  double least;
  double greatest;
};

/// An assumption of the dossier, checked against what its name can mean; nullopt: none.
Result<std::optional<book::Input>> assumed(const AppraisalRequest& request, std::string_view name,
                                           Range range) {
  for (const book::Assumption& assumption : request.assumptions) {
    if (assumption.name != name) {
      continue;
    }
    const bool ordered = assumption.low <= assumption.mode && assumption.mode <= assumption.high;
    if (!ordered || !(assumption.low >= range.least) || !(assumption.high <= range.greatest)) {
      return fail(ErrorCode::kInvalidInput,
                  "the assumption is out of order or out of range (" + std::to_string(range.least) +
                      " to " + std::to_string(range.greatest) + ")",
                  {"", 0, "assumptions." + std::string(name)});
    }
    return input_of(assumption);
  }
  return std::optional<book::Input>();
}

Result<book::Input> assumed_or(const AppraisalRequest& request, std::string_view name, Range range,
                               std::string_view parameter) {
  PIGNUS_ASSIGN(std::optional<book::Input> given, assumed(request, name, range));
  return given ? std::move(*given) : input_of(request.parameters.common.at(parameter), name);
}

std::string by_office(const Subject& subject, std::string_view name,
                      const standards::ParameterSet& common) {
  std::string own = std::string(name) + "_" + subject.office;
  return common.values.contains(own) ? own : std::string(name) + "_other";
}

Result<book::Input> life_input(const AppraisalRequest& request, const Subject& subject,
                               const std::optional<Distribution>& renewal_life) {
  PIGNUS_ASSIGN(std::optional<book::Input> given,
                assumed(request, "economic_life_years", {0, 100}));
  if (given) {
    return std::move(*given);
  }
  if (renewal_life) {
    return book::Input{"economic_life_years", *renewal_life, "years",
                       subject.population->mu.evidence};
  }
  const char* name =
      subject.type == registers::RightType::kTrademark ? "trademark_life" : "economic_life_other";
  return input_of(request.parameters.common.at(name), "economic_life_years");
}

book::Input point(std::string name, double value, std::string unit, std::string source,
                  Grade grade) {
  return {std::move(name), Distribution(value), std::move(unit), {std::move(source), grade}};
}

bool not_an_amount(double amount) {
  return !std::isfinite(amount) || amount < 0 || amount > 1e15;
}

RenewalModel fitted_model(const AppraisalRequest& request, const Subject& subject) {
  RenewalModel model = model_of(*subject.population);
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
                              request.parameters.exchange));
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
  PIGNUS_ASSIGN(const book::Input growth,
                assumed_or(request, "revenue_growth", {-0.9, 5}, "revenue_growth"));
  PIGNUS_ASSIGN(const book::Input discount,
                assumed_or(request, "discount_rate", {0, 5}, "discount_rate"));
  PIGNUS_ASSIGN(const book::Input tax,
                assumed_or(request, "tax_rate", {0, 0.9}, by_office(subject, "tax_rate", common)));
  PIGNUS_ASSIGN(const book::Input life, life_input(request, subject, renewal_life));
  const standards::ModelParameter& years =
      common.at(by_office(subject, "amortisation_years", common));
  const standards::ModelParameter& spread = common.at("revenue_sigma_log");
  const double earned = *product.revenue * product.share;
  RoyaltyInputs inputs;
  inputs.revenue = earned > 0 ? Distribution::lognormal(earned, spread.mode) : Distribution(0.0);
  inputs.growth = growth.value;
  inputs.royalty_rate = royalty->value;
  inputs.tax_rate = tax.value;
  inputs.discount_rate = discount.value;
  inputs.life_years = life.value;
  inputs.life_years_max = subject.legal_life;
  inputs.amortisation_years = static_cast<int>(years.mode);
  const RoyaltyResult result =
      simulate_relief_from_royalty(inputs, request.seed, subject.key, request.paths);
  book::Input revenue =
      point("product_revenue", *product.revenue, "per year", "the dossier", Grade::kOwn);
  revenue.value = inputs.revenue;
  book::Input share = point("share_of_product", product.share, "share",
                            "split among the offered rights that cover the product", Grade::kOwn);
  MethodAnswer answer;
  answer.value = method_value("relief_from_royalty", result.value,
                              {revenue, share, *royalty, growth, discount, tax, life,
                               input_of(years, "amortisation_years"), input_of(spread)},
                              subject);
  answer.life_years = result.life_years;
  return answer;
}

Result<MethodAnswer> by_cost(const AppraisalRequest& request, const Subject& subject) {
  if (!request.offered.development_cost) {
    return refused("refused.no_development_cost");
  }
  const double cost = *request.offered.development_cost;
  if (not_an_amount(cost)) {
    return fail(ErrorCode::kInvalidInput, "the cost is not an amount", {"", 0, "development_cost"});
  }
  const book::Input functional = input_of(request.parameters.common.at("functional_obsolescence"));
  const book::Input economic = input_of(request.parameters.common.at("economic_obsolescence"));
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
  const book::Input median =
      input_of(common.at(trademark ? "population_median_trademark" : "population_median_US"),
               "population_median");
  const standards::ModelParameter& sigma = common.at("population_sigma_log");
  const auto dollar = Currency::parse("USD");
  PIGNUS_CHECK(dollar.has_value());
  PIGNUS_ASSIGN(
      const ExchangeRate exchange,
      exchange_rate(*dollar, request.currency, request.assumptions, request.parameters.exchange));
  std::vector<book::Input> inputs{median, input_of(sigma)};
  inputs.insert(inputs.end(), exchange.inputs.begin(), exchange.inputs.end());
  MethodAnswer answer;
  answer.value = method_value(
      "population", Distribution::lognormal(median.value.median() * exchange.rate, sigma.mode),
      std::move(inputs), subject);
  return answer;
}

}  // namespace pignus::valuation
