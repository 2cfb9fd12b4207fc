// Pignus's own register extract: the folder `registers/` of docs/plain-format.md, written by hand
// or out of a spreadsheet.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>

#include "core/csv.h"
#include "core/result.h"
#include "registers/batch.h"

namespace pignus::registers {

/// The files a register extract may have.
inline constexpr std::string_view kPlainFiles[] = {"rights.csv",
                                                   "events.csv",
                                                   "recordings.csv",
                                                   "recording_parties.csv",
                                                   "recording_properties.csv",
                                                   "references.csv",
                                                   "trades.csv"};

/// Yields rights, events, reference figures, trades and recordings, in the order of the files and
/// rows. Every row is checked: a missing or unknown value, a number that does not parse, a
/// recording named twice, a party or property of a recording that is not listed is a Problem whose
/// `where` has the file, the line (record) and the column (field), and that row is left out; a
/// recording is left out whole when any row of it is bad or it lacks a grantor, a grantee or a
/// property.
///
/// A missing column or one that does not belong, a table that is no CSV (see core/csv.h) and a
/// folder without any of the files are the returned status, and then no fact of that file is
/// yielded. A CSV file of another name in the folder is refused too: its rows would be silently
/// skipped.
[[nodiscard]] Status read_plain_registers(const std::filesystem::path& folder,
                                          const FactSink& sink);

/// The same on tables already parsed, by file name.
[[nodiscard]] Status read_plain_tables(const std::map<std::string, CsvTable>& tables,
                                       const FactSink& sink);

}  // namespace pignus::registers
