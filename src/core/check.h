// Always-on check for what only a bug can break. Never used on input.
#pragma once

#include <string_view>

namespace pignus {

[[noreturn]] void check_failed(std::string_view condition, std::string_view file, int line);

}  // namespace pignus

#define PIGNUS_CHECK(condition)                               \
  do {                                                        \
    if (!(condition)) {                                       \
      ::pignus::check_failed(#condition, __FILE__, __LINE__); \
    }                                                         \
  } while (false)
