// What a store must hold, as plain values in memory: the obvious version of imports, results, the
// journal and jobs, that the simulator holds the real one against. Each method does what the door's
// method of that name promises, or says with which code it is refused.
#pragma once

#include <algorithm>
#include <fmt/format.h>
#include <map>
#include <optional>
#include <ostream>
#include <string>
#include <vector>

#include "core/check.h"
#include "store/jobs.h"
#include "store/store.h"
#include "store/store_impl.h"

namespace pignus::store::testing {

using Refusal = std::optional<ErrorCode>;

struct NaiveJob {
  std::string name;
  std::string state = "waiting";
  int attempt = 0;
  int attempts_max = 0;
  std::string owner;
  Milliseconds lease_until = 0;
  bool cancel_asked = false;
  std::string result;
  Milliseconds ended_at = 0;
  std::map<std::int64_t, std::string> shards;
  std::vector<std::string> events;

  bool held(const Claim& claim) const {
    return state == "running" && attempt == claim.attempt && owner == claim.owner;
  }
  void tell(const std::string& event) { events.push_back(event); }

  friend bool operator==(const NaiveJob&, const NaiveJob&) = default;
};

/// Jobs in the order they were added. The numbers an engine gives them are not part of it.
struct NaiveJobs {
  std::vector<NaiveJob> jobs;

  NaiveJob* find(const std::string& name) {
    const auto found = std::ranges::find(jobs, name, &NaiveJob::name);
    return found == jobs.end() ? nullptr : &*found;
  }
  void add(const std::string& name, int attempts_max) {
    NaiveJob* job = find(name);
    if (job == nullptr) {
      NaiveJob fresh;
      fresh.name = name;
      fresh.attempts_max = attempts_max;
      fresh.tell("added");
      jobs.push_back(std::move(fresh));
    } else if (job->state == "failed" || job->state == "cancelled") {
      job->state = "waiting";
      job->attempts_max = job->attempt + attempts_max;
      job->cancel_asked = false;
      job->ended_at = 0;
      job->tell("added again");
    }
  }
  /// The name of the job claimed; "" for none.
  std::string claim(const std::string& owner, Milliseconds now, Milliseconds lease) {
    for (NaiveJob& job : jobs) {
      const bool taken_over = job.state == "running" && job.lease_until < now;
      if (job.state != "waiting" && !taken_over) continue;
      if (taken_over && job.cancel_asked) {
        job.state = "cancelled";
        job.ended_at = now;
        job.tell("cancelled");
      } else if (job.attempt >= job.attempts_max) {
        job.state = "failed";
        job.ended_at = now;
        job.tell("failed");
      } else {
        job.state = "running";
        job.owner = owner;
        ++job.attempt;
        job.lease_until = now + lease;
        job.tell(taken_over ? "taken over" : "claimed");
        return job.name;
      }
    }
    return "";
  }
  static Refusal renew(NaiveJob& job, const Claim& claim, Milliseconds until) {
    if (!job.held(claim)) return ErrorCode::kConflict;
    job.lease_until = until;
    return {};
  }
  static Refusal put_shard(NaiveJob& job, const Claim& claim, std::int64_t number,
                           const std::string& result) {
    if (!job.held(claim)) return ErrorCode::kConflict;
    job.shards.emplace(number, result);
    return {};
  }
  static Refusal finish(NaiveJob& job, const Claim& claim, const std::string& result,
                        Milliseconds now) {
    if (!job.held(claim)) return ErrorCode::kConflict;
    job.state = "done";
    job.result = result;
    job.ended_at = now;
    job.tell("done");
    return {};
  }
  static Refusal fail_attempt(NaiveJob& job, const Claim& claim, bool for_good, Milliseconds now) {
    if (!job.held(claim)) return ErrorCode::kConflict;
    const bool ends = for_good || job.attempt >= job.attempts_max;
    job.state = ends ? "failed" : "waiting";
    job.ended_at = ends ? now : 0;
    job.lease_until = 0;
    job.tell("failed");
    return {};
  }
  static Refusal stop(NaiveJob& job, const Claim& claim, bool again, Milliseconds now) {
    if (!job.held(claim)) return ErrorCode::kConflict;
    if (again) {
      job.state = "waiting";
      job.lease_until = 0;
      ++job.attempts_max;
    } else {
      job.state = "cancelled";
      job.ended_at = now;
    }
    job.tell(again ? "handed back" : "cancelled");
    return {};
  }
  static Refusal cancel(NaiveJob& job, Milliseconds now) {
    if (job.state == "waiting") {
      job.state = "cancelled";
      job.ended_at = now;
      job.tell("cancelled");
    } else if (job.state == "running") {
      job.cancel_asked = true;
      job.tell("cancel asked");
    } else {
      return ErrorCode::kConflict;
    }
    return {};
  }

