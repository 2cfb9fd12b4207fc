// The main job: from a dossier and the registers to a reasoned decision.
#pragma once

#include <cstdint>
#include <string>

#include "book/underwriting.h"
#include "core/progress.h"
#include "core/result.h"
#include "store/store.h"

namespace pignus::desk {

struct UnderwriteOptions {
  AsOf as_of;
  std::uint64_t seed = 1;
  std::uint64_t paths = 20'000;
  std::string software;  ///< name and version, for the provenance
};

/// Reads facts, writes nothing: the caller saves the result. The same store content, dossier and
/// options give the same result.
[[nodiscard]] Result<book::Underwriting> underwrite(const store::Store& store,
                                                    const book::Dossier& dossier,
                                                    const UnderwriteOptions& options,
                                                    const Progress& progress);

}  // namespace pignus::desk
