// Where SQLite's exceptions end: every door method runs its work through guarded().
#pragma once

#include <SQLiteCpp/Exception.h>
#include <string>
#include <type_traits>

#include "core/result.h"

namespace pignus::store {

/// The canonical error for what SQLite says; `file` names the store.
Error translate(const SQLite::Exception& exception, const std::string& file);

template <typename Work>
auto guarded(const std::string& file, Work&& work) -> std::invoke_result_t<Work> {
  try {
    return work();
  } catch (const SQLite::Exception& exception) {
    return tl::unexpected<Error>(translate(exception, file));
  }
}

}  // namespace pignus::store
