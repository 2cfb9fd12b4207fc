// Where the engines' failures end: every door method runs its work through guarded().
#pragma once

#include <string>
#include <type_traits>

#include "core/result.h"
#include "store/sql/engine.h"

namespace pignus::store {

/// The work's result, or its failure as an error that names the store.
template <typename Work>
auto guarded(const std::string& store, Work&& work) -> std::invoke_result_t<Work> {
  try {
    return work();
  } catch (const sql::Failure& failure) {
    return tl::unexpected<Error>(Error{failure.code(), failure.what(), Where{store, 0, ""}});
  }
}

}  // namespace pignus::store
