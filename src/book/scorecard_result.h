// What a scorecard says of a right, as a report shows it: bounds over what is not known, sub-scores
// beside the sum, and how much of it was computed from facts.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/date.h"
#include "standards/evidence.h"

namespace pignus::book {

/// A node of the card. Scores from 0 to 100; the shares of its weight sum to 1.
struct ScoreLine {
  std::string id;
  std::string name;  ///< English
  std::string name_zh;
  double low = 0;       ///< what is unknown counted as 0
  double high = 0;      ///< and as 100
  double computed = 0;  ///< share taken from facts
  double answered = 0;  ///< share the firm or an assessor answered
  double unknown = 0;
};

struct ScoreGate {
  std::string name;
  std::string name_zh;
  std::string state;  ///< "passed", "failed", "unknown"
};

/// A question of the card that is still open.
struct ScoreQuestion {
  std::string id;
  std::string question;  ///< English
  std::string name_zh;
};

/// A user's own weights, where they were taken in place of the card's.
struct UsedWeights {
  std::string id;
  std::string version;
  std::string author;
  Date saved;
};

struct ScorecardResult {
  std::string card;  ///< "gbt-42748"
  std::string version;
  std::string scenario;
  ScoreLine whole;                    ///< after the gates
  std::vector<ScoreLine> sub_scores;  ///< of the first level
  std::vector<ScoreGate> gates;
  std::vector<ScoreQuestion> asked;
  standards::Evidence weights;
  std::optional<UsedWeights> weight_set = std::nullopt;  ///< nullopt: the card's own
};

}  // namespace pignus::book
