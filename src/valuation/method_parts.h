// What the methods of an appraisal share: their answers, and where their inputs come from. Internal
// to valuation.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "valuation/methods.h"

namespace pignus::valuation {

/// No value, and the key of the message that says why.
MethodAnswer refused(std::string key);

/// Puts the chances of the legal status between the right and a method's value.
book::MethodValue method_value(std::string method, const Distribution& value,
                               std::vector<book::Input> inputs, const Subject& subject);

/// An input, held at one of its quantiles where the request asks for that (AppraisalRequest::pin).
book::Input pinned(const AppraisalRequest& request, book::Input input);
book::Input parameter(const AppraisalRequest& request, const standards::ModelParameter& parameter);
/// Under another name, for a parameter that depends on the office ("tax_rate").
book::Input parameter(const AppraisalRequest& request, const standards::ModelParameter& parameter,
                      std::string_view name);

/// The day of the appraisal, and one by which all facts of the request were known: they are cut
/// already, at a day the request does not tell.
AsOf as_of_facts(const AppraisalRequest& request);

struct Range {
  double least;
  double greatest;
};

/// An assumption of the dossier, checked against what its name can mean; nullopt: none.
[[nodiscard]] Result<std::optional<book::Input>> assumed(const AppraisalRequest& request,
                                                         std::string_view name, Range range);

/// The dossier's assumption, else the parameter of that name under the assumption's name.
[[nodiscard]] Result<book::Input> assumed_or(const AppraisalRequest& request, std::string_view name,
                                             Range range, std::string_view otherwise);

/// "tax_rate_CN" where the parameters have one for the right's office, else "tax_rate_other".
std::string by_office(const Subject& subject, std::string_view name,
                      const standards::ParameterSet& common);

/// A single number as an input.
book::Input point(std::string name, double value, std::string unit, std::string source,
                  standards::Grade grade);

/// What every income method discounts with: the dossier's rates, else the defaults as trends move
/// them.
struct RateInputs {
  book::Input discount;
  book::Input tax;
  book::Input amortisation;  ///< years, a point
};
[[nodiscard]] Result<RateInputs> rate_inputs(const AppraisalRequest& request,
                                             const Subject& subject);
/// The same around a discount rate that is known already.
[[nodiscard]] Result<RateInputs> rate_inputs(const AppraisalRequest& request,
                                             const Subject& subject, book::Input discount);

}  // namespace pignus::valuation
