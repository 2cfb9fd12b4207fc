// The fit that the program ships (models/lapse), read from bytes that the caller loaded.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "core/result.h"
#include "valuation/lapse/three_decisions.h"

namespace pignus::valuation {

struct LapseModelFile {
  std::string version;
  LapseHazards hazards{};  ///< of patents that owe fees
  /// The same by the other fits of the card: how far the answer hangs on what is fitted.
  LapseHazards lowest{};
  LapseHazards highest{};
  double recording_lag = 0;  ///< years
};

/// parameters.toml: standards/parameters.h's form, with hazard_4, hazard_8, hazard_12 and
/// recording_lag. kInvalidInput by field for one that is missing or out of range.
[[nodiscard]] Result<LapseModelFile> read_lapse_model(std::string_view toml, std::string_view file);

/// What classes.tsv says of a class, both against all classes (class_multiplier.h).
struct ShippedMultiplier {
  double raw = 1;           ///< as if every class were of the same age
  double at_equal_age = 1;  ///< shrunk; takes a class that lapses early for a young one

  /// The one nearer to 1; 1 where they lie on both sides of it: the tables then do not tell
  /// whether the class is given up more or less readily.
  double usable() const;
};

/// classes.tsv: a header, then CPC subclass, raw and at_equal_age, tab-separated. kInvalidInput by
/// line, or by class for a multiplier that is not above zero.
[[nodiscard]] Result<std::map<std::string, ShippedMultiplier>> read_class_multipliers(
    std::string_view tsv, std::string_view file);

}  // namespace pignus::valuation
