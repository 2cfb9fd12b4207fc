#include "survival/parallel.h"

#include <algorithm>
#include <atomic>
#include <thread>
#include <vector>

namespace pignus::survival {

void for_each_block(std::size_t threads, std::size_t blocks,
                    const std::function<void(std::size_t)>& work) {
  const std::size_t used = std::min(std::max<std::size_t>(threads, 1), blocks);
  std::atomic<std::size_t> next = 0;
  const auto go = [&] {
    for (std::size_t block = next++; block < blocks; block = next++) work(block);
  };
  std::vector<std::thread> others;
  for (std::size_t i = 1; i < used; ++i) others.emplace_back(go);
  go();
  for (std::thread& other : others) other.join();
}

}  // namespace pignus::survival
