// Comparable transactions: what similar rights were sold for, brought to the day of valuation.
// docs/methods/comparables.md describes the method.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/distribution.h"
#include "valuation/market/price_index.h"
#include "valuation/market/similarity.h"

namespace pignus::valuation {

struct ComparableTerms {
  SimilarityTerms similarity;
  int least = 5;                    ///< fewer comparables, and the method refuses
  int most = 20;                    ///< the nearest so many are used
  double least_similarity = 0.4;    ///< farther deals are not comparable
  double least_known_weight = 0.4;  ///< of similarity: with less known, likeness says nothing
  double least_effective = 3;       ///< of Kish's effective number of deals
  double oldest_years = 10;
  double power = 2;           ///< a deal's weight is similarity ^ power
  double sigma_own = 0.8;     ///< of the log price of two rights alike in every feature
  double sigma_unlike = 1.0;  ///< added, times (1 - similarity)
  double sigma_lot = 1.0;     ///< of the log value among the rights of one lot
  double sigma_year = 0.15;   ///< of the index, for a year it does not cover
};
/// Reads standards/valuation/methods/comparables.toml; kInvalidInput names a parameter out of
/// range.
[[nodiscard]] Result<ComparableTerms> comparable_terms(const standards::ParameterSet& set);

/// Why a deal was not used.
enum class LeftOut {
  kLater,      ///< after the day of valuation: not known then
  kOtherType,  ///< another kind of right, or a kind that is not known
  kForced,     ///< a forced sale
  kCensored,   ///< unsold or only asked: the price lies below a bound, which is no price
  kNoIndex,    ///< before the index begins
  kTooOld,
  kTooLittleKnown,
  kTooFar,
  kNotNearest,  ///< similar enough, but `most` are nearer
};
std::string_view name_of(LeftOut reason);

/// One deal's part in the answer.
struct ComparableUse {
  std::string id;
  double similarity = 0;
  double known_weight = 0;
  double time_factor = 1;      ///< by the index
  double price_per_right = 0;  ///< brought to the day, share of the lot by count
  double sigma_log = 0;        ///< how far this deal may miss the right
  double weight = 0;           ///< share of the answer; they sum to 1
};

struct ComparableLeftOut {
  std::string id;
  LeftOut reason = LeftOut::kTooFar;
};

/// Why there is no answer.
enum class ComparableRefusal { kNone, kSubjectUnknown, kTooFew, kTooFar, kTooConcentrated };
std::string_view name_of(ComparableRefusal refusal);

struct ComparableAnswer {
  std::optional<Distribution> value;  ///< per right, major units; nullopt when refused
  ComparableRefusal refusal = ComparableRefusal::kNone;
  int eligible = 0;                         ///< sold deals of the kind in time, near or not
  int near_enough = 0;                      ///< of those
  double effective = 0;                     ///< (sum w)^2 / sum w^2
  int offered_near = 0;                     ///< lots near enough with an outcome, sold or unsold
  int unsold_near = 0;                      ///< of those: the answer is a price given a sale
  std::vector<ComparableUse> used;          ///< nearest first, then by id
  std::vector<ComparableLeftOut> left_out;  ///< by id
};

/// Weights the nearest deals. Each stands for a lognormal whose median is its price per right at
/// the day's level, with sigma^2 = own^2 + (unlike (1 - s))^2 + lot^2 (1 - 1/n) + year^2 * years
/// not covered by the index. The share of a lot is by count: its mean is the lot's, so the median
/// lies exp(-lot^2 (1 - 1/n) / 2) below. kInvalidInput: a subject or deal with an impossible
/// number, an id used twice.
[[nodiscard]] Result<ComparableAnswer> value_by_comparables(const TradedFeatures& subject,
                                                            const std::vector<Transaction>& deals,
                                                            const PriceIndex& index, Date day,
                                                            const ComparableTerms& terms);

}  // namespace pignus::valuation
