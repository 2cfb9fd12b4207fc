#include "fleet/work.h"

#include <exception>
#include <utility>

#include "core/check.h"
#include "core/message_text.h"

namespace pignus::fleet {

void WorkRegistry::add(std::string kind, Work work) {
  const bool is_new = work_.emplace(std::move(kind), std::move(work)).second;
  PIGNUS_CHECK(is_new);
}

Result<std::string> WorkRegistry::run(const Shard& shard, const InputFiles& inputs) const {
  const auto it = work_.find(shard.kind);
  if (it == work_.end()) {
    return fail(ErrorCode::kUnsupported, "no such kind of work: " + in_quotes(shard.kind));
  }
  try {
    return it->second(inputs, shard.parameters);
  } catch (const std::exception& error) {
    return fail(ErrorCode::kInvalidInput, std::string("the work threw: ") + error.what());
  }
}

}  // namespace pignus::fleet
