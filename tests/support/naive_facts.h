// The store's as-of reading as plain loops over plain lists: the obvious version, slow on purpose,
// against which both engines are held.
#pragma once

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "core/utf8.h"
#include "registers/batch.h"
#include "registers/facts.h"
#include "store/fact_json.h"
#include "store/fact_writer.h"
#include "store/store.h"

namespace pignus::store::testing {

/// What one fact says of an application and the right it became.
struct Join {
  std::string application;
  std::string right;
  bool from_record = false;
  bool granted = false;
  Date known;
};

class NaiveFacts {
 public:
  /// Application keys by the number that records and recordings write.
  explicit NaiveFacts(std::map<std::string, std::string> applications)
      : applications_(std::move(applications)) {}

  /// A complete import; an earlier one of the same content is replaced.
  void complete(const std::string& sha256, const std::vector<registers::Fact>& facts) {
    imports_[sha256] = facts;
    gather();
  }

  registers::RightFacts facts_of(const registers::RightId& id, Date known_by) const {
    registers::RightFacts out;
    out.id.value = key_on(id.value, known_by);
    const std::set<std::string> keys = keys_of(id.value, known_by);
    for (const registers::Fact& seen : facts_) {
      if (*known_day(seen) > known_by) continue;
      registers::Fact fact = seen;
      if (auto* record = std::get_if<registers::RightRecord>(&fact)) {
        if (!keys.contains(record->id.value)) continue;
        record->id.value = key_on(record->id.value, known_by);
        out.records.push_back(*record);
      } else if (auto* event = std::get_if<registers::LegalEvent>(&fact)) {
        if (!keys.contains(event->right.value)) continue;
        event->right.value = key_on(event->right.value, known_by);
        out.events.push_back(*event);
      } else if (auto* one = std::get_if<registers::Retraction>(&fact)) {
        if (!keys.contains(one->right.value)) continue;
        one->right.value = key_on(one->right.value, known_by);
        out.retractions.push_back(*one);
      } else if (auto* recording = std::get_if<registers::Recording>(&fact)) {
        bool named = false;
        for (registers::RecordedProperty& property : recording->properties) {
          named = named || keys.contains(property.right.value);
          property.right.value = key_on(property.right.value, known_by);
        }
        if (named) out.recordings.push_back(*recording);
      }
    }
    sort(out);
    out.merge();
    return out;
  }

  std::vector<RightNews> news_of(const std::vector<registers::RightId>& ids, Date after,
                                 Date known_by) const {
    std::vector<RightNews> out;
    for (const registers::RightId& id : ids) {
      const registers::RightFacts facts = facts_of(id, known_by);
      RightNews news{id, facts.id, 0, 0, 0, 0, after};
      const auto count = [&](const auto& some) {
        std::uint64_t found = 0;
        for (const auto& one : some) {
          const Date known = *known_day(registers::Fact(one));
          if (known <= after) continue;
          ++found;
          news.latest = std::max(news.latest, known);
        }
        return found;
      };
      news.records = count(facts.records);
      news.events = count(facts.events);
      news.recordings = count(facts.recordings);
      news.retractions = count(facts.retractions);
      if (news.latest > after) out.push_back(news);
    }
    return out;
  }

  StatusLine status_line(const registers::RightId& id, AsOf as_of) const {
    const registers::RightFacts facts = facts_of(id, as_of.known_by);
    StatusLine line{id, facts.id, {}};
    for (const registers::LegalEvent& event : facts.events) {
      const Date known = *known_day(registers::Fact(event));
      if (event.date.latest().value_or(known) > as_of.true_on) continue;
      line.events.push_back({event.date, known, event.code, event.st27});
    }
    std::sort(line.events.begin(), line.events.end(), [](const auto& a, const auto& b) {
      return std::tuple(a.date.text(), a.code, a.known, a.st27) <
             std::tuple(b.date.text(), b.code, b.known, b.st27);
    });
    return line;
  }

  std::vector<RightHit> find_rights(const RightQuery& query, Date known_by) const {
    std::map<std::string, const registers::RightRecord*> latest;
    std::set<std::string> by_number;
    for (const registers::Fact& fact : facts_) {
      const auto* record = std::get_if<registers::RightRecord>(&fact);
      if (record == nullptr || record->known > known_by) continue;
      const registers::RightRecord*& one = latest[record->id.value];
      if (one == nullptr ||
          std::pair(one->known, fact_hash(*one)) < std::pair(record->known, fact_hash(*record))) {
        one = record;
      }
      for (const std::string& number : {record->id.value, record->application_number,
                                        record->publication_number, record->grant_number}) {
        if (number.starts_with(query.number_prefix)) by_number.insert(record->id.value);
      }
    }
    std::vector<RightHit> hits;
    for (const auto& [key, record] : latest) {
      if (!query.number_prefix.empty() && !by_number.contains(key)) continue;
      if (!query.owner_prefix.empty() && !owned(*record, query.owner_prefix)) continue;
      if (hits.size() == query.hits_max) break;
      std::string owners;
      for (const registers::Party& owner : record->owners) {
        owners += (owners.empty() ? "" : "; ") + owner.name;
      }
      hits.push_back({{key}, record->title, owners, record->known, taken_back(*record, known_by)});
    }
    return hits;
  }

