#include "valuation/stated_cost.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "core/random_stream.h"
#include "valuation/cost/cost_lines.h"
#include "valuation/inputs.h"

namespace pignus::valuation {

namespace {

/// What is uncertain of a cost, drawn once a path.
struct CostInputs {
  book::Input profit_share;
  book::Input return_rate;
  book::Input physical;
  book::Input functional;
  book::Input economic;
  std::optional<book::Input> price_drift;  ///< where no index is given
};

struct CostDraw {
  CostTerms terms;
  CostObsolescence lost;
  double price_drift = 0;
};

book::Input stated_or(const StatedCostCase& asked, const char* name,
                      const std::optional<book::PlanRange>& stated,
                      const standards::ModelParameter& otherwise) {
  if (!stated) {
    return input_of(otherwise, name);
  }
  const Distribution value = stated->low < stated->high
                                 ? Distribution::triangular(stated->low, stated->mode, stated->high)
                                 : Distribution(stated->mode);
  return {name, value, otherwise.unit, {asked.source, standards::Grade::kOwn}};
}

Result<book::Input> physical_input(const StatedCostCase& asked,
                                   const standards::ModelParameter& otherwise) {
  if (asked.plan.physical || !asked.remaining_life_years) {
    return stated_or(asked, "physical_obsolescence", asked.plan.physical, otherwise);
  }
  const double age = years_between(asked.plan.completed, asked.day);
  const double left = *asked.remaining_life_years;
  PIGNUS_ASSIGN(const double lost,
                age + left > 0 ? straight_line_loss(age, left) : Result<double>(1.0));
  return book::Input{
      "physical_obsolescence",
      Distribution(lost),
      "share",
      {"age by the dossier, term by the register: straight line", standards::Grade::kOwn}};
}

Result<CostInputs> cost_inputs(const StatedCostCase& asked, bool has_index) {
  const standards::ParameterSet& cost = asked.parameters.method("cost");
  const standards::ParameterSet& common = asked.parameters.common;
  CostInputs inputs;
  inputs.profit_share =
      stated_or(asked, "cost_profit_share", asked.plan.profit_share, cost.at("profit_share"));
  inputs.return_rate =
      stated_or(asked, "cost_return_rate", asked.plan.return_rate, cost.at("return_rate"));
  PIGNUS_ASSIGN(inputs.physical, physical_input(asked, cost.at("physical_obsolescence")));
  inputs.functional = stated_or(asked, "functional_obsolescence", asked.plan.functional,
                                common.at("functional_obsolescence"));
  inputs.economic = stated_or(asked, "economic_obsolescence", asked.plan.economic,
                              common.at("economic_obsolescence"));
  if (!has_index) {
    inputs.price_drift = input_of(cost.at("price_drift"), "cost_price_drift");
  }
  return inputs;
}

/// `pick` takes a number from each input: a quantile of it, or the likeliest.
template <typename Pick>
CostDraw draw_of(const CostInputs& inputs, Date completed, Pick pick) {
  CostDraw draw;
  draw.terms = {completed, pick(inputs.profit_share), pick(inputs.return_rate)};
  draw.lost = {pick(inputs.physical), pick(inputs.functional), pick(inputs.economic)};
  draw.price_drift = inputs.price_drift ? pick(*inputs.price_drift) : 0;
  return draw;
}

std::vector<CostLine> lines_known(const StatedCostCase& asked) {
  std::vector<CostLine> lines;
  for (const book::CostPlanLine& line : asked.plan.lines) {
    if (line.date <= asked.day) {
      lines.push_back({line.date, line.what, line.amount, line.needed_again});
    }
  }
  return lines;
}

/// Levels known on the day, where an index is given.
std::vector<IndexPoint> levels_known(const StatedCostCase& asked) {
  std::vector<IndexPoint> levels;
  for (const book::CostIndexLevel& level : asked.plan.index) {
    if (level.date <= asked.day) {
      levels.push_back({level.date, level.level});
    }
  }
  return levels;
}

/// Prices that grow by `drift` a year from the first line on.
std::vector<IndexPoint> drifting(const std::vector<CostLine>& lines, Date day, double drift) {
  const auto first = std::min_element(
      lines.begin(), lines.end(),
      [](const CostLine& left, const CostLine& right) { return left.date < right.date; });
  std::vector<IndexPoint> levels{{first->date, 1}};
  if (first->date < day) {
    levels.push_back({day, std::pow(1 + drift, years_between(first->date, day))});
  }
  return levels;
}

/// The cost of one draw on one basis.
class CostOfDraw {
 public:
  CostOfDraw(const StatedCostCase& asked, std::vector<CostLine> lines,
             std::vector<IndexPoint> levels)
      : asked_(asked), lines_(std::move(lines)), levels_(std::move(levels)) {}

