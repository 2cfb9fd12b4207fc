// How much more or less readily the patents of a technical class are given up than all patents,
// from two tables of counts. The tables double-count: a patent of three classes stands in each, so
// classes are not apart and do not add up to the whole; each ratio is of one class to the sum.
// Page: docs/methods/lapse.md.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/result.h"
#include "valuation/lapse/fit.h"

namespace pignus::valuation {

struct ClassMultiplier {
  std::string code;
  double lapsed = 0;
  double others = 0;
  /// Share lapsed over share lapsed of all classes, on the scale of cumulative hazards, as if every
  /// class had patents of the same ages. A young class looks steadfast in it.
  double raw = 1;
  /// Of the hazards at equal age: the class's filing years are tilted, w ~ exp(growth x year),
  /// until both its share lapsed and its mean age at lapse are met. nullopt where no tilt within
  /// reach does, or the mean is missing.
  std::optional<double> at_equal_age;
  std::optional<double> growth;  ///< 1/year, against all classes
  /// at_equal_age drawn towards 1 by as much as chance explains: what to use. 1 where it is
  /// unknown.
  double shrunk = 1;
};

struct ClassMultipliers {
  std::vector<ClassMultiplier> classes;  ///< by code
  double entries_a_patent = 0;           ///< of the lapsed: how often the table counts one
  double spread = 0;  ///< standard deviation of log at_equal_age between classes, noise off
};

/// `fit` and `margins` are those that the tables belong to; their lapsed patents tell how often the
/// tables count one, their ages how far ages at lapse lie apart. Noise is that of the counts, by
/// the delta method. kInvalidInput by field for margins without ages, or tables without lapsed or
/// other patents or means, or whose sum no tilt meets.
[[nodiscard]] Result<ClassMultipliers> class_multipliers(std::span<const ClassCount> counts,
                                                         const LapseFit& fit,
                                                         const GrantTimes& grants,
                                                         const LapseMargins& margins);

}  // namespace pignus::valuation