 private:
  /// Each fact once, with the least of the places where complete imports saw it.
  void gather() {
    std::map<Sha256Digest, registers::Fact> by_hash;
    places_.clear();
    for (const auto& [sha256, facts] : imports_) {
      for (registers::Fact fact : facts) {
        std::visit([&](auto& one) { one.source.sha256 = sha256; }, fact);
        const Sha256Digest hash = fact_hash(fact);
        const auto [place, fresh] = by_hash.try_emplace(hash, fact);
        if (!fresh && order(fact) < order(place->second)) place->second = fact;
        places_[hash].insert(source_of(fact).registry);
      }
    }
    facts_.clear();
    for (const auto& [hash, fact] : by_hash) facts_.push_back(fact);
    gather_joins();
  }

  void gather_joins() {
    joins_.clear();
    for (const registers::Fact& fact : facts_) {
      if (const auto* record = std::get_if<registers::RightRecord>(&fact)) {
        const bool granted = !record->grant_number.empty() || !record->grant_date.empty();
        join(record->application_number, record->id.value, true, granted, record->known);
      } else if (const auto* recording = std::get_if<registers::Recording>(&fact)) {
        for (const registers::RecordedProperty& property : recording->properties) {
          join(property.application_number, property.right.value, false, false,
               recording->recorded);
        }
      }
    }
  }

  void join(const std::string& number, const std::string& right, bool from_record, bool granted,
            Date known) {
    const auto application = applications_.find(number);
    if (application == applications_.end() || application->second == right) return;
    // A number tells an application of the right's own office only.
    if (application->second.substr(0, 2) != right.substr(0, 2)) return;
    joins_.push_back({application->second, right, from_record, granted, known});
  }

  static std::tuple<std::string, std::string, std::uint64_t, std::string, std::string> order(
      const registers::Fact& fact) {
    const registers::Source& at = source_of(fact);
    return {at.sha256, at.file, at.record, at.origin, at.registry};
  }

  /// Facts stand in the order of their hashes already.
  static void sort(registers::RightFacts& facts) {
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

  struct Became {
    std::string right;
    Date known;
  };

  /// The right that an application became: the one its own records name, of several the one
  /// granted; without such a record the one that recordings known by the day agree on; without any
  /// known by then, the one that later ones agree on.
  std::optional<Became> became(const std::string& application, Date known_by) const {
    std::set<std::string> of_records;
    std::set<std::string> granted;
    std::set<std::string> by_the_day;
    std::set<std::string> ever;
    for (const Join& one : joins_) {
      if (one.application != application) continue;
      ever.insert(one.right);
      if (one.known <= known_by) by_the_day.insert(one.right);
      if (one.from_record) of_records.insert(one.right);
      if (one.from_record && one.granted) granted.insert(one.right);
    }
    const std::set<std::string>& chosen = of_records.size() > 1 ? granted
                                          : !of_records.empty() ? of_records
                                          : !by_the_day.empty() ? by_the_day
                                                                : ever;
    if (chosen.size() != 1) return std::nullopt;
    std::optional<Became> out;
    for (const Join& one : joins_) {
      if (one.application != application || one.right != *chosen.begin()) continue;
      if (!out || one.known < out->known) out = Became{one.right, one.known};
    }
    return out;
  }

  std::set<std::string> applications_of(const std::string& right, bool by_its_record) const {
    std::set<std::string> out;
    for (const Join& one : joins_) {
      if (one.right == right && (one.from_record || !by_its_record)) out.insert(one.application);
    }
    return out;
  }

  std::optional<Became> right_of(const std::string& key, Date known_by) const {
    if (auto at_once = became(key, known_by)) return at_once;
    for (const std::string& application : applications_of(key, true)) {
      if (auto by_way = became(application, known_by)) return by_way;
    }
    return std::nullopt;
  }

  std::string key_on(const std::string& key, Date known_by) const {
    const auto right = right_of(key, known_by);
    return right && right->known <= known_by ? right->right : key;
  }

  std::set<std::string> keys_of(const std::string& key, Date known_by) const {
    const auto became_right = right_of(key, known_by);
    const std::string right = became_right ? became_right->right : key;
    std::set<std::string> keys = {key, right};
    for (const std::string& application : applications_of(right, false)) {
      const auto leads_to = became(application, known_by);
      if (!leads_to || leads_to->right != right) continue;
      keys.insert(application);
      for (const Join& one : joins_) {
        if (one.from_record && one.application == application) keys.insert(one.right);
      }
    }
    return keys;
  }

  static bool owned(const registers::RightRecord& record, const std::string& prefix) {
    return std::any_of(record.owners.begin(), record.owners.end(), [&](const auto& owner) {
      return ascii_lower(owner.name).starts_with(ascii_lower(prefix));
    });
  }

  bool taken_back(const registers::RightRecord& record, Date known_by) const {
    const std::set<std::string>& registries = places_.at(fact_hash(record));
    return std::any_of(facts_.begin(), facts_.end(), [&](const registers::Fact& fact) {
      const auto* one = std::get_if<registers::Retraction>(&fact);
      return one != nullptr && one->right == record.id && one->known >= record.known &&
             one->known <= known_by && registries.contains(one->source.registry) &&
             (one->publication.empty() || one->publication == record.publication_number ||
              one->publication == record.grant_number);
    });
  }

  std::map<std::string, std::string> applications_;
  std::map<std::string, std::vector<registers::Fact>> imports_;  ///< complete, by content
  std::vector<registers::Fact> facts_;
  std::map<Sha256Digest, std::set<std::string>> places_;  ///< registries that saw each fact
  std::vector<Join> joins_;
};

}  // namespace pignus::store::testing
