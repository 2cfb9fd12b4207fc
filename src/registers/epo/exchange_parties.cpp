#include "registers/epo/exchange_parties.h"

#include <algorithm>
#include <array>

#include "registers/epo/xml_entities.h"

namespace pignus::registers {

namespace {

// Nearest to the document first.
constexpr std::array<std::string_view, 4> kFormats{"original", "docdba", "docdb", "epodoc"};

std::size_t place_of(const ExchangeParty& party) {
  for (std::size_t i = 0; i < kFormats.size(); ++i) {
    if (party.format == kFormats[i]) return i;
  }
  return 0;  // none told: as the document has it
}

std::string readable_name(std::string_view raw) {
  std::string name = text_of(raw);
  // OPS joins lists of original names with commas and leaves one behind each.
  while (!name.empty() && (name.back() == ',' || name.back() == ' ')) name.pop_back();
  return name;
}

/// A party with its name made readable; those without a name are left out.
struct Readable {
  const ExchangeParty* from = nullptr;
  std::size_t place = 0;
  std::string name;
};

std::vector<Readable> readable(const std::vector<ExchangeParty>& spelled) {
  std::vector<Readable> out;
  out.reserve(spelled.size());
  for (const ExchangeParty& party : spelled) {
    std::string name = readable_name(party.name);
    if (!name.empty()) out.push_back({&party, place_of(party), std::move(name)});
  }
  return out;
}

/// The names of one spelling, in order.
std::vector<const Readable*> spelling(const std::vector<Readable>& parties, std::size_t place) {
  std::vector<const Readable*> out;
  for (const Readable& party : parties) {
    if (party.place == place) out.push_back(&party);
  }
  return out;
}

/// The spelling nearest the document that names as many as the standardised one. OPS repeats the
/// original names in several spellings, one list after another: the last list is then taken.
/// Without a standardised spelling, the one with the most names.
std::vector<const Readable*> choose(const std::vector<Readable>& parties,
                                    const std::vector<const Readable*>& standard) {
  std::vector<const Readable*> most;
  for (const std::size_t place : {std::size_t{0}, std::size_t{1}}) {
    std::vector<const Readable*> names = spelling(parties, place);
    if (standard.empty()) {
      if (names.size() > most.size()) most = std::move(names);
    } else if (!names.empty() && names.size() % standard.size() == 0) {
      names.erase(names.begin(), names.end() - static_cast<std::ptrdiff_t>(standard.size()));
      return names;
    }
  }
  return most;
}

}  // namespace

std::string take_country(std::string& name) {
  const std::size_t size = name.size();
  if (size < 5 || name[size - 1] != ']' || name[size - 4] != '[') return "";
  std::string country = name.substr(size - 3, 2);
  for (const char c : country) {
    if (c < 'A' || c > 'Z') return "";
  }
  name.resize(size - 4);
  while (!name.empty() && name.back() == ' ') name.pop_back();
  return country;
}

ChosenParties chosen_parties(const std::vector<ExchangeParty>& spelled) {
  const std::vector<Readable> parties = readable(spelled);
  std::vector<const Readable*> standard = spelling(parties, 2);
  if (standard.empty()) standard = spelling(parties, 3);
  const std::vector<const Readable*> chosen = choose(parties, standard);
  ChosenParties out;
  out.parties.reserve(std::max(chosen.size(), standard.size()));
  for (std::size_t i = 0; i < std::max(chosen.size(), standard.size()); ++i) {
    Party party{(chosen.empty() ? standard : chosen)[i]->name, "", ""};
    party.country = take_country(party.name);
    if (!standard.empty()) {
      std::string name = standard[i]->name;
      std::string country = take_country(name);
      if (!standard[i]->from->country.empty()) country = text_of(standard[i]->from->country);
      if (party.country.empty()) party.country = std::move(country);
      if (!chosen.empty()) out.standard += (i == 0 ? "" : "; ") + name;
    }
    if (!chosen.empty() && !chosen[i]->from->country.empty()) {
      party.country = text_of(chosen[i]->from->country);
    }
    out.parties.push_back(std::move(party));
  }
  return out;
}

}  // namespace pignus::registers
