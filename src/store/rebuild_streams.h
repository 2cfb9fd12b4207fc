// One journal stream each, played into its tables; rebuild.cpp.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "core/result.h"
#include "store/entry_body.h"
#include "store/job_entries.h"
#include "store/personal.h"
#include "store/rebuild.h"
#include "store/sql/database.h"

namespace pignus::store {

/// Entries of imports that a later entry replaces, and the sources of the others.
struct ImportPlan {
  std::set<std::uint64_t> replaced;
  std::vector<ImportSource> sources;
};
[[nodiscard]] Result<ImportPlan> plan_imports(sql::Database& database, const std::string& file);
ImportSource source_of_entry(EntryBody& entry);

/// Reads the source of the entry again, into rows that say what the entry says.
[[nodiscard]] Status rebuild_import(sql::Database& database, const std::string& file,
                                    EntryBody& entry, const RebuildWorld& world,
                                    RebuildReport& report);

class ResultRebuild {
 public:
  ResultRebuild(sql::Database& database, const RebuildWorld& world, RebuildReport& report)
      : database_(database), world_(world), report_(report) {}

  [[nodiscard]] Status take(EntryBody& entry);
  /// Enters what is lost from now on.
  void finish();

 private:
  struct Name {
    std::string kind;
    std::string id;
  };
  sql::Database& database_;
  const RebuildWorld& world_;
  RebuildReport& report_;
  std::map<std::uint64_t, Name> lost_;  ///< by the number of the entry
};

class JobRebuild : private JobSink {
 public:
  JobRebuild(sql::Database& database, RebuildReport& report)
      : database_(database), report_(report), replay_(*this) {}

  [[nodiscard]] Status take(EntryBody& entry) { return replay_.take(entry); }
  void finish();

 private:
  Status added(const LastingJob& job, const std::string& parameters) override;
  Status shard(std::int64_t job, std::int64_t number, const std::string& result) override;
  Status done(std::int64_t job, const std::string& result) override;
  Status told(std::int64_t job, const JobEvent& event) override;

  sql::Database& database_;
  RebuildReport& report_;
  JobReplay replay_;
  std::map<std::int64_t, std::int64_t> events_;  ///< so many of each job
};

class PersonalRebuild {
 public:
  PersonalRebuild(sql::Database& database, const RebuildWorld& world, RebuildReport& report)
      : database_(database), world_(world), report_(report) {}

  [[nodiscard]] Status take(EntryBody& entry) { return replay_.take(entry); }
  /// Enters what is lost from now on.
  void finish();

 private:
  sql::Database& database_;
  const RebuildWorld& world_;
  RebuildReport& report_;
  PersonalReplay replay_;
};

}  // namespace pignus::store
