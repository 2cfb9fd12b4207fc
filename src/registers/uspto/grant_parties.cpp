// Owners and inventors. Before v4.3 <applicants> were the inventors (app-type
// "applicant-inventor"); since v4.3 (the America Invents Act) they are apart.
#include <algorithm>
#include <cctype>
#include <string_view>

#include "core/utf8.h"
#include "registers/uspto/grant_bibliography.h"
#include "registers/uspto/relations.h"

namespace pignus::registers {

namespace {

/// The firm's name, or the person's as spoken: first, middle, last, suffix.
std::string name_in(pugi::xml_node party) {
  if (const auto firm = party.child("orgname")) return flat_text(firm);
  std::string name;
  for (const char* part : {"first-name", "middle-name", "last-name", "suffix"}) {
    if (const auto node = party.child(part)) name += " " + flat_text(node);
  }
  if (name.empty()) name = flat_text(party.child("name"));
  return squeeze_spaces(name);
}

/// ISO 3166 alpha-2, or "": the office also writes "unknown" and "omitted".
std::string country_in(pugi::xml_node address) {
  const std::string country = flat_text(address.child("country"));
  const bool code = country.size() == 2 && std::ranges::all_of(country, [](unsigned char c) {
                      return std::isupper(c) != 0;
                    });
  return code ? country : "";
}

/// A party's name stands in its <addressbook>, or in itself where it has no address.
pugi::xml_node book_of(pugi::xml_node party) {
  const pugi::xml_node book = party.child("addressbook");
  return book ? book : party;
}

void add_owners(pugi::xml_node group, const char* element, RightRecord& record) {
  for (const auto party : group.children(element)) {
    const pugi::xml_node book = book_of(party);
    Party owner;
    owner.name = name_in(book);
    owner.country = country_in(book.child("address"));
    if (owner.country.empty()) owner.country = country_in(party.child("residence"));
    if (!owner.name.empty()) record.owners.push_back(std::move(owner));
  }
}

void add_inventors(pugi::xml_node group, const char* element, bool only_marked,
                   RightRecord& record) {
  for (const auto party : group.children(element)) {
    const std::string_view type = party.attribute("app-type").value();
    if (only_marked && type.find("inventor") == std::string_view::npos) continue;
    std::string name = name_in(book_of(party));
    if (!name.empty()) record.inventors.push_back(std::move(name));
  }
}

/// Applicants beside the owners: all of v4.3, and before it those who are not the inventors.
void add_applicants(pugi::xml_node group, const char* element, bool all, RightRecord& record) {
  for (const auto party : group.children(element)) {
    const std::string_view type = party.attribute("app-type").value();
    if (!all && (type.empty() || type.find("inventor") != std::string_view::npos)) continue;
    add_detail(record, "applicant", name_in(book_of(party)));
  }
}

}  // namespace

std::string party_name(pugi::xml_node party) {
  return name_in(book_of(party));
}

void read_grant_parties(pugi::xml_node bibliography, RightRecord& record) {
  const auto parties = bibliography.child("us-parties");
  const auto older = bibliography.child("parties");
  add_inventors(parties.child("inventors"), "inventor", false, record);
  add_inventors(older.child("applicants"), "applicant", true, record);
  add_inventors(older.child("inventors"), "inventor", false, record);

  add_owners(bibliography.child("assignees"), "assignee", record);
  if (!record.owners.empty()) {
    add_applicants(parties.child("us-applicants"), "us-applicant", true, record);
    add_applicants(older.child("applicants"), "applicant", false, record);
    return;
  }
  // No assignee at grant: the right stands in the applicants' names.
  add_owners(parties.child("us-applicants"), "us-applicant", record);
  add_owners(older.child("applicants"), "applicant", record);
}

}  // namespace pignus::registers
