// The EPO's IPScore questionnaire as a score: sums by section and its drivers of risk and
// opportunity. The chain from eight of the answers to money is in valuation/ipscore.h.
#pragma once

#include <array>
#include <optional>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "valuation/ipscore.h"

namespace pignus::valuation {

/// A legal 8, B technology 9, C market 9, D finance 6, E strategy 8: forty questions.
inline constexpr std::array<int, 5> kIpscoreQuestions{8, 9, 9, 6, 8};
inline constexpr int kIpscoreQuestionsInAll = 40;

/// Answers 1 to 5 in the order A1 … E8; nullopt: not answered, which is not the least score.
using IpscoreAnswers = std::array<std::optional<int>, kIpscoreQuestionsInAll>;

/// The place of question `number` (from 1) of section 'A' to 'E' among the answers. kInvalidInput
/// where there is none.
[[nodiscard]] Result<std::size_t> ipscore_place(char section, int number);

struct IpscoreSum {
  int low = 0;   ///< what is not answered counted 1
  int high = 0;  ///< and counted 5
  int answered = 0;
};
struct IpscoreSheet {
  std::array<IpscoreSum, 5> sections;
  IpscoreSum whole;  ///< at most 200
};
/// kInvalidInput names the question whose answer is not from 1 to 5.
[[nodiscard]] Result<IpscoreSheet> ipscore_sheet(const IpscoreAnswers& answers);

/// A mean over flagged questions with bounds over those not answered.
struct DriverMean {
  double low = 0;
  double high = 0;
};
/// Risk: mean of (5 - s)(-0.25), from -1 to 0. Opportunity: mean of (s - 1)(0.25), 0 to 1. Which
/// questions count (the workbook flags 21 and 15) is not at hand: the caller gives their places.
/// kInvalidInput: no place, one past the last, one twice, or a wrong answer.
[[nodiscard]] Result<DriverMean> ipscore_risk(const IpscoreAnswers& answers,
                                              const std::vector<std::size_t>& flagged);
[[nodiscard]] Result<DriverMean> ipscore_opportunity(const IpscoreAnswers& answers,
                                                     const std::vector<std::size_t>& flagged);

/// The eight answers that carry money: B5, C2, C3, C6, D1 to D4. kInvalidInput names the first that
/// is not answered: money is not computed on an unknown.
[[nodiscard]] Result<IpscoreScores> ipscore_money_scores(const IpscoreAnswers& answers);

}  // namespace pignus::valuation
