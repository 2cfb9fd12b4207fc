#include "store/known_facts.h"

#include <algorithm>
#include <fmt/format.h>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <tuple>

#include "store/guard.h"
#include "store/sql/dialect.h"
#include "store/store_impl.h"

namespace pignus::store {

std::string facts_under_keys(sql::Dialect dialect, const Visibility& seen, std::string_view columns,
                             std::string_view join, std::string_view when) {
  static constexpr const char* kTables[] = {"right_record", "legal_event", "recording_property",
                                            "retraction"};
  std::string sql;
  int kind = 0;
  for (const char* table : kTables) {
    sql += fmt::format("{}SELECT {}, {} FROM {} x {} WHERE {} AND {} AND {}",
                       sql.empty() ? "" : " UNION ALL ", kind++, columns, table, join,
                       sql::is_among_texts(dialect, "x.right_id", "?1"), when, seen.of("x"));
  }
  return sql;
}

std::string news_sql(sql::Dialect dialect, const Visibility& seen) {
  return facts_under_keys(dialect, seen, "x.right_id, x.known, x.fact_id", "",
                          "x.known > ?2 AND x.known <= ?3");
}

std::string status_line_sql(sql::Dialect dialect, const Visibility& seen) {
  return fmt::format(
      "SELECT x.right_id, x.known, x.date, x.code, x.st27 FROM legal_event x WHERE {} AND x.known "
      "<= ?2 AND {}",
      sql::is_among_texts(dialect, "x.right_id", "?1"), seen.of("x"));
}

RightKeys::RightKeys(RightAliases& aliases, std::span<const registers::RightId> ids) {
  std::set<std::string> asked;
  for (const registers::RightId& id : ids) asked.insert(id.value);
  aliases.prefetch(asked);
  keys_.reserve(ids.size());
  for (const registers::RightId& id : ids) keys_.push_back(aliases.keys_of(id.value));
}

std::string RightKeys::list(sql::Dialect dialect) const {
  std::set<std::string> all;
  for (const std::set<std::string>& keys : keys_) all.insert(keys.begin(), keys.end());
  return sql::list_of(dialect, std::vector<std::string>(all.begin(), all.end()));
}

namespace {

using registers::RightId;

/// So many rights are asked after in one statement.
constexpr std::size_t kRightsAtOnce = 1'000;

tl::unexpected<Error> unreadable(const std::string& file) {
  return fail(ErrorCode::kCorrupt, "a date of the store cannot be read", {file, 0, ""});
}

/// What some rights have in common while they are asked after, portion by portion, in one view of
/// the store.
struct Asking {
  Asking(sql::Database& database, Date known_by,
         std::string (*sql)(sql::Dialect, const Visibility&))
      : dialect(database.dialect()),
        view(database, sql::Access::kRead),
        seen(database),
        aliases(database, known_by.iso(), seen),
        rows(database, sql(dialect, seen)) {}

  /// Calls `work(portion, keys)` for all of them.
  template <typename Work>
  Status by_portions(const std::vector<RightId>& ids, Work&& work) {
    for (std::size_t at = 0; at < ids.size(); at += kRightsAtOnce) {
      const std::span<const RightId> portion(ids.data() + at,
                                             std::min(kRightsAtOnce, ids.size() - at));
      aliases.clear();
      const RightKeys keys(aliases, portion);
      rows.reset();
      rows.bind(1, keys.list(dialect));
      PIGNUS_TRY(work(portion, keys));
    }
    return {};
  }

