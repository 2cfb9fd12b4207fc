// Money is an integer of minor units with an ISO 4217 currency. No double holds a ledger amount;
// distributions and models use double and say so, and come back through from_major().
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/result.h"

namespace pignus {

/// An ISO 4217 code. Only codes in the table of money.cpp exist.
class Currency {
 public:
  constexpr Currency() = default;  ///< "XXX", no currency
  static std::optional<Currency> parse(std::string_view code);

  std::string_view code() const { return {code_.data(), 3}; }
  /// Digits after the point: 2 for CNY and USD, 0 for JPY and KRW.
  int minor_digits() const;

  friend bool operator==(const Currency&, const Currency&) = default;
  friend auto operator<=>(const Currency&, const Currency&) = default;

 private:
  std::array<char, 3> code_{'X', 'X', 'X'};
};

struct Money {
  std::int64_t minor = 0;
  Currency currency;

  /// Rounds half away from zero to the minor unit. Aborts on NaN or overflow (a bug: models bound
  /// their outputs).
  static Money from_major(double major, Currency currency);
  /// "CNY 1234567.89" or "1234567.89 CNY"; separators are refused.
  static std::optional<Money> parse(std::string_view text);
  double major() const;
  /// "CNY 1234567.89": the machine form; report/ formats for people.
  std::string text() const;

  friend bool operator==(const Money&, const Money&) = default;
};

/// Sum and difference; kConflict when currencies differ, kLimitExceeded on overflow.
[[nodiscard]] Result<Money> add(Money a, Money b);
[[nodiscard]] Result<Money> subtract(Money a, Money b);

}  // namespace pignus
