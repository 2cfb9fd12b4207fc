// Stops work before it harms the machine: a disk that runs full, memory that runs out. What was
// done stays done, and the same command goes on where it stopped.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>

#include "core/result.h"

namespace pignus::desk {

struct ResourceLimits {
  std::uint64_t disk_to_keep_free_bytes = 0;  ///< of the store's disk; 0: no bound
  std::uint64_t memory_bytes_max = 0;         ///< of this program; 0: no bound
};

/// What whoever may not be root can still write on the disk of that file or folder; nullopt where
/// the system does not say.
std::optional<std::uint64_t> free_bytes(const std::filesystem::path& path);
/// Memory of this program that is in use now; nullopt where the system does not say.
std::optional<std::uint64_t> memory_in_use();

/// kLimitExceeded, the field naming the limit ("limits.disk_to_keep_free"), when one is passed.
/// Cheap enough to be asked some thousand times a second.
[[nodiscard]] Status check_resources(const std::filesystem::path& store,
                                     const ResourceLimits& limits);

}  // namespace pignus::desk
