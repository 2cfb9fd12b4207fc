// The files of one source as inputs of a shard.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "core/result.h"
#include "store/store.h"

namespace pignus::desk {

struct SourceInput {
  std::string name;
  std::string sha256;
  std::filesystem::path path;
};

/// `described`: what describe_source() says of it. `plain`: a folder of the plain format is its
/// tables; other files in it are none of the reader's. kLimitExceeded: more than a shard can name.
[[nodiscard]] Result<std::vector<SourceInput>> inputs_of(const std::filesystem::path& source,
                                                         const store::ImportSource& described,
                                                         bool plain);

}  // namespace pignus::desk
