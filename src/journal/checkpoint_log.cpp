#include "journal/checkpoint_log.h"

#include <fmt/format.h>

namespace pignus::journal {
namespace {

/// No stream of `before` is gone from `after` or shorter there.
Status check_growth(const Checkpoint& before, const Checkpoint& after, const std::string& file) {
  for (const StreamMark& old : before.streams) {
    const StreamMark* now = mark_of(after, old.stream);
    if (now == nullptr || now->size < old.size) {
      return fail(ErrorCode::kCorrupt,
                  fmt::format("checkpoint {} has fewer entries of stream \"{}\" than checkpoint {}",
                              after.number, old.stream, before.number),
                  {file, 0, ""});
    }
  }
  return {};
}

}  // namespace

Status CheckpointLog::take(const EntryParts& entry) {
  Status taken;
  // The chain has found the body to be JSON.
  const Json body = Json::parse(entry.body, nullptr, false);
  if (entry.kind == kFirstKeyEntry) {
    taken = take_first_key(body);
  } else if (entry.kind == kRotationEntry) {
    taken = take_rotation(body, entry.number);
  } else if (entry.kind == kCheckpointEntry) {
    taken = take_checkpoint(body, entry.number);
  } else {
    taken = fail(ErrorCode::kCorrupt, "is of a kind that does not belong here");
  }
  if (taken) return {};
  return fail(broken_entry(file_, kCheckpointStream, entry.number, taken.error().message));
}

Status CheckpointLog::take_first_key(const Json& body) {
  if (keys_) return fail(ErrorCode::kCorrupt, "names a first key again");
  PIGNUS_ASSIGN(const PublicKey key, public_key_of(body, file_));
  keys_.emplace(key);
  return {};
}

Status CheckpointLog::take_rotation(const Json& body, std::uint64_t number) {
  PIGNUS_ASSIGN(const SignedRotation rotation, rotation_of(body, file_, number));
  if (!keys_) return fail(ErrorCode::kCorrupt, "no key was named before");
  const Rotation& said = rotation.statement;
  if (said.checkpoints != checkpoints_.size() || said.previous != last_hash()) {
    return fail(ErrorCode::kCorrupt, "the rotation does not follow the checkpoint before it");
  }
  return keys_->rotate(rotation, file_);
}

Status CheckpointLog::take_checkpoint(const Json& body, std::uint64_t number) {
  PIGNUS_ASSIGN(SignedCheckpoint checkpoint, checkpoint_of(body, file_, number));
  if (!keys_) return fail(ErrorCode::kCorrupt, "no key was named before");
  const Checkpoint& said = checkpoint.statement;
  if (said.number != checkpoints_.size() + 1 || said.previous != last_hash()) {
    return fail(ErrorCode::kCorrupt, "the checkpoint does not follow the one before it");
  }
  if (said.key != keys_->current().id()) {
    return fail(ErrorCode::kCorrupt,
                fmt::format("the checkpoint is signed by key {} in the turn of key {}", said.key,
                            keys_->current().id()));
  }
  PIGNUS_TRY(keys_->check(checkpoint, file_));
  if (!checkpoints_.empty()) {
    PIGNUS_TRY(check_growth(checkpoints_.back().statement, said, file_));
  }
  // Its own stream reached exactly to the entry before it.
  const StreamMark* own = mark_of(said, kCheckpointStream);
  if (own == nullptr || own->size + 1 != number) {
    return fail(ErrorCode::kCorrupt, "the checkpoint does not cover the entries before it");
  }
  checkpoints_.push_back(std::move(checkpoint));
  return {};
}

std::string CheckpointLog::last_hash() const {
  return checkpoints_.empty() ? "" : hash_of(checkpoints_.back().statement);
}

Checkpoint CheckpointLog::next_checkpoint() const {
  Checkpoint next;
  next.number = checkpoints_.size() + 1;
  next.previous = last_hash();
  return next;
}

Rotation CheckpointLog::next_rotation() const {
  Rotation next;
  next.checkpoints = checkpoints_.size();
  next.previous = last_hash();
  return next;
}

}  // namespace pignus::journal
