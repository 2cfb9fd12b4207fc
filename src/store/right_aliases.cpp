#include "store/right_aliases.h"

#include <algorithm>
#include <utility>

#include "store/fact_reader.h"
#include "store/sql/database.h"

namespace pignus::store {

RightAliases::RightAliases(sql::Database& database, std::string known_by)
    : known_by_(std::move(known_by)),
      targets_(database,
               "SELECT a.right_id, a.from_record, min(coalesce(r.known, c.known)), "
               "max(CASE WHEN r.grant_number <> '' OR r.grant_date <> '' THEN 1 ELSE 0 END) "
               "FROM right_alias a LEFT JOIN right_record r ON r.fact_id = a.fact_id "
               "LEFT JOIN recording c ON c.fact_id = a.fact_id WHERE a.alias_id = ? AND " +
                   visible("a") + " GROUP BY a.right_id, a.from_record"),
      names_(database, "SELECT DISTINCT a.alias_id FROM right_alias a WHERE a.right_id = ? AND " +
                           visible("a")) {}

std::string RightAliases::key_on(const std::string& key) {
  const Target target = right_of(key);
  return target.right.empty() || target.known > known_by_ ? key : target.right;
}

std::set<std::string> RightAliases::keys_of(const std::string& key) {
  const Target target = right_of(key);
  const std::string right = target.right.empty() ? key : target.right;
  std::set<std::string> keys = {key, right};
  for (const std::string& application : applications_of(right)) {
    if (target_of(application).right != right) continue;
    keys.insert(application);
    for (const std::string& other : rights_of(application)) keys.insert(other);
  }
  return keys;
}

const RightAliases::Target& RightAliases::target_of(const std::string& application) {
  const auto [place, fresh] = cache_.try_emplace(application);
  if (fresh) place->second = find_target(application);
  return place->second;
}

RightAliases::Target RightAliases::right_of(const std::string& key) {
  if (const Target& target = target_of(key); !target.right.empty()) return target;
  for (const std::string& application : applications_of(key)) {
    const std::vector<std::string> rights = rights_of(application);
    // The key's own record must name the application: a recording that does may be mistyped.
    if (std::ranges::find(rights, key) == rights.end()) continue;
    if (const Target& target = target_of(application); !target.right.empty()) return target;
  }
  return {};
}

RightAliases::Target RightAliases::find_target(const std::string& application) {
  Candidates of_records;
  Candidates by_the_day;
  Candidates all;
  targets_.reset();
  targets_.bind(1, application);
  while (targets_.step()) {
    const std::string right = targets_.text(0);
    const Candidate one{targets_.text(2), targets_.integer(3) != 0};
    if (targets_.integer(1) != 0) of_records[right] = one;
    if (one.known <= known_by_) by_the_day[right] = one;
    auto [place, fresh] = all.try_emplace(right, one);
    if (!fresh) place->second.known = std::min(place->second.known, one.known);
  }
  Candidates& candidates = !of_records.empty()   ? of_records
                           : !by_the_day.empty() ? by_the_day
                                                 : all;
  if (candidates.size() > 1 && &candidates == &of_records) {
    std::erase_if(candidates, [](const auto& one) { return !one.second.granted; });
  }
  if (candidates.size() != 1) return {};
  const std::string& right = candidates.begin()->first;
  return {right, all[right].known};
}

std::vector<std::string> RightAliases::applications_of(const std::string& right) {
  names_.reset();
  names_.bind(1, right);
  std::vector<std::string> applications;
  while (names_.step()) applications.push_back(names_.text(0));
  return applications;
}

std::vector<std::string> RightAliases::rights_of(const std::string& application) {
  targets_.reset();
  targets_.bind(1, application);
  std::vector<std::string> rights;
  while (targets_.step()) {
    if (targets_.integer(1) != 0) rights.push_back(targets_.text(0));
  }
  return rights;
}

}  // namespace pignus::store
