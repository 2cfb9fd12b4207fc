#include "valuation/scale_method.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>
#include <vector>

#include "valuation/exchange.h"
#include "valuation/method_parts.h"

namespace pignus::valuation {

namespace {

using standards::Grade;

constexpr const char* kPage = "docs/methods/dollar-scale.md";

/// The figures come from surveys and markets of the United States, and of patents alone.
bool scale_applies(const Subject& subject) {
  return subject.office == "US" && (subject.type == registers::RightType::kInvention ||
                                    subject.type == registers::RightType::kReissue);
}

/// "NCSES …": the figures a source stands on by name, and the weakest grade among them.
standards::Evidence evidence_of_source(const ScaleSource& source) {
  const standards::ParameterSet& parameters = scale_parameters();
  standards::Evidence evidence{"valuation/scale.toml: ", Grade::kSeen};
  for (const std::string& figure : source.figures) {
    evidence.source += (figure == source.figures.front() ? "" : ", ") + figure;
    evidence.grade = std::max(evidence.grade, parameters.at(figure).evidence.grade);
  }
  return evidence;
}

/// A source of the scale as an input: what it would say alone.
book::Input source_input(const AppraisalRequest& request, const ScaleSource& source) {
  return pinned(request, {"scale_" + source.name,
                          Distribution::lognormal(std::exp(*source.log_median), source.error),
                          "USD", evidence_of_source(source)});
}

/// The middle, with a source held at a quantile of its own where the request asks for that.
double log_median_of(const ScalePrior& prior, const std::vector<book::Input>& sources,
                     const std::optional<Pin>& pin) {
  double log_median = prior.log_median;
  std::size_t next = 0;
  for (const ScaleSource& source : prior.sources) {
    if (!source.log_median) {
      continue;
    }
    const book::Input& input = sources[next++];
    if (pin && pin->input == input.name) {
      log_median += source.weight * (std::log(input.value.median()) - *source.log_median);
    }
  }
  return log_median;
}

void add_weights(const ScalePrior& prior, std::vector<book::Input>& inputs) {
  for (const ScaleSource& source : prior.sources) {
    const std::string why = source.log_median ? std::string("by its error, ") + kPage
                                              : "no figure " + source.unknown + " is at hand";
    inputs.push_back(
        point("scale_weight_" + source.name, source.weight, "share", why, Grade::kOwn));
  }
  inputs.push_back(point("scale_sigma_log", prior.sigma_log, "of the log",
                         prior.widened ? std::string("raised to the floor, ") + kPage : kPage,
                         Grade::kOwn));
  inputs.push_back(point("scale_ratio_floor", least_ratio(), "ratio", kPage, Grade::kOwn));
}

}  // namespace

Result<MethodAnswer> by_dollar_scale(const AppraisalRequest& request, const Subject& subject) {
  if (!scale_applies(subject)) {
    return refused("refused.scale_for_us_patents");
  }
  const Currency dollar = Currency::parse("USD").value();
  auto exchange = exchange_rate(dollar, request.currency, request.assumptions,
                                request.parameters.exchange, request.pin);
  if (!exchange && exchange.error().code == ErrorCode::kNotFound) {
    return refused("refused.no_exchange_rate");
  }
  if (!exchange) {
    return fail(std::move(exchange.error()));
  }
  PIGNUS_ASSIGN(const ScalePrior prior, scale_prior(request.scale, scale_parameters()));
  std::vector<book::Input> inputs;
  for (const ScaleSource& source : prior.sources) {
    if (source.log_median) {
      inputs.push_back(source_input(request, source));
    }
  }
  const double median = std::exp(log_median_of(prior, inputs, request.pin));
  if (request.scale.quality) {
    inputs.push_back(point("scale_quality", *request.scale.quality, "percentile",
                           request.scale.quality_source, Grade::kSeen));
  }
  add_weights(prior, inputs);
  inputs.insert(inputs.end(), exchange->inputs.begin(), exchange->inputs.end());
  MethodAnswer answer;
  answer.value = method_value("dollar_scale",
                              Distribution::lognormal(median * exchange->rate, prior.sigma_log),
                              std::move(inputs), subject);
  return answer;
}

}  // namespace pignus::valuation
