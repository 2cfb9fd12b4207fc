#include "store/personal.h"

#include <algorithm>
#include <fmt/format.h>

#include "core/check.h"
#include "core/date.h"
#include "core/utf8.h"
#include "journal/entry.h"
#include "store/guard.h"
#include "store/journal_rows.h"
#include "store/store_impl.h"

namespace pignus::store {
namespace {

constexpr const char* kColumns = "id, field, commitment, value, kept_at, erased_at, salt";

PersonalValue value_of(const sql::Statement& row) {
  PersonalValue value{row.integer(0), row.text(1), row.text(2),
                      std::nullopt,   row.text(4), row.text(5)};
  if (!row.null(3)) value.value = row.text(3);
  return value;
}

Status check_new(std::string_view field, std::string_view value, std::string_view at) {
  if (!journal::is_stream_name(field)) {
    return fail(ErrorCode::kInvalidInput, "is no name of a field", {"", 0, "field"});
  }
  if (value.empty() || value.size() > kPersonalBytesMax) {
    return fail(ErrorCode::kInvalidInput, fmt::format("must have 1 to {} bytes", kPersonalBytesMax),
                {"", 0, "value"});
  }
  if (first_invalid_utf8(value) != std::string::npos || value.find('\0') != std::string::npos) {
    return fail(ErrorCode::kInvalidInput, "must be UTF-8 without NUL", {"", 0, "value"});
  }
  if (!Date::parse(at)) return fail(ErrorCode::kInvalidInput, "is no day", {"", 0, "at"});
  return {};
}

tl::unexpected<Error> not_there(const Store& store, std::int64_t id) {
  return fail(ErrorCode::kNotFound, fmt::format("there is no personal value {}", id),
              {store.name(), 0, ""});
}

}  // namespace

bool is_committed(std::string_view commitment, std::string_view field, std::string_view value,
                  std::string_view salt) {
  journal::Salt bytes{};
  if (salt.size() != bytes.size()) return false;
  std::copy(salt.begin(), salt.end(), bytes.begin());
  return journal::commitment(field, value, bytes) == commitment;
}

Result<PersonalValue> PersonalValues::keep(std::string_view field, std::string_view value,
                                           const journal::Salt& salt, std::string_view at) {
  PIGNUS_CHECK(store_.impl().mode != OpenMode::kReadOnly);
  PIGNUS_TRY(check_new(field, value, at));
  sql::Database& database = *store_.impl().database;
  return guarded(store_.name(), [&]() -> Result<PersonalValue> {
    sql::Transaction transaction(database, sql::Access::kWrite);
    PersonalValue kept{0,  std::string(field), journal::commitment(field, value, salt),
                       {}, std::string(at),    ""};
    kept.value = std::string(value);
    const std::string bytes(salt.begin(), salt.end());
    sql::Statement insert(database,
                          "INSERT INTO personal_value (field, commitment, value, salt, kept_at) "
                          "VALUES (?, ?, ?, ?, ?) RETURNING id");
    insert.bind_all(kept.field, kept.commitment, *kept.value, sql::Bytes{bytes}, kept.kept_at);
    PIGNUS_CHECK(insert.step());
    kept.id = insert.integer(0);
    insert.reset();
    append_notes(database, kPersonalStream,
                 {{"kept",
                   {{"id", kept.id},
                    {"field", kept.field},
                    {"commitment", kept.commitment},
                    {"at", kept.kept_at}}}});
    transaction.commit();
    return kept;
  });
}

Result<PersonalValue> PersonalValues::find(std::int64_t id) const {
  sql::Database& database = *store_.impl().database;
  return guarded(store_.name(), [&]() -> Result<PersonalValue> {
    sql::Statement row(database,
                       fmt::format("SELECT {} FROM personal_value WHERE id = ?", kColumns));
    row.bind(1, id);
    if (!row.step()) return not_there(store_, id);
    PersonalValue value = value_of(row);
    if (value.value && !is_committed(value.commitment, value.field, *value.value, row.bytes(6))) {
      return fail(ErrorCode::kCorrupt,
                  fmt::format("personal value {} is not the one the journal was told of", id),
                  {store_.name(), 0, ""});
    }
    return value;
  });
}

Result<std::vector<PersonalValue>> PersonalValues::list() const {
  sql::Database& database = *store_.impl().database;
  return guarded(store_.name(), [&]() -> Result<std::vector<PersonalValue>> {
    sql::Statement rows(database,
                        fmt::format("SELECT {} FROM personal_value ORDER BY id", kColumns));
    std::vector<PersonalValue> values;
    while (rows.step()) values.push_back(value_of(rows));
    return values;
  });
}

Result<std::optional<PersonalSecret>> PersonalValues::secret(std::int64_t id) const {
  using Secret = std::optional<PersonalSecret>;
  sql::Database& database = *store_.impl().database;
  return guarded(store_.name(), [&]() -> Result<Secret> {
    sql::Statement row(database, "SELECT value, salt FROM personal_value WHERE id = ?");
    row.bind(1, id);
    if (!row.step() || row.null(0)) return Secret();
    return Secret(PersonalSecret{row.text(0), row.bytes(1)});
  });
}

Status PersonalValues::erase(std::int64_t id, const Erasure& erasure) {
  PIGNUS_CHECK(store_.impl().mode != OpenMode::kReadOnly);
  if (!Date::parse(erasure.at)) return fail(ErrorCode::kInvalidInput, "is no day", {"", 0, "at"});
  if (erasure.reason.empty() || first_invalid_utf8(erasure.reason) != std::string::npos) {
    return fail(ErrorCode::kInvalidInput, "must be said, in UTF-8", {"", 0, "reason"});
  }
  sql::Database& database = *store_.impl().database;
  return guarded(store_.name(), [&]() -> Status {
    if (database.dialect() == sql::Dialect::kSqlite) {
      sql::Statement(database, "PRAGMA secure_delete = ON").step();
    }
    sql::Transaction transaction(database, sql::Access::kWrite);
    sql::Statement row(database,
                       fmt::format("SELECT {} FROM personal_value WHERE id = ?", kColumns));
    row.bind(1, id);
    if (!row.step()) return not_there(store_, id);
    const PersonalValue there = value_of(row);
    row.reset();
    if (!there.erased_at.empty()) {
      return fail(ErrorCode::kConflict,
                  fmt::format("personal value {} was erased on {}", id, there.erased_at),
                  {store_.name(), 0, ""});
    }
    sql::Statement(
        database, "UPDATE personal_value SET value = NULL, salt = NULL, erased_at = ? WHERE id = ?")
        .run_with(erasure.at, id);
    append_notes(database, kPersonalStream,
                 {{"erased",
                   {{"id", id},
                    {"commitment", there.commitment},
                    {"at", erasure.at},
                    {"by", erasure.by},
                    {"reason", erasure.reason}}}});
    transaction.commit();
    return {};
  });
}

Status PersonalValues::compact() {
  PIGNUS_CHECK(store_.impl().mode != OpenMode::kReadOnly);
  sql::Database& database = *store_.impl().database;
  return guarded(store_.name(), [&]() -> Status {
    if (database.dialect() == sql::Dialect::kPostgres) {
      database.run("VACUUM FULL personal_value");
      return {};
    }
    database.run("VACUUM");
    sql::Statement checkpoint(database, "PRAGMA wal_checkpoint(TRUNCATE)");
    if (checkpoint.step() && checkpoint.integer(0) == 0) return {};
    return fail(ErrorCode::kConflict,
                "another program reads the store, so that what was erased may still stand in its "
                "write-ahead log",
                {store_.name(), 0, ""});
  });
}

Status PersonalReplay::take(EntryBody& entry) {
  const std::int64_t id = entry.integer("id");
  const std::string commitment = entry.text("commitment");
  const std::string at = entry.text("at");
  if (entry.kind() == "kept") {
    PersonalState kept{entry.text("field"), commitment, at, "", false};
    PIGNUS_TRY(entry.status());
    if (values_.emplace(id, std::move(kept)).second) return {};
    return fail(entry.broken("keeps a value that is there"));
  }
  PIGNUS_TRY(entry.status());
  const auto value = values_.find(id);
  if (value == values_.end() || value->second.commitment != commitment) {
    return fail(entry.broken("tells of a value that was never kept"));
  }
  if (entry.kind() == "lost") {
    value->second.lost = true;
  } else if (entry.kind() == "erased" && value->second.erased_at.empty() && !at.empty()) {
    value->second.erased_at = at;
  } else {
    return fail(entry.broken("says what cannot be of a personal value"));
  }
  return {};
}

}  // namespace pignus::store
