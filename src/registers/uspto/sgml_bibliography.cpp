#include "registers/uspto/sgml_bibliography.h"

#include <algorithm>
#include <string>
#include <utility>

#include "core/message_text.h"
#include "core/utf8.h"
#include "registers/uspto/application_number.h"
#include "registers/uspto/class_symbols.h"
#include "registers/uspto/grant_number.h"
#include "registers/uspto/relations.h"

namespace pignus::registers {

namespace {

void add_class(std::string symbol, RightRecord& record) {
  if (symbol.empty()) return;
  if (std::ranges::find(record.classes, symbol) == record.classes.end()) {
    record.classes.push_back(std::move(symbol));
  }
}

void read_classes(pugi::xml_node technical, RightRecord& record) {
  const bool design = record.type == RightType::kDesign;
  const auto ipc = technical.child("B510");
  for (const char* part : {"B511", "B512"}) {
    for (const auto node : ipc.children(part)) {
      const std::string text = flat_text(node);
      add_class(design ? locarno_symbol(text) : ipc_of_columns(text), record);
    }
  }
  const auto national = technical.child("B520");
  for (const char* part : {"B521", "B522", "B522US"}) {
    for (const auto node : national.children(part)) {
      // Blanks are columns here; flat_text would drop the first.
      add_detail(record, "uspc", us_class_symbol(node.child("PDAT").child_value()));
    }
  }
}

void add_citation(pugi::xml_node node, RightRecord& record, GrantNotes& notes) {
  Citation cited;
  cited.by_examiner = !node.child("CITED-BY-EXAMINER").empty();
  if (const auto patent = node.child("PCIT")) {
    const auto document = patent.child("DOC");
    std::string country = flat_text(document.child("CTRY"));
    if (country.empty()) country = "US";
    cited.document = document_number(country, flat_text(document.child("DNUM")),
                                     flat_text(document.child("KIND")));
    cited.date = sgml_date(document, "B561/DATE", notes);
  } else {
    cited.is_patent = false;
    cited.document = flat_text(node.child("NCIT"));
  }
  if (cited.document.empty()) {
    notes.unreadable(node.name(), flat_text(node));
    return;
  }
  record.citations.push_back(std::move(cited));
}

void read_counts(pugi::xml_node technical, RightRecord& record, GrantNotes& notes) {
  if (const auto claims = technical.child("B570").child("B577")) {
    record.claim_count = count_of(flat_text(claims), "B577", notes);
  }
  if (const auto figures = technical.child("B590").child("B596")) {
    record.figure_count = count_of(flat_text(figures), "B596", notes);
  }
}

void read_term(pugi::xml_node sdobi, RightRecord& record, GrantNotes& notes) {
  const auto term = sdobi.child("B400").child("B472");
  const auto disclaimed = sgml_date(term.child("B473"), "B473", notes);
  add_detail(record, "disclaimer_date", disclaimed.text());
  record.terminal_disclaimer = !term.child("B473US").empty() || !disclaimed.empty();
  add_detail(record, "term_years", flat_text(term.child("B474")));
  const std::string extension = flat_text(term.child("B474US"));
  if (extension.ends_with("years")) {
    record.details["term_extension"] = extension;
  } else if (!extension.empty()) {
    record.term_adjustment_days = count_of(extension, "B474US", notes).value_or(0);
  }
}

void read_technical(pugi::xml_node technical, RightRecord& record, GrantNotes& notes) {
  record.title = flat_text(technical.child("B540"));
  read_classes(technical, record);
  for (const auto node : technical.child("B560").children()) {
    const std::string_view name = node.name();
    if (name == "B561" || name == "B562") add_citation(node, record, notes);
  }
  read_counts(technical, record, notes);
  // A plant's names, Latin and variety.
  add_detail(record, "botanical_name", flat_text(technical.child("B550").child("B551US")));
  add_detail(record, "variety", flat_text(technical.child("B550").child("B552US")));
}

}  // namespace

RegisterDate sgml_date(pugi::xml_node node, const char* field, GrantNotes& notes) {
  const std::string text = flat_text(node.child("DATE"));
  if (const auto date = RegisterDate::parse(text)) return *date;
  notes.unreadable(field, text);
  return {};
}

Result<RightRecord> grant_from_sdobi(pugi::xml_node sdobi, GrantNotes& notes) {
  const auto refuse = [&](const char* field, std::string message) {
    Where where = notes.where;
    where.field = field;
    return fail(ErrorCode::kInvalidInput, std::move(message), std::move(where));
  };
  const auto identity = sdobi.child("B100");
  const std::string number = flat_text(identity.child("B110"));
  const auto grant = us_grant_number(number, flat_text(identity.child("B130")));
  const std::string office = ascii_upper(flat_text(identity.child("B190")));
  if (!grant || (!office.empty() && office != "US")) {
    return refuse("B110", "no number of a US grant: " + in_quotes(number));
  }
  const std::string granted = flat_text(identity.child("B140").child("DATE"));
  const auto grant_date = RegisterDate::parse(granted);
  if (!grant_date || !grant_date->exact()) {
    return refuse("B140", "no day of grant: " + in_quotes(granted));
  }
  RightRecord record;
  record.id = grant->id;
  record.type = grant->type;
  record.grant_number = grant->normal;
  record.grant_date = *grant_date;
  record.known = *grant_date->exact();
  record.source.file = notes.where.file;
  record.source.record = notes.where.record;
  const auto filing = sdobi.child("B200");
  const std::string filed = flat_text(filing.child("B210"));
  if (const auto digits = series_and_serial(filed, flat_text(filing.child("B211US")))) {
    record.application_number = document_number("US", *digits, "");
  } else if (!filed.empty()) {
    notes.unreadable("B210", filed);
  }
  record.filing_date = sgml_date(filing.child("B220"), "B220", notes);
  read_term(sdobi, record, notes);
  read_technical(sdobi.child("B500"), record, notes);
  read_sgml_parties(sdobi, record);
  read_sgml_relations(sdobi, record, notes);
  return record;
}

}  // namespace pignus::registers
