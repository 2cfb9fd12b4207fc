// Where a test's stores are: files of a temporary folder, or databases of the server that the
// environment names (PIGNUS_TEST_POSTGRES, a file holding its URL). The store's tests run once on
// each engine.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <string>
#include <unistd.h>
#include <vector>

#include "core/check.h"
#include "store/connection.h"
#include "support/made_up_facts.h"

namespace pignus::store::testing {

/// "" when the tests run on SQLite.
inline std::string server_url() {
  const char* const file = std::getenv("PIGNUS_TEST_POSTGRES");
  if (file == nullptr) return "";
  std::string url;
  std::getline(std::ifstream(file) >> std::ws, url);
  PIGNUS_CHECK(!url.empty());  // start it: tests/support/postgres.sh start FOLDER
  return url;
}

inline bool on_postgres() {
  return !server_url().empty();
}

/// Stores by name, removed with the object.
class StorePlace {
 public:
  StorePlace() = default;
  StorePlace(const StorePlace&) = delete;
  StorePlace& operator=(const StorePlace&) = delete;
  ~StorePlace() {
    for (const std::string& name : made_) {
      run_on_server(fmt::format("DROP DATABASE IF EXISTS \"{}\" WITH (FORCE)", name));
    }
  }

  /// The location of the store of that name: the same each time, empty at first.
  std::filesystem::path operator/(const std::string& store) {
    const std::string url = server_url();
    if (url.empty()) return folder_ / store;
    const std::string name = fmt::format("test_{}_{}_{}", ::getpid(), number_, store);
    if (std::find(made_.begin(), made_.end(), name) == made_.end()) {
      run_on_server(fmt::format("CREATE DATABASE \"{}\" TEMPLATE template0", name));
      made_.push_back(name);
    }
    const auto slash = url.find('/', url.find("://") + 3);
    return url.substr(0, slash + 1) + name + url.substr(url.find('?'));
  }
  /// Removes the store of that name: the location is empty again.
  void empty(const std::string& store) {
    const std::filesystem::path location = *this / store;
    if (!server_url().empty()) {
      auto database = connect(location.string(), OpenMode::kReadWrite, {});
      PIGNUS_CHECK(database.has_value());
      (*database)->run("DROP SCHEMA public CASCADE; CREATE SCHEMA public");
      return;
    }
    for (const char* ending : {"", "-wal", "-shm", ".import"}) {
      std::filesystem::remove(location.string() + ending);
    }
  }

 private:
  static void run_on_server(const std::string& sql) {
    auto server = connect(server_url(), OpenMode::kReadWrite, {});
    PIGNUS_CHECK(server.has_value());
    (*server)->run(sql);
  }
  static int next() {
    static int count = 0;
    return ++count;
  }

  TemporaryFolder folder_;
  int number_ = next();
  std::vector<std::string> made_;
};

/// The database behind a store, for a test that changes what no door lets through. Nothing is
/// checked: not the references between rows either.
inline sql::Database behind(const std::filesystem::path& location) {
  auto database = connect(location.string(), OpenMode::kCreate, {});
  PIGNUS_CHECK(database.has_value());
  (*database)->run(on_postgres() ? "SET session_replication_role = replica"
                                 : "PRAGMA foreign_keys = OFF");
  return std::move(**database);
}

/// Rows changed by the statement.
inline std::int64_t change(const std::filesystem::path& location, const std::string& sql) {
  sql::Database database = behind(location);
  sql::Statement statement(database, sql);
  statement.run();
  return statement.changes();
}

}  // namespace pignus::store::testing
