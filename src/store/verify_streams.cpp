#include "store/verify_streams.h"

#include <fmt/format.h>

namespace pignus::store {
namespace {

/// Claims are of the moment: the journal does not tell of them.
bool lasts(const std::string& event) {
  return event != "claimed" && event != "taken over";
}

std::string with_event(const std::string& before, const JobEvent& event) {
  return sha256_hex(canonical_json({before, event.at, event.event, event.owner, event.words}));
}

}  // namespace

tl::unexpected<Error> JobCheck::differs(std::int64_t job, const char* what) const {
  return fail(ErrorCode::kCorrupt,
              fmt::format("{} of job {} in the store is not what the journal says", what, job),
              {file_, 0, ""});
}

Status JobCheck::take(const journal::EntryRow& row) {
  EntryBody entry(row, file_);
  return replay_.take(entry);
}

Status JobCheck::added(const LastingJob& job, const std::string& parameters) {
  sql::Statement row(database_, "SELECT kind, name, parameters, added_at FROM job WHERE id = ?");
  row.bind(1, job.standing.job);
  if (row.step() && row.text(0) == job.kind && row.text(1) == job.name &&
      row.text(2) == parameters && row.integer(3) == job.added_at) {
    return {};
  }
  return differs(job.standing.job, "the work");
}

Status JobCheck::shard(std::int64_t job, std::int64_t number, const std::string& result) {
  ++shards_;
  sql::Statement row(database_, "SELECT result FROM job_shard WHERE job_id = ? AND number = ?");
  row.bind_all(job, number);
  if (row.step() && row.text(0) == result) return {};
  return differs(job, "a shard");
}

Status JobCheck::done(std::int64_t job, const std::string& result) {
  sql::Statement row(database_, "SELECT result FROM job WHERE id = ?");
  row.bind(1, job);
  if (row.step() && row.text(0) == result) return {};
  return differs(job, "the result");
}

Status JobCheck::told(std::int64_t job, const JobEvent& event) {
  std::string& history = histories_[job];
  if (lasts(event.event)) history = with_event(history, event);
  return {};
}

std::string JobCheck::history_in_table(std::int64_t job) {
  std::string history;
  sql::Statement rows(
      database_, "SELECT at, event, owner, words FROM job_event WHERE job_id = ? ORDER BY number");
  rows.bind(1, job);
  while (rows.step()) {
    const JobEvent event{rows.integer(0), rows.text(1), rows.text(2), rows.text(3)};
    if (lasts(event.event)) history = with_event(history, event);
  }
  return history;
}

Status JobCheck::check_row(const LastingJob& job) {
  const JobStanding& standing = job.standing;
  sql::Statement row(database_,
                     "SELECT state, attempt, attempts_max, cancel_asked, error, ended_at, "
                     "started_at FROM job WHERE id = ?");
  row.bind(1, standing.job);
  if (!row.step()) return differs(standing.job, "the row");
  const std::string state = row.text(0);
  const bool waits = job.state == JobState::kWaiting;
  const bool stands =
      waits ? state == "waiting" || state == "running" : state == name_of(job.state);
  // A claim that nothing was said of yet counts in the row only.
  const bool counted =
      waits ? row.integer(1) >= standing.attempt : row.integer(1) == standing.attempt;
  const bool started = row.integer(6) == standing.started_at || (waits && standing.started_at == 0);
  if (!stands || !counted || !started || row.integer(2) != standing.attempts_max ||
      (row.integer(3) != 0) != job.cancel_asked || row.text(4) != job.error ||
      row.integer(5) != job.ended_at) {
    return differs(standing.job, "the state");
  }
  row.reset();
  if (history_in_table(standing.job) != histories_[standing.job]) {
    return differs(standing.job, "the history");
  }
  return {};
}

Status JobCheck::finish() {
  for (const auto& [id, job] : replay_.jobs()) PIGNUS_TRY(check_row(job));
  const auto jobs = static_cast<std::int64_t>(replay_.jobs().size());
  if (database_.integer("SELECT count(*) FROM job") == jobs &&
      database_.integer("SELECT count(*) FROM job_shard") == shards_) {
    return {};
  }
  return fail(ErrorCode::kCorrupt, "a job or shard has no entry in the journal", {file_, 0, ""});
}

Status PersonalCheck::take(const journal::EntryRow& row) {
  EntryBody entry(row, file_);
  return replay_.take(entry);
}

Status PersonalCheck::finish() {
  sql::Statement row(database_,
                     "SELECT field, commitment, kept_at, erased_at, value, salt FROM "
                     "personal_value WHERE id = ?");
  for (const auto& [id, state] : replay_.values()) {
    row.bind(1, id);
    const bool there = row.step() && row.text(0) == state.field &&
                       row.text(1) == state.commitment && row.text(2) == state.kept_at &&
                       row.text(3) == state.erased_at;
    const bool gone = !state.erased_at.empty() || state.lost;
    const bool sound = there && (gone ? row.null(4)
                                      : !row.null(4) && is_committed(state.commitment, state.field,
                                                                     row.text(4), row.bytes(5)));
    row.reset();
    if (!sound) {
      return fail(ErrorCode::kCorrupt,
                  fmt::format("personal value {} in the store is not what the journal says", id),
                  {file_, 0, ""});
    }
  }
  if (database_.integer("SELECT count(*) FROM personal_value") ==
      static_cast<std::int64_t>(replay_.values().size())) {
    return {};
  }
  return fail(ErrorCode::kCorrupt, "a personal value has no entry in the journal", {file_, 0, ""});
}

}  // namespace pignus::store
