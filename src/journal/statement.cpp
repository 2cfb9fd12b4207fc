#include "journal/statement.h"

#include <algorithm>
#include <optional>

#include "core/date.h"
#include "journal/entry.h"
#include "journal/hex_text.h"

namespace pignus::journal {
namespace {

constexpr std::string_view kCheckpoint = "pignus.checkpoint/1";
constexpr std::string_view kRotation = "pignus.key_rotation/1";
constexpr std::size_t kTextBytesMax = 8U << 20;

/// Members of one object, each asked for once; an error says which field is wrong.
class Fields {
 public:
  Fields(const Json& json, std::string file, std::uint64_t record)
      : json_(json), where_{std::move(file), record, ""} {}

  tl::unexpected<Error> refuse(std::string field, std::string why) const {
    return fail(ErrorCode::kInvalidInput, std::move(why),
                {where_.file, where_.record, std::move(field)});
  }
  /// Exactly so many members, so that nothing unread is signed or kept.
  Status count(std::size_t members) const {
    if (json_.is_object() && json_.size() == members) return {};
    return refuse("", "is no such statement: it has other fields");
  }
  Result<std::string> text(const char* field) const {
    const auto found = json_.find(field);
    if (found == json_.end() || !found->is_string()) return refuse(field, "is no text");
    return found->get<std::string>();
  }
  Result<std::uint64_t> number(const char* field, std::uint64_t least) const {
    const auto found = json_.find(field);
    if (found == json_.end() || !found->is_number_unsigned()) {
      return refuse(field, "is no whole number");
    }
    const auto number = found->get<std::uint64_t>();
    if (number < least || number > INT64_MAX) return refuse(field, "is out of range");
    return number;
  }
  template <std::size_t N>
  Result<std::array<std::uint8_t, N>> bytes(const char* field) const {
    PIGNUS_ASSIGN(const std::string hex_text, text(field));
    const auto parsed = parse_hex<N>(hex_text);
    if (!parsed) return refuse(field, "is not " + std::to_string(N) + " bytes in lower-case hex");
    return *parsed;
  }
  /// A hash in hex, or "".
  Result<std::string> hash_or_nothing(const char* field) const {
    PIGNUS_ASSIGN(std::string hash, text(field));
    if (!hash.empty() && !parse_hex<32>(hash)) return refuse(field, "is no hash");
    return hash;
  }
  Result<std::string> day(const char* field) const {
    PIGNUS_ASSIGN(std::string day, text(field));
    if (!Date::parse(day)) return refuse(field, "is no date");
    return day;
  }
  Result<std::string> key_id(const char* field) const {
    PIGNUS_ASSIGN(std::string id, text(field));
    if (!parse_hex<16>(id)) return refuse(field, "is no id of a key");
    return id;
  }
  Status format(std::string_view expected) const {
    PIGNUS_ASSIGN(const std::string format, text("format"));
    if (format == expected) return {};
    return refuse("format", "is not \"" + std::string(expected) + "\"");
  }

