#include "store/rebuild_streams.h"

#include "core/json.h"
#include "core/sha256.h"
#include "store/journal.h"
#include "store/journal_rows.h"

namespace pignus::store {

Status ResultRebuild::take(EntryBody& entry) {
  if (entry.kind() == "lost") {
    lost_.erase(static_cast<std::uint64_t>(entry.integer("entry")));
    return entry.status();
  }
  const Name name{entry.text("kind"), entry.text("id")};
  std::optional<SavedResult> text;
  if (entry.has("body")) {
    text = SavedResult{canonical_json(entry.json("body")), canonical_json(entry.json("provenance")),
                       entry.number()};
  } else if (world_.result) {
    text = world_.result(name.kind, name.id);
    if (text && (sha256_hex(text->body) != entry.text("body_sha256") ||
                 sha256_hex(text->provenance) != entry.text("provenance_sha256"))) {
      text.reset();
    }
  }
  PIGNUS_TRY(entry.status());
  if (!text) {
    lost_.emplace(entry.number(), name);
    return {};
  }
  sql::Statement insert(database_, "INSERT INTO result VALUES (?, ?, ?, ?, ?)");
  insert.run_with(name.kind, name.id, text->body, text->provenance,
                  static_cast<std::int64_t>(entry.number()));
  ++report_.results;
  return {};
}

void ResultRebuild::finish() {
  std::vector<JournalNote> notes;
  for (const auto& [number, name] : lost_) {
    report_.lost_results.push_back(name.kind + " " + name.id);
    notes.push_back(
        {"lost", {{"kind", name.kind}, {"id", name.id}, {"entry", number}, {"at", world_.at}}});
  }
  if (!notes.empty()) append_notes(database_, kResultStream, notes);
}

Status JobRebuild::added(const LastingJob& job, const std::string& parameters) {
  sql::Statement(database_,
                 "INSERT INTO job (id, kind, name, parameters, state, attempts_max, added_at) "
                 "VALUES (?, ?, ?, ?, 'waiting', 0, ?)")
      .run_with(job.standing.job, job.kind, job.name, parameters, job.added_at);
  ++report_.jobs;
  return {};
}

Status JobRebuild::shard(std::int64_t job, std::int64_t number, const std::string& result) {
  sql::Statement(database_, "INSERT INTO job_shard (job_id, number, result) VALUES (?, ?, ?)")
      .run_with(job, number, result);
  ++report_.shards;
  return {};
}

Status JobRebuild::done(std::int64_t job, const std::string& result) {
  sql::Statement(database_, "UPDATE job SET result = ? WHERE id = ?").run_with(result, job);
  return {};
}

Status JobRebuild::told(std::int64_t job, const JobEvent& event) {
  sql::Statement(database_,
                 "INSERT INTO job_event (job_id, number, at, event, owner, words) VALUES (?, ?, ?, "
                 "?, ?, ?)")
      .run_with(job, ++events_[job], event.at, event.event, event.owner, event.words);
  return {};
}

void JobRebuild::finish() {
  sql::Statement update(database_,
                        "UPDATE job SET state = ?, attempt = ?, attempts_max = ?, owner = ?, "
                        "cancel_asked = ?, error = ?, started_at = ?, ended_at = ? WHERE id = ?");
  for (const auto& [id, job] : replay_.jobs()) {
    update.run_with(std::string(name_of(job.state)), job.standing.attempt,
                    job.standing.attempts_max, job.owner, job.cancel_asked ? 1 : 0, job.error,
                    job.standing.started_at, job.ended_at, id);
  }
}

void PersonalRebuild::finish() {
  sql::Statement insert(database_,
                        "INSERT INTO personal_value (id, field, commitment, value, salt, kept_at, "
                        "erased_at) VALUES (?, ?, ?, ?, ?, ?, ?)");
  std::vector<JournalNote> notes;
  for (const auto& [id, state] : replay_.values()) {
    const bool gone = !state.erased_at.empty() || state.lost;
    std::optional<PersonalSecret> secret;
    if (!gone && world_.personal) secret = world_.personal(id);
    if (secret && !is_committed(state.commitment, state.field, secret->value, secret->salt)) {
      secret.reset();
    }
    insert.bind_all(id, state.field, state.commitment, std::nullopt, std::nullopt, state.kept_at,
                    state.erased_at);
    if (secret) {
      insert.bind(4, secret->value);
      insert.bind(5, sql::Bytes{secret->salt});
      ++report_.personal_values;
    } else if (!state.erased_at.empty()) {
      ++report_.erased_values;
    } else if (!state.lost) {
      report_.lost_personal.push_back(id);
      notes.push_back({"lost", {{"id", id}, {"commitment", state.commitment}, {"at", world_.at}}});
    }
    insert.run();
  }
  if (!notes.empty()) append_notes(database_, kPersonalStream, notes);
}

}  // namespace pignus::store
