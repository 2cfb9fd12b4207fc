#include "risk/terms.h"

#include <algorithm>
#include <cmath>
#include <string_view>
#include <vector>

#include "risk/basel.h"
#include "risk/collateral_lgd.h"
#include "risk/expected_loss.h"
#include "risk/max_ltv.h"
#include "risk/price.h"

namespace pignus::risk {

namespace {

constexpr double kPeriodYears = 0.5;  // of the expected loss
// The capital formula's own floor; it also keeps the normal quantile finite.
constexpr double kPdLeast = 0.0003;

std::string_view cap_of(const registers::RightId& right) {
  switch (right.value.size() > 3 ? right.value[3] : '\0') {
    case 'P':
    case 'A':
    case 'R':
    case 'H':
    case 'V':
      return "cap_invention";
    case 'D':
      return "cap_design";
    case 'T':
      return "cap_trademark";
    default:
      return "cap_utility_model";  // the lowest
  }
}

double rounded_down(double amount) {
  if (!(amount >= 1)) {
    return 0;
  }
  const double step = std::pow(10.0, std::max(0.0, std::floor(std::log10(amount)) - 2));
  return std::floor(amount / step) * step;
}

/// Everything a point on the curve is computed with.
class Lender {
 public:
  Lender(const TermsRequest& request, double pd, double years)
      : collateral_(request.collateral), parameters_(request.parameters), pd_(pd), years_(years) {}

  double at(std::string_view name) const { return parameters_.at(name).mode; }

  double lgd(double amount, double years) const {
    return expected_lgd(cumulative_pd(pd_, years), amount, collateral_.value_today,
                        model_at(collateral_, years)) *
           (1 - at("unsecured_recovery"));
  }

  double covered() const {
    return max_exposure(cumulative_pd(pd_, years_), collateral_.value_today,
                        model_at(collateral_, years_),
                        {1 - at("confidence"), at("sale_cost_beyond_value")});
  }

  book::LoanPoint point(double amount) const {
    book::LoanPoint point;
    point.amount = amount;
    const double median = collateral_.value_today.median();
    point.ltv = median > 0 ? amount / median : 0;
    std::vector<LossPeriod> periods;
    const int count = std::max(1, static_cast<int>(std::ceil(years_ / kPeriodYears - 1e-9)));
    for (int i = 1; i <= count; ++i) {
      const double end = std::min(i * kPeriodYears, years_);
      periods.push_back({end, lgd(amount, end), amount});
    }
    point.lgd = periods.back().lgd;
    point.expected_loss = expected_loss(pd_, at("funding_rate"), periods);
    PriceInput price;
    price.amount = amount;
    price.paying_years = paying_years(pd_, at("funding_rate"), periods);
    price.expected_loss = point.expected_loss;
    price.funding_rate = at("funding_rate");
    price.capital = at("capital_ratio") *
                    risk_weight(corporate_capital(pd_, at("capital_lgd"),
                                                  std::clamp(years_, 1.0, 5.0), std::nullopt));
    price.return_on_capital = at("return_on_capital");
    price.operating_cost = at("operating_cost");
    point.rate_per_year = break_even_rate(price);
    return point;
  }

 private:
  const book::CollateralPath& collateral_;
  const standards::ParameterSet& parameters_;
  double pd_;
  double years_;
};

book::Input input_of(const standards::ModelParameter& parameter) {
  return {parameter.name, Distribution::triangular(parameter.low, parameter.mode, parameter.high),
          parameter.unit, parameter.evidence};
}

std::vector<book::Input> inputs_of(const TermsRequest& request, int months) {
  std::vector<book::Input> inputs;
  for (const char* name : {"confidence", "funding_rate", "operating_cost", "capital_lgd",
                           "capital_ratio", "return_on_capital", "unsecured_recovery"}) {
    inputs.push_back(input_of(request.parameters.at(name)));
  }
  if (!request.default_estimate.pd_one_year) {
    inputs.push_back(input_of(request.parameters.at("pd_reference")));
  }
  if (!request.request.term_months) {
    inputs.push_back(input_of(request.parameters.at("term_months_default")));
  }
  inputs.push_back({"term_months",
                    Distribution(months),
                    "months",
                    {"the request, within the longest term", standards::Grade::kOwn}});
  if (request.appraised_cap) {
    for (const char* name : {"cap_invention", "cap_utility_model", "cap_design", "cap_trademark"}) {
      inputs.push_back(input_of(request.parameters.at(name)));
    }
    // The shares have sources; to sum them over the medians of our own appraisals is ours.
    inputs.push_back({"appraised_cap",
                      Distribution(*request.appraised_cap),
                      "major units",
                      {"the caps by kind of right, each on its median appraisal, summed",
                       standards::Grade::kOwn}});
  }
  return inputs;
}

std::vector<book::LoanPoint> curve_of(const Lender& lender, double median) {
  std::vector<book::LoanPoint> curve;
  if (!(median >= 1)) {
    return curve;
  }
  const int count = static_cast<int>(lender.at("curve_points"));
  for (int i = 1; i <= count; ++i) {
    curve.push_back(lender.point(median * lender.at("curve_ltv_max") * i / count));
  }
  return curve;
}

}  // namespace

double appraised_cap(std::span<const CappedAppraisal> appraisals,
                     const standards::ParameterSet& terms) {
  // Sorted, so that the sum's last digit does not hang on the order of the rights.
  std::vector<double> caps;
  caps.reserve(appraisals.size());
  for (const CappedAppraisal& one : appraisals) {
    caps.push_back(terms.at(cap_of(one.appraisal->right)).mode * one.appraisal->value.median() *
                   one.net_share);
  }
  std::sort(caps.begin(), caps.end());
  double sum = 0;
  for (const double cap : caps) {
    sum += cap;
  }
  return sum;
}

int term_months_of(const book::LoanRequest& request, const standards::ParameterSet& terms) {
  const int asked =
      request.term_months.value_or(static_cast<int>(terms.at("term_months_default").mode));
  return std::clamp(asked, 1, static_cast<int>(terms.at("term_months_max").mode));
}

Result<book::Terms> compute_terms(const TermsRequest& request) {
  const book::CollateralPath& collateral = request.collateral;
  if (request.request.amount && request.request.amount->currency != collateral.currency) {
    return fail(ErrorCode::kConflict, "the loan is asked for in another currency than the values",
                {"", 0, "request.amount"});
  }
  const int months = term_months_of(request.request, request.parameters);
  const double pd = std::max(kPdLeast, request.default_estimate.pd_one_year.value_or(
                                           request.parameters.at("pd_reference").mode));
  const Lender lender(request, pd, months / 12.0);
  book::Terms terms;
  terms.currency = collateral.currency;
  terms.confidence = lender.at("confidence");
  const double covered = lender.covered();
  const double most = std::min(covered, request.appraised_cap.value_or(covered));
  terms.amount_max = rounded_down(most);
  const double median = collateral.value_today.median();
  terms.ltv_max = median > 0 ? covered / median : 0;
  double offer = *terms.amount_max;
  if (request.request.amount) {
    const double asked = request.request.amount->major();
    if (asked > 0) {
      terms.requested = lender.point(asked);
      offer = std::min(offer, asked);
    }
  }
  if (offer > 0) {
    terms.offered = lender.point(offer);
  }
  terms.curve = curve_of(lender, median);
  terms.inputs = inputs_of(request, months);
  return terms;
}

}  // namespace pignus::risk