  sql::Dialect dialect;
  sql::Transaction view;
  Visibility seen;
  RightAliases aliases;
  sql::Statement rows;
};

struct NewFact {
  KnownKind kind = KnownKind::kRecord;
  std::string known;
};

/// By key and id of the fact: a recording may name a right twice.
using NewFacts = std::map<std::string, std::map<std::int64_t, NewFact>>;

NewFacts new_facts_of(sql::Statement& rows) {
  NewFacts facts;
  while (rows.step()) {
    facts[rows.text(1)].emplace(rows.integer(3),
                                NewFact{static_cast<KnownKind>(rows.integer(0)), rows.text(2)});
  }
  return facts;
}

std::uint64_t& count_of(RightNews& news, KnownKind kind) {
  switch (kind) {
    case KnownKind::kRecord:
      return news.records;
    case KnownKind::kEvent:
      return news.events;
    case KnownKind::kRecording:
      return news.recordings;
    case KnownKind::kRetraction:
      break;
  }
  return news.retractions;
}

/// nullopt where nothing is new; kCorrupt where a day cannot be read.
Result<std::optional<RightNews>> news_of_right(const NewFacts& facts,
                                               const std::set<std::string>& keys,
                                               const std::string& file) {
  std::map<std::int64_t, const NewFact*> of_right;
  for (const std::string& key : keys) {
    const auto at = facts.find(key);
    if (at == facts.end()) continue;
    for (const auto& [id, fact] : at->second) of_right.emplace(id, &fact);
  }
  if (of_right.empty()) return std::nullopt;
  RightNews news;
  std::string latest;
  for (const auto& [id, fact] : of_right) {
    ++count_of(news, fact->kind);
    latest = std::max(latest, fact->known);
  }
  const auto day = Date::parse(latest);
  if (!day) return unreadable(file);
  news.latest = *day;
  return news;
}

Result<std::vector<RightNews>> read_news(sql::Database& database, const std::string& file,
                                         const std::vector<RightId>& ids, Date after,
                                         Date known_by) {
  std::vector<RightNews> out;
  Asking asking(database, known_by, news_sql);
  const auto portion = [&](std::span<const RightId> some, const RightKeys& keys) -> Status {
    asking.rows.bind(2, after.iso());
    asking.rows.bind(3, known_by.iso());
    const NewFacts facts = new_facts_of(asking.rows);
    if (facts.empty()) return {};
    for (std::size_t i = 0; i < some.size(); ++i) {
      PIGNUS_ASSIGN(std::optional<RightNews> news, news_of_right(facts, keys.of(i), file));
      if (!news) continue;
      news->asked = some[i];
      news->id.value = asking.aliases.key_on(some[i].value);
      out.push_back(std::move(*news));
    }
    return {};
  };
  PIGNUS_TRY(asking.by_portions(ids, portion));
  return out;
}

/// By key.
using EventsByKey = std::map<std::string, std::vector<StatusEvent>>;

Result<EventsByKey> events_of(sql::Statement& rows, const std::string& file, Date true_on) {
  EventsByKey events;
  while (rows.step()) {
    const auto known = Date::parse(rows.text(1));
    const auto date = RegisterDate::parse(rows.text(2));
    if (!known || !date) return unreadable(file);
    StatusEvent event{*date, *known, rows.text(3), rows.text(4)};
    if (event.day() <= true_on) events[rows.text(0)].push_back(std::move(event));
  }
  return events;
}

Status read_status_lines(sql::Database& database, const std::string& file,
                         const std::vector<RightId>& ids, AsOf as_of,
                         const std::function<bool(StatusLine&&)>& sink) {
  Asking asking(database, as_of.known_by, status_line_sql);
  const auto portion = [&](std::span<const RightId> some, const RightKeys& keys) -> Status {
    asking.rows.bind(2, as_of.known_by.iso());
    PIGNUS_ASSIGN(const EventsByKey events, events_of(asking.rows, file, as_of.true_on));
    for (std::size_t i = 0; i < some.size(); ++i) {
      StatusLine line{some[i], {asking.aliases.key_on(some[i].value)}, {}};
      for (const std::string& key : keys.of(i)) {
        const auto at = events.find(key);
        if (at == events.end()) continue;
        line.events.insert(line.events.end(), at->second.begin(), at->second.end());
      }
      std::ranges::sort(line.events, {}, [](const StatusEvent& one) {
        return std::tuple(one.date.text(), one.code, one.known, one.st27);
      });
      if (!sink(std::move(line))) return fail(ErrorCode::kCancelled, "stopped");
    }
    return {};
  };
  return asking.by_portions(ids, portion);
}

}  // namespace

Date StatusEvent::day() const {
  return date.latest().value_or(known);
}

Result<std::vector<RightNews>> Store::news_of(const std::vector<RightId>& ids, Date after,
                                              Date known_by) const {
  return guarded(impl_->file,
                 [&] { return read_news(*impl_->database, impl_->file, ids, after, known_by); });
}

Status Store::status_lines(const std::vector<RightId>& ids, AsOf as_of,
                           const std::function<bool(StatusLine&&)>& sink) const {
  return guarded(impl_->file, [&] {
    return read_status_lines(*impl_->database, impl_->file, ids, as_of, sink);
  });
}

}  // namespace pignus::store