 private:
  const Json& json_;
  Where where_;
};

Result<StreamMark> stream_mark_of(const Json& json, const std::string& file, std::uint64_t record) {
  const Fields fields(json, file, record);
  PIGNUS_TRY(fields.count(4));
  StreamMark mark;
  PIGNUS_ASSIGN(mark.stream, fields.text("stream"));
  if (!is_stream_name(mark.stream)) return fields.refuse("stream", "is no name of a stream");
  PIGNUS_ASSIGN(mark.size, fields.number("size", 1));
  PIGNUS_ASSIGN(mark.root, fields.bytes<32>("root"));
  PIGNUS_ASSIGN(mark.head, fields.bytes<32>("head"));
  return mark;
}

Result<Checkpoint> unsigned_checkpoint_of(const Json& json, const std::string& file,
                                          std::uint64_t record) {
  const Fields fields(json, file, record);
  PIGNUS_TRY(fields.count(6));
  PIGNUS_TRY(fields.format(kCheckpoint));
  Checkpoint checkpoint;
  PIGNUS_ASSIGN(checkpoint.number, fields.number("number", 1));
  PIGNUS_ASSIGN(checkpoint.at, fields.day("at"));
  PIGNUS_ASSIGN(checkpoint.key, fields.key_id("key"));
  PIGNUS_ASSIGN(checkpoint.previous, fields.hash_or_nothing("previous"));
  const Json& streams = json.contains("streams") ? json.at("streams") : json;
  if (!streams.is_array() || streams.size() > kStreamsMax) {
    return fields.refuse("streams", "is no list of at most 10,000 streams");
  }
  for (const Json& one : streams) {
    PIGNUS_ASSIGN(StreamMark mark, stream_mark_of(one, file, record));
    if (!checkpoint.streams.empty() && checkpoint.streams.back().stream >= mark.stream) {
      return fields.refuse("streams", "is not in the order of the names, each once");
    }
    checkpoint.streams.push_back(std::move(mark));
  }
  return checkpoint;
}

Result<Rotation> unsigned_rotation_of(const Json& json, const std::string& file,
                                      std::uint64_t record) {
  const Fields fields(json, file, record);
  PIGNUS_TRY(fields.count(6));
  PIGNUS_TRY(fields.format(kRotation));
  Rotation rotation;
  PIGNUS_ASSIGN(rotation.at, fields.day("at"));
  PIGNUS_ASSIGN(rotation.from, fields.key_id("from"));
  PIGNUS_ASSIGN(rotation.checkpoints, fields.number("checkpoints", 0));
  PIGNUS_ASSIGN(rotation.previous, fields.hash_or_nothing("previous"));
  if (!json.contains("to")) return fields.refuse("to", "is no public key");
  PIGNUS_ASSIGN(rotation.to, public_key_of(json.at("to"), file));
  return rotation;
}

template <typename Statement, typename Read>
Result<Signed<Statement>> signed_of(const Json& json, const std::string& file, std::uint64_t record,
                                    Read read) {
  const Fields fields(json, file, record);
  PIGNUS_TRY(fields.count(2));
  Signed<Statement> result;
  PIGNUS_ASSIGN(result.signature, fields.bytes<64>("signature"));
  if (!json.contains("statement") || !json.at("statement").is_object()) {
    return fields.refuse("statement", "is no statement");
  }
  PIGNUS_ASSIGN(result.statement, read(json.at("statement"), file, record));
  return result;
}

}  // namespace

Json json_of(const Checkpoint& checkpoint) {
  Json streams = Json::array();
  for (const StreamMark& mark : checkpoint.streams) {
    streams.push_back({{"stream", mark.stream},
                       {"size", mark.size},
                       {"root", hex(mark.root)},
                       {"head", hex(mark.head)}});
  }
  return {
      {"format", kCheckpoint}, {"number", checkpoint.number},     {"at", checkpoint.at},
      {"key", checkpoint.key}, {"previous", checkpoint.previous}, {"streams", std::move(streams)}};
}

Json json_of(const Rotation& rotation) {
  return {{"format", kRotation},           {"at", rotation.at},
          {"from", rotation.from},         {"checkpoints", rotation.checkpoints},
          {"previous", rotation.previous}, {"to", json_of(rotation.to)}};
}

std::string hash_of(const Checkpoint& checkpoint) {
  return sha256_hex(canonical_json(json_of(checkpoint)));
}

const StreamMark* mark_of(const Checkpoint& checkpoint, std::string_view stream) {
  const auto found =
      std::find_if(checkpoint.streams.begin(), checkpoint.streams.end(),
                   [stream](const StreamMark& mark) { return mark.stream == stream; });
  return found == checkpoint.streams.end() ? nullptr : &*found;
}

SignedCheckpoint sign(Checkpoint checkpoint, const SigningKey& key) {
  checkpoint.key = key.public_key().id();
  const Signature signature = key.sign(canonical_json(json_of(checkpoint)));
  return {std::move(checkpoint), signature};
}

SignedRotation sign(Rotation rotation, const SigningKey& key) {
  rotation.from = key.public_key().id();
  const Signature signature = key.sign(canonical_json(json_of(rotation)));
  return {std::move(rotation), signature};
}

Result<SignedCheckpoint> checkpoint_of(const Json& json, const std::string& file,
                                       std::uint64_t record) {
  return signed_of<Checkpoint>(json, file, record, unsigned_checkpoint_of);
}

Result<SignedRotation> rotation_of(const Json& json, const std::string& file,
                                   std::uint64_t record) {
  return signed_of<Rotation>(json, file, record, unsigned_rotation_of);
}

Result<SignedCheckpoint> parse_checkpoint(std::string_view text, const std::string& file) {
  PIGNUS_ASSIGN(const Json json, parse_json(text, file, {kTextBytesMax, 8}));
  return checkpoint_of(json, file);
}

}  // namespace pignus::journal
