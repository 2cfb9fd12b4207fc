// Intangibles of a dossier as JSON: part of a dossier's.
#pragma once

#include "book/intangible.h"
#include "core/json.h"
#include "core/result.h"

namespace pignus::book {

Json to_json(const OfferedIntangible& intangible);
/// Inverse of to_json(). kInvalidInput names the field.
[[nodiscard]] Result<OfferedIntangible> intangible_from_json(const Json& json);

}  // namespace pignus::book
