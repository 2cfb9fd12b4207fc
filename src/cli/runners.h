// Who does the work of a command that threads or a fleet may do: --threads, --nats and what goes
// with it.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "cli/imported.h"
#include "cli/session.h"
#include "desk/read_ahead.h"
#include "fleet/nats_runner.h"
#include "fleet/runner.h"
#include "fleet/work.h"

namespace pignus::cli {

/// Of this program, as shards name it.
std::string build_of_this();

/// --threads, else `otherwise`. kInvalidInput where it is no number from 1 to 256.
[[nodiscard]] Result<std::size_t> threads_of(const Session& session, std::size_t otherwise);

/// How the fleet of the settings is reached; nullopt: none is set.
[[nodiscard]] Result<std::optional<fleet::NatsAccess>> fleet_access_of(const Session& session);
/// The fleet of --nats, else nullptr. `options`: what of it is the command's own.
[[nodiscard]] Result<std::unique_ptr<fleet::Runner>> fleet_of(const Session& session,
                                                              fleet::NatsRunnerOptions options);

/// The fleet of --nats, else threads. `registry` outlives the runner.
[[nodiscard]] Result<std::unique_ptr<fleet::Runner>> runner_of(const Session& session,
                                                               const fleet::WorkRegistry& registry,
                                                               std::size_t threads_otherwise,
                                                               fleet::NatsRunnerOptions options);

/// Reads sources about to be imported in this order; nullptr where each is read in its turn.
[[nodiscard]] Result<std::unique_ptr<desk::ReadAhead>> read_ahead_of(
    const Session& session, const store::Store& store, const std::vector<std::string>& sources,
    const MappedImport* mapped);

}  // namespace pignus::cli
