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

/// classes.tsv: a header, then CPC subclass and multiplier, tab-separated. kInvalidInput by line.
[[nodiscard]] Result<std::map<std::string, double>> read_class_multipliers(std::string_view tsv,
                                                                           std::string_view file);

}  // namespace pignus::valuation
