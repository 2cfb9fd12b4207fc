#include "desk/folder_events.h"

#include <array>
#include <cstring>
#include <poll.h>
#include <string>
#include <sys/inotify.h>
#include <system_error>
#include <unistd.h>

namespace pignus::desk {

namespace {

namespace fs = std::filesystem;

constexpr std::uint32_t kWatched =
    IN_CLOSE_WRITE | IN_MOVED_TO | IN_MOVED_FROM | IN_CREATE | IN_DELETE | IN_ONLYDIR;
constexpr int kLevelsMax = 32;
constexpr std::size_t kFoldersMax = 10'000;

}  // namespace

FolderEvents::FolderEvents(const fs::path& folder)
    : descriptor_(::inotify_init1(IN_NONBLOCK | IN_CLOEXEC)) {
  if (descriptor_ >= 0) add(folder, 0);
}

FolderEvents::~FolderEvents() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

void FolderEvents::add(const fs::path& folder, int level) {
  if (level > kLevelsMax || folders_.size() >= kFoldersMax) return;
  const int watch = ::inotify_add_watch(descriptor_, folder.c_str(), kWatched);
  if (watch < 0) return;
  folders_[watch] = folder;
  std::error_code error;
  for (fs::directory_iterator it(folder, error), end; !error && it != end; it.increment(error)) {
    std::error_code unreadable;
    if (fs::is_directory(it->symlink_status(unreadable))) add(it->path(), level + 1);
  }
}

std::vector<fs::path> FolderEvents::wait(int milliseconds) {
  pollfd polled{descriptor_, POLLIN, 0};
  std::vector<fs::path> moved;
  if (::poll(&polled, works() ? 1 : 0, milliseconds) <= 0) return moved;
  alignas(inotify_event) std::array<char, 16384> buffer{};
  for (;;) {
    const ssize_t got = ::read(descriptor_, buffer.data(), buffer.size());
    if (got <= 0) return moved;
    for (ssize_t at = 0; at < got;) {
      inotify_event event{};
      std::memcpy(&event, buffer.data() + at, sizeof(event));
      const char* name = buffer.data() + at + sizeof(event);
      at += static_cast<ssize_t>(sizeof(event) + event.len);
      const auto folder = folders_.find(event.wd);
      if (folder == folders_.end() || event.len == 0) continue;
      const fs::path path = folder->second / name;
      if ((event.mask & IN_ISDIR) != 0) {
        if ((event.mask & (IN_CREATE | IN_MOVED_TO)) != 0) add(path, 1);
      } else if ((event.mask & IN_MOVED_TO) != 0) {
        moved.push_back(path);
      }
    }
  }
}

}  // namespace pignus::desk
