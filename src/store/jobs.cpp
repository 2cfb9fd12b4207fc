#include "store/jobs.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>

#include "core/check.h"
#include "core/json.h"
#include "core/utf8.h"
#include "store/guard.h"
#include "store/job_entries.h"
#include "store/sql/dialect.h"
#include "store/store_impl.h"

namespace pignus::store {
namespace {

constexpr std::size_t kWordsBytesMax = 2'000;
constexpr std::array<std::string_view, 5> kStates{"waiting", "running", "done", "failed",
                                                  "cancelled"};
constexpr const char* kColumns =
    "id, kind, name, parameters, state, attempt, attempts_max, owner, lease_until, cancel_asked, "
    "stage, done, total, result, error, added_at, started_at, ended_at";

bool is_canonical(std::string_view text) {
  const Result<Json> json = parse_json(text, "");
  return json && canonical_json(*json) == text;
}

Job job_of(const sql::Statement& row) {
  Job job;
  job.id = row.integer(0);
  job.kind = row.text(1);
  job.name = row.text(2);
  job.parameters = row.text(3);
  const auto state = std::ranges::find(kStates, row.text(4));
  job.state = static_cast<JobState>(state - kStates.begin());
  job.attempt = static_cast<int>(row.integer(5));
  job.attempts_max = static_cast<int>(row.integer(6));
  job.owner = row.text(7);
  job.lease_until = row.integer(8);
  job.cancel_asked = row.integer(9) != 0;
  job.stage = row.text(10);
  job.done = static_cast<std::uint64_t>(row.integer(11));
  job.total = static_cast<std::uint64_t>(row.integer(12));
  job.result = row.text(13);
  job.error = row.text(14);
  job.added_at = row.integer(15);
  job.started_at = row.integer(16);
  job.ended_at = row.integer(17);
  return job;
}

void tell(sql::Database& database, std::int64_t job, Milliseconds at, std::string_view event,
          std::string_view owner, std::string_view words = {}) {
  sql::Statement insert(
      database,
      "INSERT INTO job_event (job_id, number, at, event, owner, words) SELECT ?, coalesce(max("
      "number), 0) + 1, ?, ?, ?, ? FROM job_event WHERE job_id = ?");
  insert.send_with(job, at, std::string(event), std::string(owner),
                   valid_utf8(words, kWordsBytesMax), job);
}

tl::unexpected<Error> lost(const Claim& claim) {
  return fail(ErrorCode::kConflict, fmt::format("job {} is no longer held by {}: its lease ran out",
                                                claim.job, claim.owner));
}

/// An update of one row: where the job stands then and whether it has ended; nullopt where none is
/// like that.
struct Changed {
  JobStanding standing;
  bool failed = false;
};
template <typename... Values>
std::optional<Changed> change_row(sql::Database& database, const std::string& set_where,
                                  const Values&... values) {
  sql::Statement update(database, fmt::format("UPDATE job SET {} RETURNING id, attempt, "
                                              "attempts_max, started_at, state = 'failed'",
                                              set_where));
  update.bind_all(values...);
  if (!update.step()) return std::nullopt;
  const Changed changed{{update.integer(0), static_cast<int>(update.integer(1)),
                         static_cast<int>(update.integer(2)), update.integer(3)},
                        update.integer(4) != 0};
  update.reset();
  return changed;
}

/// The same for the claimed row; nullopt when the job is another's by now.
template <typename... Values>
std::optional<Changed> change_claimed(sql::Database& database, const Claim& claim,
                                      const std::string& set, const Values&... values) {
  return change_row(database,
                    set + " WHERE id = ? AND attempt = ? AND owner = ? AND state = 'running'",
                    values..., claim.job, claim.attempt, claim.owner);
}

/// Tells the history what lasts; the note that the journal is to hold.
JournalNote lasting(sql::Database& database, std::string_view kind, const JobStanding& standing,
                    const JobEvent& event, Json more = Json::object()) {
  tell(database, standing.job, event.at, event.event, event.owner, event.words);
  return job_note(kind, standing, event, std::move(more));
}

JobStanding standing_of(const Job& job) {
  return {job.id, job.attempt, job.attempts_max, job.started_at};
}

/// Ends a job that can be claimed no more: its owner is gone and was asked to stop, or it has no
/// attempt left.
std::optional<JournalNote> end_lost(sql::Database& database, const Job& job, Milliseconds now) {
  if (job.state == JobState::kRunning && job.cancel_asked) {
    sql::Statement(database, "UPDATE job SET state = 'cancelled', ended_at = ? WHERE id = ?")
        .run_with(now, job.id);
    return lasting(database, "cancelled", standing_of(job),
                   {now, "cancelled", job.owner, "its owner was gone"});
  }
  if (job.attempt < job.attempts_max) return std::nullopt;
  const std::string error = job.error.empty() ? "its owners were lost" : job.error;
  sql::Statement(database, "UPDATE job SET state = 'failed', ended_at = ?, error = ? WHERE id = ?")
      .run_with(now, error, job.id);
  return lasting(database, "failed", standing_of(job),
                 {now, "failed", job.owner, "no attempts left"},
                 {{"error", error}, {"ended", true}});
}

}  // namespace

std::string_view name_of(JobState state) {
  return kStates[static_cast<std::size_t>(state)];
}

Result<std::int64_t> Jobs::add(const NewJob& job, Milliseconds now) {
  if (!is_canonical(job.parameters)) {
    return fail(ErrorCode::kInvalidInput, "a job's parameters must be canonical JSON");
  }
  if (first_invalid_utf8(job.name) != std::string::npos) {
    return fail(ErrorCode::kInvalidInput, "a job's name must be UTF-8");
  }
  sql::Database& database = *store_.impl().database;
  return guarded(store_.name(), [&]() -> Result<std::int64_t> {
    sql::Transaction transaction(database, sql::Access::kShare);
    sql::Statement insert(database,
                          // Asked first: a refused insert would use up a number.
                          "INSERT INTO job (kind, name, parameters, state, attempts_max, added_at) "
                          "SELECT ?1, ?2, ?3, 'waiting', ?4, ?5 WHERE NOT EXISTS (SELECT 1 FROM "
                          "job WHERE kind = ?1 AND name = ?2) ON CONFLICT (kind, name) DO NOTHING");
    insert.run_with(job.kind, job.name, job.parameters, job.attempts_max, now);
    sql::Statement query(database, fmt::format("SELECT {} FROM job WHERE kind = ? AND name = ?{}",
                                               kColumns, sql::for_update(database.dialect())));
    query.bind_all(job.kind, job.name);
    PIGNUS_CHECK(query.step());
    const Job there = job_of(query);
    query.reset();
    if (there.parameters != job.parameters) {
      return fail(ErrorCode::kConflict,
                  fmt::format("job {} has this name and other parameters", there.id));
    }
    std::vector<JournalNote> notes;
    if (insert.changes() == 1) {
      notes.push_back(lasting(
          database, "added", standing_of(there), {now, "added", "", ""},
          {{"kind", job.kind}, {"name", job.name}, {"parameters", Json::parse(job.parameters)}}));
    } else if (there.state == JobState::kFailed || there.state == JobState::kCancelled) {
      const auto again = change_row(database,
                                    "state = 'waiting', attempts_max = attempt + ?, "
                                    "cancel_asked = 0, ended_at = 0 WHERE id = ?",
                                    job.attempts_max, there.id);
      PIGNUS_CHECK(again.has_value());
      notes.push_back(
          lasting(database, "added_again", again->standing, {now, "added again", "", ""}));
    }
    append_job_notes(database, notes);
    transaction.commit();
    return there.id;
  });
}

Result<std::optional<Claim>> Jobs::claim(const std::vector<std::string>& kinds,
                                         const std::string& owner, Milliseconds now,
                                         Milliseconds lease) {
  sql::Database& database = *store_.impl().database;
  const std::vector<std::string> marks(kinds.size(), "?");
  return guarded(store_.name(), [&]() -> Result<std::optional<Claim>> {
    sql::Transaction transaction(database, sql::Access::kShare);
    sql::Statement query(
        database,
        // By the index of open jobs, whose condition it repeats. No index is to offer itself for
        // the kind, or all that wait are gathered and sorted to take one.
        fmt::format("SELECT {} FROM job WHERE state IN ('waiting', 'running') AND (state = "
                    "'waiting' OR lease_until < ?) AND kind || '' IN ({}) ORDER BY id LIMIT 1{}",
                    kColumns, fmt::join(marks, ", "), sql::for_update_free(database.dialect())));
    query.bind(1, now);
    for (std::size_t i = 0; i < kinds.size(); ++i) query.bind(static_cast<int>(i) + 2, kinds[i]);
    std::vector<JournalNote> notes;
    while (query.step()) {
      const Job job = job_of(query);
      query.reset();
      const bool taken_over = job.state == JobState::kRunning;
      if (auto note = end_lost(database, job, now)) {
        notes.push_back(std::move(*note));
        continue;
      }
      sql::Statement(database,
                     "UPDATE job SET state = 'running', attempt = attempt + 1, owner = ?, "
                     "lease_until = ?, started_at = CASE WHEN started_at = 0 THEN ? ELSE "
                     "started_at END WHERE id = ?")
          .send_with(owner, now + lease, now, job.id);
      tell(database, job.id, now, taken_over ? "taken over" : "claimed", owner,
           taken_over ? "from " + job.owner : "");
      if (notes.empty()) {
        // Lost with the server's power, the job waits again and this claim ends nothing.
        transaction.commit_passing();
      } else {
        append_job_notes(database, notes);
        transaction.commit();
      }
      return std::optional(Claim{job.id, job.attempt + 1, owner});
    }
    append_job_notes(database, notes);
    transaction.commit();
    return std::optional<Claim>();
  });
}

Result<bool> Jobs::renew(const Claim& claim, Milliseconds now, Milliseconds lease,
                         std::string_view stage, std::uint64_t done, std::uint64_t total) {
  sql::Database& database = *store_.impl().database;
  return guarded(store_.name(), [&]() -> Result<bool> {
    sql::Transaction transaction(database, sql::Access::kShare);
    if (!change_claimed(database, claim, "lease_until = ?, stage = ?, done = ?, total = ?",
                        now + lease, valid_utf8(stage, kWordsBytesMax),
                        static_cast<std::int64_t>(done), static_cast<std::int64_t>(total))) {
      return lost(claim);
    }
    sql::Statement query(database, "SELECT cancel_asked FROM job WHERE id = ?");
    query.bind(1, claim.job);
    PIGNUS_CHECK(query.step());
    const bool go_on = query.integer(0) == 0;
    query.reset();
    transaction.commit_passing();
    return go_on;
  });
}

Result<std::map<std::int64_t, std::string>> Jobs::shards(std::int64_t job) const {
  sql::Database& database = *store_.impl().database;
  using Shards = std::map<std::int64_t, std::string>;
  return guarded(store_.name(), [&]() -> Result<Shards> {
    sql::Statement rows(database,
                        "SELECT number, result FROM job_shard WHERE job_id = ? ORDER BY number");
    rows.bind(1, job);
    Shards shards;
    while (rows.step()) shards.emplace(rows.integer(0), rows.text(1));
    return shards;
  });
}

Status Jobs::put_shard(const Claim& claim, std::int64_t number, std::string_view result) {
  if (!is_canonical(result)) {
    return fail(ErrorCode::kInvalidInput, "a shard's result must be canonical JSON");
  }
  sql::Database& database = *store_.impl().database;
  return guarded(store_.name(), [&]() -> Status {
    sql::Transaction transaction(database, sql::Access::kShare);
    // Takes the row's lock, so that nobody takes the job over before the commit.
    if (!change_claimed(database, claim, "owner = owner")) return lost(claim);
    sql::Statement insert(database,
                          "INSERT INTO job_shard (job_id, number, result) VALUES (?, ?, ?) ON "
                          "CONFLICT (job_id, number) DO NOTHING");
    insert.run_with(claim.job, number, std::string(result));
    if (insert.changes() == 0) {
      sql::Statement query(database,
                           "SELECT result FROM job_shard WHERE job_id = ? AND number = ?");
      query.bind_all(claim.job, number);
      PIGNUS_CHECK(query.step());
      if (query.text(0) != result) {
        return fail(
            ErrorCode::kCorrupt,
            fmt::format("job {}, shard {}: done twice with different results", claim.job, number));
      }
    } else {
      append_job_notes(database, {shard_note(claim, number, result)});
    }
    transaction.commit();
    return {};
  });
}

Status Jobs::finish(const Claim& claim, std::string_view result, Milliseconds now) {
  if (!is_canonical(result)) {
    return fail(ErrorCode::kInvalidInput, "a job's result must be canonical JSON");
  }
  sql::Database& database = *store_.impl().database;
  return guarded(store_.name(), [&]() -> Status {
    sql::Transaction transaction(database, sql::Access::kShare);
    const auto ended =
        change_claimed(database, claim, "state = 'done', result = ?, error = '', ended_at = ?",
                       std::string(result), now);
    if (!ended) return lost(claim);
    append_job_notes(database,
                     {lasting(database, "done", ended->standing, {now, "done", claim.owner, ""},
                              {{"result", Json::parse(result)}})});
    transaction.commit();
    return {};
  });
}

Status Jobs::fail_attempt(const Claim& claim, std::string_view error, bool for_good,
                          Milliseconds now) {
  sql::Database& database = *store_.impl().database;
  return guarded(store_.name(), [&]() -> Status {
    sql::Transaction transaction(database, sql::Access::kShare);
    const std::string words = valid_utf8(error, kWordsBytesMax);
    const std::string ends = for_good ? "1 = 1" : "attempt >= attempts_max";
    const auto changed = change_claimed(
        database, claim,
        fmt::format("error = ?, lease_until = 0, state = CASE WHEN {0} THEN 'failed' ELSE "
                    "'waiting' END, ended_at = CASE WHEN {0} THEN ? ELSE 0 END",
                    ends),
        words, now);
    if (!changed) return lost(claim);
    append_job_notes(database, {lasting(database, "failed", changed->standing,
                                        {now, "failed", claim.owner, words},
                                        {{"error", words}, {"ended", changed->failed}})});
    transaction.commit();
    return {};
  });
}

Status Jobs::stop(const Claim& claim, bool again, Milliseconds now) {
  sql::Database& database = *store_.impl().database;
  return guarded(store_.name(), [&]() -> Status {
    sql::Transaction transaction(database, sql::Access::kShare);
    // Handed back is no failed attempt: it does not count against the job.
    const auto held =
        again ? change_claimed(database, claim,
                               "state = 'waiting', lease_until = 0, attempts_max = "
                               "attempts_max + 1")
              : change_claimed(database, claim, "state = 'cancelled', ended_at = ?", now);
    if (!held) return lost(claim);
    const JobEvent event{now, again ? "handed back" : "cancelled", claim.owner, ""};
    append_job_notes(
        database, {lasting(database, again ? "handed_back" : "cancelled", held->standing, event)});
    transaction.commit();
    return {};
  });
}

Status Jobs::cancel(std::int64_t job, Milliseconds now) {
  sql::Database& database = *store_.impl().database;
  return guarded(store_.name(), [&]() -> Status {
    sql::Transaction transaction(database, sql::Access::kShare);
    auto changed = change_row(
        database, "state = 'cancelled', ended_at = ? WHERE id = ? AND state = 'waiting'", now, job);
    const bool ended = changed.has_value();
    if (!ended) {
      changed = change_row(database, "cancel_asked = 1 WHERE id = ? AND state = 'running'", job);
    }
    if (!changed) {
      PIGNUS_ASSIGN(const Job there, find(job));
      return fail(ErrorCode::kConflict,
                  fmt::format("job {} has ended: {}", job, name_of(there.state)));
    }
    const JobEvent event{now, ended ? "cancelled" : "cancel asked", "", ""};
    append_job_notes(database, {lasting(database, ended ? "cancelled" : "cancel_asked",
                                        changed->standing, event)});
    transaction.commit();
    return {};
  });
}

Result<Job> Jobs::find(std::int64_t job) const {
  sql::Database& database = *store_.impl().database;
  return guarded(store_.name(), [&]() -> Result<Job> {
    sql::Statement query(database, fmt::format("SELECT {} FROM job WHERE id = ?", kColumns));
    query.bind(1, job);
    if (!query.step()) return fail(ErrorCode::kNotFound, fmt::format("there is no job {}", job));
    return job_of(query);
  });
}

Result<std::vector<Job>> Jobs::list(std::size_t jobs_max) const {
  sql::Database& database = *store_.impl().database;
  return guarded(store_.name(), [&]() -> Result<std::vector<Job>> {
    sql::Statement rows(database,
                        fmt::format("SELECT {} FROM job ORDER BY id DESC LIMIT ?", kColumns));
    rows.bind(1, static_cast<std::int64_t>(jobs_max));
    std::vector<Job> jobs;
    while (rows.step()) jobs.push_back(job_of(rows));
    std::ranges::reverse(jobs);
    return jobs;
  });
}

Result<std::vector<JobEvent>> Jobs::history(std::int64_t job) const {
  sql::Database& database = *store_.impl().database;
  return guarded(store_.name(), [&]() -> Result<std::vector<JobEvent>> {
    sql::Statement rows(database,
                        "SELECT at, event, owner, words FROM job_event WHERE job_id = ? ORDER BY "
                        "number");
    rows.bind(1, job);
    std::vector<JobEvent> events;
    while (rows.step()) {
      events.push_back({rows.integer(0), rows.text(1), rows.text(2), rows.text(3)});
    }
    return events;
  });
}

}  // namespace pignus::store
