// Where bytes come from: memory, a plain file, a .gz, the members of a .zip. A compressed file is
// expanded in pieces and never beyond stated bounds, so that a small hostile file cannot fill the
// machine.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "registers/io/byte_source.h"

namespace pignus::registers {

struct ArchiveLimits {
  std::uint64_t members_max = 10'000;
  std::uint64_t expanded_bytes_max = std::uint64_t{256} << 30;
  /// Expanded over packed size of the whole file. Register XML packs at 4 to 20 to one; deflate
  /// cannot exceed 1032, which only a bomb comes near.
  std::uint64_t expansion_ratio_max = 200;
  /// Below this many expanded bytes the ratio is not held against a file.
  std::uint64_t ratio_free_bytes = std::uint64_t{64} << 20;
};

/// Bytes held by the caller, who keeps them alive.
class MemorySource : public ByteSource {
 public:
  explicit MemorySource(std::string_view bytes) : rest_(bytes) {}
  [[nodiscard]] Result<std::size_t> read(char* buffer, std::size_t capacity) override;

 private:
  std::string_view rest_;
};

/// The bytes another source has already given, then the rest of it: lets a format be sniffed before
/// its reader starts.
class PrefixedSource : public ByteSource {
 public:
  PrefixedSource(std::string_view prefix, ByteSource& rest) : prefix_(prefix), rest_(rest) {}
  [[nodiscard]] Result<std::size_t> read(char* buffer, std::size_t capacity) override;
  SourceBounds bounds() const override { return rest_.bounds(); }

 private:
  MemorySource prefix_;
  ByteSource& rest_;
};

/// A plain file as it is. kNotFound, kIo; kInvalidInput for a directory or anything not a file.
[[nodiscard]] Result<std::unique_ptr<ByteSource>> open_plain_file(
    const std::filesystem::path& path);

/// Called for each file within; `name` is "a.xml", or "a.zip/member.xml" in an archive. An error
/// ends the walk and is returned.
using MemberVisitor = std::function<Status(const std::string& name, ByteSource& bytes)>;

/// Opens a plain file, a .gz or a .zip (told by content, not by name) and visits what is inside.
/// kLimitExceeded when a bound of `limits` is passed, kUnsupported for an encrypted member,
/// kInvalidInput for a broken archive; each names file and member.
[[nodiscard]] Status visit_members(const std::filesystem::path& path, const ArchiveLimits& limits,
                                   const MemberVisitor& visit);

}  // namespace pignus::registers
