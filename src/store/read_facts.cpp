// As-of reading: only what was known by a day, by an index that ends with that day.
#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <map>
#include <set>
#include <span>

#include "core/sha256.h"
#include "store/fact_reader.h"
#include "store/guard.h"
#include "store/known_facts.h"
#include "store/right_aliases.h"
#include "store/sql/database.h"
#include "store/sql/dialect.h"
#include "store/store_impl.h"
#include "store/visibility.h"

namespace pignus::store {
namespace {

using registers::RightId;

/// So many rights are read at once: their facts stand in memory together.
constexpr std::size_t kRightsAtOnce = 200;

/// Kind, key, id and hash of the facts under the keys ?1 known by the day ?2.
std::string ids_sql(sql::Dialect dialect, const Visibility& seen) {
  return facts_under_keys(dialect, seen, "x.right_id, x.fact_id, f.hash",
                          "JOIN fact f ON f.id = x.fact_id", "x.known <= ?2");
}

/// Facts of one kind: where they stand, and what they are.
template <typename One>
struct Shelf {
  /// By key, then by hash: what sorts equal below keeps an order that no import decides.
  std::map<std::string, std::map<std::string, std::int64_t>> by_key;
  std::map<std::int64_t, One> facts;

  FactReader::Ids ids() const {
    std::set<std::int64_t> all;
    for (const auto& [key, of_key] : by_key) {
      for (const auto& [hash, id] : of_key) all.insert(id);
    }
    return {all.begin(), all.end()};
  }
  void fill(const FactReader::Ids& ids, std::vector<One>&& read) {
    for (std::size_t i = 0; i < ids.size(); ++i) facts.emplace(ids[i], std::move(read[i]));
  }
  std::vector<One> under(const std::set<std::string>& keys) const {
    std::map<std::string, std::int64_t> by_hash;
    for (const std::string& key : keys) {
      const auto at = by_key.find(key);
      if (at != by_key.end()) by_hash.insert(at->second.begin(), at->second.end());
    }
    std::vector<One> out;
    out.reserve(by_hash.size());
    for (const auto& [hash, id] : by_hash) out.push_back(facts.at(id));
    return out;
  }
};

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

/// Reads many rights in one view of the store, some hundreds at a time.
class FactsReading {
 public:
  FactsReading(sql::Database& database, const std::string& file, std::string known_by)
      : dialect_(database.dialect()),
        view_(database, sql::Access::kRead),
        seen_(database),
        known_by_(std::move(known_by)),
        aliases_(database, known_by_, seen_),
        reader_(database, file, seen_),
        ids_(database, ids_sql(dialect_, seen_)) {}

  Status read(std::span<const RightId> rights,
              const std::function<bool(registers::RightFacts&&)>& sink) {
    aliases_.clear();
    const RightKeys keys(aliases_, rights);
    find(keys);
    PIGNUS_TRY(fill());
    rename();
    for (std::size_t i = 0; i < rights.size(); ++i) {
      registers::RightFacts facts;
      facts.id.value = aliases_.key_on(rights[i].value);
      facts.records = records_.under(keys.of(i));
      facts.events = events_.under(keys.of(i));
      facts.recordings = recordings_.under(keys.of(i));
      facts.retractions = retractions_.under(keys.of(i));
      sort_facts(facts);
      facts.merge();
      if (!sink(std::move(facts))) return fail(ErrorCode::kCancelled, "stopped");
    }
    return {};
  }

 private:
  void find(const RightKeys& keys) {
    records_ = {};
    events_ = {};
    recordings_ = {};
    retractions_ = {};
    const std::array by_kind{&records_.by_key, &events_.by_key, &recordings_.by_key,
                             &retractions_.by_key};
    ids_.reset();
    ids_.bind_all(keys.list(dialect_), known_by_);
    while (ids_.step()) {
      auto& by_key = *by_kind.at(static_cast<std::size_t>(ids_.integer(0)));
      by_key[ids_.text(1)].emplace(ids_.bytes(3), ids_.integer(2));
    }
    ids_.reset();
  }

