// Group commit: entries of many threads, and one commit for all that have come together while the
// last one was on its way to the disk. A disk that syncs a thousand times a second so takes tens of
// thousands of entries. The commands of today write a few entries each and have no use for it; it
// is for servers, whose many callers share one store.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <future>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "core/result.h"
#include "store/store.h"

namespace pignus::store {

struct JournalWriterOptions {
  /// Beyond it append() and submit() wait: back-pressure.
  std::size_t notes_waiting_max = 100'000;
  /// A group takes no more calls when it holds so many notes.
  std::size_t notes_in_group_max = 10'000;
};

class JournalWriter {
 public:
  /// Takes the store, open for writing, to a thread of its own.
  explicit JournalWriter(Store store, JournalWriterOptions options = {});
  JournalWriter(const JournalWriter&) = delete;
  JournalWriter& operator=(const JournalWriter&) = delete;
  /// stop().
  ~JournalWriter();

  /// Any thread may call. Returns when the notes are on the disk: the number of the last. They
  /// stand together in the stream, in order of the calls. An error comes to every caller of its
  /// group; after kIo a caller looks into the journal before he says it again, because the commit
  /// may have been done. kCancelled after stop(). At least one note.
  [[nodiscard]] Result<std::uint64_t> append(const std::string& stream,
                                             std::vector<JournalNote> notes);
  /// The same, to be waited for later.
  [[nodiscard]] std::future<Result<std::uint64_t>> submit(const std::string& stream,
                                                          std::vector<JournalNote> notes);
  /// Takes no more, and returns when what it took is written. May be called twice.
  void stop();

 private:
  struct Call {
    std::string stream;
    std::vector<JournalNote> notes;
    std::promise<Result<std::uint64_t>> answer;
  };

  void write_groups();
  /// Waits for calls; none: it is over.
  std::vector<Call> next_group();
  void write(std::vector<Call>& group);

  Store store_;
  JournalWriterOptions options_;
  std::mutex mutex_;
  std::condition_variable came_;  ///< a call, or the end
  std::condition_variable left_;  ///< there is room again
  std::deque<Call> waiting_;
  std::size_t notes_waiting_ = 0;
  bool stopped_ = false;
  std::mutex joining_;
  std::thread thread_;
};

}  // namespace pignus::store
