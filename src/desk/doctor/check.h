// One question about the installation, and its answer. To add a check: write a function like those
// of store_checks.cpp, name it in checks.h and put a line into doctor.cpp; its messages go into
// locale/doctor.toml, its meaning into docs/operations.md.
#pragma once

#include <cstdint>
#include <filesystem>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/date.h"
#include "core/result.h"
#include "desk/resource_guard.h"
#include "fleet/look.h"
#include "store/store.h"

namespace pignus::desk {

enum class Verdict {
  kOk,
  kWarning,  ///< works today; somebody should look
  kFailed,   ///< does not work, or must not be relied on
  kUnknown,  ///< could not be found out
};

std::string_view name_of(Verdict verdict);  ///< "ok", "warning", "failed", "unknown"

/// A message of the catalogue with its arguments.
struct Said {
  std::string key;
  std::vector<std::string> arguments;
};

struct Diagnosis {
  std::string check;  ///< "store.open"
  Verdict verdict = Verdict::kUnknown;
  Said text;
  Said advice;  ///< what to do; an empty key: nothing
};

struct ServiceState {
  std::string name;               ///< "ops"
  std::optional<Error> missing;   ///< the key that is not set
  std::optional<Status> contact;  ///< what came of asking it, where it was asked
};

struct FleetState {
  bool named = false;  ///< a server is set
  std::string build;
  std::optional<Result<fleet::FleetLook>> look;  ///< what was seen, where somebody looked
};

/// What a check may know of the world, handed in.
struct DoctorOptions {
  std::filesystem::path store;
  std::string software;  ///< "pignus 0.1.0"
  std::int64_t now_ms = 0;
  Date today;
  bool quick = false;  ///< the long checks are left out
  ResourceLimits limits;
  std::filesystem::path configuration_file;
  std::optional<Error> configuration;  ///< why it could not be used
  std::vector<ServiceState> services;
  FleetState fleet;
  std::filesystem::path temporary_folder;
  std::vector<std::filesystem::path> written_files;  ///< log and metrics, where they are on
};

/// What the checks share: the store is opened once.
struct Examination {
  const DoctorOptions& options;
  std::optional<store::Store> store;
  std::optional<Error> store_error;
};

/// The store is on a database server: its files and disks cannot be looked at from here.
bool on_server(const Examination& examination);

/// The answer of a check that needs an open store, where there is none.
Diagnosis needs_store(const Examination& examination);

struct Check {
  std::string_view name;
  Diagnosis (*run)(const Examination& examination);
  bool is_long = false;
};

/// Diagnoses are written short: the check's name is filled in by who runs it.
inline Diagnosis ok(std::string key, std::vector<std::string> arguments = {}) {
  return {"", Verdict::kOk, {std::move(key), std::move(arguments)}, {}};
}
inline Diagnosis diagnosis(Verdict verdict, Said text, Said advice = {}) {
  return {"", verdict, std::move(text), std::move(advice)};
}

}  // namespace pignus::desk
