// From eligibility, findings, terms and the estimate of default to a decision with its reasons.
#pragma once

#include <span>
#include <vector>

#include "book/credit.h"
#include "book/dossier.h"
#include "book/finding.h"
#include "book/underwriting.h"
#include "standards/parameters.h"

namespace pignus::risk {

/// The right counts as collateral: not ended, and no rule of grade `seen` refuses it. A right of
/// unknown status counts, with its wide value and a condition. A rule of another grade never
/// excludes.
bool may_be_pledged(const book::RightFile& file);

struct DecisionRequest {
  const book::Dossier& dossier;
  std::span<const book::RightFile> rights;
  std::span<const book::Finding> findings;
  const book::Terms& terms;
  const book::DefaultEstimate& default_estimate;
  const standards::ParameterSet& parameters;  ///< risk/terms.toml
};

/// Declines only where no right is left that may be pledged. Refers to a person where the firm's
/// default probability is unknown or in the zone of distress, a finding is critical, no amount is
/// asked for, or the collateral covers nothing: what rests on our own numbers does not refuse.
/// Approves otherwise, with the conditions that rules, missing records, open liens and findings
/// call for. Each reason and condition stands once, with all the rights it concerns. Without an
/// estimate of default there is no amount and no rate: the terms hold an indicative one.
book::Decision decide(const DecisionRequest& request);

}  // namespace pignus::risk
