// What lasts of a job, as entries of the journal's stream "jobs", and read back from there. Claims,
// renewals and stages are of the moment and stand in the tables only.
//
// Every entry but "shard" says where the job stands then: attempt, attempts_max, started_at, and
// who spoke when in which words. A store that had jobs before they stood in the journal has one
// entry "kept" for each, with what its row and history said on that day.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "core/json.h"
#include "core/result.h"
#include "store/entry_body.h"
#include "store/jobs.h"
#include "store/sql/database.h"

namespace pignus::store {

inline constexpr std::string_view kJobStream = "jobs";

/// Where a job stands when something is said of it.
struct JobStanding {
  std::int64_t job = 0;
  int attempt = 0;
  int attempts_max = 0;
  Milliseconds started_at = 0;
};

/// `more`: what this kind of entry says beside standing and event.
JournalNote job_note(std::string_view kind, const JobStanding& standing, const JobEvent& event,
                     Json more = Json::object());
/// `result`: canonical JSON.
JournalNote shard_note(const Claim& claim, std::int64_t number, std::string_view result);

/// Appends to the stream, inside the transaction that holds the rows of the jobs told of. It is the
/// last thing such a transaction does: who holds the stream waits for no row.
void append_job_notes(sql::Database& database, const std::vector<JournalNote>& notes);

/// Entries for the jobs that are there, once, when the store is brought to the version in which
/// jobs stand in the journal.
void enter_jobs_of_before(sql::Database& database);

/// A job as far as the journal knows it.
struct LastingJob {
  std::string kind;
  std::string name;
  JobState state = JobState::kWaiting;  ///< never kRunning: a running job waits
  JobStanding standing;
  std::string owner;  ///< of the last word that had one
  bool cancel_asked = false;
  std::string error;
  Milliseconds added_at = 0;
  Milliseconds ended_at = 0;
};

/// What a replay hands over as it goes along, because it may be large.
class JobSink {
 public:
  JobSink() = default;
  JobSink(const JobSink&) = delete;
  JobSink& operator=(const JobSink&) = delete;
  virtual ~JobSink() = default;

  virtual Status added(const LastingJob& job, const std::string& parameters) = 0;
  virtual Status shard(std::int64_t job, std::int64_t number, const std::string& result) = 0;
  virtual Status done(std::int64_t job, const std::string& result) = 0;
  virtual Status told(std::int64_t job, const JobEvent& event) = 0;
};

/// The stream's entries, in order, played into the state they leave.
class JobReplay {
 public:
  explicit JobReplay(JobSink& sink) : sink_(sink) {}

  /// kCorrupt, naming the entry, when it says what cannot be.
  [[nodiscard]] Status take(EntryBody& entry);
  const std::map<std::int64_t, LastingJob>& jobs() const { return jobs_; }

 private:
  [[nodiscard]] Status add(EntryBody& entry, std::int64_t id);
  [[nodiscard]] Status keep(EntryBody& entry, std::int64_t id);
  [[nodiscard]] Status tell_of(EntryBody& entry, LastingJob& job);

  JobSink& sink_;
  std::map<std::int64_t, LastingJob> jobs_;
};

}  // namespace pignus::store
