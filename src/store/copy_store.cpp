#include "store/copy_store.h"

#include <array>
#include <fcntl.h>
#include <fmt/format.h>
#include <optional>
#include <system_error>
#include <unistd.h>

#include "store/guard.h"
#include "store/location.h"
#include "store/migrations.h"
#include "store/new_store.h"
#include "store/store_impl.h"
#include "store/tables.h"

namespace pignus::store {
namespace {

constexpr std::uint64_t kRowsBetweenProgress = 20'000;

enum class Kind { kInteger, kReal, kText, kBytes };

struct Column {
  std::string name;
  Kind kind = Kind::kText;
};

Kind kind_named(const std::string& type) {
  if (type == "INTEGER" || type == "BIGINT" || type == "bigint") return Kind::kInteger;
  if (type == "REAL" || type == "double precision") return Kind::kReal;
  if (type == "BLOB" || type == "bytea") return Kind::kBytes;
  return Kind::kText;
}

std::vector<Column> columns_of(sql::Database& database, const std::string& table) {
  sql::Statement rows(database,
                      database.dialect() == sql::Dialect::kSqlite
                          ? "SELECT name, type FROM pragma_table_info(?) ORDER BY cid"
                          : "SELECT column_name, data_type FROM information_schema.columns WHERE "
                            "table_schema = current_schema() AND table_name = ? ORDER BY "
                            "ordinal_position");
  rows.bind(1, table);
  std::vector<Column> columns;
  while (rows.step()) columns.push_back({rows.text(0), kind_named(rows.text(1))});
  return columns;
}

void put_cell(const sql::Statement& row, int column, Kind kind, sql::BulkRows& to) {
  if (row.null(column)) return to.put_null();
  switch (kind) {
    case Kind::kInteger:
      return to.put(row.integer(column));
    case Kind::kReal:
      return to.put(row.real(column));
    case Kind::kText:
      return to.put(std::string_view(row.text(column)));
    case Kind::kBytes:
      return to.put(sql::Bytes{row.bytes(column)});
  }
}

class Copying {
 public:
  Copying(sql::Database& from, sql::Database& to, const Progress& progress)
      : from_(from), to_(to), progress_(progress) {}

  /// kCancelled when the caller wants no more.
  Status table(const std::string& name) {
    if (!progress_(name, rows_, 0)) return fail(ErrorCode::kCancelled, "stopped");
    std::vector<Column> columns = columns_of(from_, name);
    std::vector<std::string> names;
    for (const Column& column : columns) names.push_back(column.name);
    sql::Statement rows(from_, fmt::format("SELECT {} FROM {}", fmt::join(names, ", "), name),
                        sql::Rows::kMany);
    const auto bulk = to_.engine().bulk(name, names);
    std::uint64_t pending = 0;
    while (rows.step()) {
      for (std::size_t i = 0; i < columns.size(); ++i) {
        put_cell(rows, static_cast<int>(i), columns[i].kind, *bulk);
      }
      bulk->end_row();
      ++rows_;
      if (++pending < kRowsBetweenProgress) continue;
      pending = 0;
      bulk->flush();
      if (!progress_(name, rows_, 0)) return fail(ErrorCode::kCancelled, "stopped");
    }
    bulk->flush();
    return {};
  }
  std::uint64_t rows() const { return rows_; }

 private:
  sql::Database& from_;
  sql::Database& to_;
  const Progress& progress_;
  std::uint64_t rows_ = 0;
};

Result<CopyReport> compared(const Store& from, const std::string& content,
                            const std::vector<JournalHead>& journal, const Store& to,
                            std::uint64_t rows) {
  PIGNUS_ASSIGN(const std::string copied, to.content_hash());
  PIGNUS_ASSIGN(const std::vector<JournalHead> heads, to.journal_heads());
  if (copied != content || heads != journal) {
    return fail(ErrorCode::kCorrupt,
                "the copy does not hold what the store holds: the store is damaged; see: pignus "
                "doctor",
                {from.name(), 0, ""});
  }
  return CopyReport{rows, content, heads};
}

/// Written for good, under its own name.
Status settle(const std::filesystem::path& unfinished, const std::filesystem::path& file) {
  const auto failed = [&](const char* what) {
    return fail(ErrorCode::kIo, fmt::format("the backup cannot be {}", what),
                {file.string(), 0, ""});
  };
  const int descriptor = ::open(unfinished.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return failed("read");
  const bool synced = ::fsync(descriptor) == 0;
  ::close(descriptor);
  if (!synced) return failed("written to the disk");
  // Not rename(): it would take the place of a file made meanwhile.
  if (::link(unfinished.c_str(), file.c_str()) != 0) return failed("given its name");
  ::unlink(unfinished.c_str());
  const std::filesystem::path folder = file.has_parent_path() ? file.parent_path() : ".";
  const int parent = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (parent >= 0) {
    ::fsync(parent);
    ::close(parent);
  }
  return {};
}

void remove_store(const std::filesystem::path& file) {
  std::error_code ignored;
  for (const char* ending : {"", "-wal", "-shm", "-journal", ".import"}) {
    std::filesystem::remove(file.string() + ending, ignored);
  }
}

}  // namespace

Result<CopyReport> copy_store(const Store& from, Store& to, const Progress& progress) {
  const Store::Impl& source = from.impl();
  const Store::Impl& target = to.impl();
  std::uint64_t rows = 0;
  std::string content;
  std::vector<JournalHead> journal;
  const auto copy = [&]() -> Status {
    const sql::Transaction one_view(*source.database, sql::Access::kRead);
    sql::Transaction writing(*target.database, sql::Access::kWrite);
    PIGNUS_TRY(check_is_new(*target.database, target.file));
    Copying copying(*source.database, *target.database, progress);
    for (const char* table : kTables) PIGNUS_TRY(copying.table(table));
    set_counters(*target.database);
    rows = copying.rows();
    PIGNUS_ASSIGN(content, from.content_hash());
    PIGNUS_ASSIGN(journal, from.journal_heads());
    writing.commit();
    return {};
  };
  PIGNUS_TRY(guarded(fmt::format("{} to {}", source.file, target.file), copy));
  return compared(from, content, journal, to, rows);
}

Result<CopyReport> back_up(const Store& from, const std::filesystem::path& file,
                           const Progress& progress) {
  std::error_code error;
  if (is_server(file.string())) {
    return fail(ErrorCode::kInvalidInput, "a backup is a file, not a database server",
                {shown_location(file.string()), 0, ""});
  }
  if (std::filesystem::exists(std::filesystem::symlink_status(file, error))) {
    return fail(ErrorCode::kConflict, "is there already: a backup never replaces a file",
                {file.string(), 0, ""});
  }
  const std::filesystem::path unfinished = file.string() + ".part";
  remove_store(unfinished);
  const auto make = [&]() -> Result<CopyReport> {
    PIGNUS_ASSIGN(Store to, Store::open(unfinished, OpenMode::kCreate));
    PIGNUS_ASSIGN(CopyReport report, copy_store(from, to, progress));
    // One file, without a log beside it, is what people copy and keep.
    PIGNUS_TRY(guarded(unfinished.string(), [&]() -> Status {
      sql::Statement(*to.impl().database, "PRAGMA journal_mode = DELETE").step();
      return {};
    }));
    return report;
  };
  auto report = make();
  if (report) {
    if (const Status settled = settle(unfinished, file); !settled) {
      report = fail(Error(settled.error()));
    }
  }
  if (!report) remove_store(unfinished);
  return report;
}

}  // namespace pignus::store