  Result<CostValue> operator()(const CostDraw& draw, CostBasis basis) const {
    PIGNUS_ASSIGN(const PriceIndex index,
                  PriceIndex::from_points(
                      levels_.empty() ? drifting(lines_, asked_.day, draw.price_drift) : levels_));
    auto value = cost_by_lines(lines_, index, asked_.day, basis, draw.terms, draw.lost);
    if (!value) {
      value.error().where.field = "cost." + value.error().where.field;
    }
    return value;
  }
  const std::vector<CostLine>& lines() const { return lines_; }
  const std::vector<IndexPoint>& levels() const { return levels_; }

 private:
  const StatedCostCase& asked_;
  std::vector<CostLine> lines_;
  std::vector<IndexPoint> levels_;
};

book::CostSpan span_of(const CostRange& range) {
  return {range.low, range.high};
}

book::CostSide side_of(const char* basis, const CostValue& value) {
  return {basis,
          span_of(value.direct),
          span_of(value.profit),
          span_of(value.opportunity),
          span_of(value.gross),
          span_of(value.physical),
          span_of(value.functional),
          span_of(value.economic),
          span_of(value.net)};
}

/// At the median of every input.
Result<book::CostBreakdown> breakdown(const StatedCostCase& asked, const CostInputs& inputs,
                                      const CostOfDraw& cost_of, CostBasis used) {
  const CostDraw draw = draw_of(inputs, asked.plan.completed,
                                [](const book::Input& input) { return input.value.median(); });
  PIGNUS_ASSIGN(const CostValue again, cost_of(draw, CostBasis::kReproduction));
  PIGNUS_ASSIGN(const CostValue instead, cost_of(draw, CostBasis::kReplacement));
  book::CostBreakdown shown;
  for (std::size_t i = 0; i < again.parts.size(); ++i) {
    const CostLine& line = cost_of.lines()[i];
    shown.lines.push_back(
        {line.date, line.what, line.amount, again.parts[i].today, line.needed_again});
  }
  shown.sides = {side_of("reproduction", again), side_of("replacement", instead)};
  shown.basis_used = used == CostBasis::kReproduction ? "reproduction" : "replacement";
  if (!cost_of.levels().empty()) {
    shown.index_source = asked.plan.index_source;
    shown.index_stale_years = std::max(0.0, years_between(cost_of.levels().back().date, asked.day));
  }
  return shown;
}

StatedCost refused_cost(std::string key) {
  StatedCost cost;
  cost.refusal = std::move(key);
  return cost;
}

}  // namespace

Result<StatedCost> stated_cost(const StatedCostCase& asked) {
  if (asked.plan.completed > asked.day) {
    return refused_cost("refused.cost_not_finished");
  }
  std::vector<CostLine> lines = lines_known(asked);
  if (lines.empty()) {
    return refused_cost("refused.no_cost_lines");
  }
  const bool replaced = std::any_of(lines.begin(), lines.end(), [](const CostLine& line) {
    return line.needed_again.has_value();
  });
  const CostBasis basis = replaced ? CostBasis::kReplacement : CostBasis::kReproduction;
  const CostOfDraw cost_of(asked, std::move(lines), levels_known(asked));
  PIGNUS_ASSIGN(const CostInputs inputs, cost_inputs(asked, !cost_of.levels().empty()));
  StatedCost cost;
  PIGNUS_ASSIGN(cost.shown, breakdown(asked, inputs, cost_of, basis));
  const std::string purpose = "valuation/cost_lines/" + asked.key;
  std::vector<double> values;
  const std::uint64_t paths = std::min(asked.paths, kStatedCostPaths);
  values.reserve(paths);
  for (std::uint64_t path = 0; path < paths; ++path) {
    RandomStream stream(asked.seed, purpose, path);
    const CostDraw draw = draw_of(
        inputs, asked.plan.completed,
        [&stream](const book::Input& input) { return input.value.quantile(stream.uniform()); });
    PIGNUS_ASSIGN(const CostValue value, cost_of(draw, basis));
    values.push_back(value.net.low + stream.uniform() * (value.net.high - value.net.low));
  }
  cost.value = Distribution::from_samples(values);
  cost.inputs = {inputs.profit_share, inputs.return_rate, inputs.physical, inputs.functional,
                 inputs.economic};
  if (inputs.price_drift) {
    cost.inputs.push_back(*inputs.price_drift);
  }
  return cost;
}

}  // namespace pignus::valuation
