// The file that holds a secret key: readable by its owner only, never overwritten, never printed.
// The one place of the room that touches files and draws a random number.
#pragma once

#include <filesystem>

#include "core/result.h"
#include "journal/keys.h"

namespace pignus::journal {

/// Draws a new key and writes it with mode 0600. kConflict when anything is at `path`, be it a
/// dangling link.
[[nodiscard]] Result<PublicKey> make_key_file(const std::filesystem::path& path);
/// kIo when others than the owner may read it; the message says how to mend that.
[[nodiscard]] Result<SigningKey> load_key_file(const std::filesystem::path& path);

}  // namespace pignus::journal
