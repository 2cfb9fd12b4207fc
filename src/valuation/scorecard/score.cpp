#include "valuation/scorecard/score.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "core/check.h"

namespace pignus::valuation {

namespace {

Status check_answers(const standards::Scorecard& card, const ScoreAnswers& answers) {
  for (const auto& [id, answer] : answers) {
    const standards::ScorecardNode* node = card.node(id);
    if (node == nullptr || node->question.empty()) {
      return fail(ErrorCode::kInvalidInput, "the scorecard asks nothing of that name",
                  {card.id, 0, id});
    }
    if (!std::isfinite(answer.value)) {
      return fail(ErrorCode::kInvalidInput, "the answer is not finite", {card.id, 0, id});
    }
    if (node->points.empty() && (answer.value < 0 || answer.value > 100)) {
      return fail(ErrorCode::kInvalidInput, "a score lies from 0 to 100", {card.id, 0, id});
    }
  }
  return {};
}

Status check_measures(const standards::Scorecard& card, const Measures& measures) {
  for (const auto& [name, measure] : measures) {
    if (measure.value && !std::isfinite(*measure.value)) {
      return fail(ErrorCode::kInvalidInput, "the measure is not finite", {card.id, 0, name});
    }
  }
  return {};
}

void set_leaf(NodeScore& score, double points, ScoreOrigin origin, std::string from) {
  score.low = score.high = points;
  score.of_known = points;
  (origin == ScoreOrigin::kComputed ? score.computed : score.answered) = 1;
  score.unknown = 0;
  score.origin = origin;
  score.from = std::move(from);
}

void score_leaf(const standards::ScorecardNode& node, const Measures& measures,
                const ScoreAnswers& answers, NodeScore& score) {
  score.high = 100;
  score.unknown = 1;
  if (const auto found = measures.find(node.measure);
      found != measures.end() && found->second.value) {
    set_leaf(score, score_on_line(node.points, *found->second.value), ScoreOrigin::kComputed,
             found->second.from);
    return;
  }
  if (const auto found = answers.find(node.id); found != answers.end()) {
    const double value = found->second.value;
    set_leaf(score, node.points.empty() ? value : score_on_line(node.points, value),
             ScoreOrigin::kAnswered, found->second.from);
  }
}

/// Adds a child's part. `of_known` holds the weighted sum until finish().
void add(NodeScore& parent, const NodeScore& child, double weight) {
  parent.low += weight * child.low;
  parent.high += weight * child.high;
  parent.computed += weight * child.computed;
  parent.answered += weight * child.answered;
  parent.unknown += weight * child.unknown;
}

/// What is known adds up to `low`; over its own share it is the mean of the known.
void finish(NodeScore& score) {
  const double known = score.computed + score.answered;
  if (known > 0) {
    score.of_known = std::min(100.0, score.low / known);
  }
}

Result<std::vector<GateScore>> gates_of(const standards::Scorecard& card,
                                        const Measures& measures) {
  std::vector<GateScore> gates;
  for (const standards::ScorecardGate& gate : card.gates) {
    GateScore score{gate.id, GateState::kUnknown, ""};
    const auto found = measures.find(gate.measure);
    if (found != measures.end() && found->second.value) {
      const double value = *found->second.value;
      if (value != 0 && value != 1) {
        return fail(ErrorCode::kInvalidInput, "a veto's measure is neither 0 nor 1",
                    {card.id, 0, gate.measure});
      }
      score.state = value == 1 ? GateState::kPassed : GateState::kFailed;
      score.from = found->second.from;
    }
    gates.push_back(std::move(score));
  }
  return gates;
}

}  // namespace

std::string_view name_of(ScoreOrigin origin) {
  switch (origin) {
    case ScoreOrigin::kComputed:
      return "computed";
    case ScoreOrigin::kAnswered:
      return "answered";
    case ScoreOrigin::kUnknown:
      return "unknown";
  }
  PIGNUS_CHECK(!"a known origin");
}

std::string_view name_of(GateState state) {
  switch (state) {
    case GateState::kPassed:
      return "passed";
    case GateState::kFailed:
      return "failed";
    case GateState::kUnknown:
      return "unknown";
  }
  PIGNUS_CHECK(!"a known state");
}

const NodeScore* CardScore::node(std::string_view id) const {
  const auto found =
      std::find_if(nodes.begin(), nodes.end(), [&](const NodeScore& one) { return one.id == id; });
  return found == nodes.end() ? nullptr : &*found;
}

double score_on_line(const std::vector<standards::ScorePoint>& points, double value) {
  PIGNUS_CHECK(!points.empty());
  if (value <= points.front().value) {
    return points.front().score;
  }
  for (std::size_t i = 1; i < points.size(); ++i) {
    const auto& [left, from] = points[i - 1];
    const auto& [right, to] = points[i];
    if (value <= right) {
      return from + (to - from) * (value - left) / (right - left);
    }
  }
  return points.back().score;
}

Result<CardScore> score_card(const standards::Scorecard& card, const Measures& measures,
                             const ScoreAnswers& answers) {
  PIGNUS_TRY(standards::check_weights(card));
  PIGNUS_TRY(check_answers(card, answers));
  PIGNUS_TRY(check_measures(card, measures));
  CardScore result{card.id, card.version, card.scenario, {}, {}, {}, {}};
  PIGNUS_ASSIGN(result.gates, gates_of(card, measures));
  std::map<std::string_view, std::size_t> places;
  for (const standards::ScorecardNode& node : card.nodes) {
    NodeScore score;
    score.id = node.id;
    const auto parent = places.find(node.parent);
    score.weight_in_whole =
        node.weight * (parent == places.end() ? 1 : result.nodes[parent->second].weight_in_whole);
    if (node.is_leaf()) {
      score_leaf(node, measures, answers, score);
    }
    if (node.parent.empty()) {
      result.sub_scores.push_back(node.id);
    }
    places.emplace(node.id, result.nodes.size());
    result.nodes.push_back(std::move(score));
  }
  // Children stand after their parents, so from the back each is whole before it is added.
  result.whole.weight_in_whole = 1;
  for (std::size_t i = card.nodes.size(); i-- > 0;) {
    const standards::ScorecardNode& node = card.nodes[i];
    if (!node.is_leaf()) {
      finish(result.nodes[i]);
    }
    NodeScore& parent =
        node.parent.empty() ? result.whole : result.nodes[places.find(node.parent)->second];
    add(parent, result.nodes[i], node.weight);
  }
  finish(result.whole);
  for (const GateScore& gate : result.gates) {
    if (gate.state != GateState::kPassed) {
      result.whole.low = 0;
    }
    if (gate.state == GateState::kFailed) {
      result.whole.high = 0;
      result.whole.of_known = 0;
    }
  }
  return result;
}

}  // namespace pignus::valuation
