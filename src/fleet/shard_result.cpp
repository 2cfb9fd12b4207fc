#include "fleet/shard_result.h"

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <unistd.h>
#include <utility>

namespace pignus::fleet {

namespace {

constexpr std::size_t kPieceBytes = std::size_t{256} << 10;

tl::unexpected<Error> io_error(const char* what) {
  return fail(ErrorCode::kIo, std::string(what) + ": " + std::strerror(errno));
}

}  // namespace

/// Gone with the last who holds it, and with the program however that ends.
struct ShardResult::File {
  explicit File(int opened) : descriptor(opened) {}
  ~File() { ::close(descriptor); }
  File(const File&) = delete;
  File& operator=(const File&) = delete;

  static Result<std::shared_ptr<File>> make() {
    std::error_code none;
    const auto folder = std::filesystem::temp_directory_path(none);
    std::string name = ((none ? "/tmp" : folder) / "pignus-result-XXXXXX").string();
    const int descriptor = ::mkstemp(name.data());
    if (descriptor < 0) return io_error("no file can be made for a result");
    ::unlink(name.c_str());
    return std::make_shared<File>(descriptor);
  }
  Status append(std::string_view bytes) const {
    while (!bytes.empty()) {
      const ssize_t wrote = ::write(descriptor, bytes.data(), bytes.size());
      if (wrote < 0 && errno == EINTR) continue;
      if (wrote <= 0) return io_error("a result cannot be kept");
      bytes.remove_prefix(static_cast<std::size_t>(wrote));
    }
    return {};
  }

  int descriptor;
};

ShardResult::ShardResult(std::string bytes)
    : text_(std::make_shared<const std::string>(std::move(bytes))),
      size_(text_->size()),
      digest_(sha256(*text_)) {}

Status ShardResult::for_each_piece(const ResultSink& take) const {
  if (text_) return text_->empty() ? Status{} : take(*text_);
  std::string piece(kPieceBytes, '\0');
  for (std::uint64_t at = 0; at < size_;) {
    const ssize_t got =
        ::pread(file_->descriptor, piece.data(), piece.size(), static_cast<off_t>(at));
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return io_error("a result cannot be read back");
    PIGNUS_TRY(take({piece.data(), static_cast<std::size_t>(got)}));
    at += static_cast<std::uint64_t>(got);
  }
  return {};
}

Result<std::string> ShardResult::text() const {
  std::string whole;
  PIGNUS_TRY(for_each_piece([&whole](std::string_view piece) {
    whole += piece;
    return Status{};
  }));
  return whole;
}

Status ResultWriter::write(std::string_view bytes) {
  sha256_.update(bytes);
  size_ += bytes.size();
  waiting_ += bytes;
  if (waiting_.size() <= kResultInMemoryMax) return {};
  if (!file_) {
    PIGNUS_ASSIGN(file_, ShardResult::File::make());
  }
  PIGNUS_TRY(file_->append(waiting_));
  waiting_.clear();
  return {};
}

Result<ShardResult> ResultWriter::finish() {
  if (!file_) return ShardResult(std::move(waiting_));
  PIGNUS_TRY(file_->append(waiting_));
  waiting_.clear();
  ShardResult result;
  result.text_ = nullptr;
  result.file_ = std::move(file_);
  result.size_ = size_;
  result.digest_ = sha256_.finish();
  return result;
}

}  // namespace pignus::fleet
