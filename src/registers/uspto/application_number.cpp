#include "registers/uspto/application_number.h"

#include <utility>

#include "core/message_text.h"
#include "core/utf8.h"
#include "registers/number/parsing.h"
#include "registers/uspto/grant_number.h"

namespace pignus::registers {

namespace {

constexpr std::size_t kSerialDigits = 6;
constexpr std::size_t kNumberDigits = 8;

RightType type_of(const PublishedApplication& written) {
  const std::string type = ascii_lower(written.type);
  if (type.find("plant") != std::string::npos || written.kind.starts_with('P')) {
    return RightType::kPlant;
  }
  if (type.find("design") != std::string::npos) return RightType::kDesign;
  if (type.find("reissue") != std::string::npos) return RightType::kReissue;
  return RightType::kInvention;
}

}  // namespace

std::optional<std::string> series_and_serial(std::string_view number, std::string_view series) {
  std::string digits = numbers::without(trim(number), "/, ");
  if (!numbers::all_digits(digits)) return std::nullopt;
  const std::string code = trim(series);
  if (digits.size() <= kSerialDigits && !code.empty() && code.size() <= 2 &&
      numbers::all_digits(code)) {
    digits = numbers::padded(code, 2) + numbers::padded(digits, kSerialDigits);
  }
  if (digits.size() + 1 == kNumberDigits) digits.insert(0, "0");
  if (digits.size() != kNumberDigits || numbers::without_leading_zeros(digits).empty()) {
    return std::nullopt;
  }
  return digits;
}

Result<RightRecord> published_application(const PublishedApplication& written, const Where& where) {
  const auto refuse = [&](const char* field, std::string message) {
    Where place = where;
    place.field = field;
    return fail(ErrorCode::kInvalidInput, std::move(message), std::move(place));
  };
  const auto digits = series_and_serial(written.application, written.series);
  if (!digits) {
    return refuse("application-reference",
                  "no number of a US application: " + in_quotes(written.application));
  }
  const auto published = RegisterDate::parse(written.published);
  if (!published || !published->exact()) {
    return refuse("publication-reference/date",
                  "no day of publication: " + in_quotes(written.published));
  }
  RightRecord record;
  record.id.value = "US-A-" + *digits;
  record.type = type_of(written);
  record.application_number = "US" + digits->substr(0, 2) + "/" + digits->substr(2);
  record.publication_number = document_number("US", written.publication, written.kind);
  record.publication_date = *published;
  record.known = *published->exact();
  record.source.file = where.file;
  record.source.record = where.record;
  return record;
}

}  // namespace pignus::registers
