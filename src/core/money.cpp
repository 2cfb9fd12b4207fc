#include "core/money.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <fmt/format.h>

#include "core/check.h"

namespace pignus {

namespace {

struct CurrencyRow {
  std::string_view code;
  int minor_digits;
};

// ISO 4217, the currencies of the offices Pignus reads.
constexpr CurrencyRow kCurrencies[] = {
    {"AUD", 2}, {"BRL", 2}, {"CAD", 2}, {"CHF", 2}, {"CNY", 2}, {"DKK", 2}, {"EUR", 2},
    {"GBP", 2}, {"HKD", 2}, {"INR", 2}, {"JPY", 0}, {"KRW", 0}, {"MXN", 2}, {"NOK", 2},
    {"NZD", 2}, {"PLN", 2}, {"SEK", 2}, {"SGD", 2}, {"TWD", 2}, {"USD", 2}, {"ZAR", 2}};

const CurrencyRow* find_currency(std::string_view code) {
  const auto* row = std::find_if(std::begin(kCurrencies), std::end(kCurrencies),
                                 [code](const CurrencyRow& r) { return r.code == code; });
  return row == std::end(kCurrencies) ? nullptr : row;
}

std::int64_t power_of_ten(int digits) {
  std::int64_t power = 1;
  for (int i = 0; i < digits; ++i) {
    power *= 10;
  }
  return power;
}

std::optional<std::int64_t> parse_amount(std::string_view text, int minor_digits) {
  const bool negative = text.starts_with('-');
  text.remove_prefix(negative ? 1 : 0);
  const std::size_t point = text.find('.');
  const std::string_view whole = text.substr(0, point);
  std::string fraction(point == std::string_view::npos ? "" : text.substr(point + 1));
  if (whole.empty() || (point != std::string_view::npos && fraction.empty()) ||
      fraction.size() > static_cast<std::size_t>(minor_digits)) {
    return std::nullopt;
  }
  fraction.resize(static_cast<std::size_t>(minor_digits), '0');
  const std::string all = std::string(whole) + fraction;
  if (!std::all_of(all.begin(), all.end(), [](char c) { return c >= '0' && c <= '9'; })) {
    return std::nullopt;
  }
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(all.data(), all.data() + all.size(), value);
  if (error != std::errc{} || end != all.data() + all.size()) {
    return std::nullopt;
  }
  return negative ? -value : value;
}

}  // namespace

std::optional<Currency> Currency::parse(std::string_view code) {
  if (find_currency(code) == nullptr) {
    return std::nullopt;
  }
  Currency currency;
  std::copy(code.begin(), code.end(), currency.code_.begin());
  return currency;
}

int Currency::minor_digits() const {
  const CurrencyRow* row = find_currency(code());
  return row == nullptr ? 2 : row->minor_digits;
}

Money Money::from_major(double major, Currency currency) {
  const double minor =
      std::round(major * static_cast<double>(power_of_ten(currency.minor_digits())));
  PIGNUS_CHECK(std::abs(minor) < 9.0e18);  // false for NaN too
  return {static_cast<std::int64_t>(minor), currency};
}

std::optional<Money> Money::parse(std::string_view text) {
  const std::size_t blank = text.find(' ');
  if (blank == std::string_view::npos) {
    return std::nullopt;
  }
  const std::string_view first = text.substr(0, blank);
  const std::string_view second = text.substr(blank + 1);
  auto currency = Currency::parse(first);
  const std::string_view amount = currency ? second : first;
  if (!currency) {
    currency = Currency::parse(second);
  }
  if (!currency) {
    return std::nullopt;
  }
  const auto minor = parse_amount(amount, currency->minor_digits());
  return minor ? std::optional(Money{*minor, *currency}) : std::nullopt;
}

double Money::major() const {
  return static_cast<double>(minor) / static_cast<double>(power_of_ten(currency.minor_digits()));
}

std::string Money::text() const {
  const int digits = currency.minor_digits();
  const auto power = static_cast<std::uint64_t>(power_of_ten(digits));
  // The magnitude as unsigned: the most negative value has no positive twin.
  const std::uint64_t magnitude =
      minor < 0 ? 0U - static_cast<std::uint64_t>(minor) : static_cast<std::uint64_t>(minor);
  const std::string whole =
      fmt::format("{} {}{}", currency.code(), minor < 0 ? "-" : "", magnitude / power);
  return digits == 0 ? whole : fmt::format("{}.{:0{}}", whole, magnitude % power, digits);
}

Result<Money> add(Money a, Money b) {
  if (a.currency != b.currency) {
    return fail(ErrorCode::kConflict, fmt::format("cannot add {} to {} without a dated rate",
                                                  b.currency.code(), a.currency.code()));
  }
  std::int64_t sum = 0;
  if (__builtin_add_overflow(a.minor, b.minor, &sum)) {
    return fail(ErrorCode::kLimitExceeded, "the sum is too large for an amount of money");
  }
  return Money{sum, a.currency};
}

Result<Money> subtract(Money a, Money b) {
  if (a.currency != b.currency) {
    return fail(ErrorCode::kConflict, fmt::format("cannot subtract {} from {} without a dated rate",
                                                  b.currency.code(), a.currency.code()));
  }
  std::int64_t difference = 0;
  if (__builtin_sub_overflow(a.minor, b.minor, &difference)) {
    return fail(ErrorCode::kLimitExceeded, "the difference is too large for an amount of money");
  }
  return Money{difference, a.currency};
}

}  // namespace pignus
