// The methods of an appraisal, each from the request to a value or to the key of its refusal.
// Internal to valuation: appraise() is the way in.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "book/appraisal.h"
#include "valuation/appraise.h"
#include "valuation/renewal.h"

namespace pignus::valuation {

/// What all methods need to know of the right.
struct Subject {
  std::string key;     ///< in random streams
  std::string office;  ///< "" unknown
  registers::RightType type = registers::RightType::kUnknown;
  const standards::RenewalPopulation* population = nullptr;
  std::optional<double> age;         ///< years since the population's base date
  std::optional<double> paid_until;  ///< years since the base date
  std::optional<double>
      legal_life;  ///< years until the longest term ends; nullopt: unknown or none
  std::vector<book::Input> chances;  ///< of legal status
};
Subject subject_of(const AppraisalRequest& request);

/// A method's answer, or why it refuses (message key).
struct MethodAnswer {
  std::optional<book::MethodValue> value;
  std::string refusal;
  std::optional<Distribution> life_years;
  std::optional<book::CostBreakdown> cost_lines = std::nullopt;  ///< of the method "cost"
};

/// The renewal model's answer carries the life on which relief from royalty may build.
[[nodiscard]] Result<MethodAnswer> by_renewal(const AppraisalRequest& request,
                                              const Subject& subject);
[[nodiscard]] Result<MethodAnswer> by_royalty(const AppraisalRequest& request,
                                              const Subject& subject,
                                              const std::optional<Distribution>& renewal_life);
/// By the dated lines of the plan where it has them, else by the one figure of the offer.
[[nodiscard]] Result<MethodAnswer> by_cost(const AppraisalRequest& request, const Subject& subject);
/// A lognormal over all rights of the kind: for want of anything better, and wide.
[[nodiscard]] Result<MethodAnswer> by_population(const AppraisalRequest& request,
                                                 const Subject& subject);

}  // namespace pignus::valuation
