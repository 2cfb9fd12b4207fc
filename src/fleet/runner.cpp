#include "fleet/runner.h"

#include <string>

#include "core/sha256.h"

namespace pignus::fleet {

Status check_job(const Job& job) {
  for (std::size_t i = 0; i < job.shards.size(); ++i) {
    const Shard& shard = job.shards[i];
    if (shard.index != i) {
      return fail(ErrorCode::kInvalidInput,
                  "shard " + std::to_string(i) + " has the index " + std::to_string(shard.index));
    }
    if (shard.build != job.shards.front().build) {
      return fail(ErrorCode::kInvalidInput, "the shards of a job are of one build");
    }
    if (shard.inputs.size() > kShardInputsMax || message_of(shard).size() > kShardBytesMax) {
      return fail(ErrorCode::kLimitExceeded,
                  "shard " + std::to_string(i) + " has over 64 inputs or 256 KiB of parameters");
    }
    for (const std::string& input : shard.inputs) {
      if (!job.inputs.contains(input)) {
        return fail(ErrorCode::kNotFound, "shard " + std::to_string(i) + " names the input " +
                                              input + ", which the job does not hold");
      }
    }
  }
  return {};
}

Status check_input(const std::filesystem::path& path, const std::string& sha256) {
  PIGNUS_ASSIGN(const std::string found, sha256_hex_of_file(path));
  if (found != sha256) {
    return fail(ErrorCode::kConflict, "changed while the job ran: start it again",
                {path.string(), 0, ""});
  }
  return {};
}

}  // namespace pignus::fleet
