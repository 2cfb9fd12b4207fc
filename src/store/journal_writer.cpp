#include "store/journal_writer.h"

#include <map>
#include <utility>

#include "core/check.h"
#include "store/guard.h"
#include "store/journal.h"
#include "store/journal_rows.h"
#include "store/store_impl.h"

namespace pignus::store {
namespace {

/// Numbers of the streams' last entries.
using Ends = std::map<std::string, std::uint64_t>;

Result<Ends> append_all(Store& store,
                        const std::map<std::string, std::vector<JournalNote>>& notes) {
  sql::Database& database = *store.impl().database;
  return guarded(store.name(), [&]() -> Result<Ends> {
    sql::Transaction transaction(database, sql::Access::kWrite);
    Ends ends;
    for (const auto& [stream, of_stream] : notes) {
      ends[stream] = append_notes(database, stream, of_stream);
    }
    transaction.commit();
    return ends;
  });
}

}  // namespace

JournalWriter::JournalWriter(Store store, JournalWriterOptions options)
    : store_(std::move(store)), options_(options), thread_([this] { write_groups(); }) {
  PIGNUS_CHECK(store_.impl().mode != OpenMode::kReadOnly);
}

JournalWriter::~JournalWriter() {
  stop();
}

Result<std::uint64_t> JournalWriter::append(const std::string& stream,
                                            std::vector<JournalNote> notes) {
  return submit(stream, std::move(notes)).get();
}

std::future<Result<std::uint64_t>> JournalWriter::submit(const std::string& stream,
                                                         std::vector<JournalNote> notes) {
  Call call{stream, std::move(notes), {}};
  std::future<Result<std::uint64_t>> answer = call.answer.get_future();
  // Before it can spoil a group of others.
  Status sound = check_notes(call.stream, call.notes);
  if (sound && call.notes.empty()) sound = fail(ErrorCode::kInvalidInput, "no notes to append");
  if (!sound) {
    call.answer.set_value(fail(Error(sound.error())));
    return answer;
  }
  std::unique_lock lock(mutex_);
  left_.wait(lock, [&] { return stopped_ || notes_waiting_ < options_.notes_waiting_max; });
  if (stopped_) {
    call.answer.set_value(fail(ErrorCode::kCancelled, "the journal is no longer written"));
    return answer;
  }
  notes_waiting_ += call.notes.size();
  waiting_.push_back(std::move(call));
  lock.unlock();
  came_.notify_one();
  return answer;
}

void JournalWriter::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopped_ = true;
  }
  came_.notify_all();
  left_.notify_all();
  const std::lock_guard one(joining_);
  if (thread_.joinable()) thread_.join();
}

std::vector<JournalWriter::Call> JournalWriter::next_group() {
  std::unique_lock lock(mutex_);
  came_.wait(lock, [this] { return stopped_ || !waiting_.empty(); });
  std::vector<Call> group;
  std::size_t notes = 0;
  while (!waiting_.empty() && notes < options_.notes_in_group_max) {
    notes += waiting_.front().notes.size();
    group.push_back(std::move(waiting_.front()));
    waiting_.pop_front();
  }
  notes_waiting_ -= notes;
  lock.unlock();
  left_.notify_all();
  return group;
}

void JournalWriter::write_groups() {
  for (std::vector<Call> group = next_group(); !group.empty(); group = next_group()) write(group);
}

void JournalWriter::write(std::vector<Call>& group) {
  std::map<std::string, std::vector<JournalNote>> notes;
  std::vector<std::size_t> sizes;
  for (Call& call : group) {
    std::vector<JournalNote>& of_stream = notes[call.stream];
    for (JournalNote& note : call.notes) of_stream.push_back(std::move(note));
    // Of the stream's notes in this group up to this call.
    sizes.push_back(of_stream.size());
  }
  const Result<Ends> ends = append_all(store_, notes);
  for (std::size_t i = 0; i < group.size(); ++i) {
    Call& call = group[i];
    if (ends) {
      call.answer.set_value(ends->at(call.stream) - notes.at(call.stream).size() + sizes[i]);
    } else {
      call.answer.set_value(fail(Error(ends.error())));
    }
  }
}

}  // namespace pignus::store
