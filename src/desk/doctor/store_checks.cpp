// What is asked of the store: its file, its journal, its imports.
#include <fmt/format.h>
#include <fstream>
#include <sstream>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

#include "core/byte_count.h"
#include "desk/doctor/checks.h"
#include "desk/reader_revisions.h"
#include "store/location.h"

namespace pignus::desk {

namespace {

namespace fs = std::filesystem;

/// Above, a checkpoint was held up for long: somebody reads for hours, or writes at once too much.
constexpr std::uint64_t kWalBytesMax = std::uint64_t{256} << 20;
constexpr std::size_t kNamesShown = 5;

bool is_missing(const Examination& examination) {
  return examination.store_error && examination.store_error->code == ErrorCode::kNotFound;
}

fs::path beside(const Examination& examination, const char* ending) {
  return examination.options.store.string() + ending;
}

/// "pignus (process 4711)" of who holds a lock of the system on the file; "" nobody.
std::string holder_of(const fs::path& file) {
  struct stat info{};
  if (::stat(file.c_str(), &info) != 0) return "";
  std::ifstream locks("/proc/locks");
  for (std::string line; std::getline(locks, line);) {
    std::istringstream words(line);
    std::string number;
    std::string kind;
    std::string advisory;
    std::string access;
    std::string process;
    std::string place;
    words >> number >> kind >> advisory >> access >> process >> place;
    if (kind == "->" || !place.ends_with(fmt::format(":{}", info.st_ino))) continue;
    std::ifstream comm("/proc/" + process + "/comm");
    std::string name;
    std::getline(comm, name);
    return fmt::format("{} (process {})", name.empty() ? "?" : name, process);
  }
  return "";
}

}  // namespace

Diagnosis needs_store(const Examination& examination) {
  return diagnosis(
      Verdict::kUnknown,
      {is_missing(examination) ? "doctor.store.none_to_check" : "doctor.store.not_open", {}});
}

Diagnosis check_store_open(const Examination& examination) {
  const std::string file = store::shown_location(examination.options.store.string());
  if (!examination.store_error) {
    const auto counts = examination.store->imports();
    if (!counts) {
      return diagnosis(Verdict::kFailed, {"doctor.store.open.failed", {describe(counts.error())}},
                       {"doctor.store.restore", {}});
    }
    return ok("doctor.store.open.ok", {file, std::to_string(counts->size())});
  }
  const Error& error = *examination.store_error;
  switch (error.code) {
    case ErrorCode::kNotFound:
      return diagnosis(Verdict::kWarning, {"doctor.store.open.none", {file}},
                       {"doctor.store.open.import", {}});
    case ErrorCode::kConflict:  // of an older version, or held; the version's own check says more
      return ok("doctor.store.open.closed", {describe(error)});
    case ErrorCode::kUnsupported:
      return diagnosis(Verdict::kFailed, {"doctor.store.open.failed", {describe(error)}},
                       {"doctor.store.newer_program", {}});
    case ErrorCode::kCorrupt:
      return diagnosis(Verdict::kFailed, {"doctor.store.open.failed", {describe(error)}},
                       {"doctor.store.restore", {}});
    default:
      return diagnosis(Verdict::kFailed, {"doctor.store.open.failed", {describe(error)}},
                       {"doctor.store.open.rights", {}});
  }
}

Diagnosis check_store_version(const Examination& examination) {
  if (!examination.store_error) return ok("doctor.store.version.ok");
  const Error& error = *examination.store_error;
  if (error.code == ErrorCode::kConflict) {
    return diagnosis(Verdict::kWarning, {"doctor.store.version.pending", {error.message}},
                     {"doctor.store.version.back_up", {}});
  }
  if (error.code == ErrorCode::kUnsupported) {
    return diagnosis(Verdict::kFailed, {"doctor.store.version.newer", {error.message}},
                     {"doctor.store.newer_program", {}});
  }
  return needs_store(examination);
}

Diagnosis check_store_writable(const Examination& examination) {
  if (on_server(examination)) return diagnosis(Verdict::kUnknown, {"doctor.store.server", {}});
  const fs::path& file = examination.options.store;
  const fs::path folder = file.has_parent_path() ? file.parent_path() : fs::path(".");
  std::error_code error;
  if (!fs::exists(folder, error)) {
    return diagnosis(Verdict::kUnknown, {"doctor.store.writable.no_folder", {folder.string()}});
  }
  for (const fs::path& one : {folder, file, beside(examination, "-wal")}) {
    if (fs::exists(one, error) && ::access(one.c_str(), W_OK) != 0) {
      return diagnosis(Verdict::kFailed, {"doctor.store.writable.not", {one.string()}},
                       {"doctor.store.writable.rights", {}});
    }
  }
  return ok("doctor.store.writable.ok", {folder.string()});
}

Diagnosis check_store_lock(const Examination& examination) {
  if (on_server(examination)) return diagnosis(Verdict::kUnknown, {"doctor.store.server", {}});
  // A system that keeps its locks to itself shows none at all: no word on this one either.
  std::string any;
  if (!std::getline(std::ifstream("/proc/locks"), any)) {
    return diagnosis(Verdict::kUnknown, {"doctor.store.lock.unknown", {}});
  }
  const std::string holder = holder_of(beside(examination, ".import"));
  if (holder.empty()) return ok("doctor.store.lock.free");
  return diagnosis(Verdict::kWarning, {"doctor.store.lock.held", {holder}},
                   {"doctor.store.lock.wait", {}});
}

Diagnosis check_store_wal(const Examination& examination) {
  if (on_server(examination)) return diagnosis(Verdict::kUnknown, {"doctor.store.server", {}});
  std::error_code error;
  const auto bytes = fs::file_size(beside(examination, "-wal"), error);
  if (error) return ok("doctor.store.wal.none");
  if (bytes > kWalBytesMax) {
    return diagnosis(Verdict::kWarning, {"doctor.store.wal.large", {byte_count_text(bytes)}},
                     {"doctor.store.wal.close_readers", {}});
  }
  return ok("doctor.store.wal.ok", {byte_count_text(bytes)});
}

Diagnosis check_store_structure(const Examination& examination) {
  if (on_server(examination)) return diagnosis(Verdict::kUnknown, {"doctor.store.server", {}});
  if (!examination.store) return needs_store(examination);
  const auto faults = examination.store->structure_faults();
  if (!faults) {
    return diagnosis(Verdict::kFailed,
                     {"doctor.store.structure.failed", {describe(faults.error())}},
                     {"doctor.store.restore", {}});
  }
  if (!faults->empty()) {
    return diagnosis(Verdict::kFailed, {"doctor.store.structure.failed", {faults->front()}},
                     {"doctor.store.restore", {}});
  }
  return ok("doctor.store.structure.ok");
}

Diagnosis check_journal(const Examination& examination) {
  if (!examination.store) return needs_store(examination);
  if (const Status verified = examination.store->verify_journal(); !verified) {
    return diagnosis(Verdict::kFailed, {"doctor.journal.failed", {describe(verified.error())}},
                     {"doctor.journal.restore", {}});
  }
  const auto heads = examination.store->journal_heads();
  if (!heads) {
    return diagnosis(Verdict::kFailed, {"doctor.journal.failed", {describe(heads.error())}},
                     {"doctor.journal.restore", {}});
  }
  std::string list;
  for (const store::JournalHead& head : *heads) {
    list += fmt::format("{}{} {} {}", list.empty() ? "" : "; ", head.stream, head.number,
                        head.hash.substr(0, 16));
  }
  return list.empty() ? ok("doctor.journal.empty") : ok("doctor.journal.ok", {list});
}

Diagnosis check_readers(const Examination& examination) {
  if (!examination.store) return needs_store(examination);
  const auto readers = examination.store->import_readers();
  if (!readers) {
    return diagnosis(Verdict::kFailed, {"doctor.store.open.failed", {describe(readers.error())}},
                     {"doctor.store.restore", {}});
  }
  std::size_t outdated = 0;
  std::string names;
  for (const store::ImportReader& one : *readers) {
    if (!reader_outdated(one.reader)) continue;
    if (++outdated <= kNamesShown) names += (names.empty() ? "" : ", ") + one.name;
  }
  if (outdated == 0) return ok("doctor.readers.ok", {std::to_string(readers->size())});
  if (outdated > kNamesShown) names += ", …";
  return diagnosis(Verdict::kWarning,
                   {"doctor.readers.outdated", {std::to_string(outdated), names}},
                   {"doctor.readers.import", {}});
}

}  // namespace pignus::desk
