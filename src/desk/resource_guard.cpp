#include "desk/resource_guard.h"

#include <cstdio>
#include <fmt/format.h>
#include <memory>
#include <sys/statvfs.h>
#include <unistd.h>

#include "core/byte_count.h"

namespace pignus::desk {

namespace {

constexpr const char* kGoesOn = "what is done stays done, and the same command goes on from there";

}  // namespace

std::optional<std::uint64_t> free_bytes(const std::filesystem::path& path) {
  struct statvfs disk{};
  std::filesystem::path there = path;
  // A store that is yet to be made is asked for by its folder.
  while (::statvfs(there.c_str(), &disk) != 0) {
    const auto above = there.has_parent_path() ? there.parent_path() : std::filesystem::path(".");
    if (above == there || there == ".") return std::nullopt;
    there = above;
  }
  return static_cast<std::uint64_t>(disk.f_bavail) * disk.f_frsize;
}

std::optional<std::uint64_t> memory_in_use() {
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen("/proc/self/statm", "re"),
                                                             std::fclose);
  if (!file) return std::nullopt;
  unsigned long whole = 0;
  unsigned long resident = 0;
  if (std::fscanf(file.get(), "%lu %lu", &whole, &resident) != 2) {  // NOLINT(cert-err34-c)
    return std::nullopt;
  }
  return std::uint64_t{resident} * static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
}

Status check_resources(const std::filesystem::path& store, const ResourceLimits& limits) {
  if (limits.disk_to_keep_free_bytes > 0) {
    const auto free = free_bytes(store);
    if (free && *free < limits.disk_to_keep_free_bytes) {
      return fail(
          ErrorCode::kLimitExceeded,
          fmt::format(
              "the disk of the store has {} left, and {} are to be kept free: make room; {}",
              byte_count_text(*free), byte_count_text(limits.disk_to_keep_free_bytes), kGoesOn),
          {store.string(), 0, "limits.disk_to_keep_free"});
    }
  }
  if (limits.memory_bytes_max > 0) {
    const auto used = memory_in_use();
    if (used && *used > limits.memory_bytes_max) {
      return fail(
          ErrorCode::kLimitExceeded,
          fmt::format("the import uses {} of memory, more than the {} it may: {}",
                      byte_count_text(*used), byte_count_text(limits.memory_bytes_max), kGoesOn),
          {store.string(), 0, "limits.import_memory"});
    }
  }
  return {};
}

}  // namespace pignus::desk
