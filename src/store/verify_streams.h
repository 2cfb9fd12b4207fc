// Tables held against the journal's streams, entry by entry as they are judged; verify.cpp.
#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "core/result.h"
#include "core/sha256.h"
#include "journal/judge.h"
#include "store/job_entries.h"
#include "store/personal.h"
#include "store/sql/database.h"

namespace pignus::store {

/// The jobs: rows, shards and what of their history lasts.
class JobCheck : private JobSink {
 public:
  JobCheck(sql::Database& database, std::string file)
      : database_(database), file_(std::move(file)), replay_(*this) {}

  [[nodiscard]] Status take(const journal::EntryRow& row);
  /// kCorrupt at the first job that is not as the journal says.
  [[nodiscard]] Status finish();

 private:
  Status added(const LastingJob& job, const std::string& parameters) override;
  Status shard(std::int64_t job, std::int64_t number, const std::string& result) override;
  Status done(std::int64_t job, const std::string& result) override;
  Status told(std::int64_t job, const JobEvent& event) override;
  Status check_row(const LastingJob& job);
  std::string history_in_table(std::int64_t job);
  tl::unexpected<Error> differs(std::int64_t job, const char* what) const;

  sql::Database& database_;
  std::string file_;
  JobReplay replay_;
  std::int64_t shards_ = 0;
  std::map<std::int64_t, std::string> histories_;  ///< a hash over what was told
};

/// The values of persons: there and committed to, or erased by an entry that says so.
class PersonalCheck {
 public:
  PersonalCheck(sql::Database& database, std::string file)
      : database_(database), file_(std::move(file)) {}

  [[nodiscard]] Status take(const journal::EntryRow& row);
  [[nodiscard]] Status finish();

 private:
  sql::Database& database_;
  std::string file_;
  PersonalReplay replay_;
};

}  // namespace pignus::store
