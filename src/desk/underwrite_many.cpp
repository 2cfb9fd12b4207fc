#include "desk/underwrite_many.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <system_error>
#include <utility>

#include "core/file.h"
#include "core/sha256.h"
#include "desk/case_file.h"
#include "fleetwork/case_lines.h"

namespace pignus::desk {

namespace {

namespace fs = std::filesystem;

/// Cases of one job: they lie on the disk until they are done.
constexpr std::size_t kWindow = 512;

/// A folder for the cases of a job, gone with it. They hold what the firm handed in: nobody else
/// may read them.
class CaseFolder {
 public:
  static Result<CaseFolder> make() {
    std::error_code error;
    std::string name = (fs::temp_directory_path(error) / "pignus-cases-XXXXXX").string();
    if (error || ::mkdtemp(name.data()) == nullptr) {
      return fail(ErrorCode::kIo, "no folder can be made", {name, 0, ""});
    }
    return CaseFolder(name);
  }
  CaseFolder(CaseFolder&& other) noexcept : path_(std::exchange(other.path_, {})) {}
  CaseFolder& operator=(CaseFolder&&) = delete;
  ~CaseFolder() {
    std::error_code ignored;
    if (!path_.empty()) fs::remove_all(path_, ignored);
  }
  const fs::path& path() const { return path_; }

 private:
  explicit CaseFolder(fs::path path) : path_(std::move(path)) {}
  fs::path path_;
};

/// Writes the case into the folder, and adds its shard.
Status add_case(const store::Store& store, const ToUnderwrite& asked, const std::string& build,
                const CaseFolder& folder, const Progress& progress, fleet::Job& job) {
  const AsOf as_of = asked.options.as_of;
  PIGNUS_ASSIGN(const auto facts, load_facts(store, asked.dossier, as_of.known_by, progress));
  std::string text;
  PIGNUS_TRY(fleetwork::write_case(asked.dossier, facts, [&text](std::string_view piece) {
    text += piece;
    return Status{};
  }));
  fleet::Shard shard;
  shard.kind = fleetwork::kUnderwrite;
  shard.build = build;
  shard.index = job.shards.size();
  shard.inputs = {sha256_hex(text)};
  shard.parameters = fleetwork::underwrite_parameters(asked.options);
  const fs::path path = folder.path() / shard.inputs.front();
  PIGNUS_TRY(write_file_atomically(path, text));
  job.inputs.emplace(shard.inputs.front(), path);
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
    for (std::size_t place = from; place < end; ++place) {
      PIGNUS_TRY(add_case(store, dossiers[place], build, folder, progress, job));
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
