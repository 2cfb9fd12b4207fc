// Tells when something happens in a folder and those below it (inotify). It is a hint that saves
// waiting: the watcher looks at the folder itself every few seconds, for network drives tell
// nothing and a queue can overflow.
#pragma once

#include <filesystem>
#include <map>
#include <vector>

namespace pignus::desk {

class FolderEvents {
 public:
  /// Never fails: where the system gives no events, wait() only sleeps.
  explicit FolderEvents(const std::filesystem::path& folder);
  FolderEvents(const FolderEvents&) = delete;
  FolderEvents& operator=(const FolderEvents&) = delete;
  ~FolderEvents();

  bool works() const { return descriptor_ >= 0 && !folders_.empty(); }
  /// Returns when something happened, the time is over or a signal came. What was moved in from
  /// elsewhere is told by its path.
  std::vector<std::filesystem::path> wait(int milliseconds);

 private:
  void add(const std::filesystem::path& folder, int level);

  int descriptor_ = -1;
  std::map<int, std::filesystem::path> folders_;
};

}  // namespace pignus::desk
