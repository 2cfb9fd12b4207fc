#include "registers/uspto/aps_facts.h"

#include <algorithm>
#include <cctype>
#include <string>
#include <utility>

#include "core/utf8.h"
#include "registers/number/parsing.h"
#include "registers/uspto/aps_numbers.h"
#include "registers/uspto/class_symbols.h"
#include "registers/uspto/grant_number.h"
#include "registers/uspto/relations.h"

namespace pignus::registers {

namespace {

std::string country_in(const ApsSection& section) {
  const std::string country = aps_country(section.value("CNT"));
  // Addresses within the US name the state alone.
  return country.empty() && !trim(section.value("STA")).empty() ? "US" : country;
}

void read_party(const ApsSection& section, RightRecord& record) {
  std::string name = aps_name(section.value("NAM"));
  if (name.empty()) return;
  if (section.name == "INVT") {
    record.inventors.push_back(std::move(name));
    return;
  }
  record.owners.push_back(
      {.name = std::move(name), .country = country_in(section), .identifier = ""});
  add_detail(record, "assignee_role", trim(section.value("COD")));
}

void read_priority(const ApsSection& section, RightRecord& record, GrantNotes& notes) {
  const std::string number = trim(section.value("APN"));
  add_relative(document_number(aps_country(section.value("CNT")), number, ""), record);
  consider_priority(aps_date(section, "APD", notes), record);
}

std::string patent_in(const ApsSection& section) {
  return document_number("US", trim(section.value("PNO")), "");
}

void read_parent(const ApsSection& section, RightRecord& record, GrantNotes& notes) {
  const std::string code = trim(section.value("COD"));
  // 72 is seen with its words; of the other codes no list is at hand.
  std::string relation = section.name == "REIS" ? "reissue"
                         : code == "72"         ? "continuation-in-part"
                                                : "relation " + code;
  const RegisterDate filed = aps_date(section, "APD", notes);
  const std::string written = trim(section.value("APN"));
  std::string number;
  if (written.starts_with("PCT")) {
    number = document_number("WO", written, "");
  } else {
    number = aps_application(aps_serial(written).number, section.value("SRC"), filed,
                             record.type == RightType::kDesign);
  }
  // A serial whose series nothing tells is no number; it stays readable among the details.
  if (number.empty() && !written.empty()) relation += " " + written;
  add_parent({.relation = relation, .number = number, .filed = filed, .patent = patent_in(section)},
             record);
}

void add_class(std::string symbol, RightRecord& record) {
  if (symbol.empty()) return;
  if (std::ranges::find(record.classes, symbol) == record.classes.end()) {
    record.classes.push_back(std::move(symbol));
  }
}

void read_classes(const ApsSection& section, RightRecord& record) {
  for (const ApsField& field : section.fields) {
    if (field.tag == "ICL") {
      const std::string locarno = locarno_symbol(field.value);
      const bool digits = !locarno.empty() && std::isdigit(static_cast<unsigned char>(locarno[0]));
      add_class(digits ? locarno : ipc_of_columns(field.value), record);
    } else if (field.tag == "OCL" || field.tag == "XCL" || field.tag == "UCL") {
      add_detail(record, "uspc", us_class_symbol(field.value));
    }
  }
}

void add_citation(Citation cited, const ApsSection& section, RightRecord& record,
                  GrantNotes& notes) {
  if (cited.document.empty()) {
    notes.unreadable(section.name, section.fields.empty() ? "" : section.fields.front().value);
    return;
  }
  record.citations.push_back(std::move(cited));
}

void read_citation(const ApsSection& section, RightRecord& record, GrantNotes& notes) {
  if (section.name == "OREF") {
    for (const ApsField& field : section.fields) {
      if (field.tag != "PAL" && field.tag != "PAR") continue;
      Citation cited;
      cited.is_patent = false;
      cited.document = squeeze_spaces(field.value);
      add_citation(std::move(cited), section, record, notes);
    }
    return;
  }
  Citation cited;
  cited.date = aps_date(section, "ISD", notes);
  cited.document = section.name == "UREF" ? patent_in(section)
                                          : document_number(aps_country(section.value("CNT")),
                                                            trim(section.value("PNO")), "");
  add_citation(std::move(cited), section, record, notes);
}

void read_agents(const ApsSection& section, RightRecord& record) {
  for (const ApsField& field : section.fields) {
    // Firm, principal and further attorneys and agents.
    if (field.tag == "FRM" || field.tag == "FR2" || field.tag == "AAT" || field.tag == "AGT" ||
        field.tag == "ATT" || field.tag == "NAM") {
      add_detail(record, "agent", aps_name(field.value));
    }
  }
}

void read_international(const ApsSection& section, RightRecord& record, GrantNotes& notes) {
  // PD3 is the day of filing, PD1 that of the national stage's requirements, PD2 the one between.
  add_parent({.relation = "national stage",
              .number = document_number("WO", trim(section.value("PCN")), ""),
              .filed = aps_date(section, "PD3", notes)},
             record);
  add_detail(record, "national_phase_date", aps_date(section, "PD1", notes).text());
  std::string published = trim(section.value("PCP"));
  if (published.starts_with("WO")) published.erase(0, 2);
  add_relative(document_number("WO", published, ""), record);
}

}  // namespace

RegisterDate aps_date(const ApsSection& section, const char* tag, GrantNotes& notes) {
  const std::string text = trim(section.value(tag));
  if (const auto date = RegisterDate::parse(text)) return *date;
  notes.unreadable(section.name + "/" + tag, text);
  return {};
}

void read_aps_facts(const ApsRecord& aps, RightRecord& record, GrantNotes& notes) {
  for (const ApsSection& section : aps.sections) {
    if (section.name == "INVT" || section.name == "ASSG") {
      read_party(section, record);
    } else if (section.name == "PRIR") {
      read_priority(section, record, notes);
    } else if (section.name == "RLAP" || section.name == "REIS") {
      read_parent(section, record, notes);
    } else if (section.name == "CLAS") {
      read_classes(section, record);
    } else if (section.name == "UREF" || section.name == "FREF" || section.name == "OREF") {
      read_citation(section, record, notes);
    } else if (section.name == "LREP") {
      read_agents(section, record);
    } else if (section.name == "PCTA") {
      read_international(section, record, notes);
    }
  }
  if (!record.owners.empty()) return;
  // No assignee at grant: the right stands in the inventors' names.
  for (const ApsSection& section : aps.sections) {
    if (section.name != "INVT") continue;
    Party owner{
        .name = aps_name(section.value("NAM")), .country = country_in(section), .identifier = ""};
    if (!owner.name.empty()) record.owners.push_back(std::move(owner));
  }
}

}  // namespace pignus::registers
