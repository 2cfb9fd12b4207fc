// The simulation test of the stock-market method: a market in which every patent's worth is known,
// and what the estimator makes of it. Each firm has a scale u ~ U(0, 1); a day's noise is
// N(0, (5u)^2); on a day of a grant the patent brings |N(0, u^2)|, a science patent |N(0,
// (1.1u)^2)|. Of all days 10 per cent bring a science patent and 15 per cent another. Page:
// docs/methods/kpss.md.
#pragma once

#include <cstdint>
#include <vector>

#include "core/result.h"
#include "valuation/kpss/gamma.h"

namespace pignus::valuation {

struct KpssMarket {
  std::uint32_t firms = 4000;
  std::uint32_t days = 250;
  double science_share = .10;  ///< of all days
  double other_share = .15;    ///< of all days
  double noise = 5;            ///< deviation of a day's noise, in scales of the firm
  double science_scale = 1.1;  ///< of a science patent's worth, in scales of the firm
};

/// The market's days, and what their patents are worth. Kind 1 is science, 2 the others.
struct KpssTrueDays {
  std::vector<FirmDay> days;  ///< firm by firm
  std::vector<double> worth;  ///< 0 on days without a grant
};
/// Firms [first, first + count): the same days whatever the range. kInvalidInput names the field.
[[nodiscard]] Result<KpssTrueDays> simulate_kpss_days(const KpssMarket& market, std::uint64_t seed,
                                                      std::uint32_t first, std::uint32_t count);

struct SampleMoments {
  double mean = 0;
  double standard_deviation = 0;
  double p50 = 0;
  double p90 = 0;
};

/// Held against the truth, over all days with a grant.
struct KpssTrial {
  SampleMoments worth;
  SampleMoments estimate;
  double correlation = 0;  ///< of worth and estimate
  double true_gap = 0;     ///< mean worth of science patents less that of the others
  double estimated_gap = 0;
};
/// Estimates every grant of simulated days under the gammas given: one for all kinds, or one a
/// kind. Firm-years stand for firms; a return is of one day. kInvalidInput: gammas not above zero
/// or not one or two, or no grants of one kind.
[[nodiscard]] Result<KpssTrial> try_kpss(const KpssTrueDays& truth,
                                         const std::vector<double>& gammas);

}  // namespace pignus::valuation
