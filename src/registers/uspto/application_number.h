// Keys of published applications, and numbers of applications from series and serial. Internal to
// the USPTO's readers.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/result.h"
#include "registers/right.h"

namespace pignus::registers {

/// Series and serial as eight digits, "09342866": from such a number, also with a slash, or from
/// six digits of serial and a series beside. nullopt when it is none.
std::optional<std::string> series_and_serial(std::string_view number, std::string_view series);

struct PublishedApplication {
  std::string publication;  ///< "20180000016"
  std::string kind;         ///< "A1"
  std::string published;    ///< day, as written
  std::string application;  ///< "15634401"
  std::string series;       ///< "15", or ""
  std::string type;         ///< "utility", "design", "plant", "reissue", or ""
};
/// A record with key, type, numbers, day of publication and source. kInvalidInput naming the field
/// when there is no application number or no day of publication.
[[nodiscard]] Result<RightRecord> published_application(const PublishedApplication& written,
                                                        const Where& where);

}  // namespace pignus::registers
