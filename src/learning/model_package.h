// A model and its card, bound by the hash of the model's bytes: neither goes anywhere without the
// other.
#pragma once

#include <string>
#include <string_view>

#include "core/result.h"
#include "learning/model_card.h"

namespace pignus::learning {

/// The two files of a model.
struct ModelPackage {
  std::string card_toml;    ///< card.toml
  std::string model_bytes;  ///< model.json
};

/// Writes the hash of the bytes into the card. The card's errors as check_card().
[[nodiscard]] Result<ModelPackage> seal(ModelCard card, std::string model_bytes);

/// The card of a package that is whole. kInvalidInput for a card that is missing or unsound;
/// kCorrupt where the bytes are not those that the card was written for.
[[nodiscard]] Result<ModelCard> open_package(const ModelPackage& package);

}  // namespace pignus::learning
