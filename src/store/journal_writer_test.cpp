#include "store/journal_writer.h"

#include <chrono>
#include <gtest/gtest.h>
#include <map>
#include <set>

#include "core/json.h"
#include "support/faulty_engine.h"
#include "support/store_place.h"

namespace pignus::store {
namespace {

using testing::Fault;
using testing::Faults;
using testing::StorePlace;
using Answer = Result<std::uint64_t>;
using namespace std::chrono_literals;

JournalNote note(int caller, int number) {
  return {"note", {{"caller", caller}, {"number", number}}};
}

class JournalWriterTest : public ::testing::Test {
 protected:
  Store open(std::shared_ptr<Faults> faults = nullptr) {
    StoreOptions options;
    options.durable = false;
    static_cast<void>(Store::open(path_, OpenMode::kCreate, options).value());
    options.wrapper = std::move(faults);
    return Store::open(path_, OpenMode::kReadWrite, options).value();
  }
  /// Bodies by number.
  std::map<std::uint64_t, std::string> entries(const std::string& stream) {
    Store store = open();
    const Status sound = store.verify_journal();
    EXPECT_TRUE(sound) << describe(sound.error());
    sql::Database database = testing::behind(path_);
    sql::Statement rows(database, "SELECT number, entry FROM journal WHERE stream = ?");
    rows.bind(1, stream);
    std::map<std::uint64_t, std::string> found;
    while (rows.step()) {
      found[static_cast<std::uint64_t>(rows.integer(0))] =
          canonical_json(Json::parse(rows.text(1))["body"]);
    }
    return found;
  }

