// A file of numbers of rights, as --from takes it.
#pragma once

#include <filesystem>
#include <vector>

#include "core/result.h"
#include "registers/right.h"

namespace pignus::cli {

/// One number a line; empty lines and those that begin with # are passed over. An error names the
/// line.
[[nodiscard]] Result<std::vector<registers::RightId>> read_rights_list(
    const std::filesystem::path& path);

}  // namespace pignus::cli
