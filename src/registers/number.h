// Numbers of applications, publications and registrations: parsing what people and registers write,
// and the normal form that keys a right.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/result.h"
#include "registers/right.h"

namespace pignus::registers {

enum class NumberKind { kPublication, kApplication, kRegistration };

struct Number {
  std::string office;  ///< WIPO ST.3 code: "US", "EP", "WO", "CN", …
  NumberKind kind = NumberKind::kPublication;
  RightType type = RightType::kUnknown;
  std::string serial;       ///< normal form without office, check digit and kind code
  std::string kind_code;    ///< "B2", "" if not given
  std::string check_digit;  ///< CN application numbers: "0".."9", "X", or "" if not given

  /// "US8789601B2", "CN201410234381.X", "PCT/US1999/009417".
  std::string normal() const;
  friend bool operator==(const Number&, const Number&) = default;
};

/// Bytes of a number as written, and the digits of one: longer is no number.
inline constexpr std::size_t kNumberBytesMax = 128;
inline constexpr std::size_t kNumberDigitsMax = 15;

/// Parses a publication or registration number with its office code, as in "US07317210B2",
/// "EP 0 240 590 B1", "WO 99/13800", "JP8-179521", "ZL201410234381.X".
[[nodiscard]] Result<Number> parse_number(std::string_view text);
/// The same where the office is known from context and may be missing from the text.
[[nodiscard]] Result<Number> parse_number(std::string_view text, std::string_view office,
                                          NumberKind kind);

/// Check digit of a Chinese application number (8 or 12 digits): "0".."9" or "X".
/// Weights 2..9 (8 digits) or 2..9, 2..5 (12 digits), sum modulo 11, 10 written X.
/// kInvalidInput for anything else than digits of those lengths.
[[nodiscard]] Result<char> cn_check_digit(std::string_view digits);

/// The key of the right a number belongs to; nullopt when it cannot be told from the number alone
/// (an application number of an office that renumbers at grant).
std::optional<RightId> right_id(const Number& number);

/// The key of the application with that number, at offices that number anew at publication or grant
/// ("JP-A-2020123456", "EP-A-20020762866"; for rights other than inventions the letter of their
/// type goes before, "JP-A-U2020001234", since the series are apart); "" in China, where the right
/// keeps its application's number, and where the text is no application number of the right's
/// office.
std::string application_key(const RightId& right, std::string_view application_number);

/// A number of any office, or a key as RightId describes it ("CN-T-12345678", "US-A-13679689").
/// kInvalidInput when it is neither, or when the number does not tell which right it belongs to.
[[nodiscard]] Result<RightId> parse_right_key(std::string_view text);

/// For people: "US 8,789,601", "US D337,000", "US 13/679,689", "CN 201410234381.X", "EP 0240590".
std::string display(const RightId& right);
/// The same for a right known to be granted: a Chinese patent then reads "ZL 201410234381.X". A key
/// alone does not tell, and "ZL" on an application would claim a grant.
std::string display_granted(const RightId& right);

}  // namespace pignus::registers
