// The kinds of work a job may be: importing sources, underwriting dossiers. A shard is one source
// or one dossier.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "cli/session.h"
#include "desk/job_runner.h"
#include "store/jobs.h"

namespace pignus::cli {

/// The job that does the same for these operands as the command of that name with the session's
/// flags. Paths are made absolute: another program may do it. kNotFound, kInvalidInput for operands
/// that no command would take.
[[nodiscard]] Result<store::NewJob> new_job(const Session& session, const std::string& kind,
                                            const std::vector<std::string>& operands);

/// By kind, over the store, which must outlive them.
std::map<std::string, desk::JobWork> job_works(const Session& session, store::Store& store);

}  // namespace pignus::cli
