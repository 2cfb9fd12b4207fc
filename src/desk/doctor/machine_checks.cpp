// What is asked of the machine and of the settings: disks, clock, programs, services.
#include <algorithm>
#include <system_error>
#include <unistd.h>

#include "core/byte_count.h"
#include "core/json.h"
#include "desk/doctor/checks.h"
#include "registers/table/sheet_program.h"

namespace pignus::desk {

namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t kTemporaryBytesMin = std::uint64_t{256} << 20;
constexpr int kYearMin = 2026;  // of this program's first version: an earlier year is a dead clock
constexpr int kYearMax = 2099;
constexpr std::int64_t kClockSlackMs = 2'000;  // file systems round their times

Diagnosis check_service(const Examination& examination, std::string_view name) {
  const auto& services = examination.options.services;
  const auto service = std::find_if(services.begin(), services.end(),
                                    [name](const ServiceState& one) { return one.name == name; });
  if (service == services.end())
    return diagnosis(Verdict::kUnknown, {"doctor.fetch.not_asked", {}});
  if (service->missing) {
    return ok("doctor.fetch.not_configured", {service->missing->message});
  }
  if (!service->contact) return ok("doctor.fetch.configured");
  if (*service->contact) return ok("doctor.fetch.answers");
  return diagnosis(Verdict::kFailed, {"doctor.fetch.failed", {describe(service->contact->error())}},
                   {"doctor.fetch.keys", {}});
}

/// The newest time of the store's files, since 1970; nullopt without a store.
std::optional<std::int64_t> newest_file_ms(const fs::path& store) {
  std::optional<std::int64_t> newest;
  for (const char* ending : {"", "-wal"}) {
    std::error_code error;
    const auto written = fs::last_write_time(store.string() + ending, error);
    if (error) continue;
    const auto since = fs::file_time_type::clock::to_sys(written).time_since_epoch();
    const std::int64_t ms = std::chrono::duration_cast<std::chrono::milliseconds>(since).count();
    newest = std::max(newest.value_or(ms), ms);
  }
  return newest;
}

Diagnosis sheet_diagnosis(const Examination& examination, const Json& told) {
  const std::string software = "pignus " + told["software"].get<std::string>();
  if (software != examination.options.software) {
    return diagnosis(Verdict::kFailed,
                     {"doctor.sheet.version", {software, examination.options.software}},
                     {"doctor.sheet.install", {}});
  }
  std::string open;
  for (const auto& [right, state] : told["confined"].items()) {
    if (state == Json("yes")) continue;
    open += (open.empty() ? "" : "; ") + right + ": " + state.dump();
  }
  if (open.empty()) return ok("doctor.sheet.ok");
  return diagnosis(Verdict::kWarning, {"doctor.sheet.loose", {open}}, {"doctor.sheet.confine", {}});
}

}  // namespace

Diagnosis check_configuration(const Examination& examination) {
  const DoctorOptions& options = examination.options;
  const std::string file = options.configuration_file.string();
  if (options.configuration) {
    return diagnosis(Verdict::kFailed,
                     {"doctor.configuration.failed", {describe(*options.configuration)}},
                     {"doctor.configuration.repair", {}});
  }
  std::error_code error;
  return fs::exists(options.configuration_file, error) ? ok("doctor.configuration.ok", {file})
                                                       : ok("doctor.configuration.none", {file});
}

Diagnosis check_limits(const Examination& examination) {
  const ResourceLimits& limits = examination.options.limits;
  const auto memory = static_cast<std::uint64_t>(::sysconf(_SC_PHYS_PAGES)) *
                      static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
  const std::string bound = byte_count_text(limits.memory_bytes_max);
  if (limits.memory_bytes_max > memory) {
    return diagnosis(Verdict::kWarning, {"doctor.limits.memory", {bound, byte_count_text(memory)}},
                     {"doctor.limits.lower", {}});
  }
  if (limits.disk_to_keep_free_bytes == 0) {
    return diagnosis(Verdict::kWarning, {"doctor.limits.no_disk", {}}, {"doctor.limits.raise", {}});
  }
  return ok("doctor.limits.ok", {bound, byte_count_text(limits.disk_to_keep_free_bytes)});
}

Diagnosis check_written_files(const Examination& examination) {
  const auto& files = examination.options.written_files;
  if (files.empty()) return ok("doctor.log.off");
  for (const fs::path& file : files) {
    std::error_code error;
    const fs::path folder = file.has_parent_path() ? file.parent_path() : fs::path(".");
    const bool there = fs::exists(file, error);
    if (::access(folder.c_str(), W_OK) != 0 || (there && ::access(file.c_str(), W_OK) != 0)) {
      return diagnosis(Verdict::kWarning, {"doctor.log.not", {file.string()}},
                       {"doctor.log.rights", {}});
    }
  }
  return ok("doctor.log.ok", {files.front().string()});
}

