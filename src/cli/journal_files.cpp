#include "cli/journal_files.h"

#include "core/file.h"
#include "journal/key_file.h"

namespace pignus::cli {
namespace {

constexpr std::size_t kKeyBytesMax = 4096;
constexpr std::size_t kCheckpointBytesMax = 8U << 20;

}  // namespace

Result<journal::SigningKey> key_of_flag(const Session& session) {
  const auto path = session.arguments.value("key");
  if (!path) {
    return fail(ErrorCode::kInvalidInput, session.format.say("cli.journal.no_key"));
  }
  return journal::load_key_file(*path);
}

Result<journal::PublicKey> public_key_in(const std::string& path) {
  PIGNUS_ASSIGN(const std::string text, read_file(path, kKeyBytesMax));
  if (text.find("pignus.secret_key/1") == std::string::npos) {
    return journal::parse_public_key(text, path);
  }
  PIGNUS_ASSIGN(const journal::SigningKey key, journal::load_key_file(path));
  return key.public_key();
}

Result<std::vector<journal::PublicKey>> pinned_keys(const Session& session) {
  std::vector<journal::PublicKey> pinned;
  if (const auto path = session.arguments.value("public-key")) {
    PIGNUS_ASSIGN(const std::string text, read_file(*path, kKeyBytesMax));
    PIGNUS_ASSIGN(const journal::PublicKey key, journal::parse_public_key(text, *path));
    pinned.push_back(key);
  }
  return pinned;
}

Result<std::vector<journal::KeptCheckpoint>> kept_checkpoints(const Session& session) {
  std::vector<journal::KeptCheckpoint> kept;
  if (const auto path = session.arguments.value("checkpoint")) {
    PIGNUS_ASSIGN(const std::string text, read_file(*path, kCheckpointBytesMax));
    PIGNUS_ASSIGN(journal::SignedCheckpoint checkpoint, journal::parse_checkpoint(text, *path));
    kept.push_back({std::move(checkpoint), *path});
  }
  return kept;
}

}  // namespace pignus::cli
