// Makes one text of a test out of another.
#pragma once

#include <gtest/gtest.h>
#include <string>

namespace pignus::testing {

/// The first `from` made `to`; a test that asks for what is not there fails.
inline std::string replaced(std::string text, const std::string& from, const std::string& to) {
  const auto at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return at == std::string::npos ? text : text.replace(at, from.size(), to);
}

}  // namespace pignus::testing
