#include "core/file.h"

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace pignus {

namespace {

/// Owns a descriptor for the time of one function.
class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  ~Descriptor() { close(); }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  int number() const { return number_; }
  int close() {
    const int result = number_ >= 0 ? ::close(number_) : 0;
    number_ = -1;
    return result;
  }

 private:
  int number_;
};

constexpr std::size_t kPieceBytes = 1U << 20;

/// O_NONBLOCK: opening a named pipe must not wait for a writer; regular_size() then refuses it.
int open_for_reading(const std::filesystem::path& path) {
  return ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
}

tl::unexpected<Error> system_error(const std::filesystem::path& path, const char* action,
                                   int number) {
  const ErrorCode code =
      number == ENOENT || number == ENOTDIR ? ErrorCode::kNotFound : ErrorCode::kIo;
  return fail(code, fmt::format("cannot {}: {}", action, std::strerror(number)),
              {path.string(), 0, ""});
}

Result<std::size_t> regular_size(const std::filesystem::path& path, int descriptor) {
  struct stat info{};
  if (::fstat(descriptor, &info) != 0) {
    return system_error(path, "examine", errno);
  }
  if (S_ISDIR(info.st_mode)) {
    return fail(ErrorCode::kInvalidInput, "is a directory, a file is needed",
                {path.string(), 0, ""});
  }
  if (!S_ISREG(info.st_mode)) {
    return fail(ErrorCode::kInvalidInput, "is no regular file", {path.string(), 0, ""});
  }
  return static_cast<std::size_t>(info.st_size);
}

Status write_all(const std::filesystem::path& path, int descriptor, std::string_view content) {
  while (!content.empty()) {
    const ssize_t written = ::write(descriptor, content.data(), content.size());
    if (written < 0 && errno == EINTR) {
      continue;
    }
    if (written < 0) {
      return system_error(path, "write", errno);
    }
    content.remove_prefix(static_cast<std::size_t>(written));
  }
  return {};
}

}  // namespace

Result<std::string> read_file(const std::filesystem::path& path, std::size_t bytes_max) {
  PIGNUS_ASSIGN(const MappedFile file, MappedFile::open(path));
  if (file.bytes().size() > bytes_max) {
    return fail(
        ErrorCode::kLimitExceeded,
        fmt::format("has {} bytes, more than the {} allowed", file.bytes().size(), bytes_max),
        {path.string(), 0, ""});
  }
  return std::string(file.bytes());
}

Status write_file_atomically(const std::filesystem::path& path, std::string_view content) {
  std::string temporary = path.string() + ".XXXXXX";
  Descriptor out(::mkstemp(temporary.data()));
  if (out.number() < 0) {
    return system_error(path, "create a file beside", errno);
  }
  const auto give_up = [&temporary](Status status) {
    ::unlink(temporary.c_str());
    return status;
  };
  if (auto status = write_all(path, out.number(), content); !status) {
    return give_up(std::move(status));
  }
  if (::fchmod(out.number(), 0644) != 0 || ::fsync(out.number()) != 0 || out.close() != 0) {
    return give_up(system_error(path, "write to disk", errno));
  }
  if (::rename(temporary.c_str(), path.c_str()) != 0) {
    return give_up(system_error(path, "replace", errno));
  }
  return {};
}

Status for_each_piece(const std::filesystem::path& path,
                      const std::function<Status(std::string_view)>& take) {
  const Descriptor descriptor(open_for_reading(path));
  if (descriptor.number() < 0) {
    return system_error(path, "open", errno);
  }
  PIGNUS_TRY(regular_size(path, descriptor.number()));
  std::string piece(kPieceBytes, '\0');
  for (;;) {
    const ssize_t got = ::read(descriptor.number(), piece.data(), piece.size());
    if (got < 0 && errno == EINTR) {
      continue;
    }
    if (got < 0) {
      return system_error(path, "read", errno);
    }
    if (got == 0) {
      return {};
    }
    PIGNUS_TRY(take(std::string_view(piece.data(), static_cast<std::size_t>(got))));
  }
}

Result<MappedFile> MappedFile::open(const std::filesystem::path& path) {
  const Descriptor descriptor(open_for_reading(path));
  if (descriptor.number() < 0) {
    return system_error(path, "open", errno);
  }
  PIGNUS_ASSIGN(const std::size_t size, regular_size(path, descriptor.number()));
  if (size == 0) {
    return MappedFile("", 0);
  }
  void* data = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, descriptor.number(), 0);
  if (data == MAP_FAILED) {
    return system_error(path, "map", errno);
  }
  ::madvise(data, size, MADV_SEQUENTIAL);
  return MappedFile(static_cast<const char*>(data), size);
}

MappedFile::MappedFile(MappedFile&& other) noexcept
    : data_(std::exchange(other.data_, nullptr)), size_(std::exchange(other.size_, 0)) {}

MappedFile& MappedFile::operator=(MappedFile&& other) noexcept {
  std::swap(data_, other.data_);
  std::swap(size_, other.size_);
  return *this;
}

MappedFile::~MappedFile() {
  if (size_ != 0) {
    ::munmap(const_cast<char*>(data_), size_);
  }
}

}  // namespace pignus
