// A dossier as JSON, so that the store keeps what a decision stood on and `pignus verify` can read
// it back. Unknown is null.
#pragma once

#include "book/dossier.h"
#include "core/json.h"
#include "core/result.h"

namespace pignus::book {

Json to_json(const Dossier& dossier);
/// Inverse of to_json: kInvalidInput, naming the field, for anything that function did not write.
[[nodiscard]] Result<Dossier> dossier_from_json(const Json& json);

}  // namespace pignus::book
