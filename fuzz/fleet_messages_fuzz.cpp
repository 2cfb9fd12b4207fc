// What a worker and a coordinator read off the network: any bytes are refused, or come back as they
// were understood.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "core/check.h"
#include "fleet/shard.h"
#include "fleet/tell.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace pignus::fleet;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  if (const auto shard = parse_shard(bytes)) {
    PIGNUS_CHECK(shard->inputs.size() <= kShardInputsMax);
    // Canonical JSON may be longer than what was read (1e9 is 1000000000): at its bound only.
    const auto again = parse_shard(message_of(*shard));
    if (size < kShardBytesMax / 64) PIGNUS_CHECK(again && *again == *shard);
  }
  if (const auto poison = parse_poison(bytes)) {
    const auto again = parse_poison(message_of(*poison));
    PIGNUS_CHECK(again && *again == *poison);
  }
  if (const auto tell = parse_tell(bytes)) {
    const auto again = parse_tell(message_of(*tell));
    PIGNUS_CHECK(again && *again == *tell);
  }
  return 0;
}
