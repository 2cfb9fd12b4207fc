// One store under a seeded plan of mishaps, and what it must hold beside it. What acts on it says
// each call through act(): a fault may strike at any statement, row or commit of the call, and
// afterwards the store holds what it held before or what the call promises, nothing between and
// nothing twice. Who dies comes back; then the whole journal and all content are verified too.
#pragma once

#include <filesystem>
#include <gtest/gtest.h>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/random_stream.h"
#include "journal/judge.h"
#include "support/faulty_engine.h"
#include "support/made_up_journal.h"
#include "support/made_up_sources.h"
#include "support/naive_store.h"
#include "support/store_place.h"

namespace pignus::store::testing {

/// What came of all seeds: a simulation in which nothing happens proves nothing.
struct SimulatedMishaps {
  int undone = 0;   ///< calls that failed and left nothing
  int unheard = 0;  ///< calls that failed and had done all
  int deaths = 0;
};

class SimulatedStore {
 public:
  enum class Answer { kDone, kRefused, kUnknown };

  static SimulatedMishaps& mishaps() {
    static SimulatedMishaps all;
    return all;
  }

  SimulatedStore(StorePlace& place, std::uint64_t seed)
      : place_(place), path_(place / "s.db"), random_(seed, "store simulation", 0) {
    faults_->on_kill = [this] { keep_as_killed(); };
    faults_->on_end = [](sql::Engine& engine) { end_connection(engine); };
    make_empty_store();
    restart();
  }

  int pick(int bound) { return static_cast<int>(random_.below(static_cast<std::uint64_t>(bound))); }
  bool chance(int one_in) { return pick(one_in) == 0; }

  Store& store() { return *store_; }
  NaiveStore& naive() { return naive_; }
  std::optional<ImportSession>& session() { return session_; }
  void keep(journal::SignedCheckpoint checkpoint) { kept_ = std::move(checkpoint); }
  /// No more faults; the disk has room.
  void calm() {
    stormy_ = false;
    narrow_ = false;
    restart();
  }

  /// Says one call. `refusal`: with which code it is refused, where it is. `after`: what the store
  /// holds when it was done. kUnknown: it failed under a fault, and naive() is what came of it.
  /// A fault is set for one call in `one_in`; not all of them strike.
  template <typename Call>
  Answer act(const std::string& what, Refusal refusal, const NaiveStore& after, Call&& call,
             int one_in = 3) {
    if (stormy_ && chance(one_in)) arm();
    const Status status = call();
    const bool struck = faults_->fired();
    const Fault fault = struck ? struck_ : Fault::kNone;
    faults_->disarm();
    const bool unsure = !status && (struck || narrow_) && status.error().code == ErrorCode::kIo;
    if (!unsure) hold_answer(what, status, refusal);
    if (is_final(fault)) restart();
    if (unsure) {
      settle(what, after);
    } else if (status) {
      naive_ = after;
    }
    if (is_death(fault)) {
      ++mishaps().deaths;
      verify(what);
    }
    if (unsure) return Answer::kUnknown;
    return status ? Answer::kDone : Answer::kRefused;
  }

  /// The program ends and is started again: with luck its store opens at once.
  void restart() {
    session_.reset();
    store_.reset();
    if (killed_) bring_back_as_killed();
    if (stormy_ && chance(4)) arm();
    Result<Store> opened = Store::open(path_, OpenMode::kCreate, options());
    // What opening only tidies up may fail without a word: the connection may be gone all the same.
    const bool gone = faults_->fired() && is_final(struck_);
    faults_->disarm();
    if (!opened || gone) {
      opened = fail(ErrorCode::kIo, "closed");  // its connection first
      if (killed_) bring_back_as_killed();
      opened = Store::open(path_, OpenMode::kCreate, options());
    }
    ASSERT_TRUE(opened) << describe(opened.error());
    store_.emplace(std::move(*opened));
  }
  /// From here on the file must not grow, or may again. SQLite only.
  void change_room() {
    narrow_ = !narrow_;
    restart();
  }

