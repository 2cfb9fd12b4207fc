#include "valuation/appraise.h"

#include <algorithm>

#include "valuation/liquidation.h"
#include "valuation/methods.h"
#include "valuation/reconcile.h"
#include "valuation/status_effect.h"

namespace pignus::valuation {

namespace {

void collect(book::Appraisal& appraisal, std::string_view method, MethodAnswer& answer) {
  if (answer.value) {
    appraisal.methods.push_back(std::move(*answer.value));
  } else {
    appraisal.methods_refused.push_back(std::string(method) + ":" + answer.refusal);
  }
}

/// Yearly fees over the time a sale may take, in the appraisal's money; nullopt: not known.
std::optional<double> fees_per_year(const AppraisalRequest& request, const Subject& subject) {
  constexpr double kYearsAhead = 4;  // one US fee falls in every four years
  if (!request.fees || !subject.age || request.fees->currency != request.currency) {
    return std::nullopt;
  }
  double total = 0;
  for (const standards::RenewalFee& fee : request.fees->fees) {
    if (fee.age >= *subject.age && fee.age < *subject.age + kYearsAhead) {
      total += fee.cost;
    }
  }
  return total / kYearsAhead;
}

double mean_life(const AppraisalRequest& request, const Subject& subject,
                 const MethodAnswer& renewal, const MethodAnswer& royalty) {
  if (royalty.life_years) {
    return royalty.life_years->mean();
  }
  if (renewal.life_years) {
    return renewal.life_years->mean();
  }
  const char* name =
      subject.type == registers::RightType::kTrademark ? "trademark_life" : "economic_life_other";
  const double usual = request.parameters.common.at(name).mode;
  return std::min(usual, subject.legal_life.value_or(usual));
}

Status run_methods(const AppraisalRequest& request, const Subject& subject,
                   book::Appraisal& appraisal) {
  PIGNUS_ASSIGN(MethodAnswer renewal, by_renewal(request, subject));
  PIGNUS_ASSIGN(MethodAnswer royalty, by_royalty(request, subject, renewal.life_years));
  PIGNUS_ASSIGN(MethodAnswer cost, by_cost(request, subject));
  appraisal.remaining_life_years = mean_life(request, subject, renewal, royalty);
  collect(appraisal, "relief_from_royalty", royalty);
  collect(appraisal, "renewal", renewal);
  collect(appraisal, "cost", cost);
  if (!royalty.value && !renewal.value) {
    PIGNUS_ASSIGN(MethodAnswer population, by_population(request, subject));
    collect(appraisal, "population", population);
  }
  return {};
}

book::Appraisal worthless(book::Appraisal appraisal) {
  const std::string reason = ended_reason(appraisal.status.state);
  for (const char* method : {"relief_from_royalty", "renewal", "cost"}) {
    appraisal.methods_refused.push_back(std::string(method) + ":" + reason);
  }
  return appraisal;
}

}  // namespace

Result<book::Appraisal> appraise(const AppraisalRequest& request) {
  if (request.paths == 0 || request.paths > kPathsMax) {
    return fail(ErrorCode::kLimitExceeded, "the number of paths is not from 1 to 10000000",
                {"", 0, "paths"});
  }
  book::Appraisal appraisal;
  appraisal.right = request.offered.id.value_or(request.facts.id);
  const registers::RightRecord* record = request.facts.latest_record();
  appraisal.title =
      record != nullptr && !record->title.empty() ? record->title : request.offered.title;
  appraisal.as_of = request.as_of;
  appraisal.currency = request.currency;
  appraisal.status = request.status;
  appraisal.assumed_only = record == nullptr;
  if (has_ended(request.status.state)) {
    return worthless(std::move(appraisal));
  }
  const Subject subject = subject_of(request);
  PIGNUS_TRY(run_methods(request, subject, appraisal));
  weigh(appraisal.methods, request.parameters.common);
  appraisal.value = reconcile(appraisal.methods);
  appraisal.liquidation_value = simulate_liquidation(
      appraisal.value, fees_per_year(request, subject), request.parameters.liquidation,
      request.seed, subject.key, request.paths);
  return appraisal;
}

}  // namespace pignus::valuation
