#include "registers/epo/exchange_scan.h"

#include "registers/epo/xml_pull.h"

namespace pignus::registers {

namespace {

/// Children of <document-id>; ends it.
ExchangeNumber number_in(XmlPull& pull, std::string_view format) {
  ExchangeNumber number;
  const std::string_view own = pull.attribute("document-id-type");
  number.format = own.empty() ? format : own;
  while (pull.open()) {
    const std::string_view name = pull.name();
    if (name == "country") {
      number.country = pull.inner();
    } else if (name == "doc-number") {
      number.number = pull.inner();
    } else if (name == "kind") {
      number.kind = pull.inner();
    } else if (name == "date") {
      number.date = pull.inner();
    } else {
      pull.skip();
    }
  }
  return number;
}

/// The document-ids of a reference; ends it.
template <typename Take>
void numbers_in(XmlPull& pull, Take take) {
  const std::string_view format = pull.attribute("data-format");
  while (pull.open()) {
    if (pull.name() == "document-id") {
      take(number_in(pull, format));
    } else {
      pull.skip();
    }
  }
}

void scan_party(XmlPull& pull, std::vector<ExchangeParty>& parties) {
  ExchangeParty party;
  party.format = pull.attribute("data-format");
  party.sequence = pull.attribute("sequence");
  while (pull.open()) {
    const std::string_view name = pull.name();
    if (name == "applicant-name" || name == "inventor-name" || name == "addressbook") {
      while (pull.open()) {
        if (pull.name() == "name" && party.name.empty()) {
          party.name = pull.inner();
        } else {
          pull.skip();
        }
      }
    } else if (name == "residence") {
      while (pull.open()) {
        if (pull.name() == "country") {
          party.country = pull.inner();
        } else {
          pull.skip();
        }
      }
    } else {
      pull.skip();
    }
  }
  parties.push_back(party);
}

void scan_parties(XmlPull& pull, ExchangeParts& parts) {
  while (pull.open()) {
    const bool applicants = pull.name() == "applicants";
    if (!applicants && pull.name() != "inventors") {
      pull.skip();
      continue;
    }
    while (pull.open()) {
      if (pull.name() == (applicants ? "applicant" : "inventor")) {
        scan_party(pull, applicants ? parts.applicants : parts.inventors);
      } else {
        pull.skip();
      }
    }
  }
}

void scan_priorities(XmlPull& pull, ExchangeParts& parts) {
  while (pull.open()) {
    if (pull.name() != "priority-claim") {
      pull.skip();
      continue;
    }
    const std::string_view sequence = pull.attribute("sequence");
    numbers_in(pull, [&](const ExchangeNumber& number) {
      parts.priorities.push_back({number, sequence});
    });
  }
}

void scan_classification(XmlPull& pull, ExchangeParts& parts) {
  ExchangeClass symbol;
  while (pull.open()) {
    const std::string_view name = pull.name();
    if (name == "classification-scheme") {
      symbol.scheme = pull.attribute("scheme");
      pull.skip();
    } else if (name == "classification-symbol" || name == "section") {
      symbol.symbol = pull.inner();
    } else if (name == "symbol-position") {
      symbol.position = pull.inner();
    } else if (name == "class") {
      symbol.rest[0] = pull.inner();
    } else if (name == "subclass") {
      symbol.rest[1] = pull.inner();
    } else if (name == "main-group") {
      symbol.rest[2] = pull.inner();
    } else if (name == "subgroup") {
      symbol.rest[3] = pull.inner();
    } else {
      pull.skip();
    }
  }
  parts.classes.push_back(symbol);
}

/// <classification-ipc> (before 2006) and <classification-ipcr>.
void scan_ipc(XmlPull& pull, std::string_view scheme, ExchangeParts& parts) {
  while (pull.open()) {
    const std::string_view name = pull.name();
    if (name == "text" || name == "main-classification" || name == "further-classification") {
      parts.classes.push_back({.scheme = scheme, .symbol = pull.inner(), .position = {}});
    } else {
      pull.skip();
    }
  }
}

void scan_classes(XmlPull& pull, ExchangeParts& parts) {
  while (pull.open()) {
    if (pull.name() == "patent-classification") {
      scan_classification(pull, parts);
    } else if (pull.name() == "classification-ipcr") {
      scan_ipc(pull, "ipcr", parts);
    } else {
      pull.skip();
    }
  }
}

/// The text of <nplcit>; where it has none, all that it says.
std::string_view scan_literature(XmlPull& pull) {
  const std::string_view all = pull.inner();
  XmlPull inside(all);
  while (inside.open()) {
    if (inside.name() == "text") return inside.inner();
    inside.skip();
  }
  return all;
}

void scan_citation(XmlPull& pull, ExchangeParts& parts) {
  ExchangeCitation citation;
  citation.phase = pull.attribute("cited-phase");
  citation.cited_by = pull.attribute("cited-by");
  while (pull.open()) {
    const std::string_view name = pull.name();
    if (name == "patcit") {
      citation.as_text = pull.attribute("dnum");
      numbers_in(pull, [&](const ExchangeNumber& number) {
        if (!number.country.empty()) {
          citation.document = number;
        } else if (citation.as_text.empty()) {
          citation.as_text = number.number;
        }
      });
    } else if (name == "nplcit") {
      citation.literature = scan_literature(pull);
    } else {
      pull.skip();
    }
  }
  parts.citations.push_back(citation);
}

void scan_availability(XmlPull& pull, ExchangeParts& parts) {
  while (pull.open()) {
    const std::string_view name = pull.name();
    std::string_view date;
    while (pull.open()) {
      if (pull.name() == "date") {
        date = pull.inner();
      } else if (pull.name() == "document-id") {
        const std::string_view found = number_in(pull, "").date;
        if (!found.empty()) date = found;
      } else {
        pull.skip();
      }
    }
    parts.availability.push_back({name, date});
  }
}

/// The countries anywhere below, but for those of a <region> and of the extension states.
void scan_states(XmlPull& pull, std::vector<std::string_view>& states, ExchangeParts& parts) {
  while (pull.open()) {
    const std::string_view name = pull.name();
    if (name == "country") {
      states.push_back(pull.inner());
    } else if (name == "region") {
      pull.skip();
    } else if (name == "extension-states" || name == "validation-states") {
      scan_states(pull, parts.extended, parts);
    } else {
      scan_states(pull, states, parts);
    }
  }
}

void scan_family(XmlPull& pull, ExchangeParts& parts) {
  while (pull.open()) {
    if (pull.name() != "family-member") {
      pull.skip();
      continue;
    }
    while (pull.open()) {
      if (pull.name() != "publication-reference") {
        pull.skip();
        continue;
      }
      numbers_in(pull, [&](const ExchangeNumber& number) {
        if (!number.country.empty()) parts.family.push_back(number);
      });
    }
  }
}

void scan_related(XmlPull& pull, ExchangeParts& parts) {
  while (pull.open()) {
    if (pull.name() == "document-id") {
      const ExchangeNumber number = number_in(pull, "docdb");
      if (!number.country.empty()) parts.related.push_back(number);
    } else {
      scan_related(pull, parts);
    }
  }
}

void scan_title(XmlPull& pull, ExchangeParts& parts) {
  ExchangeTitle title;
  title.language = pull.attribute("lang");
  title.format = pull.attribute("data-format");
  title.text = pull.inner();
  parts.titles.push_back(title);
}

using Scan = void (*)(XmlPull& pull, ExchangeParts& parts);
struct Element {
  std::string_view name;
  Scan scan;
};
constexpr Element kElements[] = {
    {"publication-reference",
     [](XmlPull& pull, ExchangeParts& parts) {
       numbers_in(pull, [&](const ExchangeNumber& n) { parts.publications.push_back(n); });
     }},
    {"application-reference",
     [](XmlPull& pull, ExchangeParts& parts) {
       numbers_in(pull, [&](const ExchangeNumber& n) { parts.applications.push_back(n); });
     }},
    {"classification-ipc",
     [](XmlPull& pull, ExchangeParts& parts) { scan_ipc(pull, "ipc", parts); }},
    {"classifications-ipcr", scan_classes},
    {"patent-classifications", scan_classes},
    {"priority-claims", scan_priorities},
    {"parties", scan_parties},
    {"designation-of-states",
     [](XmlPull& pull, ExchangeParts& parts) { scan_states(pull, parts.designated, parts); }},
    {"invention-title", scan_title},
    {"dates-of-public-availability", scan_availability},
    {"references-cited",
     [](XmlPull& pull, ExchangeParts& parts) {
       while (pull.open()) {
         if (pull.name() == "citation") {
           scan_citation(pull, parts);
         } else {
           pull.skip();
         }
       }
     }},
    {"related-documents", scan_related},
};

void scan_bibliography(XmlPull& pull, ExchangeParts& parts) {
  while (pull.open()) {
    const std::string_view name = pull.name();
    Scan scan = nullptr;
    for (const Element& element : kElements) {
      if (element.name == name) scan = element.scan;
    }
    if (scan != nullptr) {
      scan(pull, parts);
    } else {
      pull.skip();
    }
  }
}

}  // namespace

Status scan_exchange_document(std::string_view text, ExchangeParts& parts) {
  parts.clear();
  XmlPull pull(text);
  if (pull.open()) {
    parts.country = pull.attribute("country");
    parts.number = pull.attribute("doc-number");
    parts.kind = pull.attribute("kind");
    parts.published = pull.attribute("date-publ");
    parts.family_id = pull.attribute("family-id");
    parts.status = pull.attribute("status");
    parts.exchanged = pull.attribute("date-of-last-exchange");
    while (pull.open()) {
      if (pull.name() == "bibliographic-data") {
        scan_bibliography(pull, parts);
      } else if (pull.name() == "patent-family") {
        scan_family(pull, parts);
      } else {
        pull.skip();
      }
    }
  }
  if (!pull.broken()) return {};
  return fail(ErrorCode::kInvalidInput, "malformed XML: tags do not nest at byte " +
                                            std::to_string(pull.offset()) + " of the record");
}

}  // namespace pignus::registers
