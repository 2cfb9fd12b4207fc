#include "fleet/held_shards.h"

#include <utility>

namespace pignus::fleet {

void HeldShards::add(Message message, std::uint64_t delivery) {
  {
    const std::scoped_lock lock(mutex_);
    auto held = std::make_unique<Held>();
    held->message = std::move(message);
    held->delivery = delivery;
    held->touched = std::chrono::steady_clock::now();
    held_.emplace(next_, std::move(held));
    queue_.push_back(next_++);
  }
  may_begin_.notify_one();
}

std::optional<HeldShards::Key> HeldShards::begin() {
  std::unique_lock lock(mutex_);
  may_begin_.wait(lock, [this] { return closed_ || !queue_.empty(); });
  if (closed_) return std::nullopt;
  const Key key = queue_.front();
  queue_.pop_front();
  return key;
}

Held& HeldShards::at(Key key) {
  const std::scoped_lock lock(mutex_);
  return *held_.at(key);
}

std::optional<Held> HeldShards::finish(Key key) {
  const std::scoped_lock lock(mutex_);
  const auto it = held_.find(key);
  if (it == held_.end()) return std::nullopt;
  std::optional<Held> held(std::move(*it->second));
  held_.erase(it);
  return held;
}

void HeldShards::keep_alive(std::chrono::milliseconds every) {
  const auto now = std::chrono::steady_clock::now();
  const std::scoped_lock lock(mutex_);
  for (auto& [key, held] : held_) {
    if (now - held->touched < every) continue;
    held->touched = now;
    natsMsg_InProgress(held->message.get(), nullptr);
  }
}

std::size_t HeldShards::close() {
  std::size_t given_back = 0;
  {
    const std::scoped_lock lock(mutex_);
    closed_ = true;
    for (const Key key : queue_) {
      const auto it = held_.find(key);
      natsMsg_Nak(it->second->message.get(), nullptr);
      held_.erase(it);
      ++given_back;
    }
    queue_.clear();
  }
  may_begin_.notify_all();
  return given_back;
}

std::size_t HeldShards::queued() const {
  const std::scoped_lock lock(mutex_);
  return queue_.size();
}

std::size_t HeldShards::size() const {
  const std::scoped_lock lock(mutex_);
  return held_.size();
}

}  // namespace pignus::fleet
