// Dates, numbers and countries as the office's data services write them.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/date.h"
#include "registers/right.h"

namespace pignus::registers::uspto {

/// "2016-09-02", "2016-09-02T01:20:29.000-0400", "2021-11-18 00:00:00", "03-10-2015" and
/// "03/10/2015" (month first); "" is unknown; nullopt for anything else.
std::optional<RegisterDate> service_date(std::string_view text);

struct UsApplication {
  RightId right;       ///< "US-A-15123456", "WO-A-US2015027322"
  std::string normal;  ///< "US15/123456", "PCT/US2015/027322"
};
/// "15123456", "15/123,456", "PCT/US15/27322", "PCTUS2297200"; nullopt for anything else.
std::optional<UsApplication> us_application(std::string_view text);

/// "9,876,543" to "US9876543".
std::string us_patent_number(std::string_view text);

/// An application at another office named in words ("JAPAN", "EUROPEAN PATENT OFFICE (EPO)") in
/// normal form; "" where the office or the number is not understood.
std::string foreign_application(std::string_view office, std::string_view number);

/// ST.3 code of an office or country in English words; "" unknown.
std::string_view office_named(std::string_view words);

/// "MA": the two letters of a state of the US.
bool is_us_state(std::string_view code);

/// The country of an address: "US" and "(US)" as they are, "JPX" is JP, "JAPAN" in words, "TEXAS" a
/// state of the US; "" unknown.
std::string country_of_address(std::string_view text);

}  // namespace pignus::registers::uspto
