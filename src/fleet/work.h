// Kinds of work a build can do: a name and a pure function.
#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/json.h"
#include "core/result.h"
#include "fleet/shard.h"
#include "fleet/shard_result.h"

namespace pignus::fleet {

/// Files that hold the inputs of a shard, in its order; their content is what the shard names by
/// hash, their names mean nothing.
using InputFiles = std::vector<std::filesystem::path>;

/// The result is a function of the inputs' bytes and the parameters alone: the same bytes on every
/// machine. It is called from several threads at once.
using Work = std::function<Result<std::string>(const InputFiles& inputs, const Json& parameters)>;
/// The same for results that may be large: handed over piece by piece.
using StreamWork =
    std::function<Status(const InputFiles& inputs, const Json& parameters, const ResultSink& sink)>;

class WorkRegistry {
 public:
  /// Each kind once.
  void add(std::string kind, Work work);
  void add_stream(std::string kind, StreamWork work);
  /// Runs the shard. kUnsupported: no such kind. What the work throws is an error too: a shard must
  /// not take its worker with it.
  [[nodiscard]] Result<ShardResult> run(const Shard& shard, const InputFiles& inputs) const;

 private:
  std::map<std::string, StreamWork, std::less<>> work_;
};

}  // namespace pignus::fleet
