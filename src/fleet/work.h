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

namespace pignus::fleet {

/// Files that hold the inputs of a shard, in its order; their content is what the shard names by
/// hash, their names mean nothing.
using InputFiles = std::vector<std::filesystem::path>;

/// The result is a function of the inputs' bytes and the parameters alone: the same bytes on every
/// machine. It is called from several threads at once.
using Work = std::function<Result<std::string>(const InputFiles& inputs, const Json& parameters)>;

class WorkRegistry {
 public:
  /// Each kind once.
  void add(std::string kind, Work work);
  /// Runs the shard. kUnsupported: no such kind. What the work throws is an error too: a shard must
  /// not take its worker with it.
  [[nodiscard]] Result<std::string> run(const Shard& shard, const InputFiles& inputs) const;

 private:
  std::map<std::string, Work, std::less<>> work_;
};

}  // namespace pignus::fleet
