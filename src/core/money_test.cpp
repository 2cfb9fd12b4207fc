#include "core/money.h"

#include <gtest/gtest.h>
#include <limits>
#include <rapidcheck/gtest.h>

namespace pignus {
namespace {

const Currency kYuan = Currency::parse("CNY").value();
const Currency kYen = Currency::parse("JPY").value();

TEST(Money, ParsesBothOrders) {
  EXPECT_EQ(Money::parse("CNY 1234567.89")->minor, 123456789);
  EXPECT_EQ(Money::parse("1234567.8 CNY")->minor, 123456780);
  EXPECT_EQ(Money::parse("JPY -500")->minor, -500);
  for (const char* bad : {"CNY", "CNY 1,000", "CNY 1.234", "JPY 1.5", "XYZ 1", "CNY 1.", "CNY .5",
                          "CNY 99999999999999999999", "CNY -", "1 2"}) {
    EXPECT_FALSE(Money::parse(bad)) << bad;
  }
}

TEST(Money, RoundsHalfAwayFromZero) {
  EXPECT_EQ(Money::from_major(0.125, kYuan).minor, 13);
  EXPECT_EQ(Money::from_major(-0.125, kYuan).minor, -13);
  EXPECT_EQ(Money::from_major(2.5, kYen).minor, 3);
}

TEST(Money, RefusesToMixCurrenciesOrOverflow) {
  EXPECT_EQ(add(Money{1, kYuan}, Money{1, kYen}).error().code, ErrorCode::kConflict);
  const Money most{std::numeric_limits<std::int64_t>::max(), kYuan};
  EXPECT_EQ(add(most, Money{1, kYuan}).error().code, ErrorCode::kLimitExceeded);
  EXPECT_EQ(subtract(Money{std::numeric_limits<std::int64_t>::min(), kYuan}, Money{1, kYuan})
                .error()
                .code,
            ErrorCode::kLimitExceeded);
}

RC_GTEST_PROP(Money, RoundTripsThroughText, (std::int64_t minor)) {
  for (const Currency currency : {kYuan, kYen}) {
    const Money money{minor, currency};
    if (minor != std::numeric_limits<std::int64_t>::min()) {
      RC_ASSERT(Money::parse(money.text()) == money);
    }
  }
}

}  // namespace
}  // namespace pignus
