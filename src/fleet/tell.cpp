#include "fleet/tell.h"

#include "core/json.h"
#include "core/utf8.h"
#include "fleet/shard.h"

namespace pignus::fleet {

namespace {

constexpr std::size_t kTellBytesMax = 4096;
constexpr std::size_t kWordBytesMax = 200;

}  // namespace

std::string message_of(const Tell& tell) {
  return canonical_json({{"refuses", valid_utf8(tell.refuses)},
                         {"want", valid_utf8(tell.want)},
                         {"worker", valid_utf8(tell.worker)}});
}

Result<Tell> parse_tell(std::string_view message) {
  constexpr std::string_view kWhat = "a worker's word";
  JsonLimits limits;
  limits.bytes_max = kTellBytesMax;
  PIGNUS_ASSIGN(const Json json, parse_json(message, kWhat, limits));
  Tell tell;
  if (!json.is_object() || json.size() != 3) {
    return fail(ErrorCode::kInvalidInput, "a worker's word: not an object of three members");
  }
  for (const auto& [name, target] :
       {std::pair{"refuses", &tell.refuses}, {"want", &tell.want}, {"worker", &tell.worker}}) {
    const auto it = json.find(name);
    if (it == json.end() || !it->is_string() ||
        it->get_ref<const std::string&>().size() > kWordBytesMax) {
      return fail(ErrorCode::kInvalidInput, "a worker's word: a member is missing or no text");
    }
    *target = it->get<std::string>();
  }
  if (!tell.want.empty() && !is_sha256(tell.want)) {
    return fail(ErrorCode::kInvalidInput, "a worker's word: what it wants is no SHA-256");
  }
  return tell;
}

}  // namespace pignus::fleet
