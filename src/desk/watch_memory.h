// What a watched folder's sources came to, kept beside the store: a restart goes on where the last
// run stopped, and a bad file is tried again only when it changed or the readers did.
#pragma once

#include <filesystem>
#include <map>
#include <string>

#include "core/result.h"
#include "desk/settling.h"

namespace pignus::desk {

struct Remembered {
  std::uint64_t bytes = 0;
  std::int64_t modified_ns = 0;
  std::string sha256;  ///< of what was imported; "" when it failed
  std::string error;   ///< "" when it was imported

  friend bool operator==(const Remembered&, const Remembered&) = default;
};

class WatchMemory {
 public:
  /// A missing file is an empty memory; so is one that cannot be read as ours, for all it costs is
  /// to look at every file once more. `readers`: another text than that of the last run forgets
  /// all.
  static WatchMemory load(const std::filesystem::path& file, std::string readers);

  /// The source is as it was when it was dealt with.
  bool knows(const Seen& seen) const;
  const Remembered* find(const std::filesystem::path& path) const;
  void put(const Seen& seen, std::string sha256, std::string error);
  void forget(const std::filesystem::path& path) { sources_.erase(path.string()); }
  const std::map<std::string, Remembered>& sources() const { return sources_; }
  [[nodiscard]] Status save() const;

 private:
  std::filesystem::path file_;
  std::string readers_;
  std::map<std::string, Remembered> sources_;
};

}  // namespace pignus::desk
