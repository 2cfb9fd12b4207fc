#include "registers/epo/exchange_tree.h"

#include "registers/epo/xml_tree.h"

namespace pignus::registers {

namespace {

std::string_view raw_attribute(pugi::xml_node node, std::string_view name) {
  for (const pugi::xml_attribute attribute : node.attributes()) {
    std::string_view own = attribute.name();
    if (const std::size_t colon = own.find(':'); colon != std::string_view::npos) {
      own.remove_prefix(colon + 1);
    }
    if (own == name) return attribute.value();
  }
  return "";
}

/// The text of an element: a view where it is one piece, else made from the pieces below.
std::string_view raw_text(pugi::xml_node node, ExchangeParts& parts) {
  const pugi::xml_node first = node.first_child();
  if (!first) return "";
  if (!first.next_sibling() && first.type() == pugi::node_pcdata) return first.value();
  std::string text = text_below(node);
  std::string escaped;
  for (const char c : text) {
    escaped += c == '<' ? "&lt;" : c == '&' ? "&amp;" : std::string(1, c);
  }
  return parts.made.emplace_back(std::move(escaped));
}

std::string_view raw_child(pugi::xml_node node, std::string_view name, ExchangeParts& parts) {
  return raw_text(child_named(node, name), parts);
}

template <typename Take>
void numbers_below(pugi::xml_node reference, ExchangeParts& parts, Take take) {
  const std::string_view format = raw_attribute(reference, "data-format");
  each_child(reference, "document-id",
             [&](pugi::xml_node id) { take(exchange_number_of(id, format, parts)); });
}

void add_party(pugi::xml_node node, ExchangeParts& parts, std::vector<ExchangeParty>& parties) {
  ExchangeParty party;
  party.format = raw_attribute(node, "data-format");
  party.sequence = raw_attribute(node, "sequence");
  for (const std::string_view name : {"applicant-name", "inventor-name", "addressbook"}) {
    const auto book = child_named(node, name);
    if (book && party.name.empty()) party.name = raw_child(book, "name", parts);
  }
  party.country = raw_child(child_named(node, "residence"), "country", parts);
  parties.push_back(party);
}

void add_parties(pugi::xml_node node, ExchangeParts& parts) {
  each_child(node, "applicants", [&](pugi::xml_node list) {
    each_child(list, "applicant",
               [&](pugi::xml_node party) { add_party(party, parts, parts.applicants); });
  });
  each_child(node, "inventors", [&](pugi::xml_node list) {
    each_child(list, "inventor",
               [&](pugi::xml_node party) { add_party(party, parts, parts.inventors); });
  });
}

void add_ipc(pugi::xml_node node, std::string_view scheme, ExchangeParts& parts) {
  for (const pugi::xml_node child : node.children()) {
    const std::string_view name = local_name(child);
    if (name == "text" || name == "main-classification" || name == "further-classification") {
      parts.classes.push_back({.scheme = scheme, .symbol = raw_text(child, parts), .position = {}});
    }
  }
}

void add_classification(pugi::xml_node node, ExchangeParts& parts) {
  ExchangeClass symbol;
  symbol.scheme = raw_attribute(child_named(node, "classification-scheme"), "scheme");
  symbol.symbol = raw_child(node, "classification-symbol", parts);
  if (const auto section = child_named(node, "section")) symbol.symbol = raw_text(section, parts);
  symbol.position = raw_child(node, "symbol-position", parts);
  constexpr std::string_view kRest[] = {"class", "subclass", "main-group", "subgroup"};
  for (int i = 0; i < 4; ++i) symbol.rest[i] = raw_child(node, kRest[i], parts);
  parts.classes.push_back(symbol);
}

void add_classes(pugi::xml_node node, ExchangeParts& parts) {
  for (const pugi::xml_node child : node.children()) {
    if (local_name(child) == "patent-classification") {
      add_classification(child, parts);
    } else if (local_name(child) == "classification-ipcr") {
      add_ipc(child, "ipcr", parts);
    }
  }
}

void add_citation(pugi::xml_node node, ExchangeParts& parts) {
  ExchangeCitation citation;
  citation.phase = raw_attribute(node, "cited-phase");
  citation.cited_by = raw_attribute(node, "cited-by");
  each_child(node, "patcit", [&](pugi::xml_node patcit) {
    citation.as_text = raw_attribute(patcit, "dnum");
    numbers_below(patcit, parts, [&](const ExchangeNumber& number) {
      if (!number.country.empty()) {
        citation.document = number;
      } else if (citation.as_text.empty()) {
        citation.as_text = number.number;
      }
    });
  });
  if (const auto literature = child_named(node, "nplcit")) {
    const auto text = child_named(literature, "text");
    citation.literature = raw_text(text ? text : literature, parts);
  }
  parts.citations.push_back(citation);
}

void add_availability(pugi::xml_node node, ExchangeParts& parts) {
  for (const pugi::xml_node child : node.children()) {
    if (child.type() != pugi::node_element) continue;
    std::string_view date = raw_child(child, "date", parts);
    each_child(child, "document-id", [&](pugi::xml_node id) {
      if (child_named(id, "date")) date = raw_child(id, "date", parts);
    });
    parts.availability.push_back({local_name(child), date});
  }
}

void add_states(pugi::xml_node node, std::vector<std::string_view>& states, ExchangeParts& parts) {
  for (const pugi::xml_node child : node.children()) {
    const std::string_view name = local_name(child);
    if (name == "country") {
      states.push_back(raw_text(child, parts));
    } else if (name == "extension-states" || name == "validation-states") {
      add_states(child, parts.extended, parts);
    } else if (name != "region") {
      add_states(child, states, parts);
    }
  }
}

void add_related(pugi::xml_node node, ExchangeParts& parts) {
  for (const pugi::xml_node child : node.children()) {
    if (local_name(child) == "document-id") {
      const ExchangeNumber number = exchange_number_of(child, "docdb", parts);
      if (!number.country.empty()) parts.related.push_back(number);
    } else {
      add_related(child, parts);
    }
  }
}

void add_priorities(pugi::xml_node node, ExchangeParts& parts) {
  each_child(node, "priority-claim", [&](pugi::xml_node claim) {
    const std::string_view sequence = raw_attribute(claim, "sequence");
    numbers_below(claim, parts, [&](const ExchangeNumber& number) {
      parts.priorities.push_back({number, sequence});
    });
  });
}

void add_bibliography(pugi::xml_node bibliography, ExchangeParts& parts) {
  for (const pugi::xml_node child : bibliography.children()) {
    const std::string_view name = local_name(child);
    if (name == "publication-reference") {
      numbers_below(child, parts,
                    [&](const ExchangeNumber& n) { parts.publications.push_back(n); });
    } else if (name == "application-reference") {
      numbers_below(child, parts,
                    [&](const ExchangeNumber& n) { parts.applications.push_back(n); });
    } else if (name == "classification-ipc") {
      add_ipc(child, "ipc", parts);
    } else if (name == "classifications-ipcr" || name == "patent-classifications") {
      add_classes(child, parts);
    } else if (name == "priority-claims") {
      add_priorities(child, parts);
    } else if (name == "parties") {
      add_parties(child, parts);
    } else if (name == "designation-of-states") {
      add_states(child, parts.designated, parts);
    } else if (name == "invention-title") {
      parts.titles.push_back({raw_attribute(child, "lang"), raw_attribute(child, "data-format"),
                              raw_text(child, parts)});
    } else if (name == "dates-of-public-availability") {
      add_availability(child, parts);
    } else if (name == "references-cited") {
      each_child(child, "citation",
                 [&](pugi::xml_node citation) { add_citation(citation, parts); });
    } else if (name == "related-documents") {
      add_related(child, parts);
    }
  }
}

}  // namespace

ExchangeNumber exchange_number_of(pugi::xml_node document_id, std::string_view format,
                                  ExchangeParts& parts) {
  const std::string_view own = raw_attribute(document_id, "document-id-type");
  return {.format = own.empty() ? format : own,
          .country = raw_child(document_id, "country", parts),
          .number = raw_child(document_id, "doc-number", parts),
          .kind = raw_child(document_id, "kind", parts),
          .date = raw_child(document_id, "date", parts)};
}

void exchange_parts_of(pugi::xml_node document, ExchangeParts& parts) {
  parts.clear();
  parts.country = raw_attribute(document, "country");
  parts.number = raw_attribute(document, "doc-number");
  parts.kind = raw_attribute(document, "kind");
  parts.published = raw_attribute(document, "date-publ");
  parts.family_id = raw_attribute(document, "family-id");
  parts.status = raw_attribute(document, "status");
  parts.exchanged = raw_attribute(document, "date-of-last-exchange");
  each_child(document, "bibliographic-data",
             [&](pugi::xml_node bibliography) { add_bibliography(bibliography, parts); });
  each_child(document, "patent-family", [&](pugi::xml_node family) {
    each_child(family, "family-member", [&](pugi::xml_node member) {
      each_child(member, "publication-reference", [&](pugi::xml_node reference) {
        numbers_below(reference, parts, [&](const ExchangeNumber& number) {
          if (!number.country.empty()) parts.family.push_back(number);
        });
      });
    });
  });
}

}  // namespace pignus::registers
