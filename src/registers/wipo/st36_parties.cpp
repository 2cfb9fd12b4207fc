// Who stands in the bibliography: applicants, owners, inventors, agents.
#include <algorithm>
#include <string>

#include "core/utf8.h"
#include "registers/wipo/st36.h"

namespace pignus::registers {

namespace {

/// Of several address books (languages), English for an office that gives it, else the first.
pugi::xml_node addressbook_of(pugi::xml_node party) {
  pugi::xml_node first;
  for (const auto child : party.children()) {
    if (st36_name(child) != "addressbook") continue;
    if (!first) first = child;
    if (ascii_lower(attribute_named(child, "lang")) == "en") return child;
  }
  return first ? first : party;
}

std::string name_in(pugi::xml_node book) {
  for (const char* element : {"name", "orgname"}) {
    if (auto name = text_of(st36_child(book, element)); !name.empty()) return name;
  }
  const std::string first = text_of(st36_child(book, "first-name"));
  const std::string last = text_of(st36_child(book, "last-name"));
  return first.empty() || last.empty() ? first + last : first + " " + last;
}

std::string country_in(pugi::xml_node party, pugi::xml_node book) {
  std::string country = text_of(st36_child(st36_child(book, "address"), "country"));
  for (const char* element : {"residence", "nationality"}) {
    if (country.empty()) country = text_of(st36_child(st36_child(party, element), "country"));
  }
  return country.size() == 2 ? country : "";
}

std::string address_in(pugi::xml_node book) {
  const auto address = st36_child(book, "address");
  std::string text = text_of(st36_child(address, "text"));
  if (!text.empty()) return text;
  for (const auto line : address.children()) {
    const std::string part = text_of(line);
    if (st36_name(line) == "country" || part.empty()) continue;
    text += (text.empty() ? "" : ", ") + part;
  }
  return text;
}

Party party_of(pugi::xml_node node) {
  const auto book = addressbook_of(node);
  Party party;
  party.name = name_in(book);
  party.country = country_in(node, book);
  for (const char* element : {"registered-number", "iid", "organization-code"}) {
    if (party.identifier.empty()) party.identifier = text_of(st36_child(book, element));
  }
  return party;
}

void add(std::vector<std::string>& list, std::string name) {
  if (!name.empty() && std::ranges::find(list, name) == list.end()) list.push_back(std::move(name));
}

bool is_owner(std::string_view name) {
  return name == "assignee" || name == "grantee" || name == "patentee" || name == "patent-owner" ||
         name == "owner" || name == "right-holder";
}

struct Addresses {
  std::vector<std::string> owners;
};

void take(pugi::xml_node node, std::string_view name, PatentBibliography& out, Addresses& seen) {
  if (name == "agent") {
    const auto agency = st36_child(node, "agency");
    add(out.agencies, name_in(addressbook_of(agency)));
    // A firm may stand as the agent itself.
    add(out.agents, name_in(addressbook_of(node)));
    return;
  }
  Party party = party_of(node);
  if (party.name.empty()) return;
  if (name == "inventor") {
    out.inventors.push_back(party.name);
    return;
  }
  add(seen.owners, address_in(addressbook_of(node)));
  auto& list = name == "applicant" ? out.applicants : out.assignees;
  if (std::ranges::find(list, party) == list.end()) list.push_back(std::move(party));
}

}  // namespace

void read_st36_parties(pugi::xml_node data, PatentBibliography& out) {
  Addresses seen;
  bool original = false;
  walk_elements(data, [&](pugi::xml_node node) {
    original = original || attribute_named(node, "data-format") == "original";
    return st36_name(node) == "parties" || st36_name(node) == "applicants";
  });
  // Owners may stand beside the parties, and within wrappers of an office's own.
  walk_elements(data, [&](pugi::xml_node node) {
    const std::string_view name = st36_name(node);
    if (name.starts_with("references-cited") || name.starts_with("related-documents") ||
        name.starts_with("classification")) {
      return false;
    }
    if (name != "applicant" && name != "inventor" && name != "agent" && !is_owner(name)) {
      return true;
    }
    const std::string format = attribute_named(node, "data-format");
    if (!original || format.empty() || format == "original") take(node, name, out, seen);
    return false;
  });
  put_list(out.details, "owner_address", seen.owners);
}

}  // namespace pignus::registers
