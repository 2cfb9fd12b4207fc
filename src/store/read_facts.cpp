// As-of reading: only what was known by a day, by an index that ends with that day.
#include <algorithm>
#include <fmt/format.h>
#include <map>
#include <set>

#include "core/sha256.h"
#include "store/fact_reader.h"
#include "store/guard.h"
#include "store/right_aliases.h"
#include "store/sql/database.h"
#include "store/sql/dialect.h"
#include "store/store_impl.h"

namespace pignus::store {
namespace {

using registers::RightId;

std::vector<std::int64_t> ids_of(sql::Database& database, const std::string& sql,
                                 const std::set<std::string>& keys, const std::string& known_by) {
  std::set<std::pair<std::string, std::int64_t>> by_hash;
  sql::Statement query(database, sql);
  for (const std::string& key : keys) {
    query.reset();
    query.bind_all(key, known_by);
    while (query.step()) {
      by_hash.emplace(query.bytes(1), query.integer(0));
    }
  }
  std::vector<std::int64_t> ids;
  ids.reserve(by_hash.size());
  for (const auto& [hash, id] : by_hash) {
    ids.push_back(id);
  }
  return ids;
}

/// Ids in order of content hash: what sorts equal below keeps an order that no import decides.
std::vector<std::int64_t> ids_in(sql::Database& database, const std::string& table,
                                 const std::set<std::string>& keys, const std::string& known_by) {
  return ids_of(database,
                fmt::format("SELECT x.fact_id, f.hash FROM {} x JOIN fact f ON f.id = x.fact_id "
                            "WHERE x.right_id = ? AND x.known <= ? AND {}",
                            table, visible("x")),
                keys, known_by);
}

std::vector<std::int64_t> recording_ids(sql::Database& database, const std::set<std::string>& keys,
                                        const std::string& known_by) {
  return ids_of(database,
                "SELECT x.fact_id, f.hash FROM recording_property p "
                "JOIN recording x ON x.fact_id = p.fact_id JOIN fact f ON f.id = x.fact_id "
                "WHERE p.right_id = ? AND x.known <= ? AND " +
                    visible("x"),
                keys, known_by);
}

void sort_facts(registers::RightFacts& facts) {
  std::stable_sort(facts.records.begin(), facts.records.end(),
                   [](const auto& a, const auto& b) { return a.known < b.known; });
  std::stable_sort(facts.events.begin(), facts.events.end(), [](const auto& a, const auto& b) {
    return std::pair(a.date.text(), a.code) < std::pair(b.date.text(), b.code);
  });
  std::stable_sort(facts.recordings.begin(), facts.recordings.end(),
                   [](const auto& a, const auto& b) {
                     return std::pair(a.recorded, a.id) < std::pair(b.recorded, b.id);
                   });
  std::stable_sort(facts.retractions.begin(), facts.retractions.end(),
                   [](const auto& a, const auto& b) { return a.known < b.known; });
}

Result<registers::RightFacts> read_facts(sql::Database& database, const std::string& file,
                                         const RightId& id, const std::string& known_by) {
  const sql::Transaction one_view(database, sql::Access::kRead);
  RightAliases aliases(database, known_by);
  FactReader reader(database, file);
  registers::RightFacts facts;
  facts.id.value = aliases.key_on(id.value);
  const std::set<std::string> keys = aliases.keys_of(id.value);
  for (const std::int64_t fact_id : ids_in(database, "right_record", keys, known_by)) {
    PIGNUS_ASSIGN(auto record, reader.record(fact_id));
    record.id.value = aliases.key_on(record.id.value);
    facts.records.push_back(std::move(record));
  }
  for (const std::int64_t fact_id : ids_in(database, "legal_event", keys, known_by)) {
    PIGNUS_ASSIGN(auto event, reader.event(fact_id));
    event.right.value = aliases.key_on(event.right.value);
    facts.events.push_back(std::move(event));
  }
  for (const std::int64_t fact_id : recording_ids(database, keys, known_by)) {
    PIGNUS_ASSIGN(auto recording, reader.recording(fact_id));
    for (registers::RecordedProperty& property : recording.properties) {
      property.right.value = aliases.key_on(property.right.value);
    }
    facts.recordings.push_back(std::move(recording));
  }
  for (const std::int64_t fact_id : ids_in(database, "retraction", keys, known_by)) {
    PIGNUS_ASSIGN(auto retraction, reader.retraction(fact_id));
    retraction.right.value = aliases.key_on(retraction.right.value);
    facts.retractions.push_back(std::move(retraction));
  }
  sort_facts(facts);
  facts.merge();
  return facts;
}

/// The least text greater than all that begin with `prefix`; "" when there is none.
std::string after_prefix(std::string prefix) {
  while (!prefix.empty() && static_cast<unsigned char>(prefix.back()) == 0xFF) {
    prefix.pop_back();
  }
  if (!prefix.empty()) ++prefix.back();
  return prefix;
}

std::string escaped_like(const std::string& prefix) {
  std::string out;
  for (const char c : prefix) {
    if (c == '%' || c == '_' || c == '\\') out += '\\';
    out += c;
  }
  return out + '%';
}

std::string hex_of(std::string_view bytes) {
  std::string out;
  for (const char c : bytes) out += fmt::format("{:02X}", static_cast<unsigned char>(c));
  return out;
}

constexpr const char* kFindSql =
    "SELECT r.right_id, r.title, r.known, "
    "{3}, "
    "EXISTS (SELECT 1 FROM retraction t WHERE t.right_id = r.right_id AND t.known BETWEEN r.known "
    "AND ?1 AND t.publication IN ('', r.publication_number, r.grant_number) AND {2} "
    "AND EXISTS (SELECT 1 FROM sighting g JOIN import i ON i.id = g.import_id JOIN source s ON "
    "s.id = g.source_id WHERE g.fact_id = r.fact_id AND i.state = 'complete' AND s.registry = "
    "t.registry)) "
    "FROM right_record r JOIN fact f ON f.id = r.fact_id WHERE r.known <= ?1 AND {0} "
    "AND NOT EXISTS (SELECT 1 FROM right_record n JOIN fact m ON m.id = n.fact_id "
    "WHERE n.right_id = r.right_id AND n.known <= ?1 AND (n.known, m.hash) > (r.known, f.hash) "
    "AND {1}) "
    "AND (?2 = '' OR r.right_id IN (SELECT right_id FROM right_record WHERE right_id >= ?2 AND "
    "right_id < ?3 UNION SELECT a.right_id FROM number_alias a WHERE a.number >= ?2 AND "
    "a.number < ?3)) "
    "AND (?4 = '' OR r.fact_id IN (SELECT fact_id FROM right_owner WHERE {4})) "
    "ORDER BY r.right_id LIMIT ?5";

}  // namespace

Result<registers::RightFacts> Store::facts_of(const RightId& id, Date known_by) const {
  return guarded(impl_->file,
                 [&] { return read_facts(*impl_->database, impl_->file, id, known_by.iso()); });
}

Result<std::vector<RightHit>> Store::find_rights(const RightQuery& query, Date known_by) const {
  if (query.number_prefix.empty() && query.owner_prefix.empty()) {
    return fail(ErrorCode::kInvalidInput, "a search needs a number or an owner");
  }
  return guarded(impl_->file, [&]() -> Result<std::vector<RightHit>> {
    const sql::Dialect dialect = impl_->database->dialect();
    const std::string owners =
        sql::joined(dialect, "name", "FROM right_owner o WHERE o.fact_id = r.fact_id", "position");
    sql::Statement rows(*impl_->database, fmt::format(fmt::runtime(kFindSql), visible("r"),
                                                      visible("n"), visible("t"), owners,
                                                      sql::like_any_case(dialect, "name", "?4")));
    const std::string owner = query.owner_prefix.empty() ? "" : escaped_like(query.owner_prefix);
    rows.bind_all(known_by.iso(), query.number_prefix, after_prefix(query.number_prefix), owner,
                  static_cast<std::int64_t>(query.hits_max));
    std::vector<RightHit> hits;
    while (rows.step()) {
      const auto known = Date::parse(rows.text(2));
      if (!known) return fail(ErrorCode::kCorrupt, "a date of the store cannot be read");
      hits.push_back(
          {RightId{rows.text(0)}, rows.text(1), rows.text(3), *known, rows.integer(4) != 0});
    }
    return hits;
  });
}

Result<std::string> Store::content_hash() const {
  constexpr int kHashColumn = 1;
  constexpr int kRegistryColumn = 6;
  return guarded(impl_->file, [&]() -> Result<std::string> {
    Sha256 sum;
    sql::Statement rows(*impl_->database,
                        "SELECT f.kind, f.hash, s.sha256, s.file, g.record, g.origin, s.registry "
                        "FROM fact f JOIN sighting g ON g.fact_id = f.id "
                        "JOIN import i ON i.id = g.import_id JOIN source s ON s.id = g.source_id "
                        "WHERE i.state = 'complete' ORDER BY f.hash, s.sha256, s.file, g.record, "
                        "g.origin, s.registry",
                        sql::Rows::kMany);
    while (rows.step()) {
      for (int column = 0; column < rows.columns(); ++column) {
        const std::string text =
            column == kHashColumn ? hex_of(rows.bytes(column)) : rows.text(column);
        // A store of version 2 knew no registry: what it holds keeps the hash it had.
        if (column == kRegistryColumn && text.empty()) continue;
        sum.update(fmt::format("{}:", text.size()));
        sum.update(text);
      }
    }
    return hex(sum.finish());
  });
}

}  // namespace pignus::store
