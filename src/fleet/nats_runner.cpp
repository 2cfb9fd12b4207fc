#include "fleet/nats_runner.h"

#include <utility>

#include "core/message_text.h"
#include "fleet/coordinator.h"

namespace pignus::fleet {

namespace {

class NatsRunner : public Runner {
 public:
  explicit NatsRunner(NatsRunnerOptions options) : options_(std::move(options)) {}

  Result<JobOutcome> run(const Job& job, const Reduce& reduce, const Progress& progress) override {
    PIGNUS_TRY(check_job(job));
    if (!is_fleet_name(options_.fleet)) {
      return fail(ErrorCode::kInvalidInput,
                  "the name of a fleet has up to 32 letters, digits, - and _: " +
                      in_quotes(options_.fleet));
    }
    if (job.shards.empty()) return JobOutcome{};
    Coordinator coordinator(options_, job);
    PIGNUS_TRY(coordinator.connect());
    return coordinator.run(reduce, progress);
  }

 private:
  NatsRunnerOptions options_;
};

}  // namespace

std::unique_ptr<Runner> make_nats_runner(NatsRunnerOptions options) {
  return std::make_unique<NatsRunner>(std::move(options));
}

}  // namespace pignus::fleet
