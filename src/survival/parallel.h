// Work over numbered blocks on several threads. The blocks are the caller's and do not depend on
// the number of threads, so results kept by block and reduced in order are the same bytes.
#pragma once

#include <cstddef>
#include <functional>

namespace pignus::survival {

/// Calls work(block) once for each block below `blocks`; on the caller's thread where `threads` is
/// 1. Returns when all are done.
void for_each_block(std::size_t threads, std::size_t blocks,
                    const std::function<void(std::size_t)>& work);

}  // namespace pignus::survival
