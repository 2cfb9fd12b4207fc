// Two stores that hold the same book: everything a rebuild must bring back, table by table. Left
// out is what is of the moment (store/tables.h) and how the engine numbered its rows.
#pragma once

#include <algorithm>
#include <filesystem>
#include <gtest/gtest.h>
#include <string>
#include <vector>

#include "store/store.h"
#include "support/store_place.h"

namespace pignus::store::testing {

/// The rows of a query as texts, in order.
inline std::vector<std::string> rows_of(const std::filesystem::path& place,
                                        const std::string& select) {
  sql::Database database = behind(place);
  std::vector<std::string> found;
  sql::Statement rows(database, select);
  while (rows.step()) {
    std::string line;
    for (int i = 0; i < rows.columns(); ++i) line += (rows.null(i) ? "NULL" : rows.text(i)) + "|";
    found.push_back(std::move(line));
  }
  std::ranges::sort(found);
  return found;
}

/// What lasts of every table, row numbers left out.
inline const std::vector<std::string>& lasting() {
  static const std::string kVisible =
      " WHERE fact_id IN (SELECT g.fact_id FROM sighting g JOIN import i ON i.id = g.import_id "
      "WHERE "
      "i.state = 'complete')";
  static const std::vector<std::string> kSelects{
      "SELECT stream, number, entry, hash FROM journal",
      "SELECT stream, number, hash FROM journal_head",
      "SELECT name, sha256, bytes, reader, at, position, facts, duplicates, problems, merkle_root, "
      "journal_number FROM import WHERE state = 'complete'",
      "SELECT i.journal_number, g.ordinal, s.sha256, s.file, s.registry, g.record, g.origin FROM "
      "sighting g JOIN import i ON i.id = g.import_id JOIN source s ON s.id = g.source_id WHERE "
      "i.state = 'complete'",
      "SELECT i.journal_number, q.ordinal, q.sha256, q.code, q.message, q.file, q.record, q.field "
      "FROM quarantined q JOIN import i ON i.id = q.import_id",
      "SELECT id, kind, name, parameters, CASE WHEN state = 'running' THEN 'waiting' ELSE state "
      "END, attempts_max, cancel_asked, result, error, added_at, ended_at FROM job",
      "SELECT id, attempt, started_at, owner FROM job WHERE state = 'done'",
      "SELECT job_id, number, result FROM job_shard",
      "SELECT job_id, at, event, owner, words FROM job_event WHERE event NOT IN ('claimed', 'taken "
      "over')",
      "SELECT kind, id, body, provenance, journal_number FROM result",
      "SELECT id, field, commitment, value, kept_at, erased_at FROM personal_value",
      "SELECT alias_id, right_id, from_record FROM right_alias" + kVisible,
      "SELECT number, right_id FROM number_alias" + kVisible,
      "SELECT right_id, known, registry FROM retraction" + kVisible};
  return kSelects;
}

inline void expect_same_book(const std::filesystem::path& a, const std::filesystem::path& b) {
  for (const std::string& select : lasting()) EXPECT_EQ(rows_of(a, select), rows_of(b, select));
  const auto one = Store::open(a, OpenMode::kReadOnly);
  const auto other = Store::open(b, OpenMode::kReadOnly);
  ASSERT_TRUE(one && other);
  EXPECT_EQ(*one->content_hash(), *other->content_hash());
  EXPECT_EQ(*one->counts(), *other->counts());
  EXPECT_EQ(*one->journal_heads(), *other->journal_heads());
  EXPECT_TRUE(other->verify_journal());
}

}  // namespace pignus::store::testing
