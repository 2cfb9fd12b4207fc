#include "valuation/inputs.h"

#include <string>

namespace pignus::valuation {

Distribution distribution_of(const standards::ModelParameter& parameter) {
  return Distribution::triangular(parameter.low, parameter.mode, parameter.high);
}

book::Input input_of(const standards::ModelParameter& parameter) {
  return input_of(parameter, parameter.name);
}

book::Input input_of(const standards::ModelParameter& parameter, std::string_view name) {
  return {std::string(name), distribution_of(parameter), parameter.unit, parameter.evidence};
}

book::Input input_of(const book::Assumption& assumption) {
  return {assumption.name,
          Distribution::triangular(assumption.low, assumption.mode, assumption.high),
          assumption.unit,
          {assumption.source, standards::Grade::kOwn}};
}

}  // namespace pignus::valuation
