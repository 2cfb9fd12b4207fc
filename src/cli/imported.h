// What an import of one source came to, and how it is shown; shared by `import` and its --watch.
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "cli/session.h"
#include "desk/import_registers.h"
#include "desk/read_ahead.h"
#include "registers/mapping/mapping.h"
#include "registers/read_file.h"

namespace pignus::cli {

struct Imported {
  std::string path;
  std::optional<Error> error;  ///< it could not be imported; nothing below counts then
  desk::ImportOutcome outcome;
  registers::ReadSummary read;
  std::vector<registers::Problem> problems;
};

/// A mapping of --map, and what tells an import by it from one by another.
struct MappedImport {
  registers::Mapping mapping;
  std::string text;  ///< of the mapping file
  std::string variant;
};

/// One source's place among those read ahead.
struct AheadOf {
  desk::ReadAhead& ahead;
  std::size_t place = 0;
};

/// Never fails: an error is part of the outcome. `mapped`: read by it, whatever the content.
/// `ahead`: read by it; it holds the path at that place.
Imported import_path(const Session& session, store::Store& store, const std::string& path,
                     const MappedImport* mapped = nullptr,
                     const std::optional<AheadOf>& ahead = std::nullopt);

/// How the mapping reads; it must outlive what comes back.
fleetwork::SourceReading reading_of(const Session& session, const MappedImport& mapped);

/// What the log and the metrics hold of an import.
void tell_imported(const Session& session, const telemetry::Logger& logger,
                   const Imported& imported, double seconds);

/// The store refuses, or the user stopped: going on with the next source makes no sense.
bool ends_the_run(const Session& session, const Error& error);

/// The store's own file, or one it keeps beside itself: never a source, wherever it lies.
bool belongs_to_the_store(const Session& session, const std::filesystem::path& path);

/// Messages of readers that met a version they do not know.
std::vector<std::string> new_versions(const Imported& imported);

Json to_json(const Imported& imported);
/// One line, then new versions, the first problems and what no reader took.
void print_imported(const Session& session, const Imported& imported);

/// Counts over all sources, and the table of them by format.
class ImportTotals {
 public:
  void add(const Imported& imported);
  std::size_t sources() const { return sources_; }
  std::size_t failed() const { return failed_; }
  Json to_json() const;
  void print(const Session& session) const;

 private:
  struct Row {
    std::uint64_t sources = 0, facts = 0, duplicates = 0, problems = 0;
  };
  std::size_t sources_ = 0;
  std::size_t failed_ = 0;
  std::size_t already_there_ = 0;
  std::size_t read_again_ = 0;
  std::map<std::string, Row> by_format_;  ///< "" were there before
  std::map<std::string, std::uint64_t> versions_;
};

}  // namespace pignus::cli
