// The services of offices as a run's environment and flags give them.
#pragma once

#include <memory>
#include <string>

#include "cli/session.h"
#include "connect/service.h"

namespace pignus::cli {

/// "ops" or "odp", with its keys from the environment and the address of --base-url; kInvalidInput
/// for another name. Missing keys are told by Service::ready().
[[nodiscard]] Result<std::unique_ptr<connect::Service>> fetch_service(const Session& session,
                                                                      const std::string& name);

}  // namespace pignus::cli
