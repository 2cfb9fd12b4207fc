#include "valuation/trend/trend_inputs.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <string_view>
#include <utility>

#include "core/check.h"
#include "core/normal.h"
#include "standards/embedded.h"
#include "valuation/require.h"

namespace pignus::valuation {
namespace {

/// Points at which a trend's uncertainty is taken, of equal weight.
constexpr int kPoints = 9;
using Points = std::array<double, kPoints>;

enum class Target { kLife, kGrowth, kDiscount };

/// A trend ready to be applied: its effect on the input at each of its points (a factor for lives,
/// a shift for rates). All neutral where it is unknown.
struct Effect {
  TrendMove move;
  Target target = Target::kLife;
  Points at{};
  std::string source;
};

double neutral_effect(Target target) {
  return target == Target::kLife ? 1.0 : 0.0;
}

/// Unknown, or at its neutral value without a doubt: it moves nothing.
bool is_neutral(const Effect& effect) {
  constexpr double kNothing = 1e-12;
  return std::ranges::all_of(effect.at, [&](double one) {
    return std::abs(one - neutral_effect(effect.target)) < kNothing;
  });
}

Result<Points> points_of(const TrendEstimate& estimate, std::string_view name) {
  PIGNUS_TRY(require(std::isfinite(estimate.low) && std::isfinite(estimate.high) &&
                         estimate.low <= estimate.value && estimate.value <= estimate.high,
                     name, "must lie within its interval"));
  constexpr double kUpper = 0.95;
  const double reach = normal_quantile(kUpper);
  Points points{};
  for (int i = 0; i < kPoints; ++i) {
    const double z = normal_quantile((i + 0.5) / kPoints) / reach;
    points[static_cast<std::size_t>(i)] =
        estimate.value +
        z * (z > 0 ? estimate.high - estimate.value : estimate.value - estimate.low);
  }
  return points;
}

double life_factor(double difference, double life, const TrendRules& rules) {
  const double slower = 1 + rules.life_response * life * difference;
  const double most = rules.life_factor_most;
  return slower <= 1 / most ? most : std::max(1 / most, 1 / slower);
}

double shift_of(double difference, double response, double most) {
  return std::clamp(response * difference, -most, most);
}

Distribution moved(const Distribution& base, Target target, const std::vector<double>& effects) {
  std::vector<std::pair<double, Distribution>> parts;
  for (const double effect : effects) {
    if (target == Target::kLife) {
      parts.emplace_back(1.0, base.scaled(effect));
      continue;
    }
    std::vector<double> samples(base.grid().begin(), base.grid().end());
    for (double& sample : samples) sample += effect;
    parts.emplace_back(1.0, Distribution::from_samples(samples));
  }
  return mix(parts);
}

/// The input under all effects on it but `left_out`; the general one where none is at work.
book::Input input_under(const book::Input& general, Target target,
                        const std::vector<Effect>& effects, const Effect* left_out) {
  std::vector<double> joint{neutral_effect(target)};
  std::string sources;
  for (const Effect& effect : effects) {
    if (effect.target != target || &effect == left_out || is_neutral(effect)) continue;
    std::vector<double> next;
    for (const double so_far : joint) {
      for (const double one : effect.at) {
        next.push_back(target == Target::kLife ? so_far * one : so_far + one);
      }
    }
    joint = std::move(next);
    sources += "; moved by " + effect.move.trend + " (" + effect.source + ")";
  }
  if (sources.empty()) return general;
  book::Input input = general;
  input.value = moved(general.value, target, joint);
  input.evidence.source += sources;
  input.evidence.grade = standards::Grade::kOwn;  // the rule is this project's
  return input;
}

ValuationInputs inputs_under(const ValuationInputs& general, const std::vector<Effect>& effects,
                             const Effect* left_out) {
  return {input_under(general.economic_life, Target::kLife, effects, left_out),
          input_under(general.revenue_growth, Target::kGrowth, effects, left_out),
          input_under(general.discount_rate, Target::kDiscount, effects, left_out)};
}

const book::Input& input_of(const ValuationInputs& inputs, Target target) {
  switch (target) {
    case Target::kLife:
      return inputs.economic_life;
    case Target::kGrowth:
      return inputs.revenue_growth;
    case Target::kDiscount:
      break;
  }
  return inputs.discount_rate;
}

Effect unknown_effect(std::string trend, Target target, std::string why) {
  Effect effect;
  effect.move.trend = std::move(trend);
  effect.move.unknown = std::move(why);
  effect.target = target;
  effect.at.fill(neutral_effect(target));
  return effect;
}

std::string source_of(const std::vector<standards::Evidence>& evidence) {
  std::string text;
  for (const standards::Evidence& one : evidence) {
    if (text.find(one.source) == std::string::npos) text += (text.empty() ? "" : ", ") + one.source;
  }
  return text;
}

/// What is observed and what is neutral, or why one is not known.
struct Observation {
  std::string trend;
  Target target = Target::kGrowth;
  std::optional<TrendEstimate> observed;
  std::optional<double> neutral;
  std::string why_unknown;
  std::string source;
};

/// The effect by `effect_of(difference)`; `bound_of` tells whether the bound holds at the value.
template <typename EffectOf, typename BoundOf>
Result<Effect> effect_by(Observation seen, const EffectOf& effect_of, const BoundOf& bound_of) {
  if (!seen.observed || !seen.neutral) {
    return unknown_effect(std::move(seen.trend), seen.target, std::move(seen.why_unknown));
  }
  PIGNUS_TRY(require(std::isfinite(*seen.neutral), seen.trend, "must have a finite neutral value"));
  PIGNUS_ASSIGN(const Points points, points_of(*seen.observed, seen.trend));
  Effect effect;
  effect.target = seen.target;
  for (std::size_t i = 0; i < points.size(); ++i) {
    effect.at[i] = effect_of(points[i] - *seen.neutral);
  }
  effect.move.bounded = bound_of(seen.observed->value - *seen.neutral);
  effect.move.trend = std::move(seen.trend);
  effect.move.observed = seen.observed;
  effect.move.neutral = seen.neutral;
  effect.source = std::move(seen.source);
  return effect;
}

Result<Effect> shift_by(Observation seen, double response, double most) {
  return effect_by(
      std::move(seen), [=](double difference) { return shift_of(difference, response, most); },
      [=](double difference) { return std::abs(response * difference) > most; });
}

Result<Effect> life_by(Observation seen, double life, const TrendRules& rules) {
  return effect_by(
      std::move(seen), [&](double difference) { return life_factor(difference, life, rules); },
      [&](double difference) {
        const double factor = life_factor(difference, life, rules);
        return factor >= rules.life_factor_most || factor <= 1 / rules.life_factor_most;
      });
}

/// The reason of the first gap of that name.
std::string why(const std::vector<TrendGap>& gaps, std::string_view what) {
  for (const TrendGap& gap : gaps) {
    if (gap.what == what) return gap.reason;
  }
  return "trend.not_known";
}

Observation seen_obsolescence(const std::optional<TechnologyTrend>& technology) {
  Observation seen{"obsolescence", Target::kLife, {}, {}, "trend.no_field", ""};
  if (!technology) return seen;
  seen.why_unknown = why(technology->gaps, "obsolescence");
  if (technology->citations) seen.source = technology->citations->source;
  if (technology->obsolescence) seen.observed = technology->obsolescence->rate;
  if (technology->neutral_obsolescence) {
    seen.neutral = technology->neutral_obsolescence->rate.value;
  }
  return seen;
}

Observation seen_share(const std::optional<TechnologyTrend>& technology) {
  Observation seen{"share_growth", Target::kGrowth, {}, 0.0, "trend.no_field", ""};
  if (!technology) return seen;
  seen.why_unknown = why(technology->gaps, "share");
  seen.source = source_of(technology->evidence);
  seen.observed = technology->share_growth;
  return seen;
}

Observation seen_industry(const std::optional<IndustryTrend>& industry, std::string trend,
                          Target target) {
  Observation seen{std::move(trend), target, {}, {}, "trend.no_industry", ""};
  if (industry) seen.source = source_of(industry->evidence);
  return seen;
}

Observation seen_growth(const std::optional<IndustryTrend>& industry) {
  Observation seen = seen_industry(industry, "industry_growth", Target::kGrowth);
  if (!industry) return seen;
  seen.why_unknown = why(industry->gaps, seen.trend);
  seen.observed = industry->growth;
  seen.neutral = industry->market_growth;
  return seen;
}

Observation seen_capital(const std::optional<IndustryTrend>& industry) {
  Observation seen = seen_industry(industry, "industry_capital_cost", Target::kDiscount);
  if (!industry) return seen;
  seen.why_unknown = why(industry->gaps, seen.trend);
  seen.observed = industry->own.cost_of_capital;
  if (industry->market.cost_of_capital) seen.neutral = industry->market.cost_of_capital->value;
  return seen;
}

Observation seen_rate(const std::optional<IndustryTrend>& industry) {
  Observation seen = seen_industry(industry, "risk_free", Target::kDiscount);
  if (!industry) return seen;
  seen.why_unknown = why(industry->gaps, seen.trend);
  if (industry->risk_free) {
    const double rate = *industry->risk_free;
    seen.observed = TrendEstimate{rate, rate, rate, 1};
  }
  seen.neutral = industry->table_risk_free;
  return seen;
}

Result<std::vector<Effect>> effects_of(const ValuationInputs& general,
                                       const std::optional<TechnologyTrend>& technology,
                                       const std::optional<IndustryTrend>& industry,
                                       const TrendRules& rules) {
  const double life = general.economic_life.value.median();
  PIGNUS_TRY(require_above_zero(life, general.economic_life.name));
  std::vector<Effect> effects;
  PIGNUS_ASSIGN(Effect first, life_by(seen_obsolescence(technology), life, rules));
  effects.push_back(std::move(first));
  struct Shift {
    Observation seen;
    double response;
    double most;
  };
  for (Shift& shift : std::array<Shift, 4>{
           {{seen_share(technology), rules.share_growth_response, rules.growth_shift_most},
            {seen_growth(industry), rules.industry_growth_response, rules.growth_shift_most},
            {seen_capital(industry), rules.capital_cost_response, rules.discount_shift_most},
            {seen_rate(industry), rules.risk_free_response, rules.discount_shift_most}}}) {
    PIGNUS_ASSIGN(Effect effect, shift_by(std::move(shift.seen), shift.response, shift.most));
    effects.push_back(std::move(effect));
  }
  return effects;
}

int sign_of(double value) {
  return value > 0 ? 1 : value < 0 ? -1 : 0;
}

}  // namespace

Result<TrendRules> trend_rules(const standards::ParameterSet& parameters) {
  TrendRules rules;
  const auto take = [&](const char* name, double low, double high, double& into) -> Status {
    into = parameters.at(name).mode;
    return require_within(into, low, high, name);
  };
  PIGNUS_TRY(take("life_response", 0, 1, rules.life_response));
  PIGNUS_TRY(take("life_factor_most", 1, 10, rules.life_factor_most));
  PIGNUS_TRY(take("share_growth_response", 0, 1, rules.share_growth_response));
  PIGNUS_TRY(take("industry_growth_response", 0, 1, rules.industry_growth_response));
  PIGNUS_TRY(take("growth_shift_most", 0, 0.5, rules.growth_shift_most));
  PIGNUS_TRY(take("capital_cost_response", 0, 1, rules.capital_cost_response));
  PIGNUS_TRY(take("risk_free_response", 0, 1, rules.risk_free_response));
  PIGNUS_TRY(take("discount_shift_most", 0, 0.5, rules.discount_shift_most));
  return rules;
}

const TrendRules& own_trend_rules() {
  static const TrendRules rules = [] {
    constexpr std::string_view kPath = "valuation/trends.toml";
    const auto parsed = standards::parse_parameters(standards::embedded_file(kPath), kPath);
    PIGNUS_CHECK(parsed.has_value());
    const auto read = trend_rules(*parsed);
    PIGNUS_CHECK(read.has_value());
    return *read;
  }();
  return rules;
}

Result<TrendedInputs> apply_trends(const ValuationInputs& general,
                                   const std::optional<TechnologyTrend>& technology,
                                   const std::optional<IndustryTrend>& industry,
                                   const TrendRules& rules) {
  PIGNUS_ASSIGN(std::vector<Effect> effects, effects_of(general, technology, industry, rules));
  TrendedInputs answer;
  answer.inputs = inputs_under(general, effects, nullptr);
  for (const Effect& effect : effects) {
    TrendMove move = effect.move;
    move.input = input_of(general, effect.target).name;
    move.with_neutral = move.known() ? inputs_under(general, effects, &effect) : answer.inputs;
    if (move.known()) {
      move.change = input_of(answer.inputs, effect.target).value.median() -
                    input_of(move.with_neutral, effect.target).value.median();
    }
    move.direction = sign_of(move.change);
    answer.moves.push_back(std::move(move));
  }
  return answer;
}

Result<ValuationInputs> inputs_under_trends(const ValuationInputs& general,
                                            const std::optional<TechnologyTrend>& technology,
                                            const std::optional<IndustryTrend>& industry,
                                            const TrendRules& rules) {
  PIGNUS_ASSIGN(const std::vector<Effect> effects,
                effects_of(general, technology, industry, rules));
  return inputs_under(general, effects, nullptr);
}

Result<std::vector<ValueMove>> value_moves(
    const TrendedInputs& inputs,
    const std::function<Result<double>(const ValuationInputs&)>& value_of) {
  PIGNUS_ASSIGN(const double value, value_of(inputs.inputs));
  std::vector<ValueMove> moves;
  for (const TrendMove& trend : inputs.moves) {
    ValueMove move{trend.trend, value, value, 0, 0, trend.unknown};
    if (trend.known()) {
      PIGNUS_ASSIGN(move.with_neutral, value_of(trend.with_neutral));
      move.change = value - move.with_neutral;
      move.direction = sign_of(move.change);
    }
    moves.push_back(std::move(move));
  }
  return moves;
}

}  // namespace pignus::valuation
