#include "store/copy_store.h"

#include <fmt/format.h>

#include "store/guard.h"
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
  CopyReport report;
  PIGNUS_TRY(make_store_file(file, [&](Store& to) -> Status {
    PIGNUS_ASSIGN(report, copy_store(from, to, progress));
    return {};
  }));
  return report;
}

}  // namespace pignus::store
