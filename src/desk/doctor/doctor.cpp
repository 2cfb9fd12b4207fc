#include "desk/doctor/doctor.h"

#include <array>

#include "desk/doctor/checks.h"
#include "store/location.h"

namespace pignus::desk {

std::string_view name_of(Verdict verdict) {
  constexpr std::array<std::string_view, 4> kNames{"ok", "warning", "failed", "unknown"};
  return kNames.at(static_cast<std::size_t>(verdict));
}

bool on_server(const Examination& examination) {
  return store::is_server(examination.options.store.string());
}

const std::vector<Check>& doctor_checks() {
  static const std::vector<Check> kChecks{{"configuration", check_configuration},
                                          {"limits", check_limits},
                                          {"log", check_written_files},
                                          {"store.open", check_store_open},
                                          {"store.version", check_store_version},
                                          {"store.writable", check_store_writable},
                                          {"store.lock", check_store_lock},
                                          {"store.wal", check_store_wal},
                                          {"store.structure", check_store_structure, true},
                                          {"journal", check_journal, true},
                                          {"readers", check_readers},
                                          {"jobs", check_jobs},
                                          {"workers", check_workers},
                                          {"models", check_models},
                                          {"disk.store", check_disk_store},
                                          {"disk.temporary", check_disk_temporary},
                                          {"clock", check_clock},
                                          {"clock.drift", check_clock_drift},
                                          {"sheet", check_sheet_program},
                                          {"fetch.ops", check_fetch_ops},
                                          {"fetch.odp", check_fetch_odp}};
  return kChecks;
}

std::vector<Diagnosis> examine(const DoctorOptions& options, const Progress& progress) {
  Examination examination{options, std::nullopt, std::nullopt};
  auto opened = store::Store::open(options.store, store::OpenMode::kReadOnly);
  if (opened) {
    examination.store = std::move(*opened);
  } else {
    examination.store_error = std::move(opened.error());
  }
  std::vector<Diagnosis> diagnoses;
  const std::vector<Check>& checks = doctor_checks();
  for (std::size_t i = 0; i < checks.size(); ++i) {
    const Check& check = checks[i];
    if (!progress(check.name, i, checks.size())) break;
    Diagnosis found = check.is_long && options.quick
                          ? diagnosis(Verdict::kUnknown, {"doctor.left_out", {}})
                          : check.run(examination);
    found.check = check.name;
    diagnoses.push_back(std::move(found));
  }
  return diagnoses;
}

}  // namespace pignus::desk
