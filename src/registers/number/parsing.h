// Inside of the number parser: what the offices' own files share. Not for other rooms.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/result.h"
#include "registers/number.h"

namespace pignus::registers::numbers {

/// A number cut into its parts. `body` holds upper-case letters, digits and the separators / - . as
/// they stood; spaces, commas and quotes are gone, full-width characters are narrow.
struct Parts {
  std::string written;  ///< as given, for messages
  std::string office;
  std::optional<NumberKind> kind;  ///< where context or a prefix (ZL, PCT) tells it
  bool is_zl = false;
  std::string body;
  std::string kind_code;
};

/// "“text”: why", as an error on the field "number".
tl::unexpected<Error> refuse(const Parts& parts, const std::string& why);

/// Narrow, upper-case, compact. Fails on characters no number has.
Result<std::string> compact(std::string_view text);

bool all_digits(std::string_view text);
std::string without_leading_zeros(std::string_view digits);
std::string padded(std::string_view digits, std::size_t width);
std::string without(std::string_view text, std::string_view characters);
/// "99" and "1999" to "1999"; two digits below `pivot` are of this century. nullopt when it is no
/// year from 1877 (the first patents in these registers) to 2099.
std::optional<std::string> full_year(std::string_view digits, int pivot);
/// Cuts `A1` or `A` off the end of the body where a digit stands before it.
void split_kind_code(Parts& parts);
/// What the letter of a kind code tells in most offices: U and Y utility model, S design.
RightType type_of_kind_code(std::string_view kind_code);

Result<Number> parse_us(const Parts& parts);
Result<Number> parse_ep(const Parts& parts);
Result<Number> parse_wo(const Parts& parts);
Result<Number> parse_cn(const Parts& parts);
Result<Number> parse_jp(const Parts& parts);
Result<Number> parse_kr(const Parts& parts);
Result<Number> parse_de(const Parts& parts);
/// GB, FR and every office whose numbers need no more than zeros taken off or put on.
Result<Number> parse_generic(const Parts& parts);

}  // namespace pignus::registers::numbers
