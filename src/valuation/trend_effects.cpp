#include "valuation/trend_effects.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "valuation/tornado.h"

namespace pignus::valuation {

namespace {

/// Whether a method that counts in the value rests on the input.
bool value_rests_on(const book::Appraisal& appraisal, std::string_view input) {
  return std::ranges::any_of(appraisal.methods, [input](const book::MethodValue& method) {
    return method.weight > 0 && std::ranges::any_of(method.inputs, [input](const auto& one) {
             return one.name == input;
           });
  });
}

const book::Input& moved_one(const ValuationInputs& inputs, std::string_view name) {
  if (name == inputs.economic_life.name) {
    return inputs.economic_life;
  }
  return name == inputs.revenue_growth.name ? inputs.revenue_growth : inputs.discount_rate;
}

/// Whose trend it is: of the field or of the industry.
bool is_of_technology(std::string_view trend) {
  return trend == "obsolescence" || trend == "share_growth";
}

standards::Evidence evidence_of(const std::vector<standards::Evidence>& all) {
  standards::Evidence joined{"", standards::Grade::kSeen};
  for (const standards::Evidence& one : all) {
    if (joined.source.find(one.source) == std::string::npos) {
      joined.source += (joined.source.empty() ? "" : "; ") + one.source;
    }
    joined.grade = std::max(joined.grade, one.grade);  // the weakest of them
  }
  return joined;
}

standards::Evidence evidence_of_move(const AppraisalRequest& request, const TrendMove& move) {
  if (move.trend == "obsolescence") {
    return request.technology->citations.value_or(standards::Evidence{});
  }
  return evidence_of(is_of_technology(move.trend) ? request.technology->evidence
                                                  : request.industry->evidence);
}

book::TrendEffect effect_of(const AppraisalRequest& request, const TrendedInputs& inputs,
                            const TrendMove& move) {
  book::TrendEffect effect;
  effect.trend = move.trend;
  if (is_of_technology(move.trend)) {
    effect.of = request.technology != nullptr ? request.technology->field : "";
  } else {
    effect.of = request.industry != nullptr ? request.industry->industry : "";
  }
  effect.input = move.input;
  effect.input_with = moved_one(inputs.inputs, move.input).value.median();
  effect.input_without = moved_one(move.with_neutral, move.input).value.median();
  effect.bounded = move.bounded;
  effect.unknown = move.unknown;
  if (move.known()) {
    effect.observed = move.observed->value;
    effect.low = move.observed->low;
    effect.high = move.observed->high;
    effect.neutral = move.neutral;
    effect.evidence = evidence_of_move(request, move);
  }
  return effect;
}

}  // namespace

Result<std::vector<book::TrendEffect>> trend_effects(const AppraisalRequest& request,
                                                     const TrendedInputs& inputs,
                                                     const book::Appraisal& appraisal) {
  std::vector<book::TrendEffect> effects;
  TrendedInputs turned = inputs;  // without those that nothing rests on: they need no turn
  turned.moves.clear();
  for (const TrendMove& move : inputs.moves) {
    effects.push_back(effect_of(request, inputs, move));
    if (move.known() && value_rests_on(appraisal, move.input)) {
      turned.moves.push_back(move);
    }
  }
  if (turned.moves.empty()) {
    return effects;
  }
  AppraisalRequest smaller = request;
  smaller.paths = std::min(request.paths, kTornadoPaths);
  const auto value_of = [&](const ValuationInputs& held) -> Result<double> {
    smaller.held_inputs = &held;
    PIGNUS_ASSIGN(const Distribution value, going_concern(smaller, appraisal));
    return value.mean();
  };
  PIGNUS_ASSIGN(const std::vector<ValueMove> moves, value_moves(turned, value_of));
  for (const ValueMove& move : moves) {
    const auto at = std::ranges::find(effects, move.trend, &book::TrendEffect::trend);
    at->value_change = move.change;
    at->direction = move.direction;
  }
  return effects;
}

}  // namespace pignus::valuation
