#include "store/verify.h"

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
#include "store/verify_streams.h"
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

/// The text an entry speaks of, in it since results stand in the journal whole, as its hash before.
bool says(const Json& body, const char* field, const std::string& text) {
  const std::string hash = std::string(field) + "_sha256";
  return body.contains(field) ? canonical_json(body[field]) == text
                              : body.value(hash, Json()) == Json(sha256_hex(text));
}

/// kNotFound where the row is gone and the entry cannot bring it back: a later one must say so.
Status check_result(sql::Database& database, const std::string& file, const Json& entry) {
  const Json& body = entry["body"];
  const std::uint64_t number = entry["number"].get<std::uint64_t>();
  sql::Statement query(database, "SELECT body, provenance FROM result WHERE kind = ? AND id = ?");
  query.bind_all(body.value("kind", std::string()), body.value("id", std::string()));
  const bool there = query.step();
  if (there && says(body, "body", query.text(0)) && says(body, "provenance", query.text(1))) {
    return {};
  }
  return fail(there || body.contains("body") ? ErrorCode::kCorrupt : ErrorCode::kNotFound,
              fmt::format("journal stream \"results\", entry {}: the result is not the one that "
                          "was saved",
                          number),
              {file, number, ""});
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

/// Imports and results, each entry against its row.
class RowCheck {
 public:
  RowCheck(sql::Database& database, std::string file)
      : database_(database), file_(std::move(file)) {
    for (ImportRow& row : import_rows(database)) {
      if (row.summary.complete) imports_.emplace(row.summary.journal_number, std::move(row));
    }
  }

  Status take_import(const Json& entry) {
    for (const Json& number : entry["body"].value("replaces", Json::array())) {
      if (number.is_number_unsigned()) gone_.erase(number.get<std::uint64_t>());
    }
    return counted(check_import(database_, file_, entry, imports_), imports_seen_, gone_);
  }
  Status take_result(const Json& entry) {
    const Json& body = entry["body"];
    if (entry.value("kind", Json()) != "lost") {
      return counted(check_result(database_, file_, entry), results_seen_, lost_);
    }
    const Json number = body.value("entry", Json());
    if (number.is_number_unsigned()) lost_.erase(number.get<std::uint64_t>());
    return {};
  }
  Status finish() {
    for (auto* missing : {&gone_, &lost_}) {
      if (missing->empty()) continue;
      Error first = std::move(missing->begin()->second);
      first.code = ErrorCode::kCorrupt;
      return fail(std::move(first));
    }
    if (imports_seen_ == static_cast<std::int64_t>(imports_.size()) &&
        results_seen_ == database_.integer("SELECT count(*) FROM result")) {
      return {};
    }
    return fail(ErrorCode::kCorrupt, "an import or result has no entry in the journal",
                {file_, 0, ""});
  }

 private:
  using Missing = std::map<std::uint64_t, Error>;

  /// What is not found is put aside, for a later entry to explain.
  static Status counted(Status checked, std::int64_t& seen, Missing& missing) {
    if (checked || checked.error().code != ErrorCode::kNotFound) {
      ++seen;
      return checked;
    }
    missing.emplace(checked.error().where.record, std::move(checked.error()));
    return {};
  }

  sql::Database& database_;
  std::string file_;
  std::map<std::uint64_t, ImportRow> imports_;
  std::int64_t imports_seen_ = 0;
  std::int64_t results_seen_ = 0;
  Missing gone_;  ///< imports whose source was read again, as a later entry must say
  Missing
      lost_;  ///< results of before their text stood in the journal, that a rebuild did not find
};

}  // namespace

Result<journal::Verdict> verify_rows(sql::Database& database, journal::JudgeOptions options) {
  const std::string file = options.file;
  RowCheck rows(database, file);
  JobCheck jobs(database, file);
  PersonalCheck personal(database, file);
  const auto check_entry = [&](const journal::EntryRow& row) -> Status {
    if (row.stream == kJobStream) return jobs.take(row);
    if (row.stream == kPersonalStream) return personal.take(row);
    if (row.stream != kImportStream && row.stream != kResultStream) return {};
    const Json entry = Json::parse(row.text, nullptr, false);
    return row.stream == kResultStream ? rows.take_result(entry) : rows.take_import(entry);
  };
  PIGNUS_ASSIGN(journal::Judge judge, judge_rows(database, std::move(options), check_entry));
  PIGNUS_ASSIGN(journal::Verdict verdict, judge.finish());
  PIGNUS_TRY(rows.finish());
  PIGNUS_TRY(jobs.finish());
  PIGNUS_TRY(personal.finish());
  PIGNUS_TRY(check_facts(database, file));
  return verdict;
}

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
    const sql::Transaction one_view(*impl_->database, sql::Access::kRead);
    return verify_rows(*impl_->database, {impl_->file, std::move(pinned), std::move(kept), true});
  });
}

}  // namespace pignus::store
