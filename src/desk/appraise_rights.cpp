#include "desk/appraise_rights.h"

#include <algorithm>
#include <utility>

#include "desk/case_file.h"
#include "desk/case_folder.h"
#include "fleetwork/appraise_rights.h"

namespace pignus::desk {

namespace {

/// Rights of one shard.
constexpr std::size_t kPortion = 50;
constexpr JsonLimits kResultLimits{std::size_t{1} << 30, 32};

/// Writes the facts of some rights into the folder, and adds their shard.
Status add_portion(const store::Store& store, const std::vector<registers::RightId>& portion,
                   const AppraiseOptions& options, const std::string& market,
                   const std::string& build, const CaseFolder& folder, fleet::Job& job) {
  disclosure::FactsByRight facts;
  PIGNUS_TRY(load_rights(store, portion, options.as_of, [&facts](book::RightFile&& file) -> Status {
    facts.insert_or_assign(*file.offered.id, std::move(file.facts));
    return {};
  }));
  std::string text;
  PIGNUS_TRY(fleetwork::write_rights_file(facts, [&text](std::string_view piece) {
    text += piece;
    return Status{};
  }));
  fleet::Shard shard;
  shard.kind = fleetwork::kAppraise;
  shard.build = build;
  shard.index = job.shards.size();
  PIGNUS_ASSIGN(const std::string written, folder.add(text, job));
  shard.inputs = {written, market};
  shard.parameters = fleetwork::appraise_parameters(options, portion);
  job.shards.push_back(std::move(shard));
  return {};
}

Status take_all(const fleet::ShardResult& result, const TakeAppraisal& take) {
  PIGNUS_ASSIGN(const std::string text, result.text());
  PIGNUS_ASSIGN(Json appraisals, parse_json(text, "a result of appraise", kResultLimits));
  for (Json& appraisal : appraisals) {
    PIGNUS_TRY(take(std::move(appraisal)));
  }
  return {};
}

}  // namespace

Result<std::vector<book::Appraisal>> appraise_rights(const store::Store& store,
                                                     const std::vector<registers::RightId>& rights,
                                                     const AppraiseOptions& options,
                                                     const Progress& progress) {
  PIGNUS_ASSIGN(const auto market, load_market(store, options.as_of.known_by, progress));
  PIGNUS_ASSIGN(auto appraiser, underwriting::LoneAppraiser::make(market, options));
  std::vector<book::Appraisal> appraisals;
  const auto take = [&](book::RightFile&& file) -> Status {
    PIGNUS_ASSIGN(auto appraisal, appraiser.appraise(file));
    appraisals.push_back(std::move(appraisal));
    if (!progress("valuing", appraisals.size(), rights.size())) {
      return fail(ErrorCode::kCancelled, "stopped");
    }
    return {};
  };
  PIGNUS_TRY(load_rights(store, rights, options.as_of, take));
  return appraisals;
}

Status appraise_many(const store::Store& store, const std::vector<registers::RightId>& rights,
                     const AppraiseOptions& options, const std::string& build,
                     fleet::Runner& runner, const TakeAppraisal& take, const Progress& progress) {
  PIGNUS_ASSIGN(const CaseFolder folder, CaseFolder::make());
  fleet::Job job;
  Markets markets(store, folder);
  PIGNUS_ASSIGN(const std::string market, markets.of(options.as_of.known_by, progress, job));
  for (std::size_t from = 0; from < rights.size(); from += kPortion) {
    const std::size_t end = std::min(from + kPortion, rights.size());
    PIGNUS_TRY(add_portion(store,
                           {rights.begin() + static_cast<std::ptrdiff_t>(from),
                            rights.begin() + static_cast<std::ptrdiff_t>(end)},
                           options, market, build, folder, job));
    if (!progress("loading rights", end, rights.size())) {
      return fail(ErrorCode::kCancelled, "stopped");
    }
  }
  const fleet::Reduce reduce(
      [&take](std::uint64_t, const fleet::ShardResult& result) { return take_all(result, take); },
      [](const fleet::PoisonShard& poison) -> Status { return fail(poison.error); });
  PIGNUS_TRY(
      runner.run(job, reduce, [&](std::string_view stage, std::uint64_t done, std::uint64_t total) {
        if (stage != "shards") return progress(stage, done, total);
        return progress("valuing", std::min<std::uint64_t>(done * kPortion, rights.size()),
                        rights.size());
      }));
  return {};
}

}  // namespace pignus::desk
