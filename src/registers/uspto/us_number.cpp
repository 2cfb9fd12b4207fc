#include "registers/uspto/us_number.h"

#include <cctype>

#include "core/message_text.h"
#include "core/utf8.h"
#include "registers/number/parsing.h"
#include "registers/uspto/grant_number.h"

namespace pignus::registers {
namespace {

using numbers::all_digits;
using numbers::without_leading_zeros;

}  // namespace

std::optional<RightId> us_patent_right(std::string_view number) {
  const auto grant = us_grant_number(without_leading_zeros(number), "");
  return grant ? std::optional(grant->id) : std::nullopt;
}

std::optional<RightId> us_application_right(std::string_view number) {
  constexpr std::size_t kDigits = 8;
  if (!all_digits(number) || number.size() != kDigits || without_leading_zeros(number).empty()) {
    return std::nullopt;
  }
  return RightId{"US-A-" + std::string(number)};
}

std::optional<RightId> pct_application_right(std::string_view number) {
  // "PCT/", office, four digits of year, "/", six digits.
  constexpr std::size_t kSize = 17;
  if (number.size() != kSize || !number.starts_with("PCT/") || number[10] != '/' ||
      !all_digits(number.substr(6, 4)) || !all_digits(number.substr(11)) ||
      std::isupper(static_cast<unsigned char>(number[4])) == 0 ||
      std::isupper(static_cast<unsigned char>(number[5])) == 0) {
    return std::nullopt;
  }
  return RightId{"WO-A-" + std::string(number.substr(4, 6)) + std::string(number.substr(11))};
}

Result<RecordedProperty> us_property(const UsPropertyNumbers& numbers) {
  RecordedProperty property;
  property.title = squeeze_spaces(numbers.title);
  const auto refuse = [](std::string_view what, std::string_view number) {
    return fail(ErrorCode::kInvalidInput,
                "not a US " + std::string(what) + " number: " + in_quotes(number));
  };
  if (!numbers.pct.empty()) {
    const auto right = pct_application_right(numbers.pct);
    if (!right) {
      return refuse("international application", numbers.pct);
    }
    property.right = *right;
    property.application_number = numbers.pct;
  }
  if (!numbers.application.empty()) {
    const auto right = us_application_right(numbers.application);
    if (!right) {
      return refuse("application", numbers.application);
    }
    property.right = *right;
    // Series and serial apart, as Number::normal() writes them.
    property.application_number = "US" + std::string(numbers.application.substr(0, 2)) + "/" +
                                  std::string(numbers.application.substr(2));
  }
  if (!numbers.patent.empty()) {
    const auto right = us_patent_right(numbers.patent);
    if (!right) {
      return refuse("patent", numbers.patent);
    }
    property.right = *right;
    property.grant_number = "US" + without_leading_zeros(numbers.patent);
  }
  if (!numbers.publication.empty()) {
    if (!all_digits(numbers.publication)) {
      return refuse("publication", numbers.publication);
    }
    property.publication_number = "US" + std::string(numbers.publication);
  }
  if (property.right.value.empty()) {
    return fail(ErrorCode::kInvalidInput, "no application or patent number");
  }
  return property;
}

}  // namespace pignus::registers
