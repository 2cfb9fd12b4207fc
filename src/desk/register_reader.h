// Imports a path with the reader it needs: the plain format for a folder that holds its tables, the
// register formats for a file.
#pragma once

#include <cstddef>
#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include "desk/import_registers.h"
#include "fleetwork/source_reading.h"
#include "registers/read_file.h"

namespace pignus::desk {

/// A folder with at least one of the plain format's tables.
bool is_plain_folder(const std::filesystem::path& path);

/// What stands for one source each under a path: the path itself when it is a file or a
/// plain-format folder; else every regular file below it and every plain-format folder, in order of
/// their names. Names that begin with a dot and those of files still being written are left out
/// (see is_unfinished_name). kNotFound: the path is not there, or a folder holds nothing to import.
/// kLimitExceeded: over 100,000 files or 32 levels. Links to folders are not followed.
[[nodiscard]] Result<std::vector<std::filesystem::path>> sources_under(
    const std::filesystem::path& path);

/// ".x", "x.part", "x.tmp", "x.crdownload", "x~": what programs call a file they are still writing.
bool is_unfinished_name(std::string_view name);

/// The reader that the path needs; `summary` must outlive it.
RegisterReader reader_of(const std::filesystem::path& path, const registers::ReadLimits& limits,
                         registers::ReadSummary& summary);
/// The same where it is said how the source is read.
RegisterReader reader_as(const fleetwork::SourceReading& reading, registers::ReadSummary& summary);
/// The limits under which an import was read whose reader text (ImportOptions::reader) this is: a
/// lower bound on records is part of it.
registers::ReadLimits limits_of_reading(std::string_view reader_text, registers::ReadLimits limits);

/// import_registers() with the reader of that path and the revisions of the readers kept and asked:
/// `outdated` and `reader` of the options are not used. `summary`, where given, tells what was
/// read; of a source imported before it has the format's names only where it was read again.
[[nodiscard]] Result<ImportOutcome> import_source(store::Store& store,
                                                  const std::filesystem::path& path,
                                                  const ImportOptions& options,
                                                  const Progress& progress,
                                                  registers::ReadSummary* summary = nullptr);

/// The same where it is said how the source is read: by a mapping. `options.variant` tells this
/// mapping, and the day given with it, from others.
[[nodiscard]] Result<ImportOutcome> import_as(store::Store& store,
                                              const std::filesystem::path& path,
                                              const fleetwork::SourceReading& reading,
                                              const ImportOptions& options,
                                              const Progress& progress,
                                              registers::ReadSummary* summary = nullptr);

/// SHA-256 of what the store holds and import_source() would not read again.
std::set<std::string> imported_as_read_today(const std::vector<store::ImportReader>& readers,
                                             const ImportOptions& options);

}  // namespace pignus::desk
