#include "desk/register_reader.h"

#include <algorithm>
#include <charconv>
#include <fmt/format.h>
#include <string>
#include <system_error>

#include "desk/reader_revisions.h"
#include "fleetwork/source_reading.h"
#include "registers/plain/plain_format.h"

namespace pignus::desk {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kSourcesMax = 100'000;
constexpr int kLevelsMax = 32;

Status add_sources(const fs::path& folder, int level, std::vector<fs::path>& sources) {
  if (is_plain_folder(folder)) {
    sources.push_back(folder);
    return {};
  }
  std::vector<fs::path> entries;
  std::error_code error;
  for (fs::directory_iterator it(folder, error), end; !error && it != end; it.increment(error)) {
    entries.push_back(it->path());
  }
  if (error) return fail(ErrorCode::kIo, error.message(), {folder.string(), 0, ""});
  std::sort(entries.begin(), entries.end());
  for (const fs::path& entry : entries) {
    if (is_unfinished_name(entry.filename().string())) continue;
    if (fs::is_directory(fs::symlink_status(entry, error))) {
      if (level >= kLevelsMax) {
        return fail(ErrorCode::kLimitExceeded, "lies deeper than 32 folders",
                    {entry.string(), 0, ""});
      }
      PIGNUS_TRY(add_sources(entry, level + 1, sources));
    } else if (fs::is_regular_file(entry, error)) {
      sources.push_back(entry);
    }
    if (sources.size() > kSourcesMax) {
      return fail(ErrorCode::kLimitExceeded, "has more than 100000 files",
                  {folder.string(), 0, ""});
    }
  }
  return {};
}

/// A bound on records below the readers' own is part of what read: records it set aside are read
/// when the bound is raised, and an import cut off goes on under the same bound only.
constexpr std::string_view kRecordsUpTo = ", records up to ";

std::string software_of(const ImportOptions& options) {
  const std::uint64_t bound = options.read_limits.source.record_bytes_max;
  return bound >= registers::SourceBounds{}.record_bytes_max
             ? options.software
             : fmt::format("{}{}{} bytes", options.software, kRecordsUpTo, bound);
}

/// The lower bound on records that the import was read under.
std::optional<std::uint64_t> bound_in(std::string_view reader_text) {
  const auto at = reader_text.find(kRecordsUpTo);
  if (at == std::string_view::npos) return std::nullopt;
  const std::string_view digits = reader_text.substr(at + kRecordsUpTo.size());
  std::uint64_t bound = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), bound);
  return error == std::errc{} ? std::optional(bound) : std::nullopt;
}

fleetwork::SourceReading reading_of(const fs::path& path, const registers::ReadLimits& limits) {
  std::error_code error;  // reading says more
  fleetwork::SourceReading reading;
  reading.plain = fs::is_directory(path, error);
  reading.limits = limits;
  return reading;
}

bool read_otherwise_today(std::string_view reader, const ImportOptions& options) {
  const std::uint64_t bound = options.read_limits.source.record_bytes_max;
  return reader_outdated(reader) || bound_in(reader).value_or(bound) < bound;
}

/// Keeps with the import the revisions of the readers it met, and asks for them when it was made
/// before. `read` must outlive the import.
ImportOptions with_revisions(const ImportOptions& options, const registers::ReadSummary& read) {
  ImportOptions full = options;
  const std::string software = software_of(options);
  full.software = fmt::format("{}, readers {}", software, sum_of_revisions());
  full.outdated = [options](std::string_view reader) {
    return read_otherwise_today(reader, options);
  };
  full.reader = [software, &read] { return reader_text(software, read.readers); };
  return full;
}

}  // namespace

bool is_plain_folder(const fs::path& path) {
  std::error_code error;
  return fs::is_directory(path, error) &&
         std::ranges::any_of(registers::kPlainFiles, [&](std::string_view table) {
           return fs::is_regular_file(path / table, error);
         });
}

bool is_unfinished_name(std::string_view name) {
  if (name.empty() || name.front() == '.' || name.back() == '~') return true;
  return std::ranges::any_of(
      std::initializer_list<std::string_view>{".part", ".partial", ".tmp", ".temp", ".crdownload",
                                              ".download", ".swp", ".filepart"},
      [&](std::string_view ending) { return name.ends_with(ending); });
}

Result<std::vector<fs::path>> sources_under(const fs::path& path) {
  std::error_code error;
  if (!fs::exists(path, error) && !error) {
    return fail(ErrorCode::kNotFound, "no such file or folder", {path.string(), 0, ""});
  }
  if (!fs::is_directory(path, error)) return std::vector<fs::path>{path};
  std::vector<fs::path> sources;
  PIGNUS_TRY(add_sources(path, 0, sources));
  if (sources.empty()) {
    return fail(ErrorCode::kNotFound, "the folder holds nothing to import", {path.string(), 0, ""});
  }
  return sources;
}

RegisterReader reader_of(const fs::path& path, const registers::ReadLimits& limits,
                         registers::ReadSummary& summary) {
  return reader_as(reading_of(path, limits), summary);
}

registers::ReadLimits limits_of_reading(std::string_view reader_text,
                                        registers::ReadLimits limits) {
  limits.source.record_bytes_max =
      bound_in(reader_text).value_or(registers::SourceBounds{}.record_bytes_max);
  return limits;
}

std::set<std::string> imported_as_read_today(const std::vector<store::ImportReader>& readers,
                                             const ImportOptions& options) {
  std::set<std::string> imported;
  for (const store::ImportReader& one : readers) {
    if (!read_otherwise_today(one.reader, options)) imported.insert(one.sha256);
  }
  return imported;
}

RegisterReader reader_as(const fleetwork::SourceReading& reading, registers::ReadSummary& summary) {
  return [&summary, reading](const SourceAtHand& source, const registers::FactSink& sink,
                             const Progress& progress) {
    return fleetwork::read_as(source.path, reading, sink, progress, summary);
  };
}

Result<ImportOutcome> import_as(store::Store& store, const fs::path& path,
                                const fleetwork::SourceReading& reading,
                                const ImportOptions& options, const Progress& progress,
                                registers::ReadSummary* summary) {
  registers::ReadSummary own;
  registers::ReadSummary& read = summary == nullptr ? own : *summary;
  RegisterReader reader = reader_as(reading, read);
  if (options.read_ahead) {
    reader = [&](const SourceAtHand& source, const registers::FactSink& sink,
                 const Progress& watched) {
      return options.read_ahead(source, sink, watched, read);
    };
  }
  return import_registers(store, path, reader, with_revisions(options, read), progress);
}

Result<ImportOutcome> import_source(store::Store& store, const fs::path& path,
                                    const ImportOptions& options, const Progress& progress,
                                    registers::ReadSummary* summary) {
  return import_as(store, path, reading_of(path, options.read_limits), options, progress, summary);
}

}  // namespace pignus::desk
