// What a shard yields: some bytes, in memory while they are few, else in a file without a name. So
// a result may be larger than memory on either end.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "core/result.h"
#include "core/sha256.h"

namespace pignus::fleet {

/// Beyond it a result lies in a file, and travels in pieces.
inline constexpr std::size_t kResultInMemoryMax = std::size_t{512} << 10;

/// Takes the next bytes of a result.
using ResultSink = std::function<Status(std::string_view)>;

/// Cheap to copy: copies share the bytes.
class ShardResult {
 public:
  ShardResult() : ShardResult(std::string()) {}
  ShardResult(std::string bytes);  // NOLINT(google-explicit-constructor): a short result is a text

  std::uint64_t size() const { return size_; }
  const Sha256Digest& digest() const { return digest_; }
  /// The bytes themselves where they lie in memory, else nullptr.
  const std::string* in_memory() const { return text_.get(); }
  /// In order; ends at the first piece that `take` refuses.
  [[nodiscard]] Status for_each_piece(const ResultSink& take) const;
  /// All of it, whatever its size.
  [[nodiscard]] Result<std::string> text() const;

 private:
  friend class ResultWriter;
  struct File;
  std::shared_ptr<const std::string> text_;
  std::shared_ptr<const File> file_;
  std::uint64_t size_ = 0;
  Sha256Digest digest_{};
};

class ResultWriter {
 public:
  [[nodiscard]] Status write(std::string_view bytes);
  /// Once, at the end.
  [[nodiscard]] Result<ShardResult> finish();

 private:
  std::string waiting_;
  std::shared_ptr<ShardResult::File> file_;
  Sha256 sha256_;
  std::uint64_t size_ = 0;
};

}  // namespace pignus::fleet
