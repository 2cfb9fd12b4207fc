#include "fleet/input_cache.h"

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <fcntl.h>
#include <system_error>
#include <unistd.h>
#include <utility>
#include <vector>

#include "core/sha256.h"
#include "fleet/shard.h"

namespace pignus::fleet {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view kUnfinished = ".part";

tl::unexpected<Error> io_error(const fs::path& path, int number) {
  return fail(ErrorCode::kIo, std::strerror(number), {path.string(), 0, ""});
}

/// A file that is removed again unless it is kept.
class Unfinished {
 public:
  explicit Unfinished(fs::path path) : path_(std::move(path)) {
    descriptor_ = ::open(path_.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC,  // NOLINT
                         0600);
  }
  ~Unfinished() {
    if (descriptor_ >= 0) ::close(descriptor_);
    if (!kept_) ::unlink(path_.c_str());
  }
  Unfinished(const Unfinished&) = delete;
  Unfinished& operator=(const Unfinished&) = delete;

  Status write(std::string_view bytes) {
    while (!bytes.empty()) {
      const ssize_t put = ::write(descriptor_, bytes.data(), bytes.size());
      if (put < 0 && errno == EINTR) continue;
      if (put < 0) return io_error(path_, errno);
      bytes.remove_prefix(static_cast<std::size_t>(put));
    }
    return {};
  }
  Status keep_as(const fs::path& target) {
    std::error_code error;
    fs::rename(path_, target, error);
    if (error) return fail(ErrorCode::kIo, error.message(), {target.string(), 0, ""});
    kept_ = true;
    return {};
  }
  bool is_open() const { return descriptor_ >= 0; }

 private:
  fs::path path_;
  int descriptor_ = -1;
  bool kept_ = false;
};

}  // namespace

Result<InputCache> InputCache::open(const fs::path& folder, std::uint64_t bytes_max) {
  std::error_code error;
  fs::create_directories(folder, error);
  if (error) return fail(ErrorCode::kIo, error.message(), {folder.string(), 0, ""});
  fs::permissions(folder, fs::perms::owner_all, error);
  // Another worker may share the folder and be in the middle of a file: only old ones are litter.
  const auto old = fs::file_time_type::clock::now() - std::chrono::hours(24);
  for (fs::directory_iterator it(folder, error), end; !error && it != end; it.increment(error)) {
    std::error_code ignored;
    if (it->path().string().ends_with(kUnfinished) &&
        fs::last_write_time(it->path(), ignored) < old) {
      fs::remove(it->path(), ignored);
    }
  }
  if (error) return fail(ErrorCode::kIo, error.message(), {folder.string(), 0, ""});
  return InputCache(folder, bytes_max);
}

InputCache::InputCache(InputCache&& other) noexcept
    : folder_(std::move(other.folder_)),
      bytes_max_(other.bytes_max_),
      verified_(std::move(other.verified_)) {}

bool InputCache::lies_there(const std::string& sha256, const fs::path& path) {
  std::error_code error;
  if (!fs::is_regular_file(path, error)) return false;
  {
    const std::scoped_lock lock(mutex_);
    if (verified_.contains(sha256)) {
      fs::last_write_time(path, fs::file_time_type::clock::now(), error);  // used last
      return true;
    }
  }
  const auto found = sha256_hex_of_file(path);
  if (!found || *found != sha256) return false;  // a disk that forgot: fetched anew
  const std::scoped_lock lock(mutex_);
  verified_.insert(sha256);
  return true;
}

Result<fs::path> InputCache::get(const std::string& sha256, const Fetch& fetch) {
  {
    std::unique_lock lock(mutex_);
    fetched_.wait(lock, [&] { return !in_fetch_.contains(sha256); });
    in_fetch_.insert(sha256);
  }
  auto path = get_alone(sha256, fetch);
  {
    const std::scoped_lock lock(mutex_);
    in_fetch_.erase(sha256);
  }
  fetched_.notify_all();
  return path;
}

Result<fs::path> InputCache::get_alone(const std::string& sha256, const Fetch& fetch) {
  fs::path target = folder_ / sha256;
  if (lies_there(sha256, target)) return target;
  std::uint64_t number = 0;
  {
    const std::scoped_lock lock(mutex_);
    number = ++fetches_;
  }
  const fs::path path = folder_ / (sha256 + "-" + std::to_string(number) + "-" +
                                   std::to_string(::getpid()) + std::string(kUnfinished));
  Unfinished file(path);
  if (!file.is_open()) return io_error(path, errno);
  Sha256 hash;
  PIGNUS_TRY(fetch([&](std::string_view piece) {
    hash.update(piece);
    return file.write(piece);
  }));
  if (hex(hash.finish()) != sha256) {
    return fail(ErrorCode::kCorrupt, "what came for the input " + sha256 + " has another hash");
  }
  PIGNUS_TRY(file.keep_as(target));
  const std::scoped_lock lock(mutex_);
  verified_.insert(sha256);
  return target;
}

void InputCache::trim() {
  struct Kept {
    fs::file_time_type used;
    std::uint64_t bytes;
    fs::path path;
  };
  std::vector<Kept> files;
  std::uint64_t total = 0;
  std::error_code error;
  for (fs::directory_iterator it(folder_, error), end; !error && it != end; it.increment(error)) {
    if (!is_sha256(it->path().filename().string())) continue;
    std::error_code gone;
    const auto bytes = fs::file_size(it->path(), gone);
    const auto used = fs::last_write_time(it->path(), gone);
    if (gone) continue;
    files.push_back({used, bytes, it->path()});
    total += bytes;
  }
  std::sort(files.begin(), files.end(), [](const Kept& a, const Kept& b) {
    return a.used != b.used ? a.used < b.used : a.path < b.path;
  });
  for (const Kept& file : files) {
    if (total <= bytes_max_) break;
    std::error_code gone;
    fs::remove(file.path, gone);
    total -= file.bytes;
    const std::scoped_lock lock(mutex_);
    verified_.erase(file.path.filename().string());
  }
}

}  // namespace pignus::fleet
