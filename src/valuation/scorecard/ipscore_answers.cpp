#include "valuation/scorecard/ipscore_answers.h"

#include <set>
#include <string>
#include <utility>

namespace pignus::valuation {

namespace {

std::string question_at(std::size_t place) {
  char section = 'A';
  for (const int count : kIpscoreQuestions) {
    if (place < static_cast<std::size_t>(count)) {
      break;
    }
    place -= static_cast<std::size_t>(count);
    ++section;
  }
  return std::string(1, section) + std::to_string(place + 1);
}

Status check_answers(const IpscoreAnswers& answers) {
  for (std::size_t place = 0; place < answers.size(); ++place) {
    const auto& answer = answers.at(place);
    if (answer && (*answer < 1 || *answer > 5)) {
      return fail(ErrorCode::kInvalidInput, "an answer is from 1 to 5",
                  {"", 0, question_at(place)});
    }
  }
  return {};
}

/// Mean of scale * (s - base), bounded over what is not answered.
Result<DriverMean> driver(const IpscoreAnswers& answers, const std::vector<std::size_t>& flagged,
                          int base) {
  PIGNUS_TRY(check_answers(answers));
  if (flagged.empty()) {
    return fail(ErrorCode::kInvalidInput, "no question is flagged", {"", 0, "flagged"});
  }
  std::set<std::size_t> seen;
  DriverMean mean;
  for (const std::size_t place : flagged) {
    if (place >= answers.size() || !seen.insert(place).second) {
      return fail(ErrorCode::kInvalidInput, "a flag on no question, or twice on one",
                  {"", 0, "flagged"});
    }
    mean.low += .25 * (answers.at(place).value_or(1) - base);
    mean.high += .25 * (answers.at(place).value_or(5) - base);
  }
  mean.low /= static_cast<double>(flagged.size());
  mean.high /= static_cast<double>(flagged.size());
  return mean;
}

}  // namespace

Result<std::size_t> ipscore_place(char section, int number) {
  const int index = section - 'A';
  if (index < 0 || index >= static_cast<int>(kIpscoreQuestions.size()) || number < 1 ||
      number > kIpscoreQuestions.at(static_cast<std::size_t>(index))) {
    return fail(ErrorCode::kInvalidInput,
                "no such question: " + std::string(1, section) + std::to_string(number),
                {"", 0, "question"});
  }
  int place = number - 1;
  for (int before = 0; before < index; ++before) {
    place += kIpscoreQuestions.at(static_cast<std::size_t>(before));
  }
  return static_cast<std::size_t>(place);
}

Result<IpscoreSheet> ipscore_sheet(const IpscoreAnswers& answers) {
  PIGNUS_TRY(check_answers(answers));
  IpscoreSheet sheet;
  std::size_t place = 0;
  for (std::size_t section = 0; section < kIpscoreQuestions.size(); ++section) {
    for (int i = 0; i < kIpscoreQuestions.at(section); ++i, ++place) {
      for (IpscoreSum* sum : {&sheet.sections.at(section), &sheet.whole}) {
        sum->low += answers.at(place).value_or(1);
        sum->high += answers.at(place).value_or(5);
        sum->answered += answers.at(place) ? 1 : 0;
      }
    }
  }
  return sheet;
}

Result<DriverMean> ipscore_risk(const IpscoreAnswers& answers,
                                const std::vector<std::size_t>& flagged) {
  return driver(answers, flagged, 5);
}

Result<DriverMean> ipscore_opportunity(const IpscoreAnswers& answers,
                                       const std::vector<std::size_t>& flagged) {
  return driver(answers, flagged, 1);
}

Result<IpscoreScores> ipscore_money_scores(const IpscoreAnswers& answers) {
  PIGNUS_TRY(check_answers(answers));
  IpscoreScores scores;
  const std::pair<std::pair<char, int>, int IpscoreScores::*> wanted[] = {
      {{'B', 5}, &IpscoreScores::years_to_market},
      {{'C', 2}, &IpscoreScores::market_growth},
      {{'C', 3}, &IpscoreScores::life},
      {{'C', 6}, &IpscoreScores::extra_turnover},
      {{'D', 1}, &IpscoreScores::output_without},
      {{'D', 2}, &IpscoreScores::development_cost},
      {{'D', 3}, &IpscoreScores::production_cost},
      {{'D', 4}, &IpscoreScores::investment}};
  for (const auto& [question, member] : wanted) {
    PIGNUS_ASSIGN(const std::size_t place, ipscore_place(question.first, question.second));
    if (!answers.at(place)) {
      return fail(ErrorCode::kInvalidInput, "not answered, and money hangs on it",
                  {"", 0, question_at(place)});
    }
    scores.*member = *answers.at(place);
  }
  return scores;
}

}  // namespace pignus::valuation
