#include "valuation/tornado.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <string>
#include <utility>

namespace pignus::valuation {

namespace {

constexpr double kLow = 0.1;
constexpr double kHigh = 0.9;

/// The inputs that have more than one value, of methods that have a weight.
std::set<std::string> uncertain_inputs(const book::Appraisal& appraisal) {
  std::set<std::string> names;
  for (const book::MethodValue& method : appraisal.methods) {
    for (const book::Input& input : method.inputs) {
      if (method.weight > 0 && input.value.quantile(kLow) < input.value.quantile(kHigh)) {
        names.insert(input.name);
      }
    }
  }
  return names;
}

}  // namespace

Result<std::vector<book::Sensitivity>> tornado(const AppraisalRequest& request,
                                               const book::Appraisal& appraisal) {
  AppraisalRequest turned = request;
  turned.paths = std::min(request.paths, kTornadoPaths);
  const auto value_at = [&](const std::string& input, double probability) -> Result<double> {
    turned.pin = Pin{input, probability};
    // The renewal model's life follows its inputs, so that it has to be moved by trends anew.
    turned.held_inputs = input.starts_with("renewal_") ? nullptr : request.held_inputs;
    PIGNUS_ASSIGN(const Distribution value, going_concern(turned, appraisal));
    return value.mean();
  };
  std::vector<book::Sensitivity> bars;
  for (const std::string& input : uncertain_inputs(appraisal)) {
    book::Sensitivity bar{input, 0, 0};
    PIGNUS_ASSIGN(bar.at_low, value_at(input, kLow));
    PIGNUS_ASSIGN(bar.at_high, value_at(input, kHigh));
    if (bar.at_low != bar.at_high) {
      bars.push_back(std::move(bar));
    }
  }
  std::stable_sort(bars.begin(), bars.end(), [](const auto& a, const auto& b) {
    return std::abs(a.at_high - a.at_low) > std::abs(b.at_high - b.at_low);
  });
  return bars;
}

}  // namespace pignus::valuation
