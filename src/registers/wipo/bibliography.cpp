#include "registers/wipo/bibliography.h"

#include <algorithm>
#include <array>

#include "core/utf8.h"
#include "registers/number.h"

namespace pignus::registers {

namespace {

std::string joined(const DocumentNumber& document) {
  const bool has_country =
      document.country.empty() || document.number.starts_with(document.country);
  return (has_country ? "" : document.country) + document.number + document.kind;
}

bool is_upper(char c) {
  return c >= 'A' && c <= 'Z';
}
bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

/// Section, two digits and a letter: where a symbol of the IPC begins; npos when none does.
std::size_t symbol_start(std::string_view text) {
  for (std::size_t at = 0; at + 4 <= text.size(); ++at) {
    const bool free = at == 0 || text[at - 1] == ' ' || text[at - 1] == ':' || text[at - 1] == ';';
    if (free && text[at] >= 'A' && text[at] <= 'H' && is_digit(text[at + 1]) &&
        is_digit(text[at + 2]) && is_upper(text[at + 3]) &&
        (at + 4 == text.size() || text[at + 4] == ' ' || is_digit(text[at + 4]))) {
      return at;
    }
  }
  return std::string_view::npos;
}

void add_family(RightRecord& record, std::string number) {
  if (!number.empty() && std::ranges::find(record.family, number) == record.family.end()) {
    record.family.push_back(std::move(number));
  }
}

void earliest_priority(const PatentBibliography& bibliography, RegisterDate& out) {
  std::optional<Date> first;
  for (const DocumentNumber& priority : bibliography.priorities) {
    const auto day = priority.date.earliest();
    if (day && (!first || *day < *first)) {
      first = day;
      out = priority.date;
    }
  }
}

void add_details(const PatentBibliography& bibliography, RightRecord& record) {
  record.details = bibliography.details;
  put_list(record.details, "agent", bibliography.agents);
  put_list(record.details, "agency", bibliography.agencies);
  std::vector<std::string> priorities;
  for (const DocumentNumber& priority : bibliography.priorities) {
    const std::string number = normal_application(priority);
    const std::string date = priority.date.text();
    priorities.push_back(date.empty() ? number : number + " " + date);
  }
  put_list(record.details, "priorities", priorities);
  std::vector<std::string> related;
  for (const RelatedNumber& one : bibliography.related) {
    related.push_back(one.relation + " " + normal_application(one.document));
  }
  put_list(record.details, "related", related);
  if (!bibliography.national_phase.empty()) {
    record.details["national_phase_date"] = bibliography.national_phase.text();
  }
  const auto& application = bibliography.international_application;
  if (!application.empty()) {
    record.details["international_application"] = normal_application(application);
    if (!application.date.empty()) {
      record.details["international_filing_date"] = application.date.text();
    }
  }
  const auto& publication = bibliography.international_publication;
  if (!publication.empty()) {
    record.details["international_publication"] = normal_publication(publication);
    if (!publication.date.empty()) {
      record.details["international_publication_date"] = publication.date.text();
    }
  }
}

}  // namespace

std::string normal_publication(const DocumentNumber& document) {
  if (document.empty()) return "";
  // An international publication is "2014/157990", with or without its WO.
  const auto number = document.country.empty()
                          ? parse_number(document.number + document.kind)
                          : parse_number(document.number + document.kind, document.country,
                                         NumberKind::kPublication);
  return number ? number->normal() : joined(document);
}

std::string normal_application(const DocumentNumber& document) {
  if (document.empty()) return "";
  const bool by_itself = document.country.empty() || document.number.starts_with("PCT");
  const auto number =
      by_itself ? parse_number(document.number)
                : parse_number(document.number, document.country, NumberKind::kApplication);
  if (number) return number->normal();
  return document.number.starts_with("PCT") ? document.number : joined(document);
}

std::string ipc_symbol(std::string_view text) {
  std::string flat = squeeze_spaces(text);
  const std::size_t start = symbol_start(flat);
  if (start == std::string_view::npos) return flat;
  std::string symbol = flat.substr(start, 4);
  std::size_t at = start + 4;
  const auto skip_blanks = [&] {
    while (at < flat.size() && flat[at] == ' ') ++at;
  };
  skip_blanks();
  std::string group;
  while (at < flat.size() && is_digit(flat[at])) group += flat[at++];
  skip_blanks();
  if (group.empty() || at >= flat.size() || flat[at] != '/') return symbol;
  ++at;
  skip_blanks();
  const std::size_t zeros = std::min(group.find_first_not_of('0'), group.size() - 1);
  std::string subgroup;
  while (at < flat.size() && is_digit(flat[at]) && subgroup.size() < 6) subgroup += flat[at++];
  if (subgroup.empty()) return symbol;
  return symbol + group.substr(zeros) + "/" + subgroup;
}

RightRecord common_record(const PatentBibliography& bibliography) {
  RightRecord record;
  record.application_number = normal_application(bibliography.application);
  record.filing_date = bibliography.application.date;
  earliest_priority(bibliography, record.priority_date);
  record.title = bibliography.title;
  record.owners = bibliography.assignees.empty() ? bibliography.applicants : bibliography.assignees;
  record.inventors = bibliography.inventors;
  record.claim_count = bibliography.claim_count;
  record.figure_count = bibliography.figure_count;
  record.classes = bibliography.classes;
  record.citations = bibliography.citations;
  record.designated_states = bibliography.designated_states;
  add_details(bibliography, record);
  if (!bibliography.assignees.empty() && bibliography.assignees != bibliography.applicants) {
    std::vector<std::string> names;
    for (const Party& party : bibliography.applicants) names.push_back(party.name);
    put_list(record.details, "applicant", names);
  }
  for (const DocumentNumber& one : bibliography.earlier) {
    add_family(record, normal_publication(one));
  }
  for (const RelatedNumber& one : bibliography.related) {
    add_family(record, normal_application(one.document));
  }
  for (const DocumentNumber& one : bibliography.priorities) {
    add_family(record, normal_application(one));
  }
  add_family(record, normal_application(bibliography.international_application));
  add_family(record, normal_publication(bibliography.international_publication));
  return record;
}

void put_list(std::map<std::string, std::string>& details, const std::string& name,
              const std::vector<std::string>& values) {
  std::string text;
  for (const std::string& value : values) {
    if (value.empty()) continue;
    if (!text.empty()) text += "; ";
    text += value;
  }
  if (!text.empty()) details[name] = text;
}

}  // namespace pignus::registers
