#include "valuation/cost/unregistered.h"

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

#include "core/check.h"
#include "core/random_stream.h"
#include "valuation/inputs.h"

namespace pignus::valuation {

double unregistered_income(const UnregisteredCase& assumed) {
  PIGNUS_CHECK(assumed.tax_rate >= 0 && assumed.tax_rate < 1);
  PIGNUS_CHECK(assumed.discount_rate > -1);
  PIGNUS_CHECK(assumed.decay >= 0 && assumed.leak >= 0);
  PIGNUS_CHECK(assumed.life_years >= 0 && assumed.life_years <= 200);
  double value = 0;
  for (int year = 0; year < assumed.life_years; ++year) {
    const double share = std::min(1.0, assumed.life_years - year);
    const double middle = year + share / 2;
    value += share * std::exp(-(assumed.decay + assumed.leak) * middle) *
             std::pow(1 + assumed.discount_rate, -middle);
  }
  return value * assumed.earnings * (1 - assumed.tax_rate);
}

Result<UnregisteredInputs> unregistered_inputs(UnregisteredKind kind, const EvidenceReview& review,
                                               const standards::ParameterSet& cost,
                                               Distribution earnings, Distribution life_years,
                                               Distribution tax_rate, Distribution discount_rate,
                                               std::optional<double> copyright_age_years) {
  const auto bad = [](const char* message, const char* field) {
    return fail(ErrorCode::kInvalidInput, message, {"", 0, field});
  };
  if (earnings.quantile(0) < 0) {
    return bad("earnings owed to the thing may be negative: it would not be used", "earnings");
  }
  if (life_years.quantile(0) < 0 || life_years.quantile(1) > 200) {
    return bad("a life is from 0 to 200 years", "life_years");
  }
  if (tax_rate.quantile(0) < 0 || tax_rate.quantile(1) > .9) {
    return bad("a tax rate is from 0 to 0.9", "tax_rate");
  }
  if (discount_rate.quantile(0) < 0 || discount_rate.quantile(1) > 5) {
    return bad("a discount rate is from 0 to 5", "discount_rate");
  }
  UnregisteredInputs inputs;
  inputs.earnings = std::move(earnings);
  inputs.life_years = std::move(life_years);
  inputs.tax_rate = std::move(tax_rate);
  inputs.discount_rate = std::move(discount_rate);
  inputs.decay = distribution_of(cost.at("earnings_decay_" + std::string(name_of(kind))));
  // Software on sale is no secret: what copies of it do to earnings is its decay.
  inputs.leak =
      kind == UnregisteredKind::kSoftware
          ? Distribution(0)
          : distribution_of(cost.at(review.secrecy_shown ? "leak_known" : "leak_unshown"));
  if (kind == UnregisteredKind::kSoftware) {
    if (copyright_age_years && (!std::isfinite(*copyright_age_years) || *copyright_age_years < 0)) {
      return bad("an age is not negative and finite", "copyright_age_years");
    }
    // An age not known leaves no more than the whole term.
    inputs.life_years_max =
        std::max(0.0, cost.at("copyright_term_years").mode - copyright_age_years.value_or(0));
  }
  inputs.sigma_evidence =
      cost.at("sigma_missing").mode * std::sqrt(static_cast<double>(review.widening.size()));
  return inputs;
}

UnregisteredAnswer value_unregistered(const UnregisteredInputs& inputs,
                                      const EvidenceReview& review, std::uint64_t seed,
                                      std::string_view key, std::uint64_t paths) {
  PIGNUS_CHECK(paths >= 1);
  if (!review.gates_missing.empty()) {
    return {std::nullopt, "gate_missing"};
  }
  if (!review.gates_unknown.empty()) {
    return {std::nullopt, "gate_unknown"};
  }
  const RandomStream streams(seed, "valuation/unregistered/" + std::string(key));
  const double sigma = inputs.sigma_evidence;
  std::vector<double> values;
  values.reserve(paths);
  for (std::uint64_t path = 0; path < paths; ++path) {
    RandomStream stream = streams.at(path);
    UnregisteredCase one;
    one.earnings = inputs.earnings.quantile(stream.uniform());
    one.decay = inputs.decay.quantile(stream.uniform());
    one.leak = inputs.leak.quantile(stream.uniform());
    one.tax_rate = inputs.tax_rate.quantile(stream.uniform());
    one.discount_rate = inputs.discount_rate.quantile(stream.uniform());
    one.life_years = inputs.life_years.quantile(stream.uniform());
    if (inputs.life_years_max) {
      one.life_years = std::min(one.life_years, *inputs.life_years_max);
    }
    const double unseen = std::exp(sigma * stream.normal() - sigma * sigma / 2);
    values.push_back(unregistered_income(one) * unseen);
  }
  return {Distribution::from_samples(values), ""};
}

}  // namespace pignus::valuation
