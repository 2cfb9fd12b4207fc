#include "valuation/lapse/model_file.h"

#include <array>
#include <cmath>
#include <cstddef>
#include <utility>

#include "standards/parameters.h"
#include "valuation/lapse/margins.h"
#include "valuation/require.h"

namespace pignus::valuation {

Result<LapseModelFile> read_lapse_model(std::string_view toml, std::string_view file) {
  PIGNUS_ASSIGN(const standards::ParameterSet set, standards::parse_parameters(toml, file));
  constexpr std::array<const char*, kLapseDecisions> kHazards{"hazard_4", "hazard_8", "hazard_12"};
  for (const char* name : {kHazards[0], kHazards[1], kHazards[2], "recording_lag"}) {
    if (!set.values.contains(name)) {
      return fail(ErrorCode::kInvalidInput, "the parameter is missing",
                  {std::string(file), 0, name});
    }
  }
  LapseModelFile model;
  model.version = set.version;
  for (std::size_t k = 0; k < kLapseDecisions; ++k) {
    const standards::ModelParameter& hazard = set.at(kHazards[k]);
    PIGNUS_TRY(require(hazard.low > 0 && hazard.high < 1, kHazards[k], "must lie between 0 and 1"));
    model.lowest[k] = hazard.low;
    model.hazards[k] = hazard.mode;
    model.highest[k] = hazard.high;
  }
  model.recording_lag = set.at("recording_lag").mode;
  PIGNUS_TRY(require_within(model.recording_lag, 0, 2, "recording_lag"));
  return model;
}

double ShippedMultiplier::usable() const {
  if ((raw - 1) * (at_equal_age - 1) <= 0) {
    return 1;
  }
  return std::abs(std::log(raw)) < std::abs(std::log(at_equal_age)) ? raw : at_equal_age;
}

Result<std::map<std::string, ShippedMultiplier>> read_class_multipliers(std::string_view tsv,
                                                                        std::string_view file) {
  PIGNUS_ASSIGN(const auto raw, class_numbers_of(tsv, "raw", file, 1));
  PIGNUS_ASSIGN(const auto at_equal_age, class_numbers_of(tsv, "at_equal_age", file));
  std::map<std::string, ShippedMultiplier> result;
  for (const auto& [code, multiplier] : at_equal_age) {
    const ShippedMultiplier both{raw.at(code), multiplier};
    PIGNUS_TRY(
        require(both.raw > 0 && both.at_equal_age > 0, code, "must have multipliers above zero"));
    result.emplace(code, both);
  }
  return result;
}

}  // namespace pignus::valuation
