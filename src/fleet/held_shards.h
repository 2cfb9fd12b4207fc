// Inside the room: the shards a worker has in hand, from the fetch until the result is stored, and
// what is said of them to the server.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "fleet/nats_link.h"

namespace pignus::fleet {

struct Held {
  Message message;
  std::string job;
  std::string shard_header;  ///< "INDEX:ID" of the result's header
  std::uint64_t index = 0;
  std::string kind;
  std::uint64_t delivery = 1;  ///< 1 for the first time it is handed out
  double seconds = 0;          ///< its work took
  std::size_t bytes = 0;       ///< of its result
  std::chrono::steady_clock::time_point touched;
};

class HeldShards {
 public:
  using Key = std::uint64_t;

  /// Into the queue of those not begun.
  void add(Message message, std::uint64_t delivery);
  /// The next to begin; waits for one. nullopt once closed.
  std::optional<Key> begin();
  /// Valid until finish(); only its own thread changes it.
  Held& at(Key key);
  /// Takes it out of hand: nothing more is said of it here.
  std::optional<Held> finish(Key key);
  /// Tells the server that all are being worked on, those not told within `every`.
  void keep_alive(std::chrono::milliseconds every);
  /// Nothing new begins; those not begun are given back to the server. How many they were.
  std::size_t close();

  std::size_t queued() const;
  std::size_t size() const;

 private:
  mutable std::mutex mutex_;
  std::condition_variable may_begin_;
  std::map<Key, std::unique_ptr<Held>> held_;
  std::deque<Key> queue_;
  Key next_ = 0;
  bool closed_ = false;
};

}  // namespace pignus::fleet
