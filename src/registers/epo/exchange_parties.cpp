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

bool is_standard(std::size_t place) {
  return place >= 2;
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

constexpr std::size_t kSearchedMax = 64;

/// The standardised spelling of the party number `index` of the chosen one: spellings come in one
/// order; only where they do not is it looked for by its sequence.
const Readable* standard_form(const std::vector<Readable>& parties, std::size_t from,
                              std::size_t index, std::string_view sequence) {
  const auto fits = [&](const Readable& party) {
    return is_standard(party.place) && party.from->sequence == sequence;
  };
  if (from + index < parties.size() && fits(parties[from + index])) return &parties[from + index];
  if (index >= kSearchedMax) return nullptr;
  const auto found = std::ranges::find_if(parties, fits);
  return found == parties.end() ? nullptr : &*found;
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
  std::vector<Readable> parties = readable(spelled);
  std::array<std::size_t, kFormats.size()> counts{};
  for (const Readable& party : parties) ++counts[party.place];
  const auto chosen = static_cast<std::size_t>(std::ranges::max_element(counts) - counts.begin());
  const std::size_t standard = counts[2] > 0 ? 2 : 3;
  ChosenParties out;
  out.parties.reserve(counts[chosen]);
  const auto first_standard = static_cast<std::size_t>(
      std::ranges::find_if(parties, [](const Readable& p) { return is_standard(p.place); }) -
      parties.begin());
  for (const Readable& party : parties) {
    if (party.place == standard && !is_standard(chosen)) {
      std::string name = party.name;
      take_country(name);
      if (!out.standard.empty()) out.standard += "; ";
      out.standard += name;
    }
    if (party.place != chosen) continue;
    Party added{party.name, "", ""};
    added.country = take_country(added.name);
    if (!party.from->country.empty()) added.country = text_of(party.from->country);
    if (added.country.empty() && !is_standard(chosen)) {
      const Readable* other =
          standard_form(parties, first_standard, out.parties.size(), party.from->sequence);
      std::string name = other == nullptr ? "" : other->name;
      added.country = other == nullptr || other->from->country.empty()
                          ? take_country(name)
                          : text_of(other->from->country);
    }
    out.parties.push_back(std::move(added));
  }
  return out;
}

}  // namespace pignus::registers
