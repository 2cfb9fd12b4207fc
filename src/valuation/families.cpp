#include "valuation/families.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "registers/number.h"

namespace pignus::valuation {

namespace {

/// One word for a number, however it is written: the key of its right, else the text.
std::string word_of(std::string_view number) {
  auto key = registers::parse_right_key(number);
  return key ? std::move(key->value) : std::string(number);
}

bool has_families(registers::RightType type) {
  return type != registers::RightType::kTrademark;
}

/// The words under which a record's family meets others: its own numbers and those it names.
std::set<std::string> words_of(const registers::RightRecord& record) {
  std::set<std::string> words{record.id.value};
  for (const std::string* number :
       {&record.application_number, &record.publication_number, &record.grant_number}) {
    if (!number->empty()) {
      words.insert(word_of(*number));
    }
  }
  for (const std::string& number : record.family) {
    words.insert(word_of(number));
  }
  const auto id = record.details.find("family_id");
  if (id != record.details.end() && !id->second.empty()) {
    words.insert("family/" + record.source.registry + "/" + id->second);
  }
  words.erase("");
  return words;
}

bool tells_family(const registers::RightRecord& record) {
  const auto id = record.details.find("family_id");
  return !record.family.empty() || (id != record.details.end() && !id->second.empty());
}

std::size_t root_of(const std::vector<std::size_t>& parents, std::size_t place) {
  while (parents[place] != place) {
    place = parents[place];
  }
  return place;
}

}  // namespace

Families families_of(std::span<const registers::RightFacts* const> rights) {
  Families result;
  result.known.assign(rights.size(), false);
  std::vector<std::size_t> parents(rights.size());
  std::iota(parents.begin(), parents.end(), std::size_t{0});
  std::map<std::string, std::size_t> first_with;
  for (std::size_t i = 0; i < rights.size(); ++i) {
    if (rights[i] == nullptr) {
      continue;
    }
    for (const registers::RightRecord& record : rights[i]->records) {
      if (!has_families(record.type) || rights[i]->retracted(record)) {
        continue;
      }
      result.known[i] = result.known[i] || tells_family(record);
      for (const std::string& word : words_of(record)) {
        const auto found = first_with.emplace(word, i).first;
        const std::size_t a = root_of(parents, i);
        const std::size_t b = root_of(parents, found->second);
        parents[std::max(a, b)] = std::min(a, b);
      }
    }
  }
  std::map<std::size_t, std::vector<std::size_t>> by_root;
  for (std::size_t i = 0; i < rights.size(); ++i) {
    by_root[root_of(parents, i)].push_back(i);
  }
  for (auto& [root, members] : by_root) {
    if (members.size() > 1) {
      for (const std::size_t member : members) {
        result.known[member] = true;  // the other's record tells
      }
      result.families.push_back(std::move(members));
    }
  }
  return result;
}

}  // namespace pignus::valuation
