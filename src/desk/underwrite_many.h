// Many dossiers underwritten, on threads or by a fleet.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

#include "book/dossier.h"
#include "core/progress.h"
#include "core/result.h"
#include "fleet/runner.h"
#include "fleetwork/underwrite_case.h"
#include "store/store.h"

namespace pignus::desk {

struct ToUnderwrite {
  book::Dossier dossier;
  underwriting::UnderwriteOptions options;
};

/// Called in the order of the dossiers, once for each, with its reports or why there are none. An
/// error ends the work.
using TakeReports = std::function<Status(std::size_t place, Result<fleetwork::Reports> reports)>;

/// Reads facts as the store holds them when a dossier's turn comes; writes nothing into it: `take`
/// saves, and what it saves must not be facts. `build`: of this program. Errors: those of the
/// store, the runner and `take`, kCancelled.
[[nodiscard]] Status underwrite_many(const store::Store& store,
                                     const std::vector<ToUnderwrite>& dossiers,
                                     const std::string& build, fleet::Runner& runner,
                                     const TakeReports& take, const Progress& progress);

}  // namespace pignus::desk
