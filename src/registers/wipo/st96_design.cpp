// Designs and geographical indications.
#include <algorithm>
#include <cctype>
#include <optional>
#include <utility>

#include "core/utf8.h"
#include "registers/io/xml_nodes.h"
#include "registers/number/parsing.h"
#include "registers/uspto/us_number.h"
#include "registers/wipo/st96_parts.h"

namespace pignus::registers::wipo {
namespace {

using xml::at_path;
using xml::below;
using xml::child_named;
using xml::each_below;
using xml::each_child;
using xml::local_name;
using xml::text_at;
using xml::text_within;

/// Dates of one record, and the latest of those that lie behind it.
class Dates {
 public:
  Dates(const Source& source, const FactSink& sink) : source_(source), sink_(sink) {}

  RegisterDate past(const std::string& text, std::string_view field) {
    const RegisterDate day = mark_date(text, field, source_, sink_, go_on_);
    if (day.latest() && (!latest_ || *day.latest() > *latest_)) latest_ = day.latest();
    return day;
  }
  RegisterDate future(const std::string& text, std::string_view field) {
    return mark_date(text, field, source_, sink_, go_on_);
  }
  Date known() {
    if (!latest_) {
      go_on_ =
          go_on_ && report(sink_, source_, "", "no date at all says when the record became known");
    }
    return latest_.value_or(Date());
  }
  bool go_on() const { return go_on_; }

