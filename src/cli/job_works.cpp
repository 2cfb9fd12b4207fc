#include "cli/job_works.h"

#include <algorithm>
#include <filesystem>
#include <fmt/format.h>
#include <functional>

#include "cli/imported.h"
#include "cli/underwritten.h"
#include "cli/weight_sets.h"
#include "core/sha256.h"
#include "desk/dossier_reader.h"
#include "desk/register_reader.h"

namespace pignus::cli {

namespace {

namespace fs = std::filesystem;
using desk::ShardLedger;

constexpr std::size_t kShardsMax = 100'000;

std::string whole(const fs::path& path) {
  std::error_code ignored;
  return fs::absolute(path, ignored).lexically_normal().string();
}

Result<Json> sources_json(const Session& session, const std::vector<std::string>& operands) {
  Json sources = Json::array();
  for (const std::string& operand : operands) {
    PIGNUS_ASSIGN(const auto found, desk::sources_under(operand));
    for (const fs::path& source : found) {
      if (!belongs_to_the_store(session, source)) sources.push_back(whole(source));
    }
  }
  return sources;
}

Result<Json> dossiers_json(const std::vector<std::string>& operands) {
  Json dossiers = Json::array();
  for (const std::string& operand : operands) {
    // A mistake in a dossier is the applicant's answer today, not a failed job tomorrow.
    PIGNUS_TRY(desk::read_dossier(operand));
    dossiers.push_back(whole(operand));
  }
  return dossiers;
}

Json error_json(const Error& error) {
  return {{"code", name_of(error.code)}, {"message", describe(error)}};
}

/// An error of one source or dossier, which does not keep the others from being done.
bool of_the_shard(const Error& error, const store::Store& store) {
  return error.code != ErrorCode::kCancelled && error.code != ErrorCode::kConflict &&
         error.where.file != store.name();
}

/// Does the shards that are not done; the results of all, in order.
Result<Json> each_shard(const Json& places, ShardLedger& shards, const Progress& progress,
                        const store::Store& store,
                        const std::function<Result<Json>(const std::string& place)>& work) {
  Json results = Json::array();
  std::uint64_t failed = 0;
  for (std::size_t i = 0; i < places.size(); ++i) {
    const auto number = static_cast<std::int64_t>(i);
    PIGNUS_ASSIGN(std::optional<Json> result, shards.result(number));
    if (!result) {
      const std::string place = places[i].get<std::string>();
      if (!progress(place, i, places.size())) return fail(ErrorCode::kCancelled, "stopped");
      Result<Json> done = work(place);
      if (!done && !of_the_shard(done.error(), store)) return done;
      result = done ? std::move(*done) : Json{{"error", error_json(done.error())}};
      (*result)["place"] = place;
      PIGNUS_TRY(shards.put(number, *result));
    }
    if (result->contains("error")) ++failed;
    results.push_back(std::move(*result));
  }
  return Json{{"format", "pignus.job/1"}, {"failed", failed}, {"shards", std::move(results)}};
}

/// One source, under the limits in force, told in the log and counted as every import is.
Result<desk::ImportOutcome> import_told(const Session& session, store::Store& store,
                                        const std::string& source, const Progress& progress) {
  const telemetry::Logger logger = session.telemetry.next_job();
  const Stopwatch watch;
  Imported imported;
  imported.path = source;
  auto outcome =
      desk::import_source(store, source, session.import_options(), progress, &imported.read);
  if (outcome) {
    imported.outcome = *outcome;
  } else {
    imported.error = outcome.error();
  }
  tell_imported(session, logger, imported, watch.seconds());
  return outcome;
}

Result<Json> import_work(const Session& session, store::Store& store, const Json& parameters,
                         ShardLedger& shards, const Progress& progress) {
  return each_shard(parameters.at("sources"), shards, progress, store,
                    [&](const std::string& source) -> Result<Json> {
                      PIGNUS_ASSIGN(const auto imported,
                                    import_told(session, store, source, progress));
                      return Json{{"sha256", imported.summary.sha256},
                                  {"facts", imported.summary.facts},
                                  {"duplicates", imported.summary.duplicates},
                                  {"problems", imported.summary.problems}};
                    });
}

Result<Json> underwrite_work(const Session& session, store::Store& store, const Json& parameters,
                             ShardLedger& shards, const Progress& progress) {
  const auto date_of = [&](const char* name) {
    return Date::parse(parameters.value(name, std::string()));
  };
  return each_shard(
      parameters.at("dossiers"), shards, progress, store,
      [&](const std::string& folder) -> Result<Json> {
        PIGNUS_ASSIGN(const book::Dossier dossier, desk::read_dossier(folder));
        PIGNUS_TRY(take_register_extract(session, store, folder, progress));
        const Date true_on = date_of("as_of").value_or(dossier.as_of);
        PIGNUS_ASSIGN(auto weights,
                      standards::weight_sets_from_json(parameters.value("weights", Json::array())));
        const desk::UnderwriteOptions options{{true_on, date_of("known").value_or(true_on)},
                                              std::stoull(parameters.at("seed").get<std::string>()),
                                              parameters.at("paths").get<std::uint64_t>(),
                                              software_version(),
                                              std::move(weights)};
        const fs::path out =
            fs::path(parameters.at("out").get<std::string>()) / fs::path(folder).filename();
        PIGNUS_ASSIGN(const Underwritten done,
                      underwrite_and_save(store, dossier, options, out, progress));
        return Json{{"report_sha256", sha256_hex(done.report)}, {"report", done.files.back()}};
      });
}

/// Parameters come out of the store, where another version may have put them.
desk::JobWork checked(desk::JobWork work) {
  return [work = std::move(work)](const Json& parameters, ShardLedger& shards,
                                  const Progress& progress) -> Result<Json> {
    try {
      return work(parameters, shards, progress);
    } catch (const Json::exception& error) {
      return fail(ErrorCode::kUnsupported,
                  fmt::format("the job's parameters are not this version's: {}", error.what()));
    } catch (const std::logic_error& error) {
      return fail(ErrorCode::kUnsupported,
                  fmt::format("the job's parameters are not this version's: {}", error.what()));
    }
  };
}

}  // namespace

Result<store::NewJob> new_job(const Session& session, const std::string& kind,
                              const std::vector<std::string>& operands) {
  Json parameters;
  if (kind == "import") {
    PIGNUS_ASSIGN(parameters["sources"], sources_json(session, operands));
  } else if (kind == "underwrite") {
    PIGNUS_ASSIGN(parameters["dossiers"], dossiers_json(operands));
    parameters["out"] = whole(session.settings.value("out"));
    parameters["seed"] = session.settings.value("seed");
    parameters["paths"] = session.number("paths");
    if (session.arguments.as_of) parameters["as_of"] = session.arguments.as_of->iso();
    PIGNUS_ASSIGN(const auto weights, weights_asked(session));
    if (!weights.empty()) parameters["weights"] = standards::weight_sets_json(weights);
    if (session.arguments.known) parameters["known"] = session.arguments.known->iso();
  } else {
    return fail(ErrorCode::kInvalidInput, session.format.say("cli.jobs.kind"));
  }
  if (parameters.at(kind == "import" ? "sources" : "dossiers").size() > kShardsMax) {
    return fail(ErrorCode::kLimitExceeded, "a job does 100000 sources or dossiers at most");
  }
  store::NewJob job;
  job.kind = kind;
  job.parameters = canonical_json(parameters);
  // Named by what it does on which day: asked for twice on a day it is one job.
  constexpr std::size_t kDigits = 12;
  job.name = fmt::format("{} {}", session.world.today.iso(),
                         sha256_hex(job.parameters).substr(0, kDigits));
  return job;
}

std::map<std::string, desk::JobWork> job_works(const Session& session, store::Store& store) {
  return {{"import",
           checked([&](const Json& parameters, ShardLedger& shards, const Progress& progress) {
             return import_work(session, store, parameters, shards, progress);
           })},
          {"underwrite",
           checked([&](const Json& parameters, ShardLedger& shards, const Progress& progress) {
             return underwrite_work(session, store, parameters, shards, progress);
           })}};
}

}  // namespace pignus::cli
