#include "fleet/work.h"

#include <exception>
#include <utility>

#include "core/check.h"
#include "core/message_text.h"

namespace pignus::fleet {

void WorkRegistry::add(std::string kind, Work work) {
  add_stream(std::move(kind),
             [work = std::move(work)](const InputFiles& inputs, const Json& parameters,
                                      const ResultSink& sink) -> Status {
               PIGNUS_ASSIGN(const std::string result, work(inputs, parameters));
               return sink(result);
             });
}

void WorkRegistry::add_stream(std::string kind, StreamWork work) {
  const bool is_new = work_.emplace(std::move(kind), std::move(work)).second;
  PIGNUS_CHECK(is_new);
}

Result<ShardResult> WorkRegistry::run(const Shard& shard, const InputFiles& inputs) const {
  const auto it = work_.find(shard.kind);
  if (it == work_.end()) {
    return fail(ErrorCode::kUnsupported, "no such kind of work: " + in_quotes(shard.kind));
  }
  try {
    ResultWriter writer;
    PIGNUS_TRY(it->second(inputs, shard.parameters,
                          [&writer](std::string_view piece) { return writer.write(piece); }));
    return writer.finish();
  } catch (const std::exception& error) {
    return fail(ErrorCode::kInvalidInput, std::string("the work threw: ") + error.what());
  }
}

}  // namespace pignus::fleet
