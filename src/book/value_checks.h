// Checks and questionnaires beside the value of a right. None has a weight in it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/distribution.h"
#include "standards/evidence.h"

namespace pignus::book {

/// What one rule of thumb says: a fixed part of the operating profit is the royalty.
struct ProfitSplitLine {
  std::string rule;    ///< "profit_split_rule", "profit_split_kpmg"
  double share = 0;    ///< of the operating profit
  double royalty = 0;  ///< what that is of net sales; below 0 where the plan makes a loss
  double low = 0;      ///< value, major units, over the discount and tax rates' 10th and 90th
  double mid = 0;      ///< percentile, and at their medians
  double high = 0;
  std::optional<double> to_appraised;  ///< mid / mean of the reconciled value before the status
  standards::Evidence evidence;
};

struct ProfitSplitResult {
  std::vector<ProfitSplitLine> rules;
  std::optional<double> royalty_rate;  ///< in use by relief from royalty, median
  /// Whether that lies between a quarter of the operating and a quarter of the gross margin;
  /// nullopt: one of the figures is not known.
  std::optional<bool> royalty_in_usual_range;
};

/// One flag of the test of a high-value patent.
struct HighValueLine {
  std::string flag;                   ///< "strategic_industry", …
  std::optional<bool> holds;          ///< nullopt: unknown
  std::string origin;                 ///< "computed", "answered", "unknown"
  std::vector<std::string> evidence;  ///< dates and numbers of the register, or the plan's source
};

struct HighValueResult {
  std::vector<HighValueLine> flags;
  std::optional<bool> high_value;  ///< nullopt: no flag holds, and not all are known
};

/// A section of the questionnaire, or the whole of it.
struct IpscoreLine {
  std::string section;  ///< "A" to "E", "" the whole
  int low = 0;          ///< what is not answered counted as the least
  int high = 0;         ///< and as the greatest
  int answered = 0;
  int questions = 0;
};

/// An answer that carries money, and what it stands for.
struct IpscoreMoney {
  std::string question;  ///< "B5"
  std::string name;      ///< "years_to_market", …
  int answer = 0;
  double value = 0;
  std::string unit;
};

struct IpscoreResult {
  std::vector<IpscoreLine> sections;
  IpscoreLine whole;
  std::vector<IpscoreMoney> money;          ///< empty unless all eight are answered
  std::vector<std::string> missing;         ///< questions that carry money and are not answered
  std::optional<double> net_present_value;  ///< major units
  std::string refusal;                      ///< message key: why there is none, "" there is
  double discount_rate = 0;                 ///< of that value; meaningless without one
};

/// Where in the ranges of the dossier a mark of its strength stands.
struct BrandStrengthResult {
  double low = 0;  ///< of the scorecard "brand-strength", 0 to 100
  double high = 100;
  std::optional<Distribution> royalty;   ///< share of net sales; nullopt: no range is assumed
  std::optional<Distribution> discount;  ///< per year
};

}  // namespace pignus::book
