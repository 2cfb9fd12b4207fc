// Imports a register file, or a folder of the plain format, into the store: all of it or, when
// stopped or killed, a prefix that the next call takes up and no reader of the store sees.
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>

#include "core/progress.h"
#include "core/result.h"
#include "registers/batch.h"
#include "registers/read_file.h"
#include "store/store.h"

namespace pignus::desk {

/// A source about to be read, and what its content was before.
struct SourceAtHand {
  std::filesystem::path path;
  std::string sha256;  ///< as describe_variant() gives it
};

/// Reads one source, file or folder, and hands its facts over in a fixed order.
using RegisterReader = std::function<Status(
    const SourceAtHand& source, const registers::FactSink& sink, const Progress& progress)>;

struct ImportOptions {
  std::string software;  ///< "pignus 0.1.0": another version starts an unfinished import again
  std::string at;        ///< when, by the caller's clock; "" unknown
  /// Asked when the source was imported before, of what read it then: true reads it again.
  std::function<bool(std::string_view reader)> outdated = {};
  /// Asked after reading: what read it, kept with the import.
  std::function<std::string()> reader = {};
  /// What else decides the facts: the hash of a mapping and the day given with it. The same file
  /// read in another way is another source.
  std::string variant = {};
  std::uint64_t source_bytes_max = 0;      ///< 0: no bound; beyond it kLimitExceeded
  registers::ReadLimits read_limits = {};  ///< for the readers of register files
  /// In the place of the reader, where given: the source is read elsewhere, or was (read_ahead.h).
  std::function<Status(const SourceAtHand& source, const registers::FactSink& sink,
                       const Progress& progress, registers::ReadSummary& summary)>
      read_ahead = {};
  /// Asked before the work and again and again within it: an error stops it as a user would.
  std::function<Status()> may_go_on = {};
};

struct ImportOutcome {
  store::ImportSummary summary;
  bool read_again = false;       ///< imported before by an earlier revision of its reader
  bool already_there = false;    ///< the same content was imported before: nothing was done
  std::uint64_t resumed_at = 0;  ///< facts and problems an earlier, broken-off call had stored
};

/// The source as the store keeps it: name, size and SHA-256. Of a folder: SHA-256 over the sorted
/// lines "<hash>  <name>\n" of its regular files.
[[nodiscard]] Result<store::ImportSource> describe_source(const std::filesystem::path& path);

/// The source as ImportOptions::variant reads it; the hash of the file itself stays with its facts.
[[nodiscard]] Result<store::ImportSource> describe_variant(const std::filesystem::path& path,
                                                           const std::string& variant);
/// The same of a source described before.
store::ImportSource with_variant(store::ImportSource source, const std::string& variant);
/// A record whose source tells no day counts as known from the day of its import: a reading of the
/// past must not see it.
void date_by_import(registers::Fact& fact, std::optional<Date> day_of_import);

/// kCancelled when `progress` says stop: what is stored stays for the next call; so when
/// `may_go_on` does, with its error. kLimitExceeded: the source is too large. kConflict when the
/// source changes while it is read: then nothing of it stays. A reader's error keeps the prefix out
/// of sight too.
[[nodiscard]] Result<ImportOutcome> import_registers(store::Store& store,
                                                     const std::filesystem::path& path,
                                                     const RegisterReader& reader,
                                                     const ImportOptions& options,
                                                     const Progress& progress);

}  // namespace pignus::desk
