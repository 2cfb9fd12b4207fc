// Values of single rights, from what the store holds alone.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "book/appraisal.h"
#include "core/json.h"
#include "core/progress.h"
#include "core/result.h"
#include "fleet/runner.h"
#include "store/store.h"
#include "underwriting/appraise_alone.h"

namespace pignus::desk {

using underwriting::AppraiseOptions;

/// In the order of `rights`. kNotFound, naming it, for a right no register at hand has.
[[nodiscard]] Result<std::vector<book::Appraisal>> appraise_rights(
    const store::Store& store, const std::vector<registers::RightId>& rights,
    const AppraiseOptions& options, const Progress& progress);

/// Called once for each right, in their order, with its appraisal as report/json.h writes it.
using TakeAppraisal = std::function<Status(Json&& appraisal)>;

/// The same by threads or a fleet, a portion of rights a shard. All are looked up before the first
/// is handed over. `build`: of this program. Errors: those of the store, the runner and `take`;
/// that of a right which could not be valued; kCancelled.
[[nodiscard]] Status appraise_many(const store::Store& store,
                                   const std::vector<registers::RightId>& rights,
                                   const AppraiseOptions& options, const std::string& build,
                                   fleet::Runner& runner, const TakeAppraisal& take,
                                   const Progress& progress);

}  // namespace pignus::desk
