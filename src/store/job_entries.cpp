#include "store/job_entries.h"

#include <algorithm>
#include <array>
#include <optional>

#include "core/check.h"
#include "store/journal_rows.h"

namespace pignus::store {
namespace {

struct EventName {
  std::string_view kind;   ///< of the entry
  std::string_view event;  ///< in the job's history
};
constexpr std::array<EventName, 7> kEvents{{{"added", "added"},
                                            {"added_again", "added again"},
                                            {"failed", "failed"},
                                            {"done", "done"},
                                            {"cancelled", "cancelled"},
                                            {"cancel_asked", "cancel asked"},
                                            {"handed_back", "handed back"}}};

std::optional<JobState> state_named(std::string_view name) {
  for (const JobState state : {JobState::kWaiting, JobState::kRunning, JobState::kDone,
                               JobState::kFailed, JobState::kCancelled}) {
    if (name_of(state) == name) return state;
  }
  return std::nullopt;
}

Json parsed(std::string_view canonical) {
  return Json::parse(canonical, nullptr, false);
}

Json history_of(sql::Database& database, std::int64_t job) {
  Json history = Json::array();
  sql::Statement rows(
      database, "SELECT at, event, owner, words FROM job_event WHERE job_id = ? ORDER BY number");
  rows.bind(1, job);
  while (rows.step()) {
    history.push_back({{"at", rows.integer(0)},
                       {"event", rows.text(1)},
                       {"owner", rows.text(2)},
                       {"words", rows.text(3)}});
  }
  return history;
}

void add_shards_of(sql::Database& database, std::int64_t job, int attempt,
                   std::vector<JournalNote>& notes) {
  sql::Statement rows(database,
                      "SELECT number, result FROM job_shard WHERE job_id = ? ORDER BY number");
  rows.bind(1, job);
  while (rows.step()) {
    notes.push_back(shard_note({job, attempt, ""}, rows.integer(0), rows.text(1)));
  }
}

}  // namespace

JournalNote job_note(std::string_view kind, const JobStanding& standing, const JobEvent& event,
                     Json more) {
  more.update({{"job", standing.job},
               {"attempt", standing.attempt},
               {"attempts_max", standing.attempts_max},
               {"started_at", standing.started_at},
               {"at", event.at},
               {"owner", event.owner},
               {"words", event.words}});
  return {std::string(kind), std::move(more)};
}

JournalNote shard_note(const Claim& claim, std::int64_t number, std::string_view result) {
  return {"shard",
          {{"job", claim.job},
           {"attempt", claim.attempt},
           {"owner", claim.owner},
           {"shard", number},
           {"result", parsed(result)}}};
}

void append_job_notes(sql::Database& database, const std::vector<JournalNote>& notes) {
  if (!notes.empty()) append_notes(database, kJobStream, notes);
}

void enter_jobs_of_before(sql::Database& database) {
  std::vector<JournalNote> notes;
  sql::Statement rows(
      database,
      "SELECT id, attempt, attempts_max, started_at, kind, name, parameters, state, "
      "cancel_asked, result, error, owner, added_at, ended_at FROM job ORDER BY id");
  while (rows.step()) {
    const JobStanding standing{rows.integer(0), static_cast<int>(rows.integer(1)),
                               static_cast<int>(rows.integer(2)), rows.integer(3)};
    Json more{{"kind", rows.text(4)},
              {"name", rows.text(5)},
              {"parameters", parsed(rows.text(6))},
              {"state", rows.text(7)},
              {"cancel_asked", rows.integer(8) != 0},
              {"error", rows.text(10)},
              {"added_at", rows.integer(12)},
              {"ended_at", rows.integer(13)},
              {"history", history_of(database, standing.job)}};
    if (!rows.text(9).empty()) more["result"] = parsed(rows.text(9));
    notes.push_back(
        job_note("kept", standing, {rows.integer(12), "", rows.text(11), ""}, std::move(more)));
    add_shards_of(database, standing.job, standing.attempt, notes);
  }
  append_job_notes(database, notes);
}

Status JobReplay::add(EntryBody& entry, std::int64_t id) {
  LastingJob job;
  job.standing.job = id;
  job.kind = entry.text("kind");
  job.name = entry.text("name");
  job.added_at = entry.integer("at");
  const std::string parameters = canonical_json(entry.json("parameters"));
  PIGNUS_TRY(entry.status());
  const auto [place, is_new] = jobs_.emplace(id, std::move(job));
  if (!is_new) return fail(entry.broken("adds a job that is there"));
  PIGNUS_TRY(sink_.added(place->second, parameters));
  return tell_of(entry, place->second);
}

Status JobReplay::keep(EntryBody& entry, std::int64_t id) {
  LastingJob job;
  job.standing = {id, static_cast<int>(entry.integer("attempt")),
                  static_cast<int>(entry.integer("attempts_max")), entry.integer("started_at")};
  job.kind = entry.text("kind");
  job.name = entry.text("name");
  job.owner = entry.text("owner");
  job.cancel_asked = entry.boolean("cancel_asked");
  job.error = entry.text("error");
  job.added_at = entry.integer("added_at");
  job.ended_at = entry.integer("ended_at");
  const auto state = state_named(entry.text("state"));
  const std::string parameters = canonical_json(entry.json("parameters"));
  const Json& history = entry.json("history");
  PIGNUS_TRY(entry.status());
  if (!state || !history.is_array()) return fail(entry.broken("does not say how the job stands"));
  job.state = *state == JobState::kRunning ? JobState::kWaiting : *state;
  const auto [place, is_new] = jobs_.emplace(id, std::move(job));
  if (!is_new) return fail(entry.broken("keeps a job that is there"));
  PIGNUS_TRY(sink_.added(place->second, parameters));
  for (const Json& one : history) {
    const auto text = [&one](const char* field) {
      const Json value = one.is_object() ? one.value(field, Json()) : Json();
      return value.is_string() ? value.get<std::string>() : std::string();
    };
    const Json at = one.is_object() ? one.value("at", Json()) : Json();
    if (!at.is_number_integer()) return fail(entry.broken("has an event without its time"));
    PIGNUS_TRY(
        sink_.told(id, {at.get<std::int64_t>(), text("event"), text("owner"), text("words")}));
  }
  return entry.has("result") ? sink_.done(id, canonical_json(entry.json("result"))) : Status();
}

Status JobReplay::tell_of(EntryBody& entry, LastingJob& job) {
  const std::string& kind = entry.kind();
  const auto name = std::ranges::find(kEvents, kind, &EventName::kind);
  if (name == kEvents.end()) return fail(entry.broken("is of a kind that jobs do not have"));
  const JobEvent event{entry.integer("at"), std::string(name->event), entry.text("owner"),
                       entry.text("words")};
  job.standing.attempt = static_cast<int>(entry.integer("attempt"));
  job.standing.attempts_max = static_cast<int>(entry.integer("attempts_max"));
  job.standing.started_at = entry.integer("started_at");
  if (!event.owner.empty()) job.owner = event.owner;
  bool ended = kind == "done" || kind == "cancelled";
  if (kind == "failed") {
    ended = entry.boolean("ended");
    job.error = entry.text("error");
  }
  if (kind == "cancel_asked") {
    job.cancel_asked = true;
  } else {
    job.state = kind == "done"        ? JobState::kDone
                : kind == "cancelled" ? JobState::kCancelled
                : ended               ? JobState::kFailed
                                      : JobState::kWaiting;
    job.ended_at = ended ? event.at : 0;
  }
  if (kind == "added_again") job.cancel_asked = false;
  if (kind == "done") {
    job.error.clear();
    PIGNUS_TRY(sink_.done(job.standing.job, canonical_json(entry.json("result"))));
  }
  PIGNUS_TRY(entry.status());
  return sink_.told(job.standing.job, event);
}

Status JobReplay::take(EntryBody& entry) {
  const std::int64_t id = entry.integer("job");
  PIGNUS_TRY(entry.status());
  if (entry.kind() == "added") return add(entry, id);
  if (entry.kind() == "kept") return keep(entry, id);
  const auto job = jobs_.find(id);
  if (job == jobs_.end()) return fail(entry.broken("tells of a job that was never added"));
  if (entry.kind() != "shard") return tell_of(entry, job->second);
  const std::int64_t number = entry.integer("shard");
  job->second.standing.attempt =
      std::max(job->second.standing.attempt, static_cast<int>(entry.integer("attempt")));
  const std::string result = canonical_json(entry.json("result"));
  PIGNUS_TRY(entry.status());
  return sink_.shard(id, number, result);
}

}  // namespace pignus::store
