// What is asked of the work in hand and of what it is computed with: jobs, workers, model data.
#include <fmt/format.h>
#include <set>

#include "core/sha256.h"
#include "desk/doctor/checks.h"
#include "standards/embedded.h"
#include "store/jobs.h"

namespace pignus::desk {

namespace {

constexpr std::size_t kNamesShown = 5;

Diagnosis unreadable(const Error& error) {
  return diagnosis(Verdict::kFailed, {"doctor.store.open.failed", {describe(error)}},
                   {"doctor.store.restore", {}});
}

/// Saved underwritings, and which of today's data files they were computed with otherwise.
struct Comparison {
  std::size_t results = 0;
  std::size_t outdated = 0;
  std::set<std::string> files;
};

std::map<std::string, std::string> hashes_today() {
  std::map<std::string, std::string> hashes;
  for (const std::string& path : standards::embedded_files("")) {
    hashes[path] = sha256_hex(standards::embedded_file(path));
  }
  return hashes;
}

Result<Comparison> compare_with_today(const store::Store& store) {
  const std::map<std::string, std::string> today = hashes_today();
  Comparison comparison;
  PIGNUS_TRY(store.for_each_provenance(
      "underwriting", [&](const std::string& /*id*/, const std::string& text) -> Status {
        PIGNUS_ASSIGN(const Json provenance, parse_json(text, store.name()));
        const Json standards = provenance.value("standards", Json::object());
        std::set<std::string> differ;
        for (const auto& [path, hash] : today) {
          if (standards.value(path, std::string()) != hash) differ.insert(path);
        }
        ++comparison.results;
        if (!differ.empty()) ++comparison.outdated;
        comparison.files.merge(differ);
        return {};
      }));
  return comparison;
}

}  // namespace

Diagnosis check_jobs(const Examination& examination) {
  if (!examination.store) return needs_store(examination);
  const auto counted = store::count_jobs(*examination.store, examination.options.now_ms);
  if (!counted) return unreadable(counted.error());
  const std::vector<std::string> numbers{
      std::to_string(counted->waiting), std::to_string(counted->running),
      std::to_string(counted->silent), std::to_string(counted->failed)};
  if (counted->silent > 0) {
    return diagnosis(Verdict::kWarning, {"doctor.jobs.counts", numbers},
                     {"doctor.jobs.silent", {}});
  }
  if (counted->waiting > 0 && counted->running == 0) {
    return diagnosis(Verdict::kWarning, {"doctor.jobs.counts", numbers},
                     {"doctor.jobs.nobody", {}});
  }
  if (counted->failed > 0) {
    return diagnosis(Verdict::kWarning, {"doctor.jobs.counts", numbers},
                     {"doctor.jobs.failed", {}});
  }
  return ok("doctor.jobs.counts", numbers);
}

Diagnosis check_workers(const Examination& examination) {
  const FleetState& fleet = examination.options.fleet;
  if (!fleet.named) return ok("doctor.workers.no_fleet");
  if (!fleet.look) return diagnosis(Verdict::kUnknown, {"doctor.workers.not_asked", {}});
  if (!*fleet.look) {
    return diagnosis(Verdict::kFailed, {"doctor.workers.failed", {describe(fleet.look->error())}},
                     {"doctor.workers.server", {}});
  }
  const fleet::FleetLook& look = **fleet.look;
  const std::vector<std::string> numbers{fleet.build, std::to_string(look.asking),
                                         std::to_string(look.in_hand), std::to_string(look.waiting),
                                         std::to_string(look.of_other_builds)};
  if (look.asking == 0 && look.in_hand == 0) {
    return diagnosis(Verdict::kWarning, {"doctor.workers.counts", numbers},
                     {"doctor.workers.nobody", {}});
  }
  return ok("doctor.workers.counts", numbers);
}

Diagnosis check_models(const Examination& examination) {
  if (!examination.store) return needs_store(examination);
  const auto compared = compare_with_today(*examination.store);
  if (!compared) return unreadable(compared.error());
  if (compared->outdated == 0) return ok("doctor.models.ok", {std::to_string(compared->results)});
  std::string names;
  std::size_t shown = 0;
  for (const std::string& file : compared->files) {
    if (++shown > kNamesShown) break;
    names += (names.empty() ? "" : ", ") + file;
  }
  if (compared->files.size() > kNamesShown) names += ", …";
  return diagnosis(Verdict::kWarning,
                   {"doctor.models.other",
                    {std::to_string(compared->outdated), std::to_string(compared->results), names}},
                   {"doctor.models.again", {}});
}

}  // namespace pignus::desk
