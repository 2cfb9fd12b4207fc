#include "valuation/method_parts.h"

#include <algorithm>
#include <utility>

#include "valuation/inputs.h"
#include "valuation/moved_inputs.h"
#include "valuation/status_effect.h"

namespace pignus::valuation {

MethodAnswer refused(std::string key) {
  MethodAnswer answer;
  answer.refusal = std::move(key);
  return answer;
}

book::MethodValue method_value(std::string method, const Distribution& value,
                               std::vector<book::Input> inputs, const Subject& subject) {
  book::MethodValue result;
  result.method = std::move(method);
  result.value = at_chance(value, chance_of_all(subject.chances));
  result.inputs = std::move(inputs);
  result.inputs.insert(result.inputs.end(), subject.chances.begin(), subject.chances.end());
  return result;
}

book::Input pinned(const AppraisalRequest& request, book::Input input) {
  if (request.pin && request.pin->input == input.name) {
    input.value = Distribution(input.value.quantile(request.pin->probability));
  }
  return input;
}

book::Input parameter(const AppraisalRequest& request, const standards::ModelParameter& parameter,
                      std::string_view name) {
  return pinned(request, input_of(parameter, name));
}

book::Input parameter(const AppraisalRequest& request, const standards::ModelParameter& parameter) {
  return pinned(request, input_of(parameter));
}

AsOf as_of_facts(const AppraisalRequest& request) {
  AsOf as_of{request.as_of, request.as_of};
  const auto add = [&as_of](Date known) { as_of.known_by = std::max(as_of.known_by, known); };
  for (const auto& record : request.facts.records) {
    add(record.known);
  }
  for (const auto& event : request.facts.events) {
    add(event.known.value_or(as_of.true_on));
  }
  for (const auto& recording : request.facts.recordings) {
    add(recording.recorded);
  }
  return as_of;
}

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
    return pinned(request, input_of(assumption));
  }
  return std::optional<book::Input>();
}

Result<book::Input> assumed_or(const AppraisalRequest& request, std::string_view name, Range range,
                               std::string_view otherwise) {
  PIGNUS_ASSIGN(std::optional<book::Input> given, assumed(request, name, range));
  return given ? std::move(*given)
               : parameter(request, request.parameters.common.at(otherwise), name);
}

std::string by_office(const Subject& subject, std::string_view name,
                      const standards::ParameterSet& common) {
  std::string own = std::string(name) + "_" + subject.office;
  return common.values.contains(own) ? own : std::string(name) + "_other";
}

book::Input point(std::string name, double value, std::string unit, std::string source,
                  standards::Grade grade) {
  return {std::move(name), Distribution(value), std::move(unit), {std::move(source), grade}};
}

Result<RateInputs> rate_inputs(const AppraisalRequest& request, const Subject& subject) {
  PIGNUS_ASSIGN(book::Input discount, moved_discount(request, subject));
  return rate_inputs(request, subject, std::move(discount));
}

Result<RateInputs> rate_inputs(const AppraisalRequest& request, const Subject& subject,
                               book::Input discount) {
  const standards::ParameterSet& common = request.parameters.common;
  RateInputs rates;
  rates.discount = std::move(discount);
  PIGNUS_ASSIGN(rates.tax,
                assumed_or(request, "tax_rate", {0, 0.9}, by_office(subject, "tax_rate", common)));
  rates.amortisation = parameter(
      request, common.at(by_office(subject, "amortisation_years", common)), "amortisation_years");
  return rates;
}

}  // namespace pignus::valuation
