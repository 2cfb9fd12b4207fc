// Numbers, names and countries as APS text writes them. Internal to its reader.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/date.h"
#include "registers/right.h"

namespace pignus::registers {

/// A number and the check digit behind it.
struct ApsNumber {
  std::string number;      ///< "03932709", "D0367151", "449155"
  bool check_fits = true;  ///< false: there is a check digit, and it is another
};
/// A patent's: eight columns, and a ninth with the check digit. Only series whose check is known
/// (utility, design) are held against it.
ApsNumber aps_patent_number(std::string_view written);
/// An application's serial: six digits, and a seventh with the check digit.
ApsNumber aps_serial(std::string_view written);

/// Series code of an application filed then, two digits; "" where the date does not tell.
std::string series_of(const RegisterDate& filed, bool design);
/// "US05/449155"; "" where the serial is none or the series is unknown. `code` is the field SRC:
/// "5", "D", or "".
std::string aps_application(std::string_view serial, std::string_view code,
                            const RegisterDate& filed, bool design);

/// "Hoff; Don G." to "Don G. Hoff"; a firm's name as it stands.
std::string aps_name(std::string_view written);
/// "JPX" to "JP"; the codes of before 1978 ("JA", "DT") to those of today. "" where it is none.
std::string aps_country(std::string_view written);

}  // namespace pignus::registers
