// Patents: the publication of an application or of a grant.
#include <algorithm>
#include <optional>
#include <utility>

#include "core/message_text.h"
#include "core/utf8.h"
#include "registers/io/xml_nodes.h"
#include "registers/number.h"
#include "registers/number/parsing.h"
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

class Publication {
 public:
  Publication(pugi::xml_node node, const Source& source, const FactSink& sink)
      : source_(source), sink_(sink) {
    biblio_ = below(node, "BibliographicData");
    if (!biblio_) biblio_ = node;
  }

  bool yield() {
    if (!numbers_and_dates()) return go_on_;
    record_.title = text_at(biblio_, "InventionTitleBag/InventionTitle");
    people();
    classes();
    citations();
    family();
    record_.claim_count = quantity(text_at(biblio_, "ClaimTotalQuantity"));
    record_.figure_count = quantity(text_within(below(biblio_, "FigureTotalQuantity")));
    record_.source = source_;
    return go_on_ && sink_.on_fact(Fact(std::move(record_)));
  }

 private:
  void problem(std::string_view field, std::string message) {
    go_on_ = go_on_ && report(sink_, source_, field, std::move(message));
  }
  RegisterDate date(const std::string& text, std::string_view field) {
    return mark_date(text, field, source_, sink_, go_on_);
  }

  static std::optional<int> quantity(const std::string& text) {
    constexpr std::size_t kDigitsMax = 6;
    if (!numbers::all_digits(text) || text.size() > kDigitsMax) return std::nullopt;
    return std::stoi(text);
  }

  static std::string application_of(pugi::xml_node identification) {
    const std::string number = number_in(identification, "ApplicationNumber");
    std::string office = text_at(identification, "IPOfficeCode");
    if (office.empty()) office = text_within(below(identification, "IPOfficeCode"));
    if (number.starts_with("PCT")) office = "WO";
    const auto read = parse_number(number, office, NumberKind::kApplication);
    return read ? read->normal() : office + number;
  }

  bool numbers_and_dates() {
    const auto published = child_named(biblio_, "PatentPublicationIdentification");
    const auto filed = child_named(biblio_, "ApplicationIdentification");
    const std::string office = text_at(published, "IPOfficeCode");
    const std::string kind = text_at(published, "PatentDocumentKindCode");
    const std::string written = office + text_at(published, "PublicationNumber") + kind;
    const auto number = parse_number(written);
    std::optional<RightId> key = number ? right_id(*number) : std::nullopt;
    record_.application_number = application_of(filed);
    if (!key) {
      const auto application =
          parse_number(number_in(filed, "ApplicationNumber"), office, NumberKind::kApplication);
      key = application ? right_id(*application) : std::nullopt;
    }
    if (!key) {
      problem("PublicationNumber", "no number that keys a right: " + in_quotes(written));
      return false;
    }
    record_.id = *key;
    record_.type = number ? number->type : RightType::kUnknown;
    const std::string category = ascii_lower(text_at(filed, "InventionSubjectMatterCategory"));
    if (record_.type == RightType::kUnknown && category == "utility") {
      record_.type = RightType::kInvention;
    }
    const RegisterDate day = date(text_at(published, "PublicationDate"), "PublicationDate");
    const std::string normal = number ? number->normal() : written;
    const bool granted = kind.starts_with("B") || kind.starts_with("C") || kind.starts_with("S") ||
                         kind.starts_with("E");
    (granted ? record_.grant_number : record_.publication_number) = normal;
    (granted ? record_.grant_date : record_.publication_date) = day;
    record_.filing_date = date(text_at(filed, "FilingDate"), "FilingDate");
    const auto known = day.latest() ? day.latest() : record_.filing_date.latest();
    if (!known) problem("PublicationDate", "no date says when the record became known");
    record_.known = known.value_or(Date());
    return true;
  }

  std::vector<Party> parties(const char* bag, const char* each) {
    std::vector<Party> all;
    each_child(at_path(biblio_, std::string("PartyBag/") + bag), each, [&](pugi::xml_node one) {
      Party party{name_of_contact(one), country_of_contact(one), ""};
      if (!party.name.empty()) all.push_back(std::move(party));
    });
    return all;
  }

  void people() {
    record_.owners = parties("AssigneeBag", "Assignee");
    if (record_.owners.empty()) record_.owners = parties("ApplicantBag", "Applicant");
    for (const Party& inventor : parties("InventorBag", "Inventor")) {
      record_.inventors.push_back(inventor.name);
    }
  }

