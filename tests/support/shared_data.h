// Real register files lie beside a developer's checkout and are never part of the repository. A
// test that needs one skips, and says so, on a bare clone.
#pragma once

#include <filesystem>
#include <gtest/gtest.h>
#include <string>

namespace pignus::testing {

inline std::filesystem::path shared_data(const std::string& relative) {
  return std::filesystem::path(PIGNUS_SHARED_DATA) / relative;
}

}  // namespace pignus::testing

#define PIGNUS_NEEDS_SHARED(relative)                                                      \
  if (!std::filesystem::exists(::pignus::testing::shared_data(relative))) {                \
    GTEST_SKIP() << "needs the shared register files beside the checkout: " << (relative); \
  }
