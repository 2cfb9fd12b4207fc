// The loan's terms: how much the collateral covers, what a loan of that size loses and costs.
#pragma once

#include <optional>
#include <span>

#include "book/appraisal.h"
#include "book/credit.h"
#include "book/dossier.h"
#include "core/result.h"
#include "standards/parameters.h"

namespace pignus::risk {

struct CappedAppraisal {
  const book::Appraisal* appraisal = nullptr;
  double net_share = 1;  ///< of its value that no other right's value holds already, [0, 1]
};

/// What banks lend at most on appraised values, by kind of right: sum over the rights of the cap
/// times the median appraisal, net of overlap, major units. The kind is the letter of the right's
/// key; a right without a key takes the lowest cap.
double appraised_cap(std::span<const CappedAppraisal> appraisals,
                     const standards::ParameterSet& terms);

/// The term asked for, or the default, not beyond the longest one.
int term_months_of(const book::LoanRequest& request, const standards::ParameterSet& terms);

struct TermsRequest {
  const book::CollateralPath& collateral;  ///< of the rights that may be pledged
  const book::DefaultEstimate& default_estimate;
  const book::LoanRequest& request;
  const standards::ParameterSet& parameters;  ///< risk/terms.toml
  std::optional<double> appraised_cap;        ///< nullopt: no such limit
};

/// The amount offered is the least of what is asked, what the collateral covers at the confidence,
/// and the cap, rounded down to three digits; there is no offer where nothing is covered. With an
/// unknown probability of default everything is indicative, at `pd_reference`, which then stands
/// among the inputs. kConflict where the request is in another currency than the collateral.
[[nodiscard]] Result<book::Terms> compute_terms(const TermsRequest& request);

}  // namespace pignus::risk
