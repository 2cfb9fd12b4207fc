// Inventors, owners, representatives and examiners of an ST.32 grant.
#include <string>
#include <utility>

#include "core/utf8.h"
#include "registers/uspto/relations.h"
#include "registers/uspto/sgml_bibliography.h"

namespace pignus::registers {

namespace {

/// The firm's name, or the person's as spoken: first, last, suffix.
std::string name_in(pugi::xml_node party) {
  const auto name = party.child("PARTY-US").child("NAM");
  if (const auto firm = name.child("ONM")) return flat_text(firm);
  std::string spoken;
  for (const char* part : {"FNM", "SNM", "SFX"}) spoken += " " + flat_text(name.child(part));
  return squeeze_spaces(spoken);
}

std::string country_in(pugi::xml_node party) {
  const auto address = party.child("PARTY-US").child("ADR");
  std::string country = ascii_upper(flat_text(address.child("CTRY")));
  if (country.size() == 2) return country;
  // Addresses within the US name the state alone.
  return flat_text(address.child("STATE")).empty() ? "" : "US";
}

void add_owners(pugi::xml_node group, const char* element, RightRecord& record) {
  for (const auto node : group.children(element)) {
    Party owner{.name = name_in(node), .country = country_in(node), .identifier = ""};
    if (!owner.name.empty()) record.owners.push_back(std::move(owner));
  }
}

}  // namespace

void read_sgml_parties(pugi::xml_node sdobi, RightRecord& record) {
  const auto parties = sdobi.child("B700");
  for (const auto group : parties.children("B720")) {
    for (const auto inventor : group.children("B721")) {
      std::string name = name_in(inventor);
      if (!name.empty()) record.inventors.push_back(std::move(name));
    }
  }
  for (const auto group : parties.children("B730")) {
    add_owners(group, "B731", record);
    for (const auto role : group.children("B732US")) {
      add_detail(record, "assignee_role", flat_text(role));
    }
  }
  if (record.owners.empty()) {
    // No assignee at grant: the right stands in the applicants' names, who were the inventors.
    for (const auto group : parties.children("B710")) add_owners(group, "B711", record);
    if (record.owners.empty()) {
      for (const auto group : parties.children("B720")) add_owners(group, "B721", record);
    }
  }
  for (const auto group : parties.children("B740")) {
    for (const auto agent : group.children("B741")) add_detail(record, "agent", name_in(agent));
  }
  const auto examiners = parties.child("B745");
  add_detail(record, "examiner", name_in(examiners.child("B746")));
  add_detail(record, "assistant_examiner", name_in(examiners.child("B747")));
}

}  // namespace pignus::registers
