// What the commands of `pignus journal` share.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "cli/session.h"

namespace pignus::cli {

/// Behind the action's name.
using JournalOperands = std::vector<std::string>;

[[nodiscard]] Result<int> journal_note(const Session& session, const JournalOperands& operands);
[[nodiscard]] Result<int> journal_personal(const Session& session, const JournalOperands& operands);

/// "This takes: pignus journal …".
tl::unexpected<Error> journal_usage(const Session& session, std::string_view action);
/// From 1; kInvalidInput for anything else.
[[nodiscard]] Result<std::uint64_t> journal_number(const Session& session, const std::string& text);
/// The store of --db to write into; it must be there.
[[nodiscard]] Result<store::Store> open_store_to_write(const Session& session);

}  // namespace pignus::cli
