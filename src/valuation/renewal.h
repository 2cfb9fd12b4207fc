// Schankerman and Pakes' renewal model: owners pay fees to keep a right alive only while its
// returns are worth it, so who renews tells what rights are worth.
//   R_a = R_0 * exp(-decay * a),   ln R_0 ~ N(mu, sigma^2)
//   renew at age a  iff  R_a * sum_{j < years} exp(-decay * j) (1 + s)^-j >= fee
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "core/distribution.h"
#include "standards/valuation_parameters.h"

namespace pignus::valuation {

/// The model's numbers, all known.
struct RenewalModel {
  double mu = 0;  ///< of ln R_0, R_0 in major units a year
  double sigma = 0;
  double decay = 0;     ///< per year, continuous
  double discount = 0;  ///< s, per year, compounded yearly
  double term_years = 0;
  std::vector<standards::RenewalFee> fees;  ///< by age
};

/// The modes of a population's parameters with the fees it was fitted to.
RenewalModel model_of(const standards::RenewalPopulation& population);
/// The same for other fees, in the same currency. The returns move by the ratio of the fees' sums,
/// so that the shares renewed stay about as observed; an empty schedule changes nothing.
RenewalModel with_fees(const RenewalModel& model, std::vector<standards::RenewalFee> fees);

/// ln R_0 from which on every fee up to and including `age` is paid; -infinity before the first.
double log_return_needed(const RenewalModel& model, double age);
/// P(all fees up to and including `age` are paid).
double probability_renewed(const RenewalModel& model, double age);

/// A right of one age that is still alive.
struct RenewalState {
  double age = 0;         ///< years since the base date
  double paid_until = 0;  ///< every fee due before this age is known to be paid; below age: age
};
/// Value at the state's age of the returns still to come less the fees still to pay, both
/// discounted to that age; a year's return falls at its beginning, the broken year counts by its
/// share.
double remaining_value(const RenewalModel& model, double first_return, const RenewalState& state);

struct RenewalOutlook {
  Distribution value;       ///< major units of the model's money
  Distribution life_years;  ///< from `age` on
};

/// Remaining value and life of a right known to be alive. Both rise with R_0, so quantiles map to
/// quantiles: exact on the grid and without random numbers.
RenewalOutlook renewal_outlook(const RenewalModel& model, const RenewalState& state);
/// The same where not even the age is known: alive rights of all ages below the term, each age as
/// likely as rights survive to it.
RenewalOutlook renewal_outlook_any_age(const RenewalModel& model);

}  // namespace pignus::valuation
