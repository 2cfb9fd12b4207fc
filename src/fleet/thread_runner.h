// Shards on the threads of this process.
#pragma once

#include <cstddef>
#include <memory>

#include "fleet/runner.h"
#include "fleet/work.h"

namespace pignus::fleet {

struct ThreadOptions {
  /// 1: on the caller's thread, and no other is made. More than the machine has cores gains
  /// nothing.
  std::size_t threads = 1;
  /// Shards begun or done ahead of the one to be reduced next, at most: bounds the memory that
  /// results wait in. 0: 16 a thread.
  std::size_t ahead_max = 0;
};

/// The machine's cores, as far as this process may use them; at least 1.
std::size_t cores_at_hand();

/// A shard whose work fails is set aside at once: it is a function of its inputs, so another try in
/// the same process would fail as well. `registry` outlives the runner.
std::unique_ptr<Runner> make_thread_runner(const WorkRegistry& registry, ThreadOptions options);

}  // namespace pignus::fleet
