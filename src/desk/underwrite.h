// The main job over a store: from a dossier and the registers to a reasoned decision.
#pragma once

#include "book/underwriting.h"
#include "core/progress.h"
#include "core/result.h"
#include "store/store.h"
#include "underwriting/underwrite.h"

namespace pignus::desk {

using underwriting::UnderwriteOptions;

/// Reads facts, writes nothing: the caller saves the result. The same store content, dossier and
/// options give the same result.
[[nodiscard]] Result<book::Underwriting> underwrite(const store::Store& store,
                                                    const book::Dossier& dossier,
                                                    const UnderwriteOptions& options,
                                                    const Progress& progress);

}  // namespace pignus::desk
