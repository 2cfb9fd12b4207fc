#include "desk/survey.h"

#include <system_error>

#include "core/error_json.h"
#include "desk/import_registers.h"
#include "desk/source_inputs.h"
#include "fleetwork/read_source.h"

namespace pignus::desk {

namespace {

namespace fs = std::filesystem;

Result<fleet::Shard> shard_of(SurveyedSource& source, const std::string& build, fleet::Job& job) {
  PIGNUS_ASSIGN(const store::ImportSource described, describe_source(source.path));
  source.sha256 = described.sha256;
  std::error_code error;  // describe_source() has seen it
  const bool plain = fs::is_directory(source.path, error);
  PIGNUS_ASSIGN(const std::vector<SourceInput> inputs, inputs_of(source.path, described, plain));
  fleet::Shard shard;
  shard.kind = fleetwork::kReadSource;
  shard.build = build;
  std::vector<std::string> names;
  for (const SourceInput& input : inputs) {
    names.push_back(input.name);
    shard.inputs.push_back(input.sha256);
    job.inputs.emplace(input.sha256, input.path);
  }
  shard.parameters = fleetwork::read_source_parameters(names, plain);
  return shard;
}

Error error_of(const Json& json) {
  return {parse_error_code(json.at("code").get<std::string>()).value_or(ErrorCode::kInvalidInput),
          json.at("message").get<std::string>(),
          {json.at("file").get<std::string>(), json.at("record").get<std::uint64_t>(),
           json.at("field").get<std::string>()}};
}

/// `result` is what our own read_source() wrote, here or at a worker of the same build.
Status take(SurveyedSource& source, std::string_view result) {
  PIGNUS_ASSIGN(Json found, parse_json(result, "a result of read-source"));
  if (found.contains("error")) {
    source.error = error_of(found.at("error"));
  } else {
    source.found = std::move(found);
  }
  return {};
}

}  // namespace

Result<std::vector<SurveyedSource>> survey_sources(const std::vector<fs::path>& sources,
                                                   const std::string& build, fleet::Runner& runner,
                                                   const Progress& progress) {
  std::vector<SurveyedSource> surveyed;
  std::vector<std::size_t> place;  // of each shard's source
  fleet::Job job;
  for (const fs::path& path : sources) {
    if (!progress("hash", surveyed.size(), sources.size())) {
      return fail(ErrorCode::kCancelled, "stopped by the user");
    }
    surveyed.push_back({path, "", std::nullopt, {}});
    auto shard = shard_of(surveyed.back(), build, job);
    if (!shard) {
      surveyed.back().error = std::move(shard.error());
      continue;
    }
    shard->index = job.shards.size();
    job.shards.push_back(std::move(*shard));
    place.push_back(surveyed.size() - 1);
  }
  PIGNUS_ASSIGN(const fleet::JobOutcome outcome,
                runner.run(
                    job,
                    [&](std::uint64_t index, std::string_view result) {
                      return take(surveyed[place[index]], result);
                    },
                    progress));
  for (const fleet::PoisonShard& poison : outcome.set_aside) {
    surveyed[place[poison.index]].error = poison.error;
  }
  return surveyed;
}

}  // namespace pignus::desk
