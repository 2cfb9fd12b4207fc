// Inputs that came over the network, kept on disk by SHA-256: each is fetched once a worker, and
// held against its hash before it is used.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <mutex>
#include <set>
#include <string>
#include <string_view>

#include "core/result.h"

namespace pignus::fleet {

class InputCache {
 public:
  /// Hands the pieces of an input to a sink, in order.
  using Fetch = std::function<Status(const std::function<Status(std::string_view)>& sink)>;

  /// Makes the folder. What a killed worker left half-written in it is removed
  /// after a day.
  [[nodiscard]] static Result<InputCache> open(const std::filesystem::path& folder,
                                               std::uint64_t bytes_max);
  InputCache(InputCache&& other) noexcept;

  /// The file with that content, fetched when it is not there. kCorrupt: what came has another hash
  /// (nothing is kept of it). What lay there and was verified by this process is not read again.
  [[nodiscard]] Result<std::filesystem::path> get(const std::string& sha256, const Fetch& fetch);

  /// Removes the files used longest ago until the rest fit in `bytes_max`. Not while one is in use.
  void trim();

 private:
  InputCache(std::filesystem::path folder, std::uint64_t bytes_max)
      : folder_(std::move(folder)), bytes_max_(bytes_max) {}
  [[nodiscard]] Result<std::filesystem::path> get_alone(const std::string& sha256,
                                                        const Fetch& fetch);
  bool lies_there(const std::string& sha256, const std::filesystem::path& path);

  std::filesystem::path folder_;
  std::uint64_t bytes_max_;
  std::mutex mutex_;
  std::condition_variable fetched_;
  std::set<std::string> in_fetch_;  ///< others who want the same wait
  std::set<std::string> verified_;
  std::uint64_t fetches_ = 0;
};

}  // namespace pignus::fleet
