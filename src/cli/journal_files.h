// Files that the commands of the journal read and write.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/session.h"
#include "journal/judge.h"
#include "journal/keys.h"

namespace pignus::cli {

/// The secret key of --key; kInvalidInput where the flag is missing.
[[nodiscard]] Result<journal::SigningKey> key_of_flag(const Session& session);
/// The public key of --public-key, if it was given.
[[nodiscard]] Result<std::vector<journal::PublicKey>> pinned_keys(const Session& session);
/// The checkpoint of --checkpoint, if it was given.
[[nodiscard]] Result<std::vector<journal::KeptCheckpoint>> kept_checkpoints(const Session& session);
/// The public key in a file of a public or a secret key.
[[nodiscard]] Result<journal::PublicKey> public_key_in(const std::string& path);

/// `journal verify`, of the store or of a file.
[[nodiscard]] Result<int> verify_journal_of_store(const Session& session);
[[nodiscard]] Result<int> verify_journal_file(const Session& session, const std::string& path);

}  // namespace pignus::cli
