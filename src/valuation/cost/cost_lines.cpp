#include "valuation/cost/cost_lines.h"

#include <cmath>
#include <utility>

namespace pignus::valuation {

namespace {

bool is_share(double x) {
  return x >= 0 && x <= 1;
}

Status check_terms(const CostTerms& terms, const CostObsolescence& lost, Date day) {
  const auto bad = [](const char* message, const char* field) {
    return fail(ErrorCode::kInvalidInput, message, {"", 0, field});
  };
  if (terms.completed > day) {
    return bad("finished after the day of valuation", "completed");
  }
  if (!is_share(terms.profit_share)) {
    return bad("not from 0 to 1", "profit_share");
  }
  if (!is_share(terms.return_rate)) {
    return bad("not from 0 to 1", "return_rate");
  }
  for (const auto& [share, field] :
       {std::pair(lost.physical, "physical"), std::pair(lost.functional, "functional"),
        std::pair(lost.economic, "economic")}) {
    if (!is_share(share)) {
      return bad("obsolescence is not from 0 to 1", field);
    }
  }
  return {};
}

Result<CostPart> part_of(const CostLine& line, std::size_t number, const PriceIndex& index,
                         Date day, CostBasis basis, const CostTerms& terms) {
  const auto bad = [&](const std::string& message, const char* field) {
    return fail(ErrorCode::kInvalidInput,
                "cost line " + std::to_string(number) + " (" + line.what + "): " + message,
                {"", number, field});
  };
  if (!(std::isfinite(line.amount) && line.amount > 0)) {
    return bad("the amount is not positive and finite", "amount");
  }
  if (line.date > day) {
    return bad("spent after the day of valuation", "date");
  }
  if (line.needed_again && !is_share(*line.needed_again)) {
    return bad("not from 0 to 1", "needed_again");
  }
  const auto factor = index.factor(line.date, day);
  if (!factor) {
    return bad("spent before the index begins on " + index.first().iso(), "date");
  }
  CostPart part;
  part.what = line.what;
  part.index_factor = *factor;
  part.today = line.amount * *factor;
  part.low = part.high = part.today;
  if (basis == CostBasis::kReplacement) {
    part.low *= line.needed_again.value_or(0);
    part.high *= line.needed_again.value_or(1);
  }
  if (line.date < terms.completed) {
    part.return_years = years_between(line.date, terms.completed);
  }
  return part;
}

/// One bound through the whole sum.
template <typename Bound>
void add_up(CostValue& value, const CostTerms& terms, const CostObsolescence& lost, Bound bound,
            double CostRange::* end) {
  double direct = 0;
  double opportunity = 0;
  for (const CostPart& part : value.parts) {
    direct += bound(part);
    opportunity += bound(part) * (1 + terms.profit_share) *
                   (std::pow(1 + terms.return_rate, part.return_years) - 1);
  }
  value.direct.*end = direct;
  value.profit.*end = direct * terms.profit_share;
  value.opportunity.*end = opportunity;
  const double gross = direct * (1 + terms.profit_share) + opportunity;
  value.gross.*end = gross;
  value.physical.*end = gross * lost.physical;
  const double standing = gross * (1 - lost.physical);
  value.functional.*end = standing * lost.functional;
  const double serving = standing * (1 - lost.functional);
  value.economic.*end = serving * lost.economic;
  value.net.*end = serving * (1 - lost.economic);
}

}  // namespace

Result<CostValue> cost_by_lines(const std::vector<CostLine>& lines, const PriceIndex& index,
                                Date day, CostBasis basis, const CostTerms& terms,
                                const CostObsolescence& lost) {
  PIGNUS_TRY(check_terms(terms, lost, day));
  if (lines.empty()) {
    return fail(ErrorCode::kInvalidInput, "no cost line is given", {"", 0, "lines"});
  }
  CostValue value;
  for (const CostLine& line : lines) {
    PIGNUS_ASSIGN(CostPart part, part_of(line, value.parts.size() + 1, index, day, basis, terms));
    value.parts.push_back(std::move(part));
  }
  add_up(value, terms, lost, [](const CostPart& part) { return part.low; }, &CostRange::low);
  add_up(value, terms, lost, [](const CostPart& part) { return part.high; }, &CostRange::high);
  return value;
}

Result<double> straight_line_loss(double age_years, double remaining_years) {
  if (!std::isfinite(age_years) || age_years < 0) {
    return fail(ErrorCode::kInvalidInput, "an age is not negative and finite", {"", 0, "age"});
  }
  if (!std::isfinite(remaining_years) || remaining_years < 0 || age_years + remaining_years <= 0) {
    return fail(ErrorCode::kInvalidInput, "a remaining life is not negative and finite",
                {"", 0, "remaining"});
  }
  return age_years / (age_years + remaining_years);
}

}  // namespace pignus::valuation
