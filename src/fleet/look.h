// Who is there: asked of the servers from outside, without taking part.
#pragma once

#include <cstdint>
#include <string>

#include "core/result.h"
#include "fleet/nats_access.h"

namespace pignus::fleet {

struct FleetLook {
  std::uint64_t asking = 0;   ///< workers of the build that were asking for work
  std::uint64_t in_hand = 0;  ///< shards of the build at its workers
  std::uint64_t waiting = 0;  ///< shards of the build that lie on the servers, those in hand too
  std::uint64_t of_other_builds = 0;  ///< shards that wait for workers of other builds
};

/// kIo: no server answers; kInvalidInput: it refuses us; kUnsupported: it runs without JetStream.
/// A fleet that never worked has nothing on the servers: all zero. Idle workers ask again and again
/// with pauses between, so the servers are asked for about a second and the most is what counts.
[[nodiscard]] Result<FleetLook> look_at_fleet(const NatsAccess& access, const std::string& fleet,
                                              const std::string& build);

}  // namespace pignus::fleet
