// Scorecards: trees of indicators with weights, as versioned data from standards/scorecards/.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "standards/evidence.h"

namespace pignus::standards {

/// A point of the line that turns a value into a score of 0 to 100.
struct ScorePoint {
  double value = 0;
  double score = 0;

  friend bool operator==(const ScorePoint&, const ScorePoint&) = default;
};

/// An indicator, or a group of them. A leaf has a measure, a question, or both: the measure is
/// taken from facts, the question is asked where the facts do not tell.
struct ScorecardNode {
  std::string id;      ///< unique in the card
  std::string parent;  ///< "" for the first level
  std::string name;
  std::string name_zh;
  double weight = 0;  ///< share of its parent, 0 to 1
  std::string measure;
  std::string question;            ///< message for the assessor, English
  std::vector<ScorePoint> points;  ///< by value; empty: the answer is the score itself
  Evidence evidence;               ///< of the name and its place in the tree

  bool is_leaf() const { return !measure.empty() || !question.empty(); }
};

/// A veto: what does not pass takes the whole score with it.
struct ScorecardGate {
  std::string id;
  std::string name;
  std::string name_zh;
  std::string measure;  ///< 1 passes, 0 does not
  Evidence evidence;
};

struct Scorecard {
  std::string id;
  std::string version;
  std::string title;
  std::string scenario;
  Evidence evidence;                 ///< of the card
  Evidence weight_evidence;          ///< of the weights
  Evidence points_evidence;          ///< of the lines from values to scores
  std::vector<ScorecardNode> nodes;  ///< parents before their children
  std::vector<ScorecardGate> gates;
  std::vector<std::string> right_types;  ///< as registers::name_of(RightType) spells them

  /// nullptr where there is none.
  const ScorecardNode* node(std::string_view node_id) const;
};

/// The weights below every node sum to 1 within 1e-9; kInvalidInput names the node that do not.
[[nodiscard]] Status check_weights(const Scorecard& card);

/// Parses one file; errors name file, line and key. Ids are unique, a parent stands before its
/// children and is no leaf, a group has children, weights are positive and sum to 1 at every node,
/// points rise in value and score from 0 to 100.
[[nodiscard]] Result<Scorecard> parse_scorecard(std::string_view toml, std::string_view file);
/// "gbt-42748", "t-isc", "kipa-smart": standards/scorecards/NAME.toml. Aborts for another name.
[[nodiscard]] Result<Scorecard> load_scorecard(std::string_view name);

}  // namespace pignus::standards