  StorePlace folder_;
  std::filesystem::path path_ = folder_ / "s.db";
};

TEST_F(JournalWriterTest, EveryCallerGetsTheNumberOfHisEntry) {
  constexpr int kCallers = 8;
  constexpr int kNotes = 40;
  std::vector<std::map<std::uint64_t, std::string>> told(kCallers);
  {
    JournalWriter writer(open());
    std::vector<std::thread> callers;
    for (int caller = 0; caller < kCallers; ++caller) {
      callers.emplace_back([&, caller] {
        const std::string stream = caller % 2 == 0 ? "book" : "exchange";
        for (int i = 0; i < kNotes; ++i) {
          const Answer number = writer.append(stream, {note(caller, -1), note(caller, i)});
          ASSERT_TRUE(number) << describe(number.error());
          told[static_cast<std::size_t>(caller)][*number] = canonical_json(note(caller, i).body);
        }
      });
    }
    for (std::thread& caller : callers) caller.join();
  }
  for (const char* stream : {"book", "exchange"}) {
    const auto found = entries(stream);
    ASSERT_EQ(found.size(), std::size_t{kCallers} * kNotes);
    std::size_t all = 0;
    for (int caller = stream[0] == 'b' ? 0 : 1; caller < kCallers; caller += 2) {
      int last = 0;
      for (const auto& [number, body] : told[static_cast<std::size_t>(caller)]) {
        EXPECT_EQ(found.at(number), body);
        EXPECT_EQ(found.at(number - 1), canonical_json(note(caller, -1).body));
        EXPECT_EQ(body, canonical_json(note(caller, last++).body)) << "in order of the calls";
        ++all;
      }
    }
    EXPECT_EQ(all * 2, found.size());
  }
}

/// Many callers over a store whose commits fail once; what each was told, by caller and number.
std::map<std::string, Answer> say_all(JournalWriter& writer) {
  std::map<std::string, Answer> told;
  std::mutex mutex;
  std::vector<std::thread> callers;
  for (int caller = 0; caller < 6; ++caller) {
    callers.emplace_back([&, caller] {
      for (int i = 0; i < 30; ++i) {
        const Answer answer = writer.append("book", {note(caller, i)});
        const std::lock_guard lock(mutex);
        told.emplace(canonical_json(note(caller, i).body), answer);
      }
    });
  }
  for (std::thread& caller : callers) caller.join();
  return told;
}

TEST_F(JournalWriterTest, ACommitThatFailsIsToldToAllOfItsGroup) {
  for (const Fault fault : {Fault::kCommitRefused, Fault::kStatement, Fault::kCommitUnheard}) {
    const auto faults = std::make_shared<Faults>();
    std::map<std::string, Answer> told;
    const std::size_t before = entries("book").size();
    {
      Store store = open(faults);
      faults->arm(fault, fault == Fault::kStatement ? 40 : 5);
      JournalWriter writer(std::move(store));
      told = say_all(writer);
    }
    ASSERT_TRUE(faults->fired());
    const auto found = entries("book");
    std::map<std::string, int> times;
    for (const auto& [number, body] : found) {
      if (number > before) ++times[body];
    }
    int failed = 0;
    for (const auto& [body, answer] : told) {
      const bool unheard = fault == Fault::kCommitUnheard && !answer;
      failed += answer ? 0 : 1;
      if (answer) {
        EXPECT_EQ(found.at(*answer), body);
        EXPECT_EQ(times[body], 1);
      } else {
        EXPECT_EQ(answer.error().code, ErrorCode::kIo);
        EXPECT_LE(times[body], unheard ? 1 : 0) << "told as failed, but there";
      }
    }
    EXPECT_GT(failed, 0);
    if (fault != Fault::kCommitUnheard) {
      EXPECT_LE(failed, 6) << "one group, a call of each caller";
    }
  }
}

TEST_F(JournalWriterTest, CallersWaitWhileTooMuchWaits) {
  Store store = open();
  sql::Database other = testing::behind(path_);
  std::optional<sql::Transaction> slow(std::in_place, other, sql::Access::kWrite);
  JournalWriter writer(std::move(store), {.notes_waiting_max = 2, .notes_in_group_max = 1});
  std::vector<std::future<Answer>> answers;
  // One is being written, two wait.
  for (int i = 0; i < 3; ++i) answers.push_back(writer.submit("book", {note(0, i)}));
  auto last = std::async(std::launch::async, [&] { return writer.append("book", {note(1, 0)}); });
  EXPECT_EQ(last.wait_for(200ms), std::future_status::timeout);
  slow.reset();
  const Answer number = last.get();
  ASSERT_TRUE(number) << describe(number.error());
  EXPECT_EQ(*number, 4U);
  for (auto& answer : answers) EXPECT_TRUE(answer.get());
}

TEST_F(JournalWriterTest, StoppedItWritesWhatItTookAndTakesNoMore) {
  Store store = open();
  sql::Database other = testing::behind(path_);
  std::optional<sql::Transaction> slow(std::in_place, other, sql::Access::kWrite);
  JournalWriter writer(std::move(store), {.notes_waiting_max = 100, .notes_in_group_max = 3});
  std::vector<std::future<Answer>> answers;
  for (int i = 0; i < 20; ++i) answers.push_back(writer.submit("book", {note(0, i)}));
  std::thread stopping([&] { writer.stop(); });
  slow.reset();
  stopping.join();
  for (std::size_t i = 0; i < answers.size(); ++i) EXPECT_EQ(answers[i].get().value(), i + 1);
  EXPECT_EQ(writer.append("book", {note(1, 0)}).error().code, ErrorCode::kCancelled);
  writer.stop();
  EXPECT_EQ(entries("book").size(), 20U);
}

TEST_F(JournalWriterTest, WhatCannotBeAnEntryIsRefusedAlone) {
  JournalWriter writer(open());
  auto good = writer.submit("book", {note(0, 0)});
  EXPECT_EQ(writer.append("imports", {note(0, 1)}).error().code, ErrorCode::kInvalidInput);
  EXPECT_EQ(writer.append("book", {{"No kind", 1}}).error().code, ErrorCode::kInvalidInput);
  EXPECT_EQ(writer.append("book", {}).error().code, ErrorCode::kInvalidInput);
  EXPECT_EQ(good.get().value(), 1U);
}

}  // namespace
}  // namespace pignus::store
