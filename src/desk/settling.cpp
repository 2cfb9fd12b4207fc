#include "desk/settling.h"

#include <algorithm>
#include <chrono>
#include <optional>
#include <system_error>
#include <utility>

#include "desk/register_reader.h"

namespace pignus::desk {

namespace {

namespace fs = std::filesystem;

std::int64_t nanoseconds(fs::file_time_type time) {
  return std::chrono::duration_cast<std::chrono::nanoseconds>(time.time_since_epoch()).count();
}

std::optional<Seen> see_file(const fs::path& path) {
  std::error_code error;
  Seen seen{path, fs::file_size(path, error), 0};
  if (error) return std::nullopt;
  seen.modified_ns = nanoseconds(fs::last_write_time(path, error));
  if (error) return std::nullopt;
  return seen;
}

std::optional<Seen> see(const fs::path& path) {
  std::error_code error;
  if (!fs::is_directory(path, error)) return see_file(path);
  Seen whole{path, 0, 0};
  for (fs::directory_iterator it(path, error), end; !error && it != end; it.increment(error)) {
    if (!it->is_regular_file(error)) continue;
    if (const auto one = see_file(it->path())) {
      whole.bytes += one->bytes;
      whole.modified_ns = std::max(whole.modified_ns, one->modified_ns);
    }
  }
  if (error) return std::nullopt;
  return whole;
}

}  // namespace

Result<std::vector<Seen>> see_sources(const fs::path& folder) {
  const auto paths = sources_under(folder);
  std::error_code error;
  if (!paths && paths.error().code == ErrorCode::kNotFound && fs::is_directory(folder, error)) {
    return std::vector<Seen>{};
  }
  if (!paths) return fail(paths.error());
  std::vector<Seen> seen;
  for (const fs::path& path : *paths) {
    if (auto one = see(path)) seen.push_back(std::move(*one));
  }
  return seen;
}

std::vector<Seen> Settling::complete(const std::vector<Seen>& seen, std::int64_t now_ns) {
  std::map<fs::path, Since> since;
  std::vector<Seen> whole;
  for (const Seen& one : seen) {
    const auto before = since_.find(one.path);
    const bool same = before != since_.end() && before->second.seen == one;
    const Since mine{one, same ? before->second.at_ns : now_ns};
    // A time in the future says nothing; then only watching tells.
    const bool old = one.modified_ns <= now_ns && now_ns - one.modified_ns >= quiet_ns_;
    if (old || now_ns - mine.at_ns >= quiet_ns_ || moved_.contains(one.path)) whole.push_back(one);
    since.emplace(one.path, mine);
  }
  since_ = std::move(since);
  moved_.clear();
  waiting_ = seen.size() - whole.size();
  return whole;
}

}  // namespace pignus::desk