Diagnosis check_disk_store(const Examination& examination) {
  if (on_server(examination)) return diagnosis(Verdict::kUnknown, {"doctor.store.server", {}});
  const DoctorOptions& options = examination.options;
  const auto free = free_bytes(options.store);
  if (!free) return diagnosis(Verdict::kUnknown, {"doctor.disk.unknown", {options.store.string()}});
  std::error_code error;
  const auto size = fs::file_size(options.store, error);
  const std::uint64_t bytes = error ? 0 : size;
  const std::vector<std::string> arguments{byte_count_text(*free), byte_count_text(bytes),
                                           byte_count_text(options.limits.disk_to_keep_free_bytes)};
  if (*free < options.limits.disk_to_keep_free_bytes) {
    return diagnosis(Verdict::kFailed, {"doctor.disk.full", arguments}, {"doctor.disk.room", {}});
  }
  if (*free < bytes) {
    return diagnosis(Verdict::kWarning, {"doctor.disk.narrow", arguments},
                     {"doctor.disk.room", {}});
  }
  return ok("doctor.disk.ok", arguments);
}

Diagnosis check_disk_temporary(const Examination& examination) {
  const fs::path& folder = examination.options.temporary_folder;
  const auto free = free_bytes(folder);
  if (!free) return diagnosis(Verdict::kUnknown, {"doctor.disk.unknown", {folder.string()}});
  if (::access(folder.c_str(), W_OK) != 0) {
    return diagnosis(Verdict::kFailed, {"doctor.disk.temporary_not", {folder.string()}},
                     {"doctor.disk.temporary_other", {}});
  }
  if (*free < kTemporaryBytesMin) {
    return diagnosis(Verdict::kWarning,
                     {"doctor.disk.temporary_narrow", {folder.string(), byte_count_text(*free)}},
                     {"doctor.disk.temporary_other", {}});
  }
  return ok("doctor.disk.temporary_ok", {folder.string(), byte_count_text(*free)});
}

Diagnosis check_clock(const Examination& examination) {
  const DoctorOptions& options = examination.options;
  const std::string today = options.today.iso();
  const int year = std::stoi(today);
  if (year < kYearMin || year > kYearMax) {
    return diagnosis(Verdict::kFailed, {"doctor.clock.year", {today}}, {"doctor.clock.set", {}});
  }
  if (examination.store) {
    const auto imports = examination.store->imports();
    std::string newest;
    for (const store::ImportSummary& one : imports.value_or(std::vector<store::ImportSummary>{})) {
      if (Date::parse(one.at)) newest = std::max(newest, one.at);
    }
    if (newest > today) {
      return diagnosis(Verdict::kFailed, {"doctor.clock.import", {today, newest}},
                       {"doctor.clock.set", {}});
    }
  }
  if (const auto newest = newest_file_ms(options.store);
      newest && *newest > options.now_ms + kClockSlackMs) {
    const auto day = Date::from_days(static_cast<std::int32_t>(*newest / 86'400'000));
    return diagnosis(Verdict::kFailed, {"doctor.clock.file", {today, day.iso()}},
                     {"doctor.clock.set", {}});
  }
  return ok("doctor.clock.ok", {today});
}

Diagnosis check_clock_drift(const Examination& /*examination*/) {
  return diagnosis(Verdict::kUnknown, {"doctor.clock.drift", {}});
}

Diagnosis check_sheet_program(const Examination& examination) {
  if (registers::sheet_program().empty()) {
    return diagnosis(Verdict::kFailed, {"doctor.sheet.missing", {}}, {"doctor.sheet.install", {}});
  }
  const auto printed = registers::check_sheet_program();
  if (!printed) {
    return diagnosis(Verdict::kFailed, {"doctor.sheet.failed", {describe(printed.error())}},
                     {"doctor.sheet.install", {}});
  }
  const auto told = parse_json(*printed, "pignus-sheet");
  const bool ours = told && told->is_object() && told->contains("software") &&
                    (*told)["software"].is_string() && told->contains("confined") &&
                    (*told)["confined"].is_object();
  if (!ours) {
    return diagnosis(Verdict::kFailed,
                     {"doctor.sheet.failed", {registers::sheet_program().string()}},
                     {"doctor.sheet.install", {}});
  }
  return sheet_diagnosis(examination, *told);
}

Diagnosis check_fetch_ops(const Examination& examination) {
  return check_service(examination, "ops");
}

Diagnosis check_fetch_odp(const Examination& examination) {
  return check_service(examination, "odp");
}

}  // namespace pignus::desk
