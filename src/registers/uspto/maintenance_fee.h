// The USPTO's maintenance-fee events: one fixed-width line an event.
#pragma once

#include <optional>
#include <string_view>

#include "core/result.h"
#include "registers/batch.h"
#include "registers/io/byte_source.h"

namespace pignus::registers {

/// What an event code means for the life of the patent. Codes and their words are the office's own
/// list (seen); the three kinds of end and the years are read out of those words.
struct MaintenanceCode {
  std::string_view code;
  int fee_year = 0;         ///< 4, 8 or 12 where a fee is paid or refunded, else 0
  std::string_view st27;    ///< ST.27 key event, "" where the code says nothing of life or fees
  std::string_view effect;  ///< "paid", "surcharge", "refund", "expired", "reinstated",
                            ///< "reminder", "entity_small", "entity_micro",
                            ///< "entity_undiscounted", or ""
};
/// nullopt for a code that is not on the office's list. `code` of a refund refers to the argument.
std::optional<MaintenanceCode> maintenance_code(std::string_view code);

/// Lines of 57 columns: patent number 13, application number 8, small-entity flag 1, filing, grant
/// and event date 8 each, code up to 5, blanks between; line ends LF or CR LF. Yields a LegalEvent
/// a line with details "effect", "fee_year" (where one is paid), "entity" and "application_number";
/// `description` stays empty (the words belong to the office's list). A line that does not fit, or
/// an unknown code, is a Problem whose record is the line. No line may be longer than 4,096 bytes:
/// then the file is no such file, kInvalidInput. Memory: one piece of 256 KiB.
[[nodiscard]] Status read_maintenance_fee_events(ByteSource& source, std::string_view file,
                                                 const FactSink& sink);

}  // namespace pignus::registers
