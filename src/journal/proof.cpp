#include "journal/proof.h"

#include <fmt/format.h>

#include "journal/entry.h"
#include "journal/hashing.h"
#include "journal/hex_text.h"

namespace pignus::journal {
namespace {

constexpr std::size_t kPathMax = 128;

tl::unexpected<Error> fails(const std::string& file, std::string why) {
  return fail(ErrorCode::kCorrupt, std::move(why), {file, 0, ""});
}

Json json_of_path(const MerklePath& path) {
  Json json = Json::array();
  for (const Sha256Digest& root : path) json.push_back(hex(root));
  return json;
}

Result<MerklePath> path_of(const Json& json, const std::string& file) {
  if (!json.is_array() || json.size() > kPathMax) {
    return fail(ErrorCode::kInvalidInput, "is no list of at most 128 hashes", {file, 0, "path"});
  }
  MerklePath path;
  for (const Json& one : json) {
    const auto root =
        one.is_string() ? parse_hex<32>(one.get_ref<const std::string&>()) : std::nullopt;
    if (!root) return fail(ErrorCode::kInvalidInput, "holds no hash", {file, 0, "path"});
    path.push_back(*root);
  }
  return path;
}

Status check_form(const Json& json, std::string_view format, const std::string& file) {
  const bool is_one = json.is_object() && json.size() == 5 &&
                      json.value("format", Json()) == Json(std::string(format));
  if (is_one) return {};
  return fail(ErrorCode::kInvalidInput, fmt::format("is no proof of format \"{}\"", format),
              {file, 0, "format"});
}

}  // namespace

Sha256Digest leaf_of_entry(std::string_view entry_text) {
  return leaf_hash(bytes_of(digest_of({entry_text})));
}

Result<Sha256Digest> leaf_of_hash(std::string_view hash_hex) {
  const auto hash = parse_hex<32>(hash_hex);
  if (!hash) return fail(ErrorCode::kCorrupt, "the hash of an entry is none");
  return leaf_hash(bytes_of(*hash));
}

Result<ProvenEntry> check_proof(const InclusionProof& proof, std::span<const PublicKey> pinned,
                                const std::string& file) {
  PIGNUS_TRY(proof.keys.check_from(pinned, proof.checkpoint, file));
  const Checkpoint& checkpoint = proof.checkpoint.statement;
  const auto parts = read_entry(proof.entry);
  if (!parts) return fails(file, "the entry is none");
  const StreamMark* mark = mark_of(checkpoint, parts->stream);
  if (mark == nullptr || parts->number > mark->size) {
    return fails(file, fmt::format("checkpoint {} does not reach entry {} of stream \"{}\"",
                                   checkpoint.number, parts->number, parts->stream));
  }
  if (!proves_inclusion(leaf_of_entry(proof.entry), parts->number - 1, mark->size, proof.path,
                        mark->root)) {
    return fails(file,
                 fmt::format("this is not entry {} of stream \"{}\" as checkpoint {} covers it",
                             parts->number, parts->stream, checkpoint.number));
  }
  return ProvenEntry{std::string(parts->stream), parts->number, std::string(parts->kind),
                     std::string(parts->body), checkpoint};
}

Status check_proof(const ConsistencyProof& proof, std::span<const PublicKey> pinned,
                   const std::string& file) {
  PIGNUS_TRY(proof.keys.check_from(pinned, proof.earlier, file));
  PIGNUS_TRY(proof.keys.check_from(pinned, proof.later, file));
  const Checkpoint& earlier = proof.earlier.statement;
  const Checkpoint& later = proof.later.statement;
  if (later.number < earlier.number) {
    return fails(file, "the later checkpoint comes before the earlier one");
  }
  if (proof.streams.size() != earlier.streams.size()) {
    return fails(file, "the proof does not speak of the streams of the earlier checkpoint");
  }
  for (std::size_t i = 0; i < earlier.streams.size(); ++i) {
    const StreamMark& before = earlier.streams[i];
    const StreamMark* after = mark_of(later, before.stream);
    const bool holds = after != nullptr && proof.streams[i].stream == before.stream &&
                       proves_consistency(before.size, before.root, after->size, after->root,
                                          proof.streams[i].path);
    if (!holds) {
      return fails(file,
                   fmt::format("stream \"{}\": checkpoint {} does not begin with entries 1 to "
                               "{} of checkpoint {}",
                               before.stream, later.number, before.size, earlier.number));
    }
  }
  return {};
}

Json json_of(const InclusionProof& proof) {
  return {{"format", kInclusionFormat},
          {"entry", proof.entry},
          {"path", json_of_path(proof.path)},
          {"checkpoint", json_of(proof.checkpoint)},
          {"keys", json_of(proof.keys)}};
}

Json json_of(const ConsistencyProof& proof) {
  Json streams = Json::array();
  for (const StreamPath& one : proof.streams) {
    streams.push_back({{"stream", one.stream}, {"path", json_of_path(one.path)}});
  }
  return {{"format", kConsistencyFormat},
          {"earlier", json_of(proof.earlier)},
          {"later", json_of(proof.later)},
          {"streams", std::move(streams)},
          {"keys", json_of(proof.keys)}};
}

Result<InclusionProof> inclusion_proof_of(const Json& json, const std::string& file) {
  PIGNUS_TRY(check_form(json, kInclusionFormat, file));
  const Json entry = json.value("entry", Json());
  if (!entry.is_string()) {
    return fail(ErrorCode::kInvalidInput, "is no text", {file, 0, "entry"});
  }
  PIGNUS_ASSIGN(MerklePath path, path_of(json.value("path", Json()), file));
  PIGNUS_ASSIGN(SignedCheckpoint checkpoint, checkpoint_of(json.value("checkpoint", Json()), file));
  PIGNUS_ASSIGN(KeyChain keys, key_chain_of(json.value("keys", Json()), file));
  return InclusionProof{entry.get<std::string>(), std::move(path), std::move(checkpoint),
                        std::move(keys)};
}

Result<ConsistencyProof> consistency_proof_of(const Json& json, const std::string& file) {
  PIGNUS_TRY(check_form(json, kConsistencyFormat, file));
  const Json streams = json.value("streams", Json());
  if (!streams.is_array() || streams.size() > kStreamsMax) {
    return fail(ErrorCode::kInvalidInput, "is no list of streams", {file, 0, "streams"});
  }
  std::vector<StreamPath> paths;
  for (const Json& one : streams) {
    const Json name = one.is_object() ? one.value("stream", Json()) : Json();
    if (!name.is_string() || one.size() != 2) {
      return fail(ErrorCode::kInvalidInput, "holds no path of a stream", {file, 0, "streams"});
    }
    PIGNUS_ASSIGN(MerklePath path, path_of(one.value("path", Json()), file));
    paths.push_back({name.get<std::string>(), std::move(path)});
  }
  PIGNUS_ASSIGN(SignedCheckpoint earlier, checkpoint_of(json.value("earlier", Json()), file));
  PIGNUS_ASSIGN(SignedCheckpoint later, checkpoint_of(json.value("later", Json()), file));
  PIGNUS_ASSIGN(KeyChain keys, key_chain_of(json.value("keys", Json()), file));
  return ConsistencyProof{std::move(earlier), std::move(later), std::move(paths), std::move(keys)};
}

}  // namespace pignus::journal
