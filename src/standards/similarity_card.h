// The card of the text-similarity model: its coefficients and how it must be fed, with what it was
// trained and tested on and must not be used for. A model without these does not load.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/date.h"
#include "core/result.h"
#include "standards/evidence.h"

namespace pignus::standards {

struct SimilarityCard {
  /// Log odds = intercept + slopes times features.
  struct Coefficients {
    double intercept = 0;
    double words = 0;
    double latent = 0;
    double classes = 0;

    friend bool operator==(const Coefficients&, const Coefficients&) = default;
  };
  /// One measured figure.
  struct Measured {
    std::string proxy;
    std::string measure;
    double auc = 0;
    double lower = 0;  ///< 95 %
    double upper = 0;
    std::int64_t pairs = 0;

    friend bool operator==(const Measured&, const Measured&) = default;
  };

  std::string id;
  std::string version;
  Date trained;
  Evidence evidence;
  std::string trained_on;
  std::string tested_on;
  std::vector<std::string> not_for;
  std::string stop_words;  ///< "<id>/<version>" of the list it was trained with
  double k1 = 0;
  double b = 0;
  double k3 = 0;
  double title_weight = 0;
  double abstract_weight = 0;
  double claims_weight = 0;
  std::int64_t latent_rank = 0;
  std::int64_t latent_extra = 0;
  std::int64_t latent_passes = 0;
  std::int64_t latent_seed = 0;
  Coefficients words_only;
  Coefficients with_classes;
  std::vector<Measured> measured;

  friend bool operator==(const SimilarityCard&, const SimilarityCard&) = default;
};

/// kInvalidInput names file and key: a key missing or unknown, a text empty, nothing in `not_for`
/// or `measured`.
[[nodiscard]] Result<SimilarityCard> parse_similarity_card(std::string_view toml,
                                                           std::string_view file);
/// As parse_similarity_card reads it, to the same values.
std::string to_toml(const SimilarityCard& card);

}  // namespace pignus::standards
