// What a model is, what it was made from, how well it does and where it must not be used, in a form
// that programs and people read. A model without a sound card does not load (model_package.h).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"

namespace pignus::learning {

struct CardLeak {
  std::string column;
  std::string why;

  friend bool operator==(const CardLeak&, const CardLeak&) = default;
};

/// A figure on the test rows, and how it stands to a reference's on the same rows.
struct CardMetric {
  std::string name;       ///< "spearman", "pinball"
  std::string reference;  ///< what it is held against: "least squares", "cohort quantiles"
  double value = 0;
  double reference_value = 0;
  double difference = 0;  ///< value - reference_value
  double low = 0;         ///< paired bootstrap interval of the difference
  double high = 0;
  bool higher_is_better = true;

  /// "better", "worse", or "not told apart": the interval contains zero.
  std::string verdict() const;
  friend bool operator==(const CardMetric&, const CardMetric&) = default;
};

struct CardCoverage {
  std::string group;  ///< "all", "1994", "CAT 3"
  std::size_t rows = 0;
  std::size_t covered = 0;
  double share = 0;
  double low = 0;  ///< the shares that the promise lets one see, exact binomial 95 % band
  double high = 0;
  double mean_width = 0;

  bool holds() const { return low <= share && share <= high; }
  friend bool operator==(const CardCoverage&, const CardCoverage&) = default;
};

/// One of the settings that were tried, and what its answers left out of fold, on training rows
/// alone.
struct CardChoice {
  std::string settings;
  double squared = 0;  ///< squared error, as a share of the variance
  double pinball = 0;  ///< mean pinball loss, as a share of that of the rows' own quantiles
  bool chosen = false;

  friend bool operator==(const CardChoice&, const CardChoice&) = default;
};

struct ModelCard {
  static constexpr std::string_view kFormat = "pignus-model-card/1";

  std::string name;
  std::string version;
  std::string what;      ///< what it is, in a sentence
  std::string target;    ///< what it predicts, with its unit
  std::string software;  ///< that trained it, with its version
  std::uint64_t seed = 0;

  std::string source;  ///< of the training rows
  std::size_t rows = 0;
  std::string period;  ///< of the training rows: "1990-1993"
  std::string data_sha256;

  std::vector<std::string> features;
  std::vector<CardLeak> leaks;  ///< columns kept out
  bool no_leaks = false;        ///< said outright where none is known

  std::string out_of_time;    ///< how it was tested on later rows, or why it was not
  std::string out_of_family;  ///< on rows of other families or firms, or why not
  double promised_coverage = 0.9;
  std::vector<CardChoice> choices;     ///< at least one, one of them chosen
  std::vector<CardMetric> metrics;     ///< at least one
  std::vector<CardCoverage> coverage;  ///< at least one; the first of all rows
  std::vector<std::string> limits;     ///< what is known to be weak
  std::vector<std::string> not_for;    ///< where it must not be used; at least one

  std::string model_sha256;  ///< of the model's bytes

  friend bool operator==(const ModelCard&, const ModelCard&) = default;
};

/// The first thing that is missing or contradicts itself, by field.
[[nodiscard]] Status check_card(const ModelCard& card);

/// The same card, the same bytes.
std::string card_toml(const ModelCard& card);
/// Strict: an unknown key is an error, and check_card() holds.
[[nodiscard]] Result<ModelCard> parse_card(std::string_view toml, std::string_view file);
/// One page for people.
std::string card_markdown(const ModelCard& card);

}  // namespace pignus::learning
