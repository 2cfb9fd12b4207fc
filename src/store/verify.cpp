// Holds the journal against itself, and the tables against the journal.
#include <fmt/format.h>
#include <map>

#include "core/json.h"
#include "core/sha256.h"
#include "store/fact_json.h"
#include "store/fact_reader.h"
#include "store/guard.h"
#include "store/import_rows.h"
#include "store/journal.h"
#include "store/journal_rows.h"
#include "store/sql/database.h"
#include "store/store_impl.h"
#include "store/visibility.h"

namespace pignus::store {
namespace {

Status check_import(sql::Database& database, const std::string& file, const Json& entry,
                    const std::map<std::uint64_t, ImportRow>& rows) {
  const Json& body = entry["body"];
  const std::uint64_t number = entry["number"].get<std::uint64_t>();
  const Where where{file, number, ""};
  const auto row = rows.find(number);
  if (row == rows.end()) {
    return fail(ErrorCode::kNotFound,
                fmt::format("journal stream \"imports\", entry {}: its import is gone", number),
                where);
  }
  if (body.value("sha256", Json()) != Json(row->second.summary.sha256) ||
      body.value("name", Json()) != Json(row->second.summary.name)) {
    return fail(ErrorCode::kCorrupt,
                fmt::format("journal stream \"imports\", entry {}: its import is gone", number),
                where);
  }
  if (body.value("merkle_root", Json()) != Json(merkle_root_of(database, row->second.id))) {
    return fail(ErrorCode::kCorrupt,
                fmt::format("journal stream \"imports\", entry {}: the records of \"{}\" are not "
                            "those that were accepted",
                            number, row->second.summary.name),
                where);
  }
  return {};
}

Status check_result(sql::Database& database, const std::string& file, const Json& entry) {
  const Json& body = entry["body"];
  const std::uint64_t number = entry["number"].get<std::uint64_t>();
  sql::Statement query(database, "SELECT body, provenance FROM result WHERE kind = ? AND id = ?");
  query.bind_all(body.value("kind", std::string()), body.value("id", std::string()));
  if (!query.step() || body.value("body_sha256", Json()) != Json(sha256_hex(query.text(0))) ||
      body.value("provenance_sha256", Json()) != Json(sha256_hex(query.text(1)))) {
    return fail(ErrorCode::kCorrupt,
                fmt::format("journal stream \"results\", entry {}: the result is not the one that "
                            "was saved",
                            number),
                {file, number, ""});
  }
  return {};
}

struct KeptFacts {
  FactReader::Ids ids;
  std::vector<std::string> hashes;
};

/// The rows of these facts still say what their hashes say.
Status check_portion(FactReader& reader, const std::string& file,
                     std::map<std::string, KeptFacts>& by_kind) {
  for (const auto& [kind, kept] : by_kind) {
    PIGNUS_ASSIGN(const std::vector<registers::Fact> facts, reader.facts(kind, kept.ids));
    for (std::size_t i = 0; i < facts.size(); ++i) {
      const Sha256Digest hash = fact_hash(facts[i]);
      if (std::string(hash.begin(), hash.end()) == kept.hashes[i]) continue;
      const registers::Source& source = source_of(facts[i]);
      return fail(ErrorCode::kCorrupt,
                  fmt::format("the {} read from record {} of \"{}\" was changed in the store", kind,
                              source.record, source.file),
                  {file, 0, ""});
    }
  }
  by_kind.clear();
  return {};
}

/// The same of every visible fact.
Status check_facts(sql::Database& database, const std::string& file) {
  constexpr std::size_t kPortion = 1'000;
  FactReader reader(database, file, Visibility(database));
  sql::Statement rows(database,
                      "SELECT x.id, x.kind, x.hash FROM (SELECT id, id AS fact_id, kind, hash "
                      "FROM fact) x WHERE " +
                          visible("x"),
                      sql::Rows::kMany);
  std::map<std::string, KeptFacts> by_kind;
  std::size_t waiting = 0;
  while (rows.step()) {
    KeptFacts& kept = by_kind[rows.text(1)];
    kept.ids.push_back(rows.integer(0));
    kept.hashes.push_back(rows.bytes(2));
    if (++waiting < kPortion) continue;
    waiting = 0;
    PIGNUS_TRY(check_portion(reader, file, by_kind));
  }
  return check_portion(reader, file, by_kind);
}

Result<journal::Verdict> verify(sql::Database& database, journal::JudgeOptions options) {
  const std::string file = options.file;
  const sql::Transaction one_view(database, sql::Access::kRead);
  std::map<std::uint64_t, ImportRow> imports;
  for (ImportRow& row : import_rows(database)) {
    if (row.summary.complete) imports.emplace(row.summary.journal_number, std::move(row));
  }
  std::size_t imports_seen = 0;
  // An import whose source was read again is gone; a later entry must say so.
  std::map<std::uint64_t, Error> gone;
  std::int64_t results_seen = 0;
  const auto check_entry = [&](const journal::EntryRow& row) -> Status {
    if (row.stream != kImportStream && row.stream != kResultStream) return {};
    const Json entry = Json::parse(row.text, nullptr, false);
    if (row.stream == kResultStream) {
      ++results_seen;
      return check_result(database, file, entry);
    }
    for (const Json& number : entry["body"].value("replaces", Json::array())) {
      if (number.is_number_unsigned()) gone.erase(number.get<std::uint64_t>());
    }
    Status checked = check_import(database, file, entry, imports);
    if (checked || checked.error().code != ErrorCode::kNotFound) {
      ++imports_seen;
      return checked;
    }
    gone.emplace(checked.error().where.record, std::move(checked.error()));
    return {};
  };
  PIGNUS_ASSIGN(journal::Judge judge, judge_rows(database, std::move(options), check_entry));
  PIGNUS_ASSIGN(journal::Verdict verdict, judge.finish());
  if (!gone.empty()) {
    Error first = std::move(gone.begin()->second);
    first.code = ErrorCode::kCorrupt;
    return fail(std::move(first));
  }
  if (imports_seen != imports.size() ||
      results_seen != database.integer("SELECT count(*) FROM result")) {
    return fail(ErrorCode::kCorrupt, "an import or result has no entry in the journal",
                {file, 0, ""});
  }
  PIGNUS_TRY(check_facts(database, file));
  return verdict;
}

}  // namespace

Result<std::vector<JournalHead>> Store::journal_heads() const {
  return guarded(impl_->file,
                 [&]() -> Result<std::vector<JournalHead>> { return heads_of(*impl_->database); });
}

Status Store::verify_journal() const {
  PIGNUS_TRY(verify_journal_against({}, {}));
  return {};
}

Result<journal::Verdict> Store::verify_journal_against(
    std::vector<journal::PublicKey> pinned, std::vector<journal::KeptCheckpoint> kept) const {
  return guarded(impl_->file, [&] {
    return verify(*impl_->database, {impl_->file, std::move(pinned), std::move(kept), true});
  });
}

}  // namespace pignus::store
