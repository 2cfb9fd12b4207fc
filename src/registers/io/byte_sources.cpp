#include "registers/io/byte_sources.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <system_error>
#include <unistd.h>
#include <utility>

#include "core/utf8.h"

namespace pignus::registers {

namespace {

class PlainFile : public ByteSource {
 public:
  PlainFile(int descriptor, std::string name) : descriptor_(descriptor), name_(std::move(name)) {}
  PlainFile(const PlainFile&) = delete;
  PlainFile& operator=(const PlainFile&) = delete;
  ~PlainFile() override { ::close(descriptor_); }

  Result<std::size_t> read(char* buffer, std::size_t capacity) override {
    while (true) {
      const ssize_t got = ::read(descriptor_, buffer, capacity);
      if (got >= 0) return static_cast<std::size_t>(got);
      if (errno == EINTR) continue;
      return fail(ErrorCode::kIo, std::strerror(errno),
                  Where{.file = name_, .record = 0, .field = ""});
    }
  }

 private:
  int descriptor_;
  std::string name_;
};

}  // namespace

Result<std::size_t> MemorySource::read(char* buffer, std::size_t capacity) {
  const std::size_t size = std::min(capacity, rest_.size());
  rest_.copy(buffer, size);
  rest_.remove_prefix(size);
  return size;
}

Result<std::size_t> PrefixedSource::read(char* buffer, std::size_t capacity) {
  auto got = prefix_.read(buffer, capacity);
  if (!got || *got > 0) return got;
  return rest_.read(buffer, capacity);
}

Result<std::unique_ptr<ByteSource>> open_plain_file(const std::filesystem::path& path) {
  const Where where{.file = valid_utf8(path.filename().string()), .record = 0, .field = ""};
  std::error_code error;
  const auto status = std::filesystem::status(path, error);
  if (status.type() == std::filesystem::file_type::not_found) {
    return fail(ErrorCode::kNotFound, "no such file: " + path.string(), where);
  }
  if (error) return fail(ErrorCode::kIo, error.message(), where);
  if (std::filesystem::is_directory(status)) {
    return fail(ErrorCode::kInvalidInput,
                path.string() + " is a directory; a register file is expected", where);
  }
  if (!std::filesystem::is_regular_file(status)) {
    return fail(ErrorCode::kInvalidInput, path.string() + " is not a regular file", where);
  }
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);  // NOLINT(*-vararg)
  if (descriptor < 0) return fail(ErrorCode::kIo, std::strerror(errno), where);
  return std::make_unique<PlainFile>(descriptor, where.file);
}

}  // namespace pignus::registers