  Status fill() {
    FactReader::Ids ids = records_.ids();
    PIGNUS_ASSIGN(auto records, reader_.records(ids));
    records_.fill(ids, std::move(records));
    ids = events_.ids();
    PIGNUS_ASSIGN(auto events, reader_.events(ids));
    events_.fill(ids, std::move(events));
    ids = recordings_.ids();
    PIGNUS_ASSIGN(auto recordings, reader_.recordings(ids));
    recordings_.fill(ids, std::move(recordings));
    ids = retractions_.ids();
    PIGNUS_ASSIGN(auto retractions, reader_.retractions(ids));
    retractions_.fill(ids, std::move(retractions));
    return {};
  }

  /// Every key becomes the one known on the day.
  void rename() {
    std::set<std::string> named;
    for (const auto& [id, recording] : recordings_.facts) {
      for (const auto& property : recording.properties) named.insert(property.right.value);
    }
    aliases_.prefetch(named);
    const auto rename = [&](RightId& id) { id.value = aliases_.key_on(id.value); };
    for (auto& [id, record] : records_.facts) rename(record.id);
    for (auto& [id, event] : events_.facts) rename(event.right);
    for (auto& [id, retraction] : retractions_.facts) rename(retraction.right);
    for (auto& [id, recording] : recordings_.facts) {
      for (registers::RecordedProperty& property : recording.properties) rename(property.right);
    }
  }

  sql::Dialect dialect_;
  sql::Transaction view_;
  Visibility seen_;
  std::string known_by_;
  RightAliases aliases_;
  FactReader reader_;
  sql::Statement ids_;
  Shelf<registers::RightRecord> records_;
  Shelf<registers::LegalEvent> events_;
  Shelf<registers::Recording> recordings_;
  Shelf<registers::Retraction> retractions_;
};

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
    "right_id < ?3 UNION SELECT a.right_id FROM number_alias a JOIN right_record w ON w.fact_id = "
    "a.fact_id WHERE a.number >= ?2 AND a.number < ?3 AND w.known <= ?1 AND {5})) "
    "AND (?4 = '' OR r.fact_id IN (SELECT fact_id FROM right_owner WHERE {4})) "
    "ORDER BY r.right_id LIMIT ?5";

}  // namespace

Result<registers::RightFacts> Store::facts_of(const RightId& id, Date known_by) const {
  registers::RightFacts facts;
  PIGNUS_TRY(facts_of_all({id}, known_by, [&](registers::RightFacts&& read) {
    facts = std::move(read);
    return true;
  }));
  return facts;
}

Status Store::facts_of_all(const std::vector<RightId>& ids, Date known_by,
                           const std::function<bool(registers::RightFacts&&)>& sink) const {
  return guarded(impl_->file, [&]() -> Status {
    FactsReading reading(*impl_->database, impl_->file, known_by.iso());
    const std::span<const RightId> all(ids);
    for (std::size_t at = 0; at < all.size(); at += kRightsAtOnce) {
      PIGNUS_TRY(reading.read(all.subspan(at, std::min(kRightsAtOnce, all.size() - at)), sink));
    }
    return {};
  });
}

Result<std::vector<RightHit>> Store::find_rights(const RightQuery& query, Date known_by) const {
  if (query.number_prefix.empty() && query.owner_prefix.empty()) {
    return fail(ErrorCode::kInvalidInput, "a search needs a number or an owner");
  }
  return guarded(impl_->file, [&]() -> Result<std::vector<RightHit>> {
    const sql::Dialect dialect = impl_->database->dialect();
    const std::string owners =
        sql::joined(dialect, "name", "FROM right_owner o WHERE o.fact_id = r.fact_id", "position");
    sql::Statement rows(
        *impl_->database,
        fmt::format(fmt::runtime(kFindSql), visible("r"), visible("n"), visible("t"), owners,
                    sql::like_any_case(dialect, "name", "?4"), visible("w")));
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
