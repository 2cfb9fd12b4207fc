#include <cmath>

#include "core/date.h"
#include "sheet/sheet.h"

namespace pignus::sheet {

std::string iso_of_serial(double serial, bool from_1904) {
  constexpr double kSerialMax = 2'958'466;  // 10000-01-01
  if (!(serial >= 1) || serial >= kSerialMax) return "";
  const int day = static_cast<int>(std::floor(serial));
  if (from_1904) return Date::from_ymd(1904, 1, 1)->plus_days(day).iso();
  constexpr int kLeapDayThatNeverWas = 60;
  if (day == kLeapDayThatNeverWas) return "";
  return Date::from_ymd(1899, 12, day < kLeapDayThatNeverWas ? 31 : 30)->plus_days(day).iso();
}

bool shows_dates(std::string_view format) {
  bool quoted = false;
  bool bracketed = false;
  for (std::size_t i = 0; i < format.size(); ++i) {
    const char c = format[i];
    if (c == ';' && !quoted) break;  // the form of positive numbers decides
    if (c == '\\' || c == '_' || c == '*') {
      ++i;  // the next one is shown as it is
    } else if (c == '"') {
      quoted = !quoted;
    } else if (c == '[' || c == ']') {
      bracketed = c == '[';
    } else if (!quoted && !bracketed &&
               std::string_view("dDmMyYhH").find(c) != std::string_view::npos) {
      return true;
    } else if (!quoted && !bracketed && (c == 'G' || c == 'E')) {
      if (format.substr(i).starts_with("General")) return false;
    }
  }
  return false;
}

bool is_built_in_date(unsigned format) {
  return (format >= 14 && format <= 22) || (format >= 27 && format <= 36) ||
         (format >= 45 && format <= 47) || (format >= 50 && format <= 58);
}

}  // namespace pignus::sheet
