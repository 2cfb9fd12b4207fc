// The USPTO's maintenance-fee events: one fixed-width line an event.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
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
/// nullptr or nullopt for a code that is not on the office's list. What is found lives for ever.
const MaintenanceCode* find_maintenance_code(std::string_view code);
std::optional<MaintenanceCode> maintenance_code(std::string_view code);

/// One event as the file says it: all of the line, no text. The whole list (tens of millions of
/// lines) is read to these in seconds, and made events where one is wanted.
struct MaintenanceRow {
  std::uint64_t record = 0;       ///< the line, from 1
  std::uint32_t serial = 0;       ///< of the patent's number
  std::uint32_t application = 0;  ///< series and serial, eight digits
  RegisterDate filed;
  RegisterDate granted;
  Date date;                              ///< of the event
  char series = 'P';                      ///< letter of the patent's key: P, D, R, V, H
  char entity = 'N';                      ///< Y small, M micro, N undiscounted
  const MaintenanceCode* code = nullptr;  ///< never nullptr in what is read

  friend bool operator==(const MaintenanceRow&, const MaintenanceRow&) = default;
};

/// The row as an event with details "effect", "fee_year" (where one is paid or refunded), "entity"
/// and "application_number"; `description` stays empty (the words belong to the office's list).
LegalEvent maintenance_event(const MaintenanceRow& row, std::string_view file);

/// Rows in batches (views, valid during the call), problems one by one, both in the order of the
/// file. Returning false stops the reader (kCancelled).
struct MaintenanceSink {
  std::function<bool(std::span<const MaintenanceRow> rows)> on_rows;
  std::function<bool(Problem&&)> on_problem;
};

/// Lines of 57 columns: patent number 13, application number 8, small-entity flag 1, filing, grant
/// and event date 8 each, code up to 5, blanks between; line ends LF or CR LF. A line that does not
/// fit, or an unknown code, is a Problem whose record is the line. No line may be longer than 4,096
/// bytes: then the file is no such file, kInvalidInput. Memory: one piece of 256 KiB.
[[nodiscard]] Status read_maintenance_fee_rows(ByteSource& source, std::string_view file,
                                               const MaintenanceSink& sink);
/// The same as LegalEvents, one a line.
[[nodiscard]] Status read_maintenance_fee_events(ByteSource& source, std::string_view file,
                                                 const FactSink& sink);

/// One line, without its end, by the fast path for lines in the usual form, or by the slow one for
/// all: they agree where the fast one answers. `record` is left 0. The slow one is the oracle.
std::optional<MaintenanceRow> usual_maintenance_row(std::string_view line);
[[nodiscard]] Result<MaintenanceRow> maintenance_row(std::string_view line);

}  // namespace pignus::registers
