#include "desk/underwrite_many.h"

#include <algorithm>
#include <utility>

#include "desk/case_file.h"
#include "desk/case_folder.h"
#include "fleetwork/case_lines.h"

namespace pignus::desk {

namespace {

/// Cases of one job: they lie on the disk until they are done.
constexpr std::size_t kWindow = 512;

/// Writes the case into the folder, and adds its shard.
Status add_case(const store::Store& store, const ToUnderwrite& asked, const std::string& market,
                const std::string& build, const CaseFolder& folder, const Progress& progress,
                fleet::Job& job) {
  const AsOf as_of = asked.options.as_of;
  PIGNUS_ASSIGN(const auto facts, load_case_facts(store, asked.dossier, as_of.known_by, progress));
  std::string text;
  PIGNUS_TRY(fleetwork::write_case(asked.dossier, facts, [&text](std::string_view piece) {
    text += piece;
    return Status{};
  }));
  fleet::Shard shard;
  shard.kind = fleetwork::kUnderwrite;
  shard.build = build;
  shard.index = job.shards.size();
  PIGNUS_ASSIGN(const std::string written, folder.add(text, job));
  shard.inputs = {written, market};
  shard.parameters = fleetwork::underwrite_parameters(asked.options);
  job.shards.push_back(std::move(shard));
  return {};
}

}  // namespace

Status underwrite_many(const store::Store& store, const std::vector<ToUnderwrite>& dossiers,
                       const std::string& build, fleet::Runner& runner, const TakeReports& take,
                       const Progress& progress) {
  for (std::size_t from = 0; from < dossiers.size(); from += kWindow) {
    const std::size_t end = std::min(from + kWindow, dossiers.size());
    PIGNUS_ASSIGN(const CaseFolder folder, CaseFolder::make());
    fleet::Job job;
    Markets markets(store, folder);
    for (std::size_t place = from; place < end; ++place) {
      PIGNUS_ASSIGN(const std::string market,
                    markets.of(dossiers[place].options.as_of.known_by, progress, job));
      PIGNUS_TRY(add_case(store, dossiers[place], market, build, folder, progress, job));
    }
    const fleet::Reduce reduce(
        [&](std::uint64_t index, const fleet::ShardResult& result) -> Status {
          PIGNUS_ASSIGN(const std::string text, result.text());
          PIGNUS_ASSIGN(auto reports, fleetwork::parse_underwritten(text));
          return take(from + index, std::move(reports));
        },
        [&](const fleet::PoisonShard& poison) {
          return take(from + poison.index, fail(poison.error));
        });
    PIGNUS_TRY(runner.run(job, reduce,
                          [&](std::string_view stage, std::uint64_t done, std::uint64_t total) {
                            // Words of the runner's own: an upload, a server that does not answer.
                            if (stage != "shards") return progress(stage, done, total);
                            return progress("underwriting", from + done, dossiers.size());
                          }));
  }
  return {};
}

}  // namespace pignus::desk
