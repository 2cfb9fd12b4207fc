#include "registers/epo/exchange_record.h"

#include <algorithm>
#include <array>

#include "registers/epo/exchange_classes.h"
#include "registers/epo/exchange_numbers.h"
#include "registers/epo/exchange_parties.h"
#include "registers/epo/xml_entities.h"

namespace pignus::registers {

namespace {

/// Reads fields and notes those that cannot be read.
class Fields {
 public:
  Fields(const Where& where, std::vector<Error>& unread) : where_(where), unread_(unread) {}

  RegisterDate date(std::string_view raw, const char* field) {
    if (raw.empty()) return {};
    const std::string text = text_of(raw);
    if (const auto date = RegisterDate::parse(text)) return *date;
    note(field, "no date: \"" + text + "\"");
    return {};
  }
  void note(const char* field, std::string message) {
    Where place = where_;
    place.field = field;
    unread_.push_back({ErrorCode::kInvalidInput, std::move(message), std::move(place)});
  }

 private:
  const Where& where_;
  std::vector<Error>& unread_;
};

const ExchangeNumber* docdb_form(const std::vector<ExchangeNumber>& numbers) {
  const auto found = std::ranges::find_if(
      numbers, [](const ExchangeNumber& n) { return n.format == "docdb" && !n.number.empty(); });
  return found == numbers.end() ? nullptr : &*found;
}

/// The publication: the document's attributes, else its publication reference.
ExchangeNumber publication_of(const ExchangeParts& parts) {
  ExchangeNumber publication{"docdb", parts.country, parts.number, parts.kind, parts.published};
  const ExchangeNumber* reference = docdb_form(parts.publications);
  if (reference == nullptr) return publication;
  if (publication.country.empty()) publication.country = reference->country;
  if (publication.number.empty()) publication.number = reference->number;
  if (publication.kind.empty()) publication.kind = reference->kind;
  if (publication.date.empty()) publication.date = reference->date;
  return publication;
}

/// The phases in which the applicant, the opponent or a third party names documents, not the
/// office.
bool by_examiner(const ExchangeCitation& citation) {
  if (!citation.cited_by.empty() && citation.cited_by != "unknown") {
    return citation.cited_by == "examiner";
  }
  constexpr std::array<std::string_view, 6> kOthers{"APP",       "OPP",        "TPO",
                                                    "applicant", "opposition", "undefined"};
  return !citation.phase.empty() && std::ranges::find(kOthers, citation.phase) == kOthers.end();
}

void add_citations(const ExchangeParts& parts, Fields& fields, RightRecord& record) {
  record.citations.reserve(parts.citations.size());
  for (const ExchangeCitation& from : parts.citations) {
    Citation citation;
    citation.by_examiner = by_examiner(from);
    if (!from.document.number.empty()) {
      citation.document = publication_text(from.document);
      citation.date = fields.date(from.document.date, "references-cited");
    } else if (!from.as_text.empty()) {
      citation.document = text_of(from.as_text);
    } else {
      citation.is_patent = false;
      citation.document = text_of(from.literature);
    }
    if (!citation.document.empty()) record.citations.push_back(std::move(citation));
  }
}

/// Claims of one sequence are one claim in several formats. The sequence of the original form does
/// not always agree with the others', so that form is only used where docdb and epodoc are missing.
void add_priorities(const ExchangeParts& parts, Fields& fields, RightRecord& record) {
  for (std::size_t i = 0; i < parts.priorities.size(); ++i) {
    const ExchangePriority& claim = parts.priorities[i];
    ApplicationForms forms;
    bool told_before = false;
    // Formats of one claim stand side by side or a list apart; a claim has few.
    const std::size_t from = i < 64 ? 0 : i - 64;
    const std::size_t to = std::min(parts.priorities.size(), i + 64);
    for (std::size_t j = from; j < to; ++j) {
      if (parts.priorities[j].sequence != claim.sequence) continue;
      if (j < i) told_before = true;
      const ExchangeNumber& number = parts.priorities[j].number;
      if (number.format == "docdb" || number.format == "epodoc") forms.add(number);
    }
    if (told_before) continue;
    if (forms.docdb == nullptr && forms.epodoc == nullptr) forms.add(claim.number);
    std::string_view day = claim.number.date;
    if (forms.docdb != nullptr && !forms.docdb->date.empty()) day = forms.docdb->date;
    const RegisterDate date = fields.date(day, "priority-claims");
    if (date.earliest() &&
        (!record.priority_date.earliest() || *date.earliest() < *record.priority_date.earliest())) {
      record.priority_date = date;
    }
    if (std::string text = application_text(forms); !text.empty()) {
      record.family.push_back(std::move(text));
    }
  }
}

void add_family(const ExchangeParts& parts, const std::string& own, RightRecord& record) {
  record.family.reserve(record.family.size() + parts.family.size() + parts.related.size());
  for (const auto* list : {&parts.related, &parts.family}) {
    for (const ExchangeNumber& number : *list) {
      std::string text = publication_text(number);
      if (text != own) record.family.push_back(std::move(text));
    }
  }
}

/// English where there is one, else the first.
std::string title_of(const std::vector<ExchangeTitle>& titles) {
  std::string best;
  for (const ExchangeTitle& title : titles) {
    const bool english = title.language == "en";
    if (!best.empty() && !english) continue;
    std::string text = text_of(title.text);
    if (text.empty()) continue;
    best = std::move(text);
    if (english) break;
  }
  return best;
}

constexpr std::size_t kLetters = 26;

void add_states(const ExchangeParts& parts, RightRecord& record) {
  // At most one entry a pair of letters.
  std::array<bool, kLetters * kLetters> seen{};
  for (const std::string_view raw : parts.designated) {
    if (raw.size() != 2 || raw[0] < 'A' || raw[0] > 'Z' || raw[1] < 'A' || raw[1] > 'Z') continue;
    bool& before = seen.at((static_cast<std::size_t>(raw[0] - 'A') * kLetters) +
                           static_cast<std::size_t>(raw[1] - 'A'));
    if (!before) record.designated_states.emplace_back(raw);
    before = true;
  }
  std::string extended;
  for (const std::string_view raw : parts.extended) {
    if (!extended.empty()) extended += ' ';
    append_text_of(raw, extended);
  }
  if (!extended.empty()) record.details["extension_states"] = std::move(extended);
}

/// The day of grant where the dates of public availability tell one.
std::string_view day_of_grant(const ExchangeParts& parts) {
  for (const ExchangeDay& day : parts.availability) {
    if (day.name == "printed-with-grant" || day.name == "not-printed-with-grant") return day.date;
  }
  return "";
}

void add_publication(const ExchangeParts& parts, const ExchangeNumber& publication,
                     const std::string& number, Fields& fields, RightRecord& record) {
  const RegisterDate published = fields.date(publication.date, "date-publ");
  const std::string_view granted = day_of_grant(parts);
  const bool is_grant =
      !granted.empty() || (parts.availability.empty() &&
                           is_grant_kind(publication.country, publication.kind, publication.date));
  if (is_grant) {
    record.grant_number = number;
    record.grant_date = granted.empty() ? published : fields.date(granted, "printed-with-grant");
  } else {
    record.publication_number = number;
    record.publication_date = published;
  }
  // The first day the text was open to anyone may lie before the office's own publication.
  const RegisterDate exchanged = fields.date(parts.exchanged, "date-of-last-exchange");
  if (const auto day = published.latest()) {
    record.known = *day;
  } else if (const auto later = exchanged.latest()) {
    record.known = *later;
  } else {
    record.details["undated"] = "yes";
    fields.note("date",
                "the document tells no day of publication; it counts as known from its import on");
  }
  if (!exchanged.empty()) record.details["exchanged"] = exchanged.text();
  if (!parts.status.empty()) record.details["exchange_status"] = text_of(parts.status);
  if (!parts.family_id.empty()) record.details["family_id"] = text_of(parts.family_id);
}

Result<ExchangeFacts> retraction_of(const ExchangeParts& parts, RightId id, std::string number,
                                    const Where& where, std::string_view exchanged) {
  const std::string day = text_of(parts.exchanged.empty() ? exchanged : parts.exchanged);
  const auto date = RegisterDate::parse(day);
  Where place = where;
  place.field = "date-of-last-exchange";
  if (!date || !date->latest()) {
    return fail(ErrorCode::kInvalidInput, "a record taken back, but no day: \"" + day + "\"",
                place);
  }
  ExchangeFacts out;
  out.facts.emplace_back(Retraction{std::move(id),
                                    std::move(number),
                                    text_of(parts.status),
                                    *date->latest(),
                                    {where.file, "", where.record, ""}});
  return out;
}

}  // namespace

Result<ExchangeFacts> facts_of(const ExchangeParts& parts, const Where& where,
                               std::string_view exchanged) {
  const ExchangeNumber publication = publication_of(parts);
  Where place = where;
  place.field = "publication-reference";
  ApplicationForms application;
  for (const ExchangeNumber& number : parts.applications) application.add(number);
  RightRecord record;
  record.application_number = application_text(application);
  auto id = right_of_publication(publication, record.application_number, record.type);
  if (!id) {
    return fail(ErrorCode::kInvalidInput,
                "cannot tell the right of \"" + text_of(publication.country) + " " +
                    text_of(publication.number) + " " + text_of(publication.kind) + "\"",
                place);
  }
  std::string number = publication_text(publication);
  if (parts.status == "D" || parts.status == "V" || parts.status == "CV") {
    return retraction_of(parts, std::move(*id), std::move(number), where, exchanged);
  }
  if (parts.status == "DV") {
    return fail(ErrorCode::kUnsupported,
                "the mark that this publication is void is taken back; no fact of it", place);
  }
  ExchangeFacts out;
  Fields fields(where, out.unread);
  record.id = std::move(*id);
  add_publication(parts, publication, number, fields, record);
  for (const ExchangeNumber& filed : parts.applications) {
    if (record.filing_date.empty())
      record.filing_date = fields.date(filed.date, "application-reference");
  }
  record.title = title_of(parts.titles);
  ChosenParties owners = chosen_parties(parts.applicants);
  record.owners = std::move(owners.parties);
  if (!owners.standard.empty()) record.details["owners_standard"] = std::move(owners.standard);
  for (Party& inventor : chosen_parties(parts.inventors).parties) {
    record.inventors.push_back(std::move(inventor.name));
  }
  record.classes = classes_of(parts.classes);
  add_citations(parts, fields, record);
  add_priorities(parts, fields, record);
  add_family(parts, number, record);
  add_states(parts, record);
  record.source = {where.file, "", where.record, ""};
  out.facts.emplace_back(std::move(record));
  return out;
}

}  // namespace pignus::registers