 private:
  const Source& source_;
  const FactSink& sink_;
  std::optional<Date> latest_;
  bool go_on_ = true;
};

bool is_office(const std::string& office) {
  return office.size() == 2 && std::isupper(static_cast<unsigned char>(office[0])) != 0 &&
         std::isupper(static_cast<unsigned char>(office[1])) != 0;
}

std::string alphanumeric(const std::string& text) {
  std::string out;
  for (const char c : text) {
    if (std::isalnum(static_cast<unsigned char>(c)) != 0) out += c;
  }
  return out;
}

std::optional<RightId> design_key(const std::string& office, const std::string& registration,
                                  const std::string& application, std::size_t number,
                                  std::size_t of) {
  if (!is_office(office)) return std::nullopt;
  if (office == "US" && !registration.empty()) {
    const std::string digits = alphanumeric(registration);
    const bool lettered = digits.starts_with("D");
    return us_patent_right(lettered ? digits : "D" + digits);
  }
  if (office == "US" && !application.empty()) {
    return us_application_right(alphanumeric(application));
  }
  std::string serial = numbers::without_leading_zeros(
      alphanumeric(registration.empty() ? application : registration));
  if (serial.empty()) return std::nullopt;
  // Several designs of one application that is not yet registered.
  if (registration.empty() && of > 1) serial += "-" + std::to_string(number);
  return RightId{office + "-D-" + serial};
}

std::vector<Party> parties(pugi::xml_node bag, std::string_view each) {
  std::vector<Party> all;
  each_child(bag, each, [&](pugi::xml_node one) {
    Party party{name_of_contact(one), country_of_contact(one), ""};
    if (!party.name.empty()) all.push_back(std::move(party));
  });
  return all;
}

void read_design_classes(pugi::xml_node design, RightRecord& record) {
  each_below(design, "LocarnoClassificationText",
             [&](pugi::xml_node one) { record.classes.push_back(text_within(one)); });
  each_below(design, "LocarnoClassification", [&](pugi::xml_node one) {
    const std::string main = text_at(one, "LocarnoClass/LocarnoClassNumber");
    if (!main.empty()) record.classes.push_back(main);
  });
  std::string national;
  each_below(design, "NationalDesignClassification", [&](pugi::xml_node one) {
    const std::string text = text_within(one);
    if (!text.empty()) national += (national.empty() ? "" : " ") + text;
  });
  if (!national.empty()) record.details["national_classes"] = national;
}

void read_design_citations(pugi::xml_node design, RightRecord& record) {
  each_below(design, "CitedPatentDocumentIdentification", [&](pugi::xml_node one) {
    Citation citation;
    citation.document = text_at(one, "IPOfficeCode") + text_at(one, "DocumentNumber") +
                        text_at(one, "PatentDocumentKindCode");
    if (const auto day = RegisterDate::parse(text_at(one, "PatentDocumentDate"))) {
      citation.date = *day;
    }
    if (!citation.document.empty()) record.citations.push_back(std::move(citation));
  });
}

void read_design_text(pugi::xml_node design, RightRecord& record, Dates& dates) {
  record.title = text_at(design, "DesignTitleText");
  std::string description;
  each_child(design, "DesignDescriptionText", [&](pugi::xml_node part) {
    description += (description.empty() ? "" : " ") + text_within(part);
  });
  const auto keep = [&](const char* name, const std::string& text) {
    if (!text.empty()) record.details[name] = text;
  };
  keep("design_description", description);
  keep("status", text_at(design, "DesignCurrentStatusCategory"));
  keep("status_date",
       dates.past(text_at(design, "DesignCurrentStatusDate"), "DesignCurrentStatusDate").text());
  keep("right_effective_date",
       dates.past(text_at(design, "RightEffectiveDate"), "RightEffectiveDate").text());
  const std::string views = text_at(design, "RepresentationSheetTotalQuantity");
  if (numbers::all_digits(views) && views.size() < 6) record.figure_count = std::stoi(views);
}

RightRecord design_record(pugi::xml_node design, pugi::xml_node application, Dates& dates) {
  RightRecord record;
  record.type = RightType::kDesign;
  record.filing_date = dates.past(text_at(application, "ApplicationDate"), "ApplicationDate");
  record.grant_date = dates.past(text_at(design, "RegistrationDate"), "RegistrationDate");
  record.expiry_date = dates.future(text_at(design, "ExpiryDate"), "ExpiryDate");
  const auto published = at_path(design, "PublicationBag/Publication");
  record.publication_number = text_at(published, "PublicationIdentifier");
  record.publication_date = dates.past(text_at(published, "PublicationDate"), "PublicationDate");
  read_design_text(design, record, dates);
  record.owners = parties(child_named(design, "ApplicantBag"), "Applicant");
  if (record.owners.empty()) {
    record.owners = parties(child_named(application, "ApplicantBag"), "Applicant");
  }
  auto designers = child_named(design, "DesignerBag");
  if (!designers) designers = child_named(application, "DesignerBag");
  for (const Party& designer : parties(designers, "Designer")) {
    record.inventors.push_back(designer.name);
  }
  read_design_classes(design, record);
  read_design_citations(design, record);
  each_below(design, "Priority", [&](pugi::xml_node priority) {
    const std::string number = number_in(priority, "ApplicationNumber");
    if (!number.empty()) {
      record.family.push_back(text_at(priority, "PriorityCountryCode") + number);
    }
    const RegisterDate day =
        dates.past(text_at(priority, "PriorityApplicationFilingDate"), "priority date");
    if (!day.empty() &&
        (record.priority_date.empty() || *day.earliest() < *record.priority_date.earliest())) {
      record.priority_date = day;
    }
  });
  return record;
}

}  // namespace

bool yield_st96_design(pugi::xml_node application, const Source& source, const FactSink& sink) {
  Dates dates(source, sink);
  const auto number_node = child_named(application, "ApplicationNumber");
  std::string office = text_at(application, "RegistrationOfficeCode");
  if (office.empty()) office = text_at(number_node, "IPOfficeCode");
  const std::string number = number_in(application, "ApplicationNumber");
  std::vector<pugi::xml_node> designs;
  each_below(application, "Design", [&](pugi::xml_node one) { designs.push_back(one); });
  if (designs.empty()) return report(sink, source, "DesignBag", "an application without a design");
  std::vector<pugi::xml_node> events;
  each_below(application, "DesignApplicationEvent",
             [&](pugi::xml_node one) { events.push_back(one); });
  for (std::size_t i = 0; i < designs.size() && dates.go_on(); ++i) {
    const std::string registration = number_in(designs[i], "RegistrationNumber");
    const auto key = design_key(office, registration, number, i + 1, designs.size());
    if (!key) {
      if (!report(sink, source, "RegistrationNumber", "no number that keys a design")) return false;
      continue;
    }
    RightRecord record = design_record(designs[i], application, dates);
    record.id = *key;
    record.application_number = number.empty() ? "" : office + number;
    record.grant_number = registration.empty() ? "" : office + registration;
    std::vector<LegalEvent> told;
    for (const auto event : events) {
      LegalEvent one;
      one.right = *key;
      one.code = text_at(event, "DesignApplicationEventCategory");
      one.description = text_at(event, "CommentText");
      one.date = dates.past(text_at(event, "DesignApplicationEventDate"), "event date");
      one.source = source;
      const bool silent = one.code.empty() && one.description.empty();
      if (!one.date.empty() && !silent) {
        told.push_back(std::move(one));
      } else if (!report(sink, source, "DesignApplicationEventDate",
                         silent ? "an event that says nothing but its date"
                                : "an event without a date")) {
        return false;
      }
    }
    record.known = dates.known();
    record.source = source;
    if (!dates.go_on() || !sink.on_fact(Fact(std::move(record)))) return false;
    for (LegalEvent& event : told) {
      if (!sink.on_fact(Fact(std::move(event)))) return false;
    }
  }
  return dates.go_on();
}

bool yield_st96_indication(pugi::xml_node application, const Source& source, const FactSink& sink) {
  Dates dates(source, sink);
  auto data = below(application, "GIData");
  if (!data) data = application;
  std::string office;
  for (const auto attribute : data.attributes()) {
    if (local_name(std::string_view(attribute.name())) == "officeCode") office = attribute.value();
  }
  if (office.empty()) office = text_within(below(data, "IPOfficeCode"));
  const std::string number = number_in(data, "ApplicationNumber");
  if (!is_office(office) || alphanumeric(number).empty()) {
    return report(sink, source, "ApplicationNumber", "no office or application number");
  }
  RightRecord record;
  record.id.value = office + "-T-" + alphanumeric(number);
  record.application_number = office;
  for (const char c : number) {
    if (c != ' ') record.application_number += c;
  }
  record.filing_date = dates.past(text_at(data, "ApplicationDate"), "ApplicationDate");
  record.grant_date = dates.past(text_at(data, "RegistrationDate"), "RegistrationDate");
  const auto published = at_path(data, "GIPublicationBag/GIPublication");
  record.publication_number = text_at(published, "PublicationIdentifier");
  record.publication_date = dates.past(text_at(published, "PublicationDate"), "PublicationDate");
  record.title = text_at(data, "GINameBag/GINameText");
  record.owners = parties(child_named(application, "ApplicantBag"), "Applicant");
  each_below(data, "ClassNumber",
             [&](pugi::xml_node one) { record.classes.push_back(nice_class(text_within(one))); });
  const auto keep = [&](const char* name, const std::string& text) {
    if (!text.empty()) record.details[name] = text;
  };
  const std::string category = text_at(data, "GICategory");
  keep("mark_kind", category.empty() ? "geographical indication" : ascii_lower(category));
  keep("translation", text_at(data, "GINameBag/GINameTranslationText"));
  keep("mark_description", text_within(below(data, "FeatureDescriptionText")));
  keep("region", text_within(below(data, "GeographicRegionDescriptionText")));
  keep("status", text_within(below(data, "GICurrentStatusCategory")));
  std::string users;
  each_below(application, "AuthorizedUser", [&](pugi::xml_node user) {
    const std::string name = name_of_contact(user);
    if (!name.empty()) users += (users.empty() ? "" : "; ") + name;
  });
  keep("authorized_users", users);
  record.known = dates.known();
  record.source = source;
  return dates.go_on() && sink.on_fact(Fact(std::move(record)));
}

}  // namespace pignus::registers::wipo
