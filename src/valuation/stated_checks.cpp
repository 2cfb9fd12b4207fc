#include "valuation/stated_checks.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <string>
#include <utility>

#include "valuation/income/profit_split.h"
#include "valuation/ipscore.h"
#include "valuation/method_parts.h"
#include "valuation/plan_draws.h"
#include "valuation/scorecard/high_value.h"
#include "valuation/scorecard/ipscore_answers.h"
#include "valuation/status_effect.h"
#include "valuation/trademark/brand_strength.h"

namespace pignus::valuation {

namespace {

tl::unexpected<Error> bad_answer(const std::string& name, const char* why) {
  return fail(ErrorCode::kInvalidInput, why, {"", 0, "plan.answers." + name});
}

/// Median royalty that relief from royalty used.
std::optional<double> royalty_in_use(const book::Appraisal& appraisal) {
  for (const book::MethodValue& method : appraisal.methods) {
    for (const book::Input& input : method.inputs) {
      if (method.method == "relief_from_royalty" && input.name.starts_with("royalty_rate")) {
        return input.value.median();
      }
    }
  }
  return std::nullopt;
}

/// The plan's years with the right, as far as they lie before the end of its term.
ProfitSplitCase profit_split_case(const AppraisalRequest& request, const Subject& subject) {
  ProfitSplitCase assumed;
  int year = 0;
  for (const book::BusinessYear& planned : request.offered.plan->with_and_without->with) {
    const double share = share_in_term(subject, ++year);
    if (share > 0 && planned.revenue > 0) {
      assumed.net_sales.push_back(planned.revenue * share);
      assumed.operating_profit.push_back(
          (planned.revenue - planned.operating_costs - planned.depreciation) * share);
    }
  }
  assumed.gross_margin = request.offered.plan->gross_margin;
  return assumed;
}

IncomeRates rates_at(const RateInputs& rates, double probability) {
  return {rates.tax.value.quantile(probability), rates.discount.value.quantile(probability),
          CashTiming::kMidYear, static_cast<int>(rates.amortisation.value.median())};
}

std::optional<bool> answered_flag(const std::map<std::string, double>& answers,
                                  HighValueFlag flag) {
  const auto found = answers.find(kHighValueAnswers + std::string(name_of(flag)));
  return found == answers.end() ? std::nullopt : std::optional(found->second == 1);
}

/// Whether a flag may be answered: how long a patent was kept is read from its register alone.
Status check_high_value_answers(const std::map<std::string, double>& answers, bool invention) {
  for (const auto& [name, value] : answers) {
    if (!name.starts_with(kHighValueAnswers)) {
      continue;
    }
    const std::string flag = name.substr(std::string(kHighValueAnswers).size());
    const bool asked =
        std::any_of(kHighValueFlags.begin(), kHighValueFlags.end(), [&flag](HighValueFlag one) {
          return flag == name_of(one) && one != HighValueFlag::kMaintainedLong;
        });
    if (!asked || !invention) {
      return bad_answer(
          name, invention ? "the test does not ask for this" : "the test is of invention patents");
    }
    if (value != 0 && value != 1) {
      return bad_answer(name, "the answer is 1 or 0");
    }
  }
  return {};
}

std::vector<std::string> evidence_of_flag(const AppraisalRequest& request, HighValueFlag flag,
                                          bool computed) {
  const registers::RightRecord* record = request.facts.latest_record();
  if (!computed) {
    return request.offered.plan ? std::vector{request.offered.plan->source}
                                : std::vector<std::string>{};
  }
  std::vector<std::string> evidence;
  if (flag == HighValueFlag::kForeignFamily) {
    evidence = record->family;
  } else if (flag == HighValueFlag::kMaintainedLong) {
    const auto granted = record->grant_date.exact();
    const auto filed = record->filing_date.exact();
    if (const auto day = granted ? granted : filed) {
      evidence.push_back(day->iso());
    }
  }
  return evidence;
}

/// "ipscore.B5" among the answers; anything else of that beginning is refused.
Result<IpscoreAnswers> answers_to_ipscore(const std::map<std::string, double>& stated) {
  IpscoreAnswers answers;
  for (const auto& [name, value] : stated) {
    if (!name.starts_with(kIpscoreAnswers)) {
      continue;
    }
    const std::string question = name.substr(std::string(kIpscoreAnswers).size());
    int number = 0;
    const char* const end = question.data() + question.size();
    const bool whole =
        question.size() >= 2 && std::from_chars(question.data() + 1, end, number).ptr == end;
    const auto place =
        whole ? ipscore_place(question.front(), number) : Result<std::size_t>(bad_answer(name, ""));
    if (!place) {
      return bad_answer(name, "no such question");
    }
    if (!(value >= 1 && value <= 5) || std::trunc(value) != value) {
      return bad_answer(name, "an answer is a whole number from 1 to 5");
    }
    answers.at(*place) = static_cast<int>(value);
  }
  return answers;
}

/// A question that carries money, with the driver its answer stands for.
struct MoneyQuestion {
  const char* question;
  const char* name;
  const char* unit;
  int IpscoreScores::* score;
  double IpscoreDrivers::* driver;
};
constexpr std::array<MoneyQuestion, 8> kMoneyQuestions{
    {{"B5", "years_to_market", "years", &IpscoreScores::years_to_market,
      &IpscoreDrivers::years_to_market},
     {"C2", "market_growth", "1/year", &IpscoreScores::market_growth,
      &IpscoreDrivers::market_growth},
     {"C3", "life", "years", &IpscoreScores::life, &IpscoreDrivers::life_years},
     {"C6", "extra_turnover", "share", &IpscoreScores::extra_turnover,
      &IpscoreDrivers::extra_turnover},
     {"D1", "output_without", "share", &IpscoreScores::output_without,
      &IpscoreDrivers::output_without},
     {"D2", "development_cost", "share", &IpscoreScores::development_cost,
      &IpscoreDrivers::development_cost},
     {"D3", "production_cost", "ratio", &IpscoreScores::production_cost,
      &IpscoreDrivers::production_cost},
     {"D4", "investment", "ratio", &IpscoreScores::investment, &IpscoreDrivers::investment}}};

book::IpscoreLine ipscore_line(std::string section, const IpscoreSum& sum, int questions) {
  return {std::move(section), sum.low, sum.high, sum.answered, questions};
}

Status add_ipscore_money(const AppraisalRequest& request, const Subject& subject,
                         const IpscoreAnswers& answers, book::IpscoreResult& result) {
  for (const MoneyQuestion& asked : kMoneyQuestions) {
    PIGNUS_ASSIGN(const std::size_t place,
                  ipscore_place(asked.question[0], asked.question[1] - '0'));
    if (!answers.at(place)) {
      result.missing.emplace_back(asked.question);
    }
  }
  if (!result.missing.empty()) {
    result.refusal = "refused.ipscore_not_answered";
    return {};
  }
  PIGNUS_ASSIGN(const IpscoreScores scores, ipscore_money_scores(answers));
  PIGNUS_ASSIGN(const IpscoreDrivers drivers, ipscore_drivers(scores));
  for (const MoneyQuestion& asked : kMoneyQuestions) {
    result.money.push_back(
        {asked.question, asked.name, scores.*asked.score, drivers.*asked.driver, asked.unit});
  }
  if (!request.offered.plan->ipscore) {
    result.refusal = "refused.ipscore_no_business";
    return {};
  }
  const book::IpscorePlan& plan = *request.offered.plan->ipscore;
  PIGNUS_ASSIGN(const RateInputs rates, rate_inputs(request, subject));
  result.discount_rate = rates.discount.value.median();
  PIGNUS_ASSIGN(
      result.net_present_value,
      ipscore_net_present_value(
          drivers, {plan.turnover, plan.direct_costs, plan.indirect_costs, plan.depreciation,
                    plan.depreciation_years, plan.share, result.discount_rate}));
  return {};
}

/// The range of an assumption of the dossier; nullopt: it is not made.
Result<std::optional<RateRange>> stated_rates(const AppraisalRequest& request,
                                              std::string_view name, double greatest) {
  PIGNUS_ASSIGN(const auto checked, assumed(request, name, {0, greatest}));
  const auto found = std::find_if(request.assumptions.begin(), request.assumptions.end(),
                                  [name](const book::Assumption& one) { return one.name == name; });
  return checked ? std::optional(RateRange{found->low, found->high}) : std::nullopt;
}

}  // namespace

Result<std::optional<book::ProfitSplitResult>> profit_split_of(const AppraisalRequest& request,
                                                               const Subject& subject,
                                                               const book::Appraisal& appraisal) {
  const std::optional<book::RightPlan>& plan = request.offered.plan;
  std::optional<book::ProfitSplitResult> none;
  if (!plan || !plan->with_and_without) {
    return none;
  }
  ProfitSplitCase assumed = profit_split_case(request, subject);
  if (assumed.net_sales.empty()) {
    return none;
  }
  assumed.royalty_rate = royalty_in_use(appraisal);
  // The rules know nothing of the legal status: they stand beside the value before its chances.
  const double before_status = appraisal.value.mean() / chance_of_all(subject.chances);
  if (before_status > 0 && std::isfinite(before_status)) {
    assumed.appraised = before_status;
  }
  PIGNUS_ASSIGN(const RateInputs rates, rate_inputs(request, subject));
  constexpr std::array kAt{0.5, 0.1, 0.9};
  std::vector<ProfitSplitChecks> checks;
  for (const double probability : kAt) {
    assumed.rates = rates_at(rates, probability);
    auto check = profit_split_checks(assumed);
    if (!check) {
      check.error().where.field = "plan.with." + check.error().where.field;
      return fail(std::move(check.error()));
    }
    checks.push_back(std::move(*check));
  }
  book::ProfitSplitResult result;
  result.royalty_rate = assumed.royalty_rate;
  result.royalty_in_usual_range = checks.front().royalty_in_usual_range;
  for (std::size_t i = 0; i < checks.front().rules.size(); ++i) {
    const ProfitSplitCheck& mid = checks.front().rules[i];
    const auto [low, high] =
        std::minmax({checks[0].rules[i].value, checks[1].rules[i].value, checks[2].rules[i].value});
    result.rules.push_back(
        {mid.rule, mid.share, mid.royalty, low, mid.value, high, mid.to_appraised, mid.evidence});
  }
  return std::optional(std::move(result));
}

Result<std::optional<book::HighValueResult>> high_value_of(const AppraisalRequest& request,
                                                           const Subject& subject) {
  static const std::map<std::string, double> kNoAnswers;
  const auto& answers = request.offered.plan ? request.offered.plan->answers : kNoAnswers;
  const bool invention = subject.type == registers::RightType::kInvention;
  PIGNUS_TRY(check_high_value_answers(answers, invention));
  if (!invention) {
    return std::optional<book::HighValueResult>();
  }
  PIGNUS_ASSIGN(const HighValueTest test,
                high_value_test(request.facts, as_of_facts(request),
                                {answered_flag(answers, HighValueFlag::kStrategicIndustry),
                                 answered_flag(answers, HighValueFlag::kForeignFamily),
                                 answered_flag(answers, HighValueFlag::kPledgedHigh),
                                 answered_flag(answers, HighValueFlag::kAward)}));
  book::HighValueResult result;
  result.high_value = test.high_value();
  for (std::size_t i = 0; i < kHighValueFlags.size(); ++i) {
    book::HighValueLine line{
        std::string(name_of(kHighValueFlags.at(i))), test.flags.at(i), "unknown", {}};
    if (line.holds) {
      line.origin = test.computed.at(i) ? "computed" : "answered";
      line.evidence = evidence_of_flag(request, kHighValueFlags.at(i), test.computed.at(i));
    }
    result.flags.push_back(std::move(line));
  }
  return std::optional(std::move(result));
}

Result<std::optional<book::IpscoreResult>> ipscore_of(const AppraisalRequest& request,
                                                      const Subject& subject) {
  if (!request.offered.plan) {
    return std::optional<book::IpscoreResult>();
  }
  PIGNUS_ASSIGN(const IpscoreAnswers answers, answers_to_ipscore(request.offered.plan->answers));
  PIGNUS_ASSIGN(const IpscoreSheet sheet, ipscore_sheet(answers));
  if (sheet.whole.answered == 0) {
    return std::optional<book::IpscoreResult>();
  }
  book::IpscoreResult result;
  for (std::size_t i = 0; i < sheet.sections.size(); ++i) {
    result.sections.push_back(ipscore_line(std::string(1, static_cast<char>('A' + i)),
                                           sheet.sections.at(i), kIpscoreQuestions.at(i)));
  }
  result.whole = ipscore_line("", sheet.whole, kIpscoreQuestionsInAll);
  PIGNUS_TRY(add_ipscore_money(request, subject, answers, result));
  return std::optional(std::move(result));
}

Result<std::optional<book::BrandStrengthResult>> brand_strength_of(
    const AppraisalRequest& request, const std::vector<book::ScorecardResult>& cards) {
  const auto card = std::find_if(cards.begin(), cards.end(),
                                 [](const auto& one) { return one.card == "brand-strength"; });
  if (card == cards.end()) {
    return std::optional<book::BrandStrengthResult>();
  }
  const StrengthBounds strength{card->whole.low, card->whole.high};
  book::BrandStrengthResult result{strength.low, strength.high, std::nullopt, std::nullopt};
  PIGNUS_ASSIGN(const auto royalty, stated_rates(request, "royalty_rate_trademark", 1));
  if (royalty) {
    PIGNUS_ASSIGN(result.royalty, royalty_of_strength(*royalty, strength));
  }
  PIGNUS_ASSIGN(const auto discount, stated_rates(request, "discount_rate", kDiscountRateMax));
  if (discount && discount->high <= 1) {
    PIGNUS_ASSIGN(result.discount, discount_of_strength(*discount, strength));
  }
  return std::optional(std::move(result));
}

}  // namespace pignus::valuation
