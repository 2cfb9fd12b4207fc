// Check digits of Chinese application numbers that registers have printed.
#include <gtest/gtest.h>
#include <string>
#include <utility>

#include "registers/number.h"

namespace pignus::registers {
namespace {

TEST(ChineseNumbers, CheckDigitsAsPrinted) {
  for (const auto& [digits, check] : {std::pair<std::string, char>{"201410234381", 'X'},
                                      {"201710911092", '2'},
                                      {"201410264351", '3'},
                                      {"202411223548", '2'}}) {
    const auto computed = cn_check_digit(digits);
    ASSERT_TRUE(computed) << digits;
    EXPECT_EQ(*computed, check) << digits;
  }
}

}  // namespace
}  // namespace pignus::registers