  /// Everything is as it should be, and proves it.
  void verify(const std::string& what) {
    Store sound = reopened(path_);
    ASSERT_EQ(observe(sound), naive_) << what;
    std::vector<journal::PublicKey> pinned;
    std::vector<journal::KeptCheckpoint> kept;
    if (kept_) {
      pinned.push_back(journal::testing::made_up_key(1).public_key());
      kept.push_back({*kept_, "kept"});
    }
    const auto verdict = sound.verify_journal_against(pinned, kept);
    ASSERT_TRUE(verdict) << what << ": " << describe(verdict.error());
    ASSERT_EQ(sound.content_hash().value(), content_of(place_, naive_.complete)) << what;
  }
  /// Without faults, by another program.
  static Store reopened(const std::filesystem::path& path) {
    return Store::open(path, OpenMode::kReadWrite, {.durable = false}).value();
  }
  StoreOptions options() const {
    // A page more than none: the file may not grow, what is free in it may be used.
    return {.busy_timeout_ms = on_postgres() ? 50 : 0,
            .pages_max = narrow_ ? 1 : 0,
            .durable = false,
            .wrapper = faults_};
  }
  StorePlace& place() { return place_; }
  const std::filesystem::path& path() const { return path_; }

 private:
  /// Most seeds begin with a store that is there; making one takes as long as all the rest.
  void make_empty_store() {
    if (on_postgres() || chance(10)) return;
    const std::filesystem::path made = place_ / "empty.db";
    if (!std::filesystem::exists(made)) {
      static_cast<void>(Store::open(made, OpenMode::kCreate, {.durable = false}).value());
    }
    std::filesystem::copy_file(made, path_);
  }
  void arm() {
    static constexpr Fault kFaults[] = {
        Fault::kStatement,     Fault::kFull,          Fault::kLost,         Fault::kKilled,
        Fault::kCommitRefused, Fault::kCommitUnheard, Fault::kCommitKilled, Fault::kEnded};
    struck_ = kFaults[pick(on_postgres() ? 8 : 7)];
    const int moment = is_of_commit(struck_) ? pick(10) / 9 : pick(4 << pick(6));
    faults_->arm(struck_, moment);
  }
  void hold_answer(const std::string& what, const Status& status, Refusal refusal) {
    if (refusal) {
      ASSERT_FALSE(status) << what << " should be refused";
      ASSERT_EQ(status.error().code, *refusal) << what << ": " << describe(status.error());
    } else {
      ASSERT_TRUE(status) << what << ": " << describe(status.error());
    }
  }
  /// After a call whose outcome its caller does not know.
  void settle(const std::string& what, const NaiveStore& after) {
    Store sound = reopened(path_);
    const NaiveStore seen = observe(sound);
    ASSERT_TRUE(seen == naive_ || seen == after)
        << what << ": neither done nor undone:" << ::testing::PrintToString(seen)
        << "\nbefore:" << ::testing::PrintToString(naive_)
        << "\ndone:" << ::testing::PrintToString(after);
    ++(seen == naive_ ? mishaps().undone : mishaps().unheard);
    naive_ = seen;
  }
  static void end_connection(sql::Engine& engine) {
    const auto cursor = engine.prepare("SELECT pg_backend_pid()", sql::Rows::kFew);
    PIGNUS_CHECK(cursor->step());
    const std::int64_t process = cursor->integer(0);
    auto server = connect(server_url(), OpenMode::kReadWrite, {});
    PIGNUS_CHECK(server.has_value());
    constexpr int kWaitMs = 5'000;
    (*server)->integer(
        fmt::format("SELECT CASE WHEN pg_terminate_backend({}::int, {}) THEN 1 "
                    "ELSE 0 END",
                    process, kWaitMs));
  }
  /// A killed process leaves its files as they are at that moment, the write-ahead log too; our own
  /// connections still have to be closed, which would tidy both up.
  void keep_as_killed() {
    killed_ = true;
    if (on_postgres()) return;
    for (const char* ending : {"", "-wal"}) {
      std::filesystem::remove(path_.string() + ".killed" + ending);
      if (!std::filesystem::exists(path_.string() + ending)) continue;
      std::filesystem::copy_file(path_.string() + ending, path_.string() + ".killed" + ending);
    }
  }
  void bring_back_as_killed() {
    killed_ = false;
    if (on_postgres()) return;
    std::filesystem::remove(path_.string() + "-shm");
    for (const char* ending : {"", "-wal"}) {
      std::filesystem::remove(path_.string() + ending);
      if (!std::filesystem::exists(path_.string() + ".killed" + ending)) continue;
      std::filesystem::rename(path_.string() + ".killed" + ending, path_.string() + ending);
    }
  }

  StorePlace& place_;
  std::filesystem::path path_;
  RandomStream random_;
  std::shared_ptr<Faults> faults_ = std::make_shared<Faults>();
  Fault struck_ = Fault::kNone;  ///< the last one armed
  std::optional<Store> store_;
  std::optional<ImportSession> session_;
  NaiveStore naive_;
  std::optional<journal::SignedCheckpoint> kept_;
  bool stormy_ = true;
  bool narrow_ = false;
  bool killed_ = false;
};

}  // namespace pignus::store::testing
