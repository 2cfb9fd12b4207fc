// Which sources of a watched folder are complete: nobody writes into them any more. Pure: what was
// seen and when is handed in.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <set>
#include <vector>

#include "core/result.h"

namespace pignus::desk {

/// A source as the file system tells it. A plain-format folder counts as one: the sum of its files'
/// sizes and the latest of their times.
struct Seen {
  std::filesystem::path path;
  std::uint64_t bytes = 0;
  std::int64_t modified_ns = 0;  ///< by the file system's clock; comparable, of no fixed origin

  friend bool operator==(const Seen&, const Seen&) = default;
};

/// sources_under() with size and time. An empty folder gives nothing and no error; what vanishes
/// meanwhile is left out.
[[nodiscard]] Result<std::vector<Seen>> see_sources(const std::filesystem::path& folder);

class Settling {
 public:
  /// A source is complete when its size and time stayed the same for so long.
  explicit Settling(std::int64_t quiet_ns) : quiet_ns_(quiet_ns) {}

  /// Moved into the folder, hence whole: complete when seen next.
  void moved_in(const std::filesystem::path& path) { moved_.insert(path); }
  /// Of what is seen at `now_ns` (same clock as modified_ns), what is complete, in the same order.
  std::vector<Seen> complete(const std::vector<Seen>& seen, std::int64_t now_ns);
  /// Of what was seen last, how many are not.
  std::size_t waiting() const { return waiting_; }

 private:
  struct Since {
    Seen seen;
    std::int64_t at_ns = 0;
  };
  std::int64_t quiet_ns_;
  std::map<std::filesystem::path, Since> since_;
  std::set<std::filesystem::path> moved_;
  std::size_t waiting_ = 0;
};

}  // namespace pignus::desk
