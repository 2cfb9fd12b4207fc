#include <algorithm>
#include <cctype>
#include <utility>

#include "core/message_text.h"
#include "core/utf8.h"
#include "registers/io/xml_nodes.h"
#include "registers/number/parsing.h"
#include "registers/wipo/st96_parts.h"

namespace pignus::registers::wipo {
namespace {

using xml::below;
using xml::child_named;
using xml::each_below;
using xml::each_child;
using xml::local_name;
using xml::text_at;
using xml::text_within;

int small_number(const std::string& text) {
  constexpr std::size_t kDigitsMax = 4;
  return numbers::all_digits(text) && text.size() <= kDigitsMax ? std::stoi(text) : 0;
}

/// The code of US events carries its type as fifth letter in ST.96 ("R.PRA"), not in ST.66.
void split_code(const std::string& office, MarkEvent& event) {
  constexpr std::size_t kCode = 4;
  if (office == "US" && event.code.size() == kCode + 1) {
    event.type = event.code.substr(kCode);
    event.code.resize(kCode);
  }
}

void read_words(pugi::xml_node mark, MarkCase& out) {
  const auto words = below(mark, "WordMarkSpecification");
  out.title = text_at(words, "MarkVerbalElementText");
  if (out.title.empty()) out.title = text_at(words, "MarkSignificantVerbalElementText");
  const auto keep = [&](const char* name, const std::string& text) {
    if (!text.empty()) out.details[name] = text;
  };
  keep("translation", text_at(words, "MarkTranslationText"));
  keep("transliteration", text_within(child_named(words, "MarkTransliteration")));
  if (text_at(words, "MarkStandardCharacterIndicator") == "true") {
    out.details["flags"] = "standard-characters-claimed";
  }
  keep("mark_description", text_within(below(mark, "MarkDescriptionText")));
  keep("mark_disclaimer", text_within(below(mark, "MarkDisclaimerText")));
  keep("mark_drawing", text_within(below(mark, "MarkFeatureCategory")));
  keep("mark_kind", text_at(mark, "MarkCategory"));
}

/// Goods and services: classes stand in the classification, texts in descriptions that may name
/// their class or leave it to the classification beside them.
void read_goods(pugi::xml_node mark, MarkCase& out) {
  each_child(child_named(mark, "GoodsServicesBag"), "GoodsServices", [&](pugi::xml_node goods) {
    std::vector<MarkClass> rows;
    const auto row_of = [&rows](const std::string& number) -> MarkClass& {
      const auto found = std::ranges::find(rows, number, &MarkClass::number);
      if (found != rows.end()) return *found;
      rows.push_back({number, "", "", ""});
      return rows.back();
    };
    each_below(goods, "GoodsServicesClassification", [&](pugi::xml_node one) {
      const std::string kind = text_at(one, "ClassificationKindCode");
      const std::string number = nice_class(text_at(one, "ClassNumber"));
      if ((kind == "Nice" || kind.empty()) && !number.empty()) (void)row_of(number);
    });
    each_below(goods, "ClassDescription", [&](pugi::xml_node one) {
      std::string number = nice_class(text_at(one, "ClassNumber"));
      const std::string text = text_at(one, "GoodsServicesDescriptionText");
      if (number.empty() && rows.size() == 1) number = rows.front().number;
      if (number.empty()) {
        if (!text.empty()) {
          std::string& all = out.details["goods"];
          all += (all.empty() ? "" : "; ") + text;
        }
        return;
      }
      MarkClass& row = row_of(number);
      if (!text.empty()) row.goods += (row.goods.empty() ? "" : "; ") + text;
    });
    const std::string first = text_within(below(goods, "FirstUsedDate"));
    const std::string commerce = text_within(below(goods, "FirstUsedCommerceDate"));
    for (MarkClass& row : rows) {
      row.first_use = first;
      row.first_use_in_commerce = commerce;
      out.classes.push_back(row);
    }
  });
}

void read_owners(pugi::xml_node mark, MarkCase& out) {
  each_child(child_named(mark, "ApplicantBag"), "Applicant", [&](pugi::xml_node applicant) {
    MarkOwner owner;
    owner.name = name_of_contact(applicant);
    owner.country = country_of_contact(applicant);
    for (const auto attribute : applicant.attributes()) {
      if (local_name(std::string_view(attribute.name())) == "sequenceNumber") {
        owner.party_type = small_number(attribute.value());
      }
    }
    out.owners.push_back(std::move(owner));
  });
}

RecordedParty party_of(pugi::xml_node node) {
  RecordedParty party;
  party.party.name = name_of_contact(node);
  party.party.country = country_of_contact(node);
  const std::string executed = text_at(node, "AssignmentExecutionDate");
  constexpr std::size_t kIso = 10;
  if (const auto day = RegisterDate::parse(executed.substr(0, kIso))) party.executed = *day;
  return party;
}

void read_assignments(pugi::xml_node mark, MarkCase& out) {
  each_below(mark, "Assignment", [&](pugi::xml_node node) {
    MarkAssignment one;
    one.identifier = text_at(node, "AssignmentIdentifier");
    one.conveyance = text_at(node, "AssignmentConveyanceCategory");
    one.recorded = text_at(node, "AssignmentRecordedDate");
    one.received = text_at(node, "AssignmentReceivedDate");
    one.executed = text_at(node, "AssignmentExecutedDate");
    each_below(node, "Assignor",
               [&](pugi::xml_node party) { one.grantors.push_back(party_of(party)); });
    each_below(node, "Assignee",
               [&](pugi::xml_node party) { one.grantees.push_back(party_of(party)); });
    out.assignments.push_back(std::move(one));
  });
}

void read_priority(pugi::xml_node mark, MarkCase& out) {
  each_below(mark, "Priority", [&](pugi::xml_node priority) {
    const std::string country = text_at(priority, "PriorityCountryCode");
    const std::string number = number_in(priority, "ApplicationNumber");
    if (country.size() == 2 && !number.empty()) out.family.push_back(country + number);
    const std::string day = text_at(priority, "PriorityApplicationFilingDate");
    if (!day.empty() && (out.priority_date.empty() || day < out.priority_date)) {
      out.priority_date = day;
    }
  });
}

void read_international(pugi::xml_node mark, MarkCase& out) {
  const std::string number = text_within(below(mark, "InternationalRegistrationNumber"));
  if (!number.empty()) out.details["international_registration"] = number;
}

void read_st66_owners(pugi::xml_node holder, MarkCase& out) {
  for (const char* list : {"Applicant", "Holder"}) {
    each_below(child_named(holder, std::string(list) + "Details"), list, [&](pugi::xml_node node) {
      MarkOwner owner;
      owner.name = name_of_contact(node);
      owner.country = country_of_contact(node);
      owner.party_type = small_number(text_within(below(node, "PartyTypeCode")));
      out.owners.push_back(std::move(owner));
    });
  }
}

bool yield_st66(pugi::xml_node mark, pugi::xml_node beside, const Source& source,
                const FactSink& sink) {
  MarkCase out;
  const std::string office = text_at(mark, "RegistrationOfficeCode");
  out.serial = text_at(mark, "ApplicationNumber");
  out.registration = text_at(mark, "RegistrationNumber");
  out.filing_date = text_at(mark, "ApplicationDate");
  out.registration_date = text_at(mark, "RegistrationDate");
  out.expiry_date = text_at(mark, "ExpiryDate");
  out.status_code = text_at(mark, "MarkCurrentStatusCode");
  out.status_date = text_at(mark, "MarkCurrentStatusDate");
  out.publication_date = text_at(mark, "PublicationDetails/Publication/PublicationDate");
  const auto words = child_named(mark, "WordMarkSpecification");
  out.title = text_at(words, "MarkVerbalElementText");
  const auto keep = [&](const char* name, const std::string& text) {
    if (!text.empty()) out.details[name] = text;
  };
  keep("status", text_within(below(mark, "MarkCurrentStatusExternalDescriptionText")));
  keep("mark_kind", text_at(mark, "KindMark"));
  keep("mark_drawing", text_at(mark, "MarkFeature"));
  keep("translation", text_at(words, "MarkTranslation"));
  keep("transliteration", text_at(words, "MarkTransliteration"));
  keep("mark_description", text_at(mark, "MarkDescriptionDetails/MarkDescription"));
  keep("mark_disclaimer", text_at(mark, "MarkDisclaimerDetails/MarkDisclaimer"));
  each_below(mark, "ClassDescription", [&](pugi::xml_node one) {
    out.classes.push_back({text_at(one, "ClassNumber"), text_at(one, "GoodsServicesDescription"),
                           text_within(below(one, "FirstUseDateNumber")),
                           text_within(below(one, "FirstUseInCommerceDate"))});
  });
  read_st66_owners(beside ? beside : mark, out);
  read_priority(mark, out);
  read_international(mark, out);
  each_below(mark, "MarkEvent", [&](pugi::xml_node node) {
    MarkEvent event;
    event.date = text_at(node, "MarkEventDate");
    event.code = text_at(node, "MarkEventCode");
    event.description = text_within(below(node, "MarkEventInternalDescriptionText"));
    event.proceeding = text_within(below(node, "MarkEventProceedingNumber"));
    split_code(office, event);
    out.events.push_back(std::move(event));
  });
  read_assignments(mark, out);
  return yield_mark_of(office, out, source, sink);
}

}  // namespace

bool yield_mark_of(const std::string& office, MarkCase& mark, const Source& source,
                   const FactSink& sink) {
  if (office == "US") return yield_us_mark(mark, source, sink);
  if (office.size() != 2 || std::isupper(static_cast<unsigned char>(office[0])) == 0 ||
      std::isupper(static_cast<unsigned char>(office[1])) == 0) {
    return report(sink, source, "RegistrationOfficeCode", "no office: " + in_quotes(office));
  }
  const std::string& number = mark.registration.empty() ? mark.serial : mark.registration;
  std::string serial;
  for (const char c : number) {
    if (std::isalnum(static_cast<unsigned char>(c)) != 0) serial += c;
  }
  serial = numbers::without_leading_zeros(serial);
  if (serial.empty()) {
    return report(sink, source, "ApplicationNumber", "no application or registration number");
  }
  // A number of applicants in order is no order in time.
  for (MarkOwner& owner : mark.owners) owner.party_type = 0;
  return yield_office_mark(mark, RightId{office + "-T-" + serial}, source, sink);
}

bool yield_st96_mark(pugi::xml_node mark, const Source& source, const FactSink& sink) {
  MarkCase out;
  const auto number = child_named(mark, "ApplicationNumber");
  std::string office = text_at(mark, "RegistrationOfficeCode");
  if (office.empty()) office = text_at(number, "IPOfficeCode");
  out.serial = number_in(mark, "ApplicationNumber");
  out.registration = number_in(mark, "RegistrationNumber");
  out.filing_date = text_at(mark, "ApplicationDate");
  out.registration_date = text_at(mark, "RegistrationDate");
  out.expiry_date = text_at(mark, "ExpiryDate");
  out.status_code = text_at(mark, "MarkCurrentStatusCode");
  out.status_date = text_at(mark, "MarkCurrentStatusDate");
  out.publication_date = text_at(mark, "PublicationBag/Publication/PublicationDate");
  const std::string words = text_within(below(mark, "MarkCurrentStatusExternalDescriptionText"));
  if (!words.empty()) out.details["status"] = words;
  read_words(mark, out);
  read_goods(mark, out);
  read_owners(mark, out);
  read_priority(mark, out);
  read_international(mark, out);
  each_below(mark, "MarkEvent", [&](pugi::xml_node node) {
    MarkEvent event;
    event.date = text_at(node, "MarkEventDate");
    event.code = text_within(below(node, "MarkEventCode"));
    event.description = text_within(below(node, "MarkEventDescriptionText"));
    if (event.code.empty()) event.code = text_at(node, "MarkEventCategory");
    event.proceeding = text_within(below(node, "MarkEventAdditionalText"));
    split_code(office, event);
    out.events.push_back(std::move(event));
  });
  read_assignments(mark, out);
  return yield_mark_of(office, out, source, sink);
}

bool yield_st66_mark(pugi::xml_node mark, const Source& source, const FactSink& sink) {
  return yield_st66(mark, {}, source, sink);
}

bool yield_st66_transaction(pugi::xml_node data, const Source& source, const FactSink& sink) {
  bool go_on = true;
  each_below(data, "TradeMark", [&](pugi::xml_node mark) {
    const bool own = child_named(mark, "ApplicantDetails") || child_named(mark, "HolderDetails");
    go_on = go_on && yield_st66(mark, own ? mark : data, source, sink);
  });
  return go_on;
}

}  // namespace pignus::registers::wipo
