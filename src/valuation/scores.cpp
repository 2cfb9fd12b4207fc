#include "valuation/scores.h"

#include <algorithm>
#include <string>
#include <utility>

#include "valuation/method_parts.h"
#include "valuation/scorecard/measures.h"
#include "valuation/scorecard/score.h"
#include "valuation/stated_checks.h"

namespace pignus::valuation {

namespace {

using AnswersByCard = std::map<std::string, ScoreAnswers, std::less<>>;

bool is_for(const standards::Scorecard& card, const Subject& subject) {
  return std::find(card.right_types.begin(), card.right_types.end(),
                   registers::name_of(subject.type)) != card.right_types.end();
}

/// "gbt-42748.survived" = 50 as an answer of its card.
Result<AnswersByCard> answers_of(const AppraisalRequest& request, const Subject& subject) {
  AnswersByCard answers;
  if (!request.offered.plan) {
    return answers;
  }
  const auto& cards = request.parameters.scorecards;
  for (const auto& [name, value] : request.offered.plan->answers) {
    if (name.starts_with(kHighValueAnswers) || name.starts_with(kIpscoreAnswers)) {
      continue;  // of other questionnaires
    }
    const std::size_t dot = name.find('.');
    const std::string card = name.substr(0, dot);
    const bool known = std::any_of(cards.begin(), cards.end(), [&](const auto& one) {
      return one.id == card && is_for(one, subject);
    });
    if (dot == std::string::npos || !known) {
      return fail(ErrorCode::kInvalidInput, "no scorecard asks for this",
                  {"", 0, "plan.answers." + name});
    }
    answers[card][name.substr(dot + 1)] = {value, request.offered.plan->source};
  }
  return answers;
}

book::ScoreLine line_of(const NodeScore& score, const standards::ScorecardNode* node) {
  return {score.id,
          node != nullptr ? node->name : "",
          node != nullptr ? node->name_zh : "",
          score.low,
          score.high,
          score.computed,
          score.answered,
          score.unknown};
}

book::ScorecardResult result_of(const standards::Scorecard& card, const CardScore& score) {
  book::ScorecardResult result;
  result.card = card.id;
  result.version = card.version;
  result.scenario = card.scenario;
  result.whole = line_of(score.whole, nullptr);
  result.weights = card.weight_evidence;
  for (const std::string& id : score.sub_scores) {
    result.sub_scores.push_back(line_of(*score.node(id), card.node(id)));
  }
  for (std::size_t i = 0; i < card.gates.size(); ++i) {
    result.gates.push_back(
        {card.gates[i].name, card.gates[i].name_zh, std::string(name_of(score.gates[i].state))});
  }
  for (const standards::ScorecardNode& node : card.nodes) {
    const NodeScore* found = score.node(node.id);
    if (!node.question.empty() && found != nullptr && found->origin == ScoreOrigin::kUnknown) {
      result.asked.push_back({card.id + "." + node.id, node.question, node.name_zh});
    }
  }
  return result;
}

std::optional<book::UsedWeights> weights_used(const standards::Scorecard& card,
                                              const std::vector<standards::WeightSet>& sets) {
  for (const standards::WeightSet& set : sets) {
    if (set.scorecard == card.id) {
      return book::UsedWeights{set.id, set.version, set.author, set.saved};
    }
  }
  return std::nullopt;
}

}  // namespace

Result<std::vector<book::ScorecardResult>> scores_of(const AppraisalRequest& request,
                                                     const Subject& subject) {
  std::vector<book::ScorecardResult> results;
  PIGNUS_ASSIGN(const AnswersByCard answers, answers_of(request, subject));
  const Measures measures = measures_of(request.facts, as_of_facts(request), {});
  for (const standards::Scorecard& card : request.parameters.scorecards) {
    if (!is_for(card, subject)) {
      continue;
    }
    const auto own = answers.find(card.id);
    auto score = score_card(card, measures, own == answers.end() ? ScoreAnswers{} : own->second);
    if (!score) {
      score.error().where.field = "plan.answers." + card.id + "." + score.error().where.field;
      return fail(std::move(score.error()));
    }
    results.push_back(result_of(card, *score));
    results.back().weight_set = weights_used(card, request.parameters.weight_sets);
  }
  return results;
}

}  // namespace pignus::valuation
