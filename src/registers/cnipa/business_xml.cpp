// "business:PatentDocumentAndRelated": CNIPA's own schema. Names are compared without prefix; each
// number stands twice, as the office writes it ("original") and in 15 digits ("standard").
#include <algorithm>
#include <string>

#include "core/utf8.h"
#include "registers/cnipa/publication.h"
#include "registers/wipo/st36.h"

namespace pignus::registers {

namespace {

bool ends_with_any(std::string_view name, std::initializer_list<std::string_view> ends) {
  return std::ranges::any_of(ends, [&](std::string_view end) { return name.ends_with(end); });
}

/// Children of that name whose number is the office's own; all of them where none is marked.
std::vector<pugi::xml_node> originals(pugi::xml_node parent, std::string_view name) {
  std::vector<pugi::xml_node> all = children_named(parent, name);
  std::vector<pugi::xml_node> own;
  std::ranges::copy_if(all, std::back_inserter(own), [](pugi::xml_node node) {
    return attribute_named(node, "dataFormat") == "original";
  });
  return own.empty() ? all : own;
}
pugi::xml_node original(pugi::xml_node parent, std::string_view name) {
  const auto found = originals(parent, name);
  return found.empty() ? pugi::xml_node() : found.front();
}

DocumentNumber document_in(pugi::xml_node parent, std::string_view field, FieldNotes& notes) {
  const auto id = child_named(parent, "DocumentID");
  const auto holder = id ? id : parent;
  DocumentNumber out;
  out.country = child_text(holder, "WIPOST3Code");
  out.number = child_text(holder, "DocNumber");
  out.kind = child_text(holder, "Kind");
  out.date = date_in(child_text(holder, "Date"), std::string(field) + "/Date", notes);
  out.format = attribute_named(parent, "dataFormat");
  return out;
}

/// The office writes 0 for every part of an address, and ten zeros for a code, that it does not
/// know.
bool is_nothing(std::string_view text) {
  return text.find_first_not_of('0') == std::string_view::npos;
}

std::string name_of(pugi::xml_node party) {
  const auto book = child_named(party, "AddressBook");
  for (const char* element : {"Name", "OrganizationName"}) {
    if (auto name = child_text(book, element); !name.empty()) return name;
    if (auto name = child_text(party, element); !name.empty()) return name;
  }
  return "";
}

Party party_of(pugi::xml_node node) {
  Party party;
  party.name = name_of(node);
  party.country = text_of(at_path(node, "AddressBook/Address/WIPOST3Code"));
  if (party.country.size() != 2) party.country.clear();
  for (const char* element : {"OrganizationCode", "UnifiedSocialCreditCode"}) {
    const std::string code = child_text(node, element);
    if (party.identifier.empty() && !is_nothing(code)) party.identifier = code;
  }
  return party;
}

void add(std::vector<std::string>& list, std::string name) {
  if (!name.empty() && std::ranges::find(list, name) == list.end()) list.push_back(std::move(name));
}

void read_parties(pugi::xml_node data, PatentBibliography& out) {
  std::vector<std::string> addresses;
  const auto own = [](pugi::xml_node node) {
    const std::string format = attribute_named(node, "dataFormat");
    return format.empty() || format == "original";
  };
  walk_elements(child_named(data, "Parties"), [&](pugi::xml_node node) {
    const std::string_view name = local_name(node);
    if (name == "Agent") {
      add(out.agencies, name_of(child_named(node, "Agency")));
      add(out.agents, name_of(node));
      return false;
    }
    const bool inventor = name == "Inventor" || name == "Designer" || name == "Creator";
    const bool applicant = name == "Applicant";
    const bool owner = name == "Assignee" || name == "Patentee" || name == "Grantee" ||
                       name == "PatentOwner" || name == "RightHolder";
    if (!inventor && !applicant && !owner) return true;
    if (!own(node)) return false;
    Party party = party_of(node);
    if (party.name.empty()) return false;
    if (inventor) {
      out.inventors.push_back(party.name);
      return false;
    }
    const std::string address = text_of(at_path(node, "AddressBook/Address/Text"));
    if (!is_nothing(address)) add(addresses, address);
    auto& list = applicant ? out.applicants : out.assignees;
    if (std::ranges::find(list, party) == list.end()) list.push_back(std::move(party));
    return false;
  });
  put_list(out.details, "owner_address", addresses);
}

std::string symbol_of(pugi::xml_node node) {
  const std::string text = child_text(node, "Text");
  if (!text.empty()) return ipc_symbol(text);
  const std::string group = child_text(node, "MainGroup");
  std::string symbol =
      child_text(node, "Section") + child_text(node, "MainClass") + child_text(node, "Subclass");
  if (!group.empty()) symbol += group + "/" + child_text(node, "Subgroup");
  return symbol.empty() ? text_of(node) : symbol;
}

/// The main class and the further ones, or what else the element holds.
void add_locarno(pugi::xml_node node, std::vector<std::string>& classes) {
  bool any = false;
  for (const char* element :
       {"MainClassification", "FurtherClassification", "Text", "ClassificationSymbol"}) {
    for (const auto one : children_named(node, element)) {
      any = true;
      add(classes, text_of(one));
    }
  }
  if (any) return;
  const std::string main = child_text(node, "MainClass");
  const std::string sub = child_text(node, "Subclass");
  add(classes, !main.empty() && !sub.empty() ? main + "-" + sub : text_of(node));
}

void read_classes(pugi::xml_node data, PatentBibliography& out) {
  walk_elements(data, [&](pugi::xml_node node) {
    const std::string_view name = local_name(node);
    if (name == "Parties" || name == "RelatedDocuments" || name == "ReferencesCited") return false;
    const bool locarno = name == "ClassificationLocarno" || name == "LocarnoClassification";
    const bool ipc =
        name == "ClassificationIPCR" || name == "ClassificationIPC" || name == "ClassificationCPC";
    if (locarno) add_locarno(node, out.classes);
    if (ipc) add(out.classes, symbol_of(node));
    return !locarno && !ipc;
  });
}

void read_related(pugi::xml_node data, PatentBibliography& out, FieldNotes& notes) {
  for (const auto one : child_named(data, "RelatedDocuments").children()) {
    if (one.type() != pugi::node_element) continue;
    const std::string relation = ascii_lower(local_name(one));
    walk_elements(one, [&](pugi::xml_node node) {
      if (local_name(node) == "ChildDocument") return false;
      if (local_name(node) != "DocumentID") return true;
      DocumentNumber document = document_in(node, relation, notes);
      if (!is_nothing(document.number)) out.related.push_back({relation, std::move(document)});
      return false;
    });
  }
}

/// PCT data, earlier publications, the gazette: told by what their names say.
void read_other(pugi::xml_node node, PatentBibliography& out, FieldNotes& notes) {
  const std::string_view name = local_name(node);
  const bool international = name.find("PCT") != std::string_view::npos ||
                             name.find("International") != std::string_view::npos;
  if (international && name.find("Filing") != std::string_view::npos) {
    out.international_application = document_in(node, name, notes);
  } else if (international && (name.find("Publi") != std::string_view::npos)) {
    out.international_publication = document_in(node, name, notes);
  } else if (name.ends_with("Fulfilled") || name == "NationalPhaseDate") {
    const auto date = child_named(node, "Date");
    out.national_phase = date_in(text_of(date ? date : node), name, notes);
  } else if (name == "PublicAvailabilityDate" || name == "RelatedPublication" ||
             ends_with_any(name, {"PrintedWithoutGrant", "EarlierPublication"})) {
    walk_elements(node, [&](pugi::xml_node inner) {
      if (local_name(inner) == "GazetteNumber") out.details["gazette"] = text_of(inner);
      if (local_name(inner) != "DocumentID") return true;
      DocumentNumber document = document_in(inner, name, notes);
      if (document.country.empty()) document.country = "CN";
      if (!is_nothing(document.number) &&
          document.number + document.kind != out.publication.number + out.publication.kind) {
        out.earlier.push_back(std::move(document));
      }
      return false;
    });
  }
}

bool has_elements(pugi::xml_node node) {
  return std::ranges::any_of(
      node.children(), [](pugi::xml_node child) { return child.type() == pugi::node_element; });
}

void read_citations(pugi::xml_node data, PatentBibliography& out, FieldNotes& notes) {
  walk_elements(child_named(data, "ReferencesCited"), [&](pugi::xml_node node) {
    const std::string name = ascii_lower(local_name(node));
    const bool literature = ends_with_any(
        name, {"nonpatentcitation", "nplcit", "nonpatcit", "nonpatentliteraturecitation"});
    const bool patent = !literature && ends_with_any(name, {"patentcitation", "patcit"});
    if (!patent && !literature) {
      // A citation without more structure is a text.
      if (name != "citation" || has_elements(node)) {
        return true;
      }
    }
    const DocumentNumber document = document_in(node, name, notes);
    Citation citation;
    if (literature) {
      citation.document = text_of(node);
    } else if (document.empty()) {
      citation = patent_citation(text_of(node), "CN");
    } else {
      citation.document = normal_publication(document);
      citation.date = document.date;
    }
    citation.by_examiner = true;
    citation.is_patent = !literature;
    if (!citation.document.empty()) out.citations.push_back(std::move(citation));
    return false;
  });
}

void count_body(pugi::xml_node root, PatentBibliography& out) {
  const auto count = [&](std::string_view holder, std::string_view item) -> std::optional<int> {
    const auto lists = originals(root, holder);
    if (lists.empty()) return std::nullopt;
    return static_cast<int>(children_named(lists.front(), item).size());
  };
  out.claim_count = count("Claims", "Claim");
  out.figure_count = count("Drawings", "Figure");
  if (!out.figure_count) out.figure_count = count("DesignDrawings", "Figure");
}

pugi::xml_node data_of(pugi::xml_node root) {
  for (const auto child : root.children()) {
    if (local_name(child).ends_with("BibliographicData")) return child;
  }
  return {};
}

}  // namespace

PatentBibliography read_cnipa_business(pugi::xml_node root, FieldNotes& notes) {
  PatentBibliography out;
  out.office = "CN";
  const auto data = data_of(root);
  out.publication =
      document_in(original(data, "PublicationReference"), "PublicationReference", notes);
  if (out.publication.empty()) out.publication.number = attribute_named(root, "docNumber");
  if (out.publication.kind.empty()) out.publication.kind = attribute_named(root, "kind");
  if (out.publication.date.empty()) {
    out.publication.date =
        date_in(attribute_named(root, "datePublication"), "datePublication", notes);
  }
  const auto application = original(data, "ApplicationReference");
  out.application = document_in(application, "ApplicationReference", notes);
  out.application_type = attribute_named(application, "applType");
  for (const auto node : originals(child_named(data, "PriorityDetails"), "Priority")) {
    out.priorities.push_back(document_in(node, "Priority", notes));
  }
  for (const char* element : {"InventionTitle", "DesignTitle", "UtilityModelTitle"}) {
    if (out.title.empty()) out.title = text_of(original(data, element));
  }
  read_parties(data, out);
  read_classes(data, out);
  read_related(data, out, notes);
  for (const auto node : data.children()) {
    if (node.type() == pugi::node_element) read_other(node, out, notes);
  }
  read_citations(data, out, notes);
  count_body(root, out);
  if (const auto stated = child_text(data, "NumberOfClaims"); !stated.empty()) {
    out.claim_count = count_in(stated, "NumberOfClaims", notes);
  }
  return out;
}

}  // namespace pignus::registers