  void add_class(pugi::xml_node node, const char* section) {
    std::string symbol = text_at(node, section) + text_at(node, "Class") +
                         text_at(node, "Subclass") + text_at(node, "MainGroup");
    const std::string subgroup = text_at(node, "Subgroup");
    if (!subgroup.empty()) symbol += "/" + subgroup;
    if (symbol.empty()) symbol = text_within(node);
    if (!symbol.empty() && std::ranges::find(record_.classes, symbol) == record_.classes.end()) {
      record_.classes.push_back(symbol);
    }
  }

  void classes() {
    const auto bag = child_named(biblio_, "PatentClassificationBag");
    each_below(bag, "CPCClassification", [&](pugi::xml_node one) { add_class(one, "CPCSection"); });
    each_below(bag, "IPCRClassification", [&](pugi::xml_node one) { add_class(one, "Section"); });
  }

  void citations() {
    each_child(child_named(biblio_, "ReferenceCitationBag"), "ReferenceCitation",
               [&](pugi::xml_node reference) {
                 Citation citation;
                 for (const auto attribute : reference.attributes()) {
                   citation.by_examiner =
                       citation.by_examiner ||
                       (local_name(std::string_view(attribute.name())) == "citingPartyCategory" &&
                        ascii_lower(attribute.value()).find("examiner") != std::string::npos);
                 }
                 if (const auto literature = below(reference, "NPLCitation")) {
                   citation.is_patent = false;
                   citation.document = text_within(below(literature, "NPLCitationText"));
                   if (citation.document.empty()) citation.document = text_within(literature);
                 } else {
                   read_cited(below(reference, "CitedPatentDocumentIdentification"), citation);
                 }
                 if (!citation.document.empty()) record_.citations.push_back(std::move(citation));
               });
  }

  void read_cited(pugi::xml_node document, Citation& citation) {
    std::string office = text_at(document, "IPOfficeCode");
    if (office.empty()) office = std::string(record_.id.office());
    const std::string written =
        office + text_at(document, "DocumentNumber") + text_at(document, "PatentDocumentKindCode");
    if (!child_named(document, "DocumentNumber")) return;
    const auto number = parse_number(written);
    citation.document = number ? number->normal() : written;
    if (const auto day = RegisterDate::parse(text_at(document, "PatentDocumentDate"))) {
      citation.date = *day;
    }
  }

  void relative(const std::string& number) {
    if (number.empty() || number == record_.application_number || number == record_.grant_number ||
        std::ranges::find(record_.family, number) != record_.family.end()) {
      return;
    }
    record_.family.push_back(number);
  }

  void claim(const RegisterDate& day) {
    if (day.empty()) return;
    if (record_.priority_date.empty() || *day.earliest() < *record_.priority_date.earliest()) {
      record_.priority_date = day;
    }
  }

  void family() {
    each_child(child_named(biblio_, "PriorityClaimBag"), "PriorityClaim", [&](pugi::xml_node one) {
      relative(application_of(one));
      claim(date(text_at(one, "FilingDate"), "priority date"));
    });
    const auto related = child_named(biblio_, "RelatedDocumentBag");
    each_below(related, "ParentDocument", [&](pugi::xml_node parent) {
      each_below(parent, "ApplicationIdentification", [&](pugi::xml_node one) {
        relative(application_of(one));
        claim(date(text_at(one, "FilingDate"), "priority date"));
      });
    });
    each_below(related, "PatentDocumentIdentification",
               [&](pugi::xml_node one) { related_publication(one); });
  }

  /// The application as it was published before, or another document.
  void related_publication(pugi::xml_node document) {
    const auto inner = below(document, "PatentPublicationIdentification");
    const auto one = inner ? inner : document;
    std::string number = text_at(one, "PublicationNumber");
    if (number.empty()) number = text_at(one, "DocumentNumber");
    if (number.empty()) return;
    const std::string written =
        text_at(one, "IPOfficeCode") + number + text_at(one, "PatentDocumentKindCode");
    const auto read = parse_number(written);
    const std::string normal = read ? read->normal() : written;
    if (local_name(document.parent()) == "RelatedPublication" &&
        record_.publication_number.empty()) {
      record_.publication_number = normal;
      record_.publication_date = date(text_at(one, "PublicationDate"), "PublicationDate");
    } else {
      relative(normal);
    }
  }

  const Source& source_;
  const FactSink& sink_;
  pugi::xml_node biblio_;
  RightRecord record_;
  bool go_on_ = true;
};

}  // namespace

bool yield_st96_patent(pugi::xml_node publication, const Source& source, const FactSink& sink) {
  return Publication(publication, source, sink).yield();
}

}  // namespace pignus::registers::wipo
