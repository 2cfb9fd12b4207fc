// What a store has imported already, and what read it.
#pragma once

#include <map>
#include <string>

#include "core/result.h"
#include "store/store.h"

namespace pignus::store {

/// By SHA-256 of the source: what read it, as finish() was told.
[[nodiscard]] Result<std::map<std::string, std::string>> finished_imports(const Store& store);

}  // namespace pignus::store
