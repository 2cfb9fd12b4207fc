// A shard: one independent, repeatable piece of a job. What it yields depends on nothing but what
// stands here, so it may run anywhere, twice, or again after its worker died.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/json.h"
#include "core/result.h"

namespace pignus::fleet {

struct Shard {
  std::string kind;                 ///< of work, as the registry knows it: "read-register-file"
  std::string build;                ///< of the program that made the job; only the same may run it
  std::vector<std::string> inputs;  ///< SHA-256 of each, lower-case hex
  Json parameters = Json::object();
  std::uint64_t index = 0;  ///< place in the job; results are reduced in this order

  friend bool operator==(const Shard&, const Shard&) = default;
};

/// Bounds on what one shard may say.
inline constexpr std::size_t kShardBytesMax = std::size_t{256} << 10;
inline constexpr std::size_t kShardInputsMax = 64;

/// The canonical JSON that travels, and whose SHA-256 is the shard's id.
std::string message_of(const Shard& shard);
std::string shard_id(const Shard& shard);
/// kInvalidInput for anything message_of() does not write, kLimitExceeded beyond the bounds.
[[nodiscard]] Result<Shard> parse_shard(std::string_view message);

/// A shard set aside: it failed as often as is tried, or held workers that died.
struct PoisonShard {
  std::uint64_t index = 0;
  std::string kind;
  Error error;
  std::uint64_t tries = 0;
  std::string worker;  ///< the last to try; "" on threads

  friend bool operator==(const PoisonShard&, const PoisonShard&) = default;
};
std::string message_of(const PoisonShard& poison);
[[nodiscard]] Result<PoisonShard> parse_poison(std::string_view message);

/// 64 characters of lower-case hex.
bool is_sha256(std::string_view text);

}  // namespace pignus::fleet
