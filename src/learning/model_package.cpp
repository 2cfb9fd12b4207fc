#include "learning/model_package.h"

#include <utility>

#include "core/sha256.h"

namespace pignus::learning {

Result<ModelPackage> seal(ModelCard card, std::string model_bytes) {
  card.model_sha256 = sha256_hex(model_bytes);
  PIGNUS_TRY(check_card(card));
  return ModelPackage{card_toml(card), std::move(model_bytes)};
}

Result<ModelCard> open_package(const ModelPackage& package) {
  if (package.card_toml.empty()) {
    return fail(ErrorCode::kInvalidInput, "a model without a card does not load",
                {"card.toml", 0, ""});
  }
  PIGNUS_ASSIGN(ModelCard card, parse_card(package.card_toml, "card.toml"));
  if (sha256_hex(package.model_bytes) != card.model_sha256) {
    return fail(ErrorCode::kCorrupt, "the card was written for another model's bytes",
                {"card.toml", 0, "model_sha256"});
  }
  return card;
}

}  // namespace pignus::learning
