#include "desk/import_registers.h"

#include <algorithm>
#include <fmt/format.h>
#include <optional>
#include <system_error>
#include <vector>

#include "core/byte_count.h"
#include "core/sha256.h"
#include "core/utf8.h"

namespace pignus::desk {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kFolderFilesMax = 10'000;
// How often the limits are looked at: some microseconds each, against milliseconds of work.
constexpr std::uint64_t kAskEveryRecords = 2'048;
constexpr std::uint64_t kAskEveryPieces = 32;

std::string plain_name(const fs::path& path) {
  const fs::path normal = path.lexically_normal();
  return normal.has_filename() ? normal.filename().string()
                               : normal.parent_path().filename().string();
}

Result<std::vector<fs::path>> files_in(const fs::path& folder) {
  std::error_code error;
  std::vector<fs::path> files;
  for (fs::directory_iterator it(folder, error), end; !error && it != end; it.increment(error)) {
    if (it->is_regular_file(error)) files.push_back(it->path());
    if (files.size() > kFolderFilesMax) {
      return fail(ErrorCode::kLimitExceeded, "has more than 10000 files", {folder.string(), 0, ""});
    }
  }
  if (error) return fail(ErrorCode::kIo, error.message(), {folder.string(), 0, ""});
  std::sort(files.begin(), files.end());
  return files;
}

/// Hands a reader's stream to a session, leaving out what an earlier session stored.
class Feeder {
 public:
  /// `learned`: the day of the import; see date_by_import().
  /// `may_go_on` is asked now and then; once it says no, nothing more is taken.
  Feeder(store::ImportSession& session, std::optional<Date> learned,
         const std::function<bool()>& may_go_on)
      : session_(session),
        learned_(learned),
        may_go_on_(may_go_on),
        to_skip_(session.resume_at()) {}

  registers::FactSink sink() {
    return {[this](registers::Fact&& fact) {
              date_by_import(fact, learned_);
              return take(fact);
            },
            [this](registers::Problem&& problem) { return take(problem); }};
  }
  const Status& status() const { return status_; }
  /// The reader gave fewer records than were stored: it is not the stream that was begun.
  bool ended_early() const { return to_skip_ > 0; }

 private:
  template <typename Item>
  bool take(const Item& item) {
    if (++taken_ % kAskEveryRecords == 0 && !may_go_on_()) return false;
    if (to_skip_ > 0) {
      --to_skip_;
      return true;
    }
    status_ = session_.add(item);
    return status_.has_value();
  }

  store::ImportSession& session_;
  std::optional<Date> learned_;
  const std::function<bool()>& may_go_on_;
  std::uint64_t taken_ = 0;
  std::uint64_t to_skip_;
  Status status_;
};

Status check_size(const store::ImportSource& source, const fs::path& path, std::uint64_t most) {
  if (most == 0 || source.bytes <= most) return {};
  return fail(ErrorCode::kLimitExceeded,
              fmt::format("has {}, more than the {} an import takes", byte_count_text(source.bytes),
                          byte_count_text(most)),
              {path.string(), 0, "limits.file_size"});
}

/// After a stop or a reader's error: keep the whole batches and what is in hand, then say why.
tl::unexpected<Error> stopped(store::ImportSession& session, Error error) {
  if (Status paused = session.pause(); !paused) return fail(std::move(paused.error()));
  return fail(std::move(error));
}

}  // namespace

Result<store::ImportSource> describe_source(const fs::path& path) {
  store::ImportSource source;
  source.name = valid_utf8(plain_name(path));
  std::error_code error;
  if (!fs::exists(path, error)) {
    return fail(ErrorCode::kNotFound, "no such file or folder", {path.string(), 0, ""});
  }
  if (!fs::is_directory(path, error)) {
    PIGNUS_ASSIGN(source.sha256, sha256_hex_of_file(path));
    source.bytes = fs::file_size(path, error);
    return source;
  }
  PIGNUS_ASSIGN(const std::vector<fs::path> files, files_in(path));
  std::string lines;
  for (const fs::path& file : files) {
    PIGNUS_ASSIGN(const std::string hash, sha256_hex_of_file(file));
    const std::string name = valid_utf8(file.filename().string());
    lines.append(hash).append("  ").append(name).append("\n");
    source.sha256_of_files[name] = hash;
    source.bytes += fs::file_size(file, error);
  }
  source.sha256 = sha256_hex(lines);
  return source;
}

store::ImportSource with_variant(store::ImportSource source, const std::string& variant) {
  if (variant.empty()) return source;
  if (source.sha256_of_files.empty()) source.sha256_of_files[source.name] = source.sha256;
  source.sha256 = sha256_hex(source.sha256 + "  " + variant + "\n");
  return source;
}

Result<store::ImportSource> describe_variant(const fs::path& path, const std::string& variant) {
  PIGNUS_ASSIGN(store::ImportSource source, describe_source(path));
  return with_variant(std::move(source), variant);
}

void date_by_import(registers::Fact& fact, std::optional<Date> day_of_import) {
  auto* record = std::get_if<registers::RightRecord>(&fact);
  if (record != nullptr && day_of_import && record->details.contains("undated")) {
    record->known = *day_of_import;
  }
}

Result<ImportOutcome> import_registers(store::Store& store, const fs::path& path,
                                       const RegisterReader& reader, const ImportOptions& options,
                                       const Progress& progress) {
  Status limit;
  const std::function<bool()> may_go_on = [&] {
    if (limit && options.may_go_on) limit = options.may_go_on();
    return limit.has_value();
  };
  PIGNUS_ASSIGN(store::ImportSource source, describe_variant(path, options.variant));
  PIGNUS_TRY(check_size(source, path, options.source_bytes_max));
  source.reader = options.software;
  source.at = options.at;
  bool again = false;
  const auto outdated = [&](std::string_view read_by) {
    again = options.outdated && options.outdated(read_by);
    return again;
  };
  PIGNUS_ASSIGN(store::ImportSession session, store.begin_import(source, outdated));
  if (session.already_complete()) return ImportOutcome{session.summary(), false, true, 0};
  if (!may_go_on()) return fail(std::move(limit.error()));
  Feeder feeder(session, Date::parse(options.at), may_go_on);
  std::uint64_t pieces = 0;
  const Progress watched = [&](std::string_view stage, std::uint64_t done, std::uint64_t total) {
    return progress(stage, done, total) && (++pieces % kAskEveryPieces != 0 || may_go_on());
  };
  Status read = reader({path, source.sha256}, feeder.sink(), watched);
  if (!feeder.status()) return fail(feeder.status().error());
  if (!limit) return stopped(session, std::move(limit.error()));
  if (!read) return stopped(session, std::move(read.error()));
  PIGNUS_ASSIGN(const store::ImportSource after, describe_variant(path, options.variant));
  if (after.sha256 != source.sha256 || feeder.ended_early()) {
    PIGNUS_TRY(session.discard());
    return fail(ErrorCode::kConflict, "changed while it was read: import it again",
                {path.string(), 0, ""});
  }
  const std::uint64_t resumed_at = session.resume_at();
  PIGNUS_ASSIGN(store::ImportSummary summary,
                session.finish(options.reader ? options.reader() : ""));
  return ImportOutcome{std::move(summary), again, false, resumed_at};
}

}  // namespace pignus::desk
