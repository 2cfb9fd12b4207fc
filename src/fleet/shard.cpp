#include "fleet/shard.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "core/error_json.h"
#include "core/message_text.h"
#include "core/sha256.h"
#include "core/utf8.h"

namespace pignus::fleet {

namespace {

constexpr std::size_t kPoisonBytesMax = std::size_t{64} << 10;
constexpr std::size_t kMessageBytesMax = 4000;  // of an error that travels
constexpr std::size_t kWordBytesMax = 200;
// Beyond it JSON's numbers are no longer exact.
constexpr std::uint64_t kIndexMax = std::uint64_t{1} << 53;

tl::unexpected<Error> refuse(std::string_view what, std::string_view why) {
  std::string message(what);
  message += ": ";
  message += why;
  return fail(ErrorCode::kInvalidInput, std::move(message));
}

/// A member that is a text of bounded length.
std::optional<std::string> text_of(const Json& object, const char* name, std::size_t bytes_max) {
  const auto it = object.find(name);
  if (it == object.end() || !it->is_string()) return std::nullopt;
  auto text = it->get<std::string>();
  if (text.size() > bytes_max) return std::nullopt;
  return text;
}

std::optional<std::uint64_t> count_of(const Json& object, const char* name) {
  const auto it = object.find(name);
  if (it == object.end() || !it->is_number_unsigned()) return std::nullopt;
  const auto value = it->get<std::uint64_t>();
  return value < kIndexMax ? std::optional(value) : std::nullopt;
}

/// Valid UTF-8 of bounded length: what canonical JSON can hold and parse_poison() takes back.
std::string bounded(std::string_view text, std::size_t bytes_max) {
  return text.size() > bytes_max ? for_message(text, bytes_max - 8) : valid_utf8(text);
}

}  // namespace

bool is_sha256(std::string_view text) {
  return text.size() == 64 && std::all_of(text.begin(), text.end(), [](char c) {
           return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
         });
}

std::string message_of(const Shard& shard) {
  return canonical_json({{"build", shard.build},
                         {"index", shard.index},
                         {"inputs", shard.inputs},
                         {"kind", shard.kind},
                         {"parameters", shard.parameters}});
}

std::string shard_id(const Shard& shard) {
  return sha256_hex(message_of(shard));
}

Result<Shard> parse_shard(std::string_view message) {
  constexpr std::string_view kWhat = "a shard's message";
  JsonLimits limits;
  limits.bytes_max = kShardBytesMax;
  PIGNUS_ASSIGN(const Json json, parse_json(message, kWhat, limits));
  if (!json.is_object() || json.size() != 5) return refuse(kWhat, "not an object of five members");
  auto build = text_of(json, "build", kWordBytesMax);
  auto kind = text_of(json, "kind", kWordBytesMax);
  const auto index = count_of(json, "index");
  const auto inputs = json.find("inputs");
  const auto parameters = json.find("parameters");
  if (!build || !kind || !index)
    return refuse(kWhat, "build, kind or index is not as it should be");
  if (parameters == json.end() || !parameters->is_object()) {
    return refuse(kWhat, "parameters are no object");
  }
  if (inputs == json.end() || !inputs->is_array()) return refuse(kWhat, "inputs are no list");
  if (inputs->size() > kShardInputsMax) {
    return fail(ErrorCode::kLimitExceeded, "a shard's message: more than 64 inputs");
  }
  Shard shard{std::move(*kind), std::move(*build), {}, *parameters, *index};
  for (const Json& input : *inputs) {
    if (!input.is_string() || !is_sha256(input.get_ref<const std::string&>())) {
      return refuse(kWhat, "an input is no SHA-256");
    }
    shard.inputs.push_back(input.get<std::string>());
  }
  return shard;
}

std::string message_of(const PoisonShard& poison) {
  const Where& where = poison.error.where;
  return canonical_json({{"code", name_of(poison.error.code)},
                         {"field", bounded(where.field, kWordBytesMax)},
                         {"file", bounded(where.file, kMessageBytesMax)},
                         {"index", poison.index},
                         {"kind", bounded(poison.kind, kWordBytesMax)},
                         {"message", bounded(poison.error.message, kMessageBytesMax)},
                         {"record", where.record < kIndexMax ? where.record : 0},
                         {"tries", poison.tries},
                         {"worker", bounded(poison.worker, kWordBytesMax)}});
}

Result<PoisonShard> parse_poison(std::string_view message) {
  constexpr std::string_view kWhat = "the report of a shard set aside";
  JsonLimits limits;
  limits.bytes_max = kPoisonBytesMax;
  PIGNUS_ASSIGN(const Json json, parse_json(message, kWhat, limits));
  if (!json.is_object() || json.size() != 9) return refuse(kWhat, "not an object of nine members");
  const auto code = parse_error_code(text_of(json, "code", kWordBytesMax).value_or(""));
  auto field = text_of(json, "field", kWordBytesMax);
  auto file = text_of(json, "file", kMessageBytesMax);
  auto kind = text_of(json, "kind", kWordBytesMax);
  auto words = text_of(json, "message", kMessageBytesMax);
  auto worker = text_of(json, "worker", kWordBytesMax);
  const auto index = count_of(json, "index");
  const auto record = count_of(json, "record");
  const auto tries = count_of(json, "tries");
  if (!code || !field || !file || !kind || !words || !worker || !index || !record || !tries) {
    return refuse(kWhat, "a member is missing or of another kind");
  }
  return PoisonShard{
      *index, std::move(*kind),
      Error{*code, std::move(*words), {std::move(*file), *record, std::move(*field)}}, *tries,
      std::move(*worker)};
}

}  // namespace pignus::fleet
