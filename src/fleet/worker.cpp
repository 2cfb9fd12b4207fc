#include "fleet/worker.h"

#include "core/message_text.h"
#include "fleet/input_cache.h"
#include "fleet/worker_run.h"

namespace pignus::fleet {

Result<WorkerSummary> run_worker(const WorkRegistry& registry, const WorkerOptions& options) {
  if (!is_fleet_name(options.fleet)) {
    return fail(
        ErrorCode::kInvalidInput,
        "the name of a fleet has up to 32 letters, digits, - and _: " + in_quotes(options.fleet));
  }
  PIGNUS_ASSIGN(InputCache cache, InputCache::open(options.cache, options.cache_bytes_max));
  WorkerRun run(registry, options, cache);
  PIGNUS_TRY(run.connect());
  return run.run();
}

}  // namespace pignus::fleet