  friend bool operator==(const NaiveJobs&, const NaiveJobs&) = default;
};

/// Of a source's content: what is complete, and what is on its way.
struct NaiveImport {
  std::string name;
  std::string sha256;
  std::string reader;
  std::uint64_t position = 0;

  friend bool operator==(const NaiveImport&, const NaiveImport&) = default;
};

struct NaiveStore {
  std::map<std::string, std::vector<std::string>> notes;  ///< bodies, of "book" and "exchange"
  std::map<std::string, std::string> results;             ///< body by id
  std::vector<std::string> result_entries;                ///< ids in order of the journal
  std::map<std::string, NaiveImport> complete;            ///< by content
  std::map<std::string, NaiveImport> running;             ///< by name
  std::vector<std::string> import_entries;                ///< content and reader, of the journal
  std::vector<std::string> log_entries;                   ///< kinds, of the checkpoints' stream
  std::vector<std::string> keys;                          ///< ids, in order of their turns
  NaiveJobs jobs;

  std::uint64_t last_note(const std::string& stream) const {
    const auto there = notes.find(stream);
    return there == notes.end() ? 0 : there->second.size();
  }
  Refusal append(const std::string& stream, const std::vector<std::string>& bodies,
                 std::optional<std::uint64_t> after) {
    if (after && last_note(stream) != *after) return ErrorCode::kConflict;
    if (bodies.empty()) return {};
    std::vector<std::string>& entries = notes[stream];
    entries.insert(entries.end(), bodies.begin(), bodies.end());
    return {};
  }
  Refusal save_result(const std::string& id, const std::string& body) {
    const auto [place, fresh] = results.emplace(id, body);
    if (!fresh) return place->second == body ? Refusal() : ErrorCode::kConflict;
    result_entries.push_back(id);
    return {};
  }
  Refusal append_checkpoint(const std::string& key) {
    if (keys.empty()) {
      keys.push_back(key);
      log_entries.emplace_back("first_key");
    }
    if (keys.back() != key) return ErrorCode::kConflict;
    log_entries.emplace_back("checkpoint");
    return {};
  }
  Refusal rotate_key(const std::string& key, const std::string& to) {
    if (keys.empty()) return ErrorCode::kNotFound;
    if (keys.back() != key || std::ranges::find(keys, to) != keys.end()) {
      return ErrorCode::kConflict;
    }
    keys.push_back(to);
    log_entries.emplace_back("key_rotation");
    return {};
  }
  /// True: there is nothing to import.
  bool begin_import(const NaiveImport& source) {
    const auto done = complete.find(source.sha256);
    const bool is_complete = done != complete.end() && done->second.reader >= source.reader;
    const auto begun = running.find(source.name);
    const bool resumes = begun != running.end() && begun->second.sha256 == source.sha256 &&
                         begun->second.reader == source.reader;
    if (begun != running.end() && !resumes) running.erase(begun);
    if (!is_complete && !resumes) running.emplace(source.name, source);
    return is_complete;
  }
  void finish_import(const std::string& name) {
    const NaiveImport done = running.at(name);
    running.erase(name);
    complete[done.sha256] = done;
    import_entries.push_back(done.sha256 + " " + done.reader);
  }

