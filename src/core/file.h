// Files of the operating system, with errors as values.
#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>

#include "core/result.h"

namespace pignus {

/// Whole content; refuses directories and anything over `bytes_max`.
[[nodiscard]] Result<std::string> read_file(const std::filesystem::path& path,
                                            std::size_t bytes_max = 512U << 20);
/// Writes beside the target, flushes to disk and renames: the target is the old or the new file,
/// never half of one.
[[nodiscard]] Status write_file_atomically(const std::filesystem::path& path,
                                           std::string_view content);

/// Hands the content over piece by piece, in bounded memory; stops at the first piece that fails.
[[nodiscard]] Status for_each_piece(const std::filesystem::path& path,
                                    const std::function<Status(std::string_view)>& take);

/// A read-only view of a file by mmap. Its pages count as the program's memory while they are read:
/// for files that may be larger than memory, use for_each_piece().
class MappedFile {
 public:
  [[nodiscard]] static Result<MappedFile> open(const std::filesystem::path& path);
  MappedFile(MappedFile&& other) noexcept;
  MappedFile& operator=(MappedFile&& other) noexcept;
  MappedFile(const MappedFile&) = delete;
  MappedFile& operator=(const MappedFile&) = delete;
  ~MappedFile();

  std::string_view bytes() const { return {data_, size_}; }

 private:
  MappedFile(const char* data, std::size_t size) : data_(data), size_(size) {}
  const char* data_ = nullptr;
  std::size_t size_ = 0;
};

}  // namespace pignus
