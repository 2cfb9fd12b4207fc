#include "journal/key_chain.h"

#include <algorithm>
#include <fmt/format.h>
#include <iterator>
#include <optional>

namespace pignus::journal {
namespace {

tl::unexpected<Error> refuse(const std::string& file, std::string why) {
  return fail(ErrorCode::kCorrupt, std::move(why), {file, 0, ""});
}

std::optional<std::size_t> turn_of(const std::vector<PublicKey>& keys, const std::string& id) {
  const auto found = std::find_if(keys.begin(), keys.end(),
                                  [&id](const PublicKey& key) { return key.id() == id; });
  if (found == keys.end()) return std::nullopt;
  return static_cast<std::size_t>(std::distance(keys.begin(), found));
}

}  // namespace

Status KeyChain::rotate(const SignedRotation& rotation, const std::string& file) {
  const Rotation& said = rotation.statement;
  if (said.from != current().id() || !is_signed_by(current(), rotation)) {
    return refuse(file, fmt::format("the rotation to key {} is not signed by key {}, whose turn it "
                                    "was",
                                    said.to.id(), current().id()));
  }
  if (turn_of(keys_, said.to.id())) {
    return refuse(file,
                  fmt::format("key {} had its turn before and may not sign again", said.to.id()));
  }
  if (!rotations_.empty() && said.checkpoints < rotations_.back().statement.checkpoints) {
    return refuse(
        file, fmt::format("the rotation to key {} goes back behind the one before", said.to.id()));
  }
  keys_.push_back(said.to);
  rotations_.push_back(rotation);
  return {};
}

bool KeyChain::contains(const std::string& id) const {
  return turn_of(keys_, id).has_value();
}

Status KeyChain::check(const SignedCheckpoint& checkpoint, const std::string& file) const {
  const Checkpoint& said = checkpoint.statement;
  const auto turn = turn_of(keys_, said.key);
  if (!turn) {
    return refuse(file, fmt::format("checkpoint {} is signed by key {}, which no rotation names",
                                    said.number, said.key));
  }
  const std::uint64_t before = *turn == 0 ? 0 : rotations_[*turn - 1].statement.checkpoints;
  const bool retired =
      *turn < rotations_.size() && said.number > rotations_[*turn].statement.checkpoints;
  if (retired) {
    return refuse(file,
                  fmt::format("checkpoint {} is signed by key {}, which was retired after "
                              "checkpoint {}",
                              said.number, said.key, rotations_[*turn].statement.checkpoints));
  }
  if (said.number <= before) {
    return refuse(file, fmt::format("checkpoint {} is signed by key {}, whose turn came after "
                                    "checkpoint {}",
                                    said.number, said.key, before));
  }
  if (!is_signed_by(keys_[*turn], checkpoint)) {
    return refuse(file, fmt::format("the signature of checkpoint {} is not that of key {}",
                                    said.number, said.key));
  }
  return {};
}

Status KeyChain::check_from(std::span<const PublicKey> pinned, const SignedCheckpoint& checkpoint,
                            const std::string& file) const {
  PIGNUS_TRY(check(checkpoint, file));
  const auto is_pinned = [&pinned](const PublicKey& key) {
    return std::find(pinned.begin(), pinned.end(), key) != pinned.end();
  };
  const auto turn = turn_of(keys_, checkpoint.statement.key);
  const auto first = std::find_if(keys_.begin(), keys_.end(), is_pinned);
  if (first == keys_.end()) {
    return refuse(file, "the keys of this journal do not go back to the public key given");
  }
  if (static_cast<std::size_t>(std::distance(keys_.begin(), first)) > *turn) {
    return refuse(file, fmt::format("checkpoint {} is signed by key {}, which came before the "
                                    "public key given and is not vouched for by it",
                                    checkpoint.statement.number, checkpoint.statement.key));
  }
  return {};
}

Json json_of(const KeyChain& chain) {
  Json rotations = Json::array();
  for (const SignedRotation& rotation : chain.rotations()) rotations.push_back(json_of(rotation));
  return {{"first", json_of(chain.keys().front())}, {"rotations", std::move(rotations)}};
}

Result<KeyChain> key_chain_of(const Json& json, const std::string& file) {
  const bool sound = json.is_object() && json.size() == 2 && json.contains("first") &&
                     json.contains("rotations") && json.at("rotations").is_array() &&
                     json.at("rotations").size() <= kRotationsMax;
  if (!sound) {
    return fail(ErrorCode::kInvalidInput, "is no chain of keys", {file, 0, "keys"});
  }
  PIGNUS_ASSIGN(const PublicKey first, public_key_of(json.at("first"), file));
  KeyChain chain(first);
  for (const Json& one : json.at("rotations")) {
    PIGNUS_ASSIGN(const SignedRotation rotation, rotation_of(one, file));
    PIGNUS_TRY(chain.rotate(rotation, file));
  }
  return chain;
}

}  // namespace pignus::journal
