#include "store/right_aliases.h"

#include <algorithm>
#include <fmt/format.h>
#include <utility>

#include "store/sql/dialect.h"

namespace pignus::store {

std::string alias_sql(sql::Dialect dialect, const Visibility& seen) {
  constexpr const char* kRows =
      "SELECT {}, a.alias_id, a.right_id, a.from_record, a.known, a.granted FROM right_alias a "
      "WHERE {} AND {}";
  constexpr const char* kKeys =
      "SELECT {}, a.alias_id, a.right_id, 0, '', 0 FROM right_alias a WHERE {} AND {}";
  return fmt::format(fmt::runtime(kRows), 1, sql::is_among_texts(dialect, "a.alias_id", "?1"),
                     seen.of("a")) +
         " UNION ALL " +
         fmt::format(fmt::runtime(kKeys), 0, sql::is_among_texts(dialect, "a.right_id", "?1"),
                     seen.of("a"));
}

RightAliases::RightAliases(sql::Database& database, std::string known_by, const Visibility& seen)
    : dialect_(database.dialect()),
      known_by_(std::move(known_by)),
      rows_(database, alias_sql(dialect_, seen)) {}

void RightAliases::clear() {
  links_.clear();
  targets_.clear();
}

void RightAliases::prefetch(const std::set<std::string>& keys) {
  // From a key to its applications, to the rights they became, to those rights' applications and
  // to what these became: as far as keys_of() walks.
  constexpr int kSteps = 4;
  std::set<std::string> wanted = keys;
  for (int step = 0; step < kSteps && !wanted.empty(); ++step) {
    std::erase_if(wanted, [&](const std::string& key) { return links_.contains(key); });
    if (wanted.empty()) return;
    load(wanted);
    std::set<std::string> next;
    for (const std::string& key : wanted) {
      const Links& links = links_[key];
      for (const auto& [right, one] : links.of_records) next.insert(right);
      for (const auto& [right, one] : links.of_recordings) next.insert(right);
      next.insert(links.applications.begin(), links.applications.end());
    }
    wanted = std::move(next);
  }
}

void RightAliases::load(const std::set<std::string>& keys) {
  for (const std::string& key : keys) links_[key];
  rows_.reset();
  rows_.bind(1, sql::list_of(dialect_, std::vector<std::string>(keys.begin(), keys.end())));
  while (rows_.step()) {
    const std::string application = rows_.text(1);
    const std::string right = rows_.text(2);
    if (rows_.integer(0) == 0) {
      links_[right].applications.insert(application);
      continue;
    }
    Links& links = links_[application];
    Candidates& side = rows_.integer(3) != 0 ? links.of_records : links.of_recordings;
    const Candidate one{rows_.text(4), rows_.integer(5) != 0};
    const auto [place, fresh] = side.try_emplace(right, one);
    if (fresh) continue;
    place->second.known = std::min(place->second.known, one.known);
    place->second.granted = place->second.granted || one.granted;
  }
  rows_.reset();
}

const RightAliases::Links& RightAliases::links_of(const std::string& key) {
  if (!links_.contains(key)) load({key});
  return links_.at(key);
}

std::string RightAliases::key_on(const std::string& key) {
  const Target target = right_of(key);
  return target.right.empty() || target.known > known_by_ ? key : target.right;
}

std::set<std::string> RightAliases::keys_of(const std::string& key) {
  const Target target = right_of(key);
  const std::string right = target.right.empty() ? key : target.right;
  std::set<std::string> keys = {key, right};
  for (const std::string& application : links_of(right).applications) {
    if (target_of(application).right != right) continue;
    keys.insert(application);
    for (const auto& [other, one] : links_of(application).of_records) keys.insert(other);
  }
  return keys;
}

const RightAliases::Target& RightAliases::target_of(const std::string& application) {
  const auto [place, fresh] = targets_.try_emplace(application);
  if (fresh) place->second = find_target(application);
  return place->second;
}

RightAliases::Target RightAliases::right_of(const std::string& key) {
  if (const Target& target = target_of(key); !target.right.empty()) return target;
  for (const std::string& application : links_of(key).applications) {
    // The key's own record must name the application: a recording that does may be mistyped.
    if (!links_of(application).of_records.contains(key)) continue;
    if (const Target& target = target_of(application); !target.right.empty()) return target;
  }
  return {};
}

RightAliases::Target RightAliases::find_target(const std::string& application) {
  const Links& links = links_of(application);
  Candidates all = links.of_recordings;
  Candidates by_the_day;
  for (const auto& [right, one] : links.of_recordings) {
    if (one.known <= known_by_) by_the_day.emplace(right, one);
  }
  for (const auto& [right, one] : links.of_records) {
    const auto [place, fresh] = all.try_emplace(right, one);
    if (!fresh) place->second.known = std::min(place->second.known, one.known);
  }
  Candidates candidates = !links.of_records.empty() ? links.of_records
                          : !by_the_day.empty()     ? by_the_day
                                                    : all;
  if (candidates.size() > 1 && !links.of_records.empty()) {
    std::erase_if(candidates, [](const auto& one) { return !one.second.granted; });
  }
  if (candidates.size() != 1) return {};
  const std::string& right = candidates.begin()->first;
  return {right, all.at(right).known};
}

}  // namespace pignus::store
