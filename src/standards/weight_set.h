// Weight sets: a bank's own weights for a scorecard, saved with a version, who set them and why.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/date.h"
#include "core/json.h"
#include "core/result.h"
#include "standards/scorecard.h"

namespace pignus::standards {

struct WeightSet {
  std::string id;
  std::string version;
  std::string scorecard;          ///< the card it is for,
  std::string scorecard_version;  ///< of exactly this version: another tree, other weights
  std::string scenario;
  std::string author;
  Date saved;
  Evidence evidence;
  std::map<std::string, double, std::less<>> weights;  ///< by node; others keep the card's

  friend bool operator==(const WeightSet&, const WeightSet&) = default;
};

/// kInvalidInput names file, line and key.
[[nodiscard]] Result<WeightSet> parse_weight_set(std::string_view toml, std::string_view file);
/// As parse_weight_set reads it, to the same values: numbers in their shortest exact form.
std::string to_toml(const WeightSet& set);
/// The card with these weights. kConflict for another card or version, kNotFound for a node it does
/// not have, kInvalidInput where a node's weights then do not sum to 1.
[[nodiscard]] Result<Scorecard> with_weights(Scorecard card, const WeightSet& set);
/// Sets as JSON, because what they were is part of a result. Numbers are exact.
Json weight_sets_json(const std::vector<WeightSet>& sets);
/// Inverse of weight_sets_json(): kInvalidInput names the field.
[[nodiscard]] Result<std::vector<WeightSet>> weight_sets_from_json(const Json& json);
/// Those of this project, by id: standards/scorecards/weights/. Fails only where a file of the
/// program itself is wrong.
[[nodiscard]] Result<std::vector<WeightSet>> load_weight_sets();

}  // namespace pignus::standards