  friend bool operator==(const NaiveStore&, const NaiveStore&) = default;
};

/// For the reader of a test that failed.
inline void PrintTo(const NaiveStore& store, std::ostream* out) {
  for (const auto& [stream, bodies] : store.notes) {
    *out << fmt::format("\n  {}: {}", stream, fmt::join(bodies, " "));
  }
  *out << fmt::format("\n  results: {}; with entries: {}", store.results.size(),
                      fmt::join(store.result_entries, " "));
  for (const auto* imports : {&store.complete, &store.running}) {
    for (const auto& [key, one] : *imports) {
      *out << fmt::format("\n  {} {} {:.8} {} at {}",
                          imports == &store.complete ? "complete" : "running", one.name, one.sha256,
                          one.reader, one.position);
    }
  }
  for (const std::string& entry : store.import_entries) {
    *out << fmt::format("\n  entry {:.8} {}", entry, entry.substr(64));
  }
  *out << fmt::format("\n  checkpoints: {}; keys: {}", fmt::join(store.log_entries, " "),
                      fmt::join(store.keys, " "));
  for (const NaiveJob& job : store.jobs.jobs) {
    *out << fmt::format("\n  job {}: {} {}/{} {} until {}{} ended {} {} shards; {}", job.name,
                        job.state, job.attempt, job.attempts_max, job.owner, job.lease_until,
                        job.cancel_asked ? " cancel" : "", job.ended_at, job.shards.size(),
                        fmt::join(job.events, ", "));
  }
}

namespace observing {

inline void read_journal(sql::Database& database, NaiveStore& seen) {
  sql::Statement rows(database, "SELECT stream, entry FROM journal ORDER BY stream, number");
  while (rows.step()) {
    const std::string stream = rows.text(0);
    const Json entry = Json::parse(rows.text(1));
    const Json& body = entry["body"];
    if (stream == "imports") {
      seen.import_entries.push_back(body["sha256"].get<std::string>() + " " +
                                    body["reader"].get<std::string>());
    } else if (stream == "results") {
      seen.result_entries.push_back(body["id"].get<std::string>());
    } else if (stream == "checkpoints") {
      seen.log_entries.push_back(entry["kind"].get<std::string>());
    } else if (stream == "book" || stream == "exchange") {
      seen.notes[stream].push_back(canonical_json(body));
    }
  }
}

inline void read_imports(sql::Database& database, NaiveStore& seen) {
  sql::Statement rows(database, "SELECT name, sha256, reader, position, state FROM import");
  while (rows.step()) {
    NaiveImport one{rows.text(0), rows.text(1), rows.text(2),
                    static_cast<std::uint64_t>(rows.integer(3))};
    const bool fresh = rows.text(4) == "complete" ? seen.complete.emplace(one.sha256, one).second
                                                  : seen.running.emplace(one.name, one).second;
    PIGNUS_CHECK(fresh);  // a source stands there once
  }
}

inline void read_jobs(Store& store, NaiveStore& seen) {
  Jobs jobs(store);
  const std::vector<Job> all = jobs.list().value();
  for (const Job& job : all) {
    NaiveJob one{job.name,
                 std::string(name_of(job.state)),
                 job.attempt,
                 job.attempts_max,
                 job.owner,
                 job.lease_until,
                 job.cancel_asked,
                 job.result,
                 job.ended_at,
                 jobs.shards(job.id).value(),
                 {}};
    const std::vector<JobEvent> history = jobs.history(job.id).value();
    for (const JobEvent& event : history) one.events.push_back(event.event);
    seen.jobs.jobs.push_back(std::move(one));
  }
}

}  // namespace observing

inline NaiveStore observe(Store& store) {
  NaiveStore seen;
  sql::Database& database = *store.impl().database;
  observing::read_journal(database, seen);
  observing::read_imports(database, seen);
  observing::read_jobs(store, seen);
  const journal::CheckpointLog log = store.checkpoint_log().value();
  if (log.keys() != nullptr) {
    for (const journal::PublicKey& key : log.keys()->keys()) seen.keys.push_back(key.id());
  }
  sql::Statement rows(database, "SELECT id, body FROM result");
  while (rows.step()) seen.results.emplace(rows.text(0), rows.text(1));
  return seen;
}

}  // namespace pignus::store::testing
