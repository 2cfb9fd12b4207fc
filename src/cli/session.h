// What one run of the program works with, handed to each command.
#pragma once

#include <string>

#include "cli/application.h"
#include "cli/arguments.h"
#include "cli/progress_line.h"
#include "cli/settings.h"
#include "cli/telemetry.h"
#include "core/json.h"
#include "desk/import_registers.h"
#include "report/format.h"
#include "report/terminal.h"
#include "store/store.h"

namespace pignus::cli {

/// "pignus 0.1.0"
std::string software_version();

struct Session {
  const World& world;
  Arguments arguments;
  Settings settings;
  report::Format format;
  Telemetry& telemetry;

  /// Facts true on --as-of (else `otherwise`), known by --known (else the same day).
  AsOf as_of(Date otherwise) const;
  std::uint64_t number(std::string_view setting) const;
  report::TerminalOptions terminal() const;
  ProgressMode progress_mode() const;

  /// What is printed has passed the telemetry's redactor: no secret goes out.
  /// Text made for the terminal: what it holds of others' text has passed report::safe_text().
  void print(std::string_view text) const;
  /// One line, made safe here: names of files and words of registers may hold escape sequences.
  void print_line(std::string_view text) const;
  /// Canonical JSON and a line end.
  void print_json(const Json& json) const;
  /// A line on standard error, made safe as print_line() does.
  void note(std::string_view text) const;

  /// The store of --db to write into, made if it is not there; its folder too.
  [[nodiscard]] Result<store::Store> open_store() const;
  /// The store of --db to read; kNotFound, and nothing is made, where there is none.
  [[nodiscard]] Result<store::Store> open_store_to_read() const;

  /// For an import of today, under the limits in force.
  desk::ImportOptions import_options() const;
};

/// To an error that names a limit, adds what the limit is, where it comes from and how to change
/// it.
void explain_limit(const Session& session, Error& error);

}  // namespace pignus::cli
