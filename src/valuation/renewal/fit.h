// Schankerman and Pakes' model (valuation/renewal.h) fitted to the shares of a cohort that paid
// each fee. Given the decay, mu and sigma follow from an ordered probit; the decay itself is hardly
// identified and stands as a scenario. What the shares cannot tell is said beside the fit: of the
// rights that paid every fee nothing is known but that they are worth more than the last one asked.
// Page: docs/methods/renewal-fit.md.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "core/result.h"
#include "valuation/renewal.h"

namespace pignus::valuation {

/// Of a cohort of `rights` alive at age 0, the share whose fee of each of the model's fee ages was
/// paid, as every fee before it.
struct RenewalCohort {
  double rights = 0;           ///< > 0
  std::vector<double> shares;  ///< one a fee of the model, never rising, in [0, 1]
};

/// All values of a number that the shares do not refuse at 95 per cent, by profile likelihood. An
/// end without a value is not identified: the likelihood never falls far enough on that side.
struct ProfileInterval {
  std::optional<double> low;
  std::optional<double> high;
};

struct RenewalFit {
  RenewalModel model;          ///< with mu and sigma as fitted
  std::vector<double> shares;  ///< as the model has them
  double log_likelihood = 0;   ///< of the ages at which rights ended, without constants
  double deviance = 0;         ///< twice the log likelihood that the best possible shares gain
  int degrees_of_freedom = 0;  ///< fees - 2
  ProfileInterval mu;
  ProfileInterval sigma;
  /// Of a right's net value at age 0: quote this. It hangs on mu alone, so its interval is mu's.
  double median_value = 0;
  ProfileInterval median_value_interval;
  /// The mean hangs on the tail that the fees cannot see: never quote it without the share below.
  double mean_value = 0;
  double share_paying_all = 0;      ///< of the rights: they paid every fee
  double mean_from_paying_all = 0;  ///< share of the mean value that those rights bring
};

/// Fits mu and sigma; those of `scenario` are not read, its decay, discount, term and fees are.
/// kInvalidInput names the field: fewer than two fees, thresholds that do not rise from fee to fee,
/// shares that rise, are out of range, all one, all zero, or do not fall after the first fee (no
/// spread can be told).
[[nodiscard]] Result<RenewalFit> fit_renewal(const RenewalModel& scenario,
                                             const RenewalCohort& cohort);

/// The same under several decays, and what of the decay the shares tell.
struct RenewalScenarios {
  std::vector<RenewalFit> fits;  ///< in the order of the decays given
  double likeliest_decay = 0;    ///< within [0, 1]
  ProfileInterval decay;         ///< low empty where even no decay at all fits
  double median_low = 0;         ///< over the scenarios
  double median_high = 0;
  double mean_low = 0;
  double mean_high = 0;
};
/// `decays` within [0, 1], at least one.
[[nodiscard]] Result<RenewalScenarios> fit_renewal_scenarios(const RenewalModel& scenario,
                                                             const RenewalCohort& cohort,
                                                             std::span<const double> decays);
/// The three decays of method_parameters().
std::vector<double> default_decays();

}  // namespace pignus::valuation
