// Days as Chinese services and gazettes write them.
#pragma once

#include <optional>
#include <string_view>

#include "core/date.h"

namespace pignus::registers {

/// "20120926", "2012.09.26", "2012-9-26", "2012年9月26日", "2012/3/4 0:00:00",
/// "2012-03-04T00:00:00"; "", "-" and "无" are unknown; nullopt for what is no date.
std::optional<RegisterDate> chinese_date(std::string_view text);

}  // namespace pignus::registers
