// Speed of the store on the engine that LOCATION names: rows put in bulk, facts imported, facts
// read as of a day, jobs handed out. One JSON object a line, for bench/run_store.
//   store_speed LOCATION [FACTS]        LOCATION: a new file, or the URL of an empty database
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <fmt/format.h>
#include <string>
#include <thread>
#include <vector>

#include "store/connection.h"
#include "store/jobs.h"
#include "store/store.h"
#include "support/made_up_facts.h"

namespace {

using namespace pignus;
using Clock = std::chrono::steady_clock;

constexpr int kRows = 2'000'000;
constexpr int kRowsInATransaction = 100'000;
constexpr int kReads = 2'000;
constexpr int kJobs = 4'000;
constexpr int kRunners = 4;

void report(const std::string& figure, double count, Clock::time_point start) {
  const double seconds = std::chrono::duration<double>(Clock::now() - start).count();
  fmt::print(
      "{{\"figure\": \"{}\", \"count\": {:.0f}, \"seconds\": {:.3f}, \"per_second\": {:.0f}}}\n",
      figure, count, seconds, count / seconds);
  std::fflush(stdout);
}

template <typename Value>
Value must(Result<Value> result) {
  if (!result) {
    fmt::print(stderr, "store_speed: {}\n", describe(result.error()));
    std::exit(1);
  }
  return std::move(*result);
}

void must(const Status& status) {
  if (status) return;
  fmt::print(stderr, "store_speed: {}\n", describe(status.error()));
  std::exit(1);
}

void bulk_rows(const std::string& location) {
  auto database = must(store::connect(location, store::OpenMode::kReadWrite, {}));
  const bool sqlite = database->dialect() == store::sql::Dialect::kSqlite;
  database->run(sqlite ? "CREATE TABLE bench_load (id INTEGER PRIMARY KEY, right_id TEXT NOT NULL, "
                         "known TEXT NOT NULL, code TEXT NOT NULL) STRICT"
                       : "CREATE TABLE bench_load (id BIGINT PRIMARY KEY, right_id TEXT NOT NULL, "
                         "known TEXT NOT NULL, code TEXT NOT NULL)");
  const auto start = Clock::now();
  auto rows = database->engine().bulk("bench_load", {"id", "right_id", "known", "code"});
  for (int i = 0; i < kRows;) {
    store::sql::Transaction transaction(*database, store::sql::Access::kWrite);
    for (int end = i + kRowsInATransaction; i < end; ++i) {
      rows->put(std::int64_t{i});
      rows->put(std::string_view("US-P-9000001"));
      rows->put(std::string_view("2026-01-01"));
      rows->put(std::string_view("M2551"));
      rows->end_row();
    }
    rows->flush();
    transaction.commit();
  }
  report("rows put in bulk", kRows, start);
  database->run("DROP TABLE bench_load");
}

/// Every right, as the monitoring of a portfolio asks: one by one, all at once, and out of indices.
void read(store::Store& store, int rights) {
  const Date known_by = Date::from_days(20'000);
  std::vector<registers::RightId> ids;
  for (int i = 0; i < rights; ++i) ids.push_back({fmt::format("US-P-{}", 9'000'000 + i)});
  const int singly = std::min(kReads, rights);
  auto start = Clock::now();
  for (int i = 0; i < singly; ++i) must(store.facts_of(ids[i], known_by));
  report("rights read as of a day", singly, start);
  start = Clock::now();
  must(store.facts_of_all(ids, known_by, [](registers::RightFacts&&) { return true; }));
  report("rights read as of a day, all at once", rights, start);
  start = Clock::now();
  const auto news = must(store.news_of(ids, Date::from_days(15'010), Date::from_days(15'011)));
  report(fmt::format("rights asked what a day brought ({} had news)", news.size()), rights, start);
  start = Clock::now();
  must(store.status_lines(ids, {known_by, known_by}, [](store::StatusLine&&) { return true; }));
  report("status lines read", rights, start);
}

void facts(store::Store& store, int count) {
  const auto made_up = store::testing::made_up_facts(1, count, "bench", count / 5);
  const auto start = Clock::now();
  auto session = must(store.begin_import({"bench", "ab", 1, "bench", "", {}}));
  for (const auto& fact : made_up) {
    must(session.add(fact));
  }
  must(session.finish());
  report("facts imported", count, start);
  read(store, count / 5);
}

void jobs(store::Store& store, const std::string& location) {
  store::Jobs queue(store);
  const auto adding = Clock::now();
  for (int i = 0; i < kJobs; ++i) must(queue.add({"bench", std::to_string(i), "{}", 3}, 1));
  report("jobs added", kJobs, adding);
  const auto start = Clock::now();
  std::vector<std::thread> runners;
  for (int i = 0; i < kRunners; ++i) {
    runners.emplace_back([&location, i] {
      auto own = must(store::Store::open(location, store::OpenMode::kReadWrite));
      store::Jobs mine(own);
      while (true) {
        const auto claim = must(mine.claim({"bench"}, std::to_string(i), 10, 60'000));
        if (!claim) break;
        must(mine.finish(*claim, "{}", 11));
      }
    });
  }
  for (std::thread& runner : runners) runner.join();
  report("jobs handed out and ended, 4 at once", kJobs, start);
}

}  // namespace

int main(int count, char** words) {
  if (count < 2) return 2;
  const std::string location = words[1];
  const int fact_count = count > 2 ? std::stoi(words[2]) : 100'000;
  {
    auto store = must(store::Store::open(location, store::OpenMode::kCreate));
    facts(store, fact_count);
    jobs(store, location);
  }
  bulk_rows(location);
  return 0;
}
