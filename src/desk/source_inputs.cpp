#include "desk/source_inputs.h"

#include "core/utf8.h"
#include "fleet/shard.h"

namespace pignus::desk {

Result<std::vector<SourceInput>> inputs_of(const std::filesystem::path& source,
                                           const store::ImportSource& described, bool plain) {
  if (!plain) {
    return std::vector<SourceInput>{
        {valid_utf8(source.filename().string()), described.sha256, source}};
  }
  std::vector<SourceInput> inputs;
  for (const auto& [name, sha256] : described.sha256_of_files) {
    if (name.ends_with(".csv")) inputs.push_back({name, sha256, source / name});
  }
  if (inputs.size() > fleet::kShardInputsMax) {
    return fail(ErrorCode::kLimitExceeded, "has more than 64 tables", {source.string(), 0, ""});
  }
  return inputs;
}

}  // namespace pignus::desk
