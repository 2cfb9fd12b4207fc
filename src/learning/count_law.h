// The distribution of a count whose mean carries what the line knows, a calendar trend included:
// negative binomial with a logarithmic link and one size (Hilbe 2011, recalled). As later rows have
// had less time to be counted, their whole distribution moves, zeros and spread and all, which
// quantiles of ln(1 + count) learned on earlier rows do not know.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/json.h"
#include "core/result.h"
#include "learning/conformal.h"
#include "learning/feature_matrix.h"
#include "learning/least_squares.h"

namespace pignus::learning {

/// Where counts of one row lie: P(N = k) with mean `mean` and variance mean + mean² / size.
struct CountPlace {
  double mean = 0;
  double size = 0;
  double draw = 0;  ///< in (0, 1): where within a count's own probability the row stands

  /// F(k - 1) + draw * P(N = k), uniform on (0, 1) where the law is right (Brockwell 2007,
  /// recalled); `log_count` is ln(1 + k).
  double share_below(double log_count) const;
};

struct CountLaw {
  LinearModel log_mean;  ///< of ln E N; missing values count as the training mean
  double size = 0;       ///< above zero; towards infinity the law is Poisson's

  /// `draws`: one a row.
  std::vector<CountPlace> places(const FeatureMatrix& features,
                                 const std::vector<double>& draws) const;
  Json to_json() const;
  [[nodiscard]] static Result<CountLaw> from_json(const Json& json);
  friend bool operator==(const CountLaw&, const CountLaw&) = default;
};

/// Maximum likelihood: Fisher's scoring for the mean within a search over ln(size) from ln .01 to
/// ln 10⁶. `log_counts` are ln(1 + count). kInvalidInput (record from 1) where one is no whole
/// number of zero or more, where all are zero, or where the likelihood has no maximum.
[[nodiscard]] Result<CountLaw> fit_count_law(const std::vector<std::string>& names,
                                             const FeatureMatrix& features,
                                             const std::vector<double>& log_counts);

/// The interval of shares as one of ln(1 + count): the least and the greatest count whose share
/// lies in it. Where it has no end before 1 nothing is promised.
ConformalInterval count_interval(const CountPlace& place, ConformalInterval shares);

/// The draw of a row's key for its place.
double place_draw(std::uint64_t seed, const std::string& key);

}  // namespace pignus::learning
