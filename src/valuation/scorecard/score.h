// The score of a right on a scorecard: bounds over what is not known, sub-scores beside the sum,
// and how much of it was computed. docs/methods/scorecards.md.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "standards/scorecard.h"

namespace pignus::valuation {

/// A measure taken from facts. nullopt: the facts do not tell, which is not zero.
struct Measure {
  std::optional<double> value;
  std::string from;  ///< "claim_count of the grant", "status"

  friend bool operator==(const Measure&, const Measure&) = default;
};
using Measures = std::map<std::string, Measure, std::less<>>;

/// An assessor's answer to a node's question: the score itself, or where the node has a line, the
/// value the line reads.
struct ScoreAnswer {
  double value = 0;
  std::string from;  ///< who and by which document
};
using ScoreAnswers = std::map<std::string, ScoreAnswer, std::less<>>;  ///< by node

enum class ScoreOrigin { kComputed, kAnswered, kUnknown };
std::string_view name_of(ScoreOrigin origin);

struct NodeScore {
  std::string id;
  double weight_in_whole = 0;      ///< product of the weights down to it
  double low = 0;                  ///< what is unknown counted 0
  double high = 0;                 ///< and counted 100
  std::optional<double> of_known;  ///< over what is known alone, 0 to 100; nullopt: nothing is
  double computed = 0;             ///< shares of the node's weight, which sum to 1
  double answered = 0;
  double unknown = 0;
  ScoreOrigin origin = ScoreOrigin::kUnknown;  ///< of a leaf
  std::string from;                            ///< of a leaf
};

enum class GateState { kPassed, kFailed, kUnknown };
std::string_view name_of(GateState state);

struct GateScore {
  std::string id;
  GateState state = GateState::kUnknown;
  std::string from;
};

struct CardScore {
  std::string card;
  std::string version;
  std::string scenario;
  std::vector<NodeScore> nodes;         ///< in the card's order
  std::vector<std::string> sub_scores;  ///< ids of the first level: never show the sum without them
  std::vector<GateScore> gates;
  NodeScore whole;  ///< id ""; after the gates: a failed one leaves 0, an unknown one a low of 0

  const NodeScore* node(std::string_view id) const;
};

/// Facts first: an answer counts only where the measure is unknown. kInvalidInput by node: an
/// answer for a node that asks nothing, a value not finite or, without a line, outside 0 to 100; a
/// gate's measure that is neither 0 nor 1.
[[nodiscard]] Result<CardScore> score_card(const standards::Scorecard& card,
                                           const Measures& measures, const ScoreAnswers& answers);

/// The line through the points, flat beyond its ends. Points as a scorecard has them.
double score_on_line(const std::vector<standards::ScorePoint>& points, double value);

}  // namespace pignus::valuation
