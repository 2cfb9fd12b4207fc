#include "registers/merge.h"

#include <algorithm>
#include <array>
#include <functional>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "core/check.h"
#include "registers/merge_values.h"

namespace pignus::registers {

namespace {

/// The records of one register, newest first.
using Group = std::vector<const RightRecord*>;

/// Newest first; ties by content, so that the order of imports does not show.
bool newer(const RightRecord* a, const RightRecord* b) {
  const auto key = [](const RightRecord* record) {
    return std::tie(record->grant_number, record->publication_number, record->title,
                    record->source.sha256, record->source.file, record->source.record);
  };
  return a->known != b->known ? a->known > b->known : key(a) < key(b);
}

std::vector<Group> groups_of(const std::vector<RightRecord>& records) {
  std::map<std::string, Group> by_registry;
  for (const RightRecord& record : records) by_registry[record.source.registry].push_back(&record);
  std::vector<Group> groups;
  for (auto& [registry, group] : by_registry) {
    std::ranges::sort(group, newer);
    groups.push_back(std::move(group));
  }
  // The register that leads comes first.
  std::ranges::stable_sort(groups, [](const Group& a, const Group& b) {
    const auto rank = [](const Group& group) {
      const RightRecord& newest = *group.front();
      const bool own = office_of_registry(newest.source.registry) == newest.id.office();
      return std::pair(own ? 0 : 1, -newest.known.days_since_1970());
    };
    return rank(a) < rank(b);
  });
  return groups;
}

/// The newest record of a register that states the field; nullptr where none does.
template <typename States>
const RightRecord* speaker(const Group& group, const States& states) {
  const auto found =
      std::ranges::find_if(group, [&](const RightRecord* record) { return states(*record); });
  return found == group.end() ? nullptr : *found;
}

/// A field with one value: how to read, compare and show it.
struct Field {
  const char* name;
  bool changes;  ///< in time
  bool (*states)(const RightRecord&);
  void (*copy)(RightRecord& to, const RightRecord& from);
  bool (*agree)(const RightRecord&, const RightRecord&);
  std::string (*text)(const RightRecord&);
};

FieldStatement statement(const Field& field, const RightRecord& record) {
  return {field.text(record), record.known, record.source};
}

void merge_field(const Field& field, const std::vector<Group>& groups, MergedRight& merged) {
  std::vector<const RightRecord*> speakers;
  for (const Group& group : groups) {
    if (const RightRecord* record = speaker(group, field.states)) speakers.push_back(record);
  }
  if (speakers.empty()) return;
  const RightRecord& taken = *speakers.front();
  field.copy(merged.record, taken);
  FieldConflict conflict{field.name, ConflictKind::kEarlier, statement(field, taken), {}};
  for (const RightRecord* other : speakers) {
    if (field.agree(taken, *other)) continue;
    conflict.others.push_back(statement(field, *other));
    if (!field.changes || other->known >= taken.known) conflict.kind = ConflictKind::kContradiction;
  }
  if (!conflict.others.empty()) merged.conflicts.push_back(std::move(conflict));
}

// Field by pointer to member, for the kinds of value a record holds.
template <std::string RightRecord::* member, bool (*agree)(std::string_view, std::string_view)>
constexpr Field text_field(const char* name) {
  return {name,
          false,
          [](const RightRecord& record) { return !(record.*member).empty(); },
          [](RightRecord& to, const RightRecord& from) { to.*member = from.*member; },
          [](const RightRecord& a, const RightRecord& b) { return agree(a.*member, b.*member); },
          [](const RightRecord& record) { return record.*member; }};
}
template <RegisterDate RightRecord::* member>
constexpr Field date_field(const char* name, bool changes = false) {
  return {
      name,
      changes,
      [](const RightRecord& record) { return !(record.*member).empty(); },
      [](RightRecord& to, const RightRecord& from) { to.*member = from.*member; },
      [](const RightRecord& a, const RightRecord& b) { return same_date(a.*member, b.*member); },
      [](const RightRecord& record) { return (record.*member).text(); }};
}
template <std::optional<int> RightRecord::* member>
constexpr Field count_field(const char* name) {
  return {name,
          false,
          [](const RightRecord& record) { return (record.*member).has_value(); },
          [](RightRecord& to, const RightRecord& from) { to.*member = from.*member; },
          [](const RightRecord& a, const RightRecord& b) { return a.*member == b.*member; },
          [](const RightRecord& record) { return std::to_string((record.*member).value_or(0)); }};
}

constexpr Field kType{"type",
                      false,
                      [](const RightRecord& record) { return record.type != RightType::kUnknown; },
                      [](RightRecord& to, const RightRecord& from) { to.type = from.type; },
                      [](const RightRecord& a, const RightRecord& b) { return a.type == b.type; },
                      [](const RightRecord& record) { return std::string(name_of(record.type)); }};
/// The EPO's exchange data give the day a grant was published; offices register it up to a quarter
/// of a year before.
bool same_grant(const RightRecord& a, const RightRecord& b) {
  if (same_date(a.grant_date, b.grant_date)) return true;
  constexpr int kPublishedWithinDays = 92;
  const auto exchanged = [](const RightRecord& record) {
    return record.id.office() != "EP" && office_of_registry(record.source.registry) == "EP";
  };
  if (exchanged(a) == exchanged(b)) return false;
  const auto registered = (exchanged(a) ? b : a).grant_date.earliest();
  const auto published = (exchanged(a) ? a : b).grant_date.latest();
  if (!registered || !published) return false;
  const int days = days_between(*registered, *published);
  return days >= 0 && days <= kPublishedWithinDays;
}

constexpr Field kGrant{
    "grant_date",
    false,
    [](const RightRecord& record) { return !record.grant_date.empty(); },
    [](RightRecord& to, const RightRecord& from) { to.grant_date = from.grant_date; },
    same_grant,
    [](const RightRecord& record) { return record.grant_date.text(); }};
constexpr Field kAdjustment{
    "term_adjustment_days",
    true,
    [](const RightRecord& record) { return record.term_adjustment_days != 0; },
    [](RightRecord& to, const RightRecord& from) {
      to.term_adjustment_days = from.term_adjustment_days;
    },
    [](const RightRecord& a, const RightRecord& b) {
      return a.term_adjustment_days == b.term_adjustment_days;
    },
    [](const RightRecord& record) { return std::to_string(record.term_adjustment_days); }};
constexpr Field kOwners{
    "owners",
    true,
    [](const RightRecord& record) { return !record.owners.empty(); },
    [](RightRecord& to, const RightRecord& from) { to.owners = from.owners; },
    [](const RightRecord& a, const RightRecord& b) { return same_names(names(a), names(b)); },
    [](const RightRecord& record) { return joined(names(record)); }};
constexpr Field kInventors{
    "inventors",
    false,
    [](const RightRecord& record) { return !record.inventors.empty(); },
    [](RightRecord& to, const RightRecord& from) { to.inventors = from.inventors; },
    [](const RightRecord& a, const RightRecord& b) { return same_names(a.inventors, b.inventors); },
    [](const RightRecord& record) { return joined(record.inventors); }};

constexpr std::array kFields{
    kType,
    text_field<&RightRecord::application_number, same_number>("application_number"),
    text_field<&RightRecord::publication_number, same_number>("publication_number"),
    text_field<&RightRecord::grant_number, same_number>("grant_number"),
    date_field<&RightRecord::filing_date>("filing_date"),
    date_field<&RightRecord::priority_date>("priority_date"),
    date_field<&RightRecord::publication_date>("publication_date"),
    kGrant,
    date_field<&RightRecord::expiry_date>("expiry_date", true),
    kAdjustment,
    text_field<&RightRecord::title, same_title>("title"),
    kOwners,
    kInventors,
    count_field<&RightRecord::claim_count>("claim_count"),
    count_field<&RightRecord::independent_claim_count>("independent_claim_count"),
    count_field<&RightRecord::figure_count>("figure_count")};

/// The lists of all registers, the leading one's order first, each entry once.
template <typename Item, typename Key>
std::vector<Item> united(const std::vector<Group>& groups, std::vector<Item> RightRecord::* list,
                         const Key& key) {
  std::vector<Item> all;
  std::set<std::string> seen;
  for (const Group& group : groups) {
    const RightRecord* record =
        speaker(group, [&](const RightRecord& one) { return !(one.*list).empty(); });
    if (record == nullptr) continue;
    for (const Item& item : record->*list) {
      if (seen.insert(key(item)).second) all.push_back(item);
    }
  }
  return all;
}

}  // namespace

std::string_view name_of(ConflictKind kind) {
  return kind == ConflictKind::kContradiction ? "contradiction" : "earlier";
}

std::string_view office_of_registry(std::string_view registry) {
  struct Speaks {
    std::string_view prefix;
    std::string_view office;
  };
  constexpr std::array<Speaks, 9> kSpeaks{{{"uspto", "US"},
                                           {"docdb", "EP"},
                                           {"ops", "EP"},
                                           {"ep-", "EP"},
                                           {"cnipa", "CN"},
                                           {"jpo", "JP"},
                                           {"kipo", "KR"},
                                           {"euipo", "EM"},
                                           {"wipo", "WO"}}};
  const auto found = std::ranges::find_if(
      kSpeaks, [&](const Speaks& one) { return registry.starts_with(one.prefix); });
  return found == kSpeaks.end() ? std::string_view() : found->office;
}

std::vector<FieldConflict> conflicts_of(const RightFacts& facts) {
  const std::vector<RightRecord> standing = facts.standing_records();
  if (standing.size() < 2) return {};
  return merge_records(standing).conflicts;
}

MergedRight merge_records(const std::vector<RightRecord>& records) {
  PIGNUS_CHECK(!records.empty());
  const std::vector<Group> groups = groups_of(records);
  const RightRecord& leading = *groups.front().front();
  MergedRight merged;
  merged.record.id = leading.id;
  merged.record.known = leading.known;
  merged.record.source = leading.source;
  for (const Field& field : kFields) merge_field(field, groups, merged);
  // No register says that a term is not disclaimed; one that says it is is enough.
  merged.record.terminal_disclaimer =
      std::ranges::any_of(records, &RightRecord::terminal_disclaimer);
  const auto itself = [](const std::string& text) { return text; };
  merged.record.classes = united(groups, &RightRecord::classes, itself);
  merged.record.citations = united(groups, &RightRecord::citations,
                                   [](const Citation& citation) { return citation.document; });
  merged.record.family = united(groups, &RightRecord::family, itself);
  merged.record.designated_states = united(groups, &RightRecord::designated_states, itself);
  for (const Group& group : groups) {
    for (const RightRecord* record : group) {
      merged.record.details.insert(record->details.begin(), record->details.end());
    }
  }
  return merged;
}

}  // namespace pignus::registers
