#include "registers/uspto/grant_bibliography.h"

#include <charconv>
#include <optional>
#include <string_view>
#include <utility>

#include "core/message_text.h"
#include "core/utf8.h"
#include "registers/uspto/grant_number.h"

namespace pignus::registers {

namespace {

constexpr int kCountMax = 1'000'000;

/// nullopt when missing or noted as unreadable.
std::optional<int> count_in(pugi::xml_node parent, const char* field, GrantNotes& notes) {
  const pugi::xml_node node = parent.child(field);
  return node ? count_of(flat_text(node), field, notes) : std::nullopt;
}

void read_term(pugi::xml_node bibliography, RightRecord& record, GrantNotes& notes) {
  const pugi::xml_node term = bibliography.child("us-term-of-grant");
  // Days; a term extended by the reason of former law reads "5 years".
  if (const std::string years = flat_text(term.child("us-term-extension"));
      years.ends_with("years")) {
    record.details["term_extension"] = years;
  } else {
    record.term_adjustment_days = count_in(term, "us-term-extension", notes).value_or(0);
  }
  const std::string disclaimer = ascii_lower(flat_text(term.child("disclaimer")));
  record.terminal_disclaimer = disclaimer.find("terminal disclaimer") != std::string::npos;
}

}  // namespace

std::optional<int> count_of(const std::string& text, const char* field, GrantNotes& notes) {
  if (text.empty()) return std::nullopt;
  int value = 0;
  const auto [rest, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || rest != text.data() + text.size() || value < 0 || value > kCountMax) {
    notes.unreadable(field, text);
    return std::nullopt;
  }
  return value;
}

void GrantNotes::unreadable(std::string_view field, std::string_view value) {
  Where place = where;
  place.field = std::string(field);
  unread.push_back(
      Error{ErrorCode::kInvalidInput, "cannot be read: " + in_quotes(value), std::move(place)});
}

std::string flat_text(pugi::xml_node node) {
  const pugi::xml_node first = node.first_child();
  if (!first) return "";
  if (!first.next_sibling() && !first.first_child()) return squeeze_spaces(first.value());
  // A walk without recursion: depth is the input's to choose.
  std::string text;
  pugi::xml_node at = first;
  while (at != node) {
    text += at.value();
    if (at.first_child()) {
      at = at.first_child();
      continue;
    }
    while (at != node && !at.next_sibling()) at = at.parent();
    if (at != node) at = at.next_sibling();
  }
  return squeeze_spaces(text);
}

RegisterDate grant_date_of(pugi::xml_node parent, const char* field, GrantNotes& notes) {
  const std::string text = flat_text(parent.child(field));
  const auto date = RegisterDate::parse(text);
  if (date) return *date;
  notes.unreadable(std::string(parent.parent().name()) + "/" + field, text);
  return {};
}

Result<RightRecord> grant_from_bibliography(pugi::xml_node bibliography, GrantNotes& notes) {
  const auto refuse = [&](const char* field, std::string message) {
    Where where = notes.where;
    where.field = field;
    return fail(ErrorCode::kInvalidInput, std::move(message), std::move(where));
  };
  const auto publication = bibliography.child("publication-reference").child("document-id");
  const std::string number = flat_text(publication.child("doc-number"));
  const auto grant = us_grant_number(number, flat_text(publication.child("kind")));
  if (flat_text(publication.child("country")) != "US" || !grant) {
    return refuse("publication-reference", "no number of a US grant: " + in_quotes(number));
  }
  const std::string granted = flat_text(publication.child("date"));
  const auto grant_date = RegisterDate::parse(granted);
  if (!grant_date || !grant_date->exact()) {
    return refuse("publication-reference/date", "no day of grant: " + in_quotes(granted));
  }

  RightRecord record;
  record.id = grant->id;
  record.type = grant->type;
  record.grant_number = grant->normal;
  record.grant_date = *grant_date;
  record.known = *grant_date->exact();
  record.source.file = notes.where.file;
  record.source.record = notes.where.record;
  const auto application = bibliography.child("application-reference").child("document-id");
  record.application_number = document_number(flat_text(application.child("country")),
                                              flat_text(application.child("doc-number")), "");
  record.filing_date = grant_date_of(application, "date", notes);
  record.title = flat_text(bibliography.child("invention-title"));
  record.claim_count = count_in(bibliography, "number-of-claims", notes);
  record.figure_count = count_in(bibliography.child("figures"), "number-of-figures", notes);
  read_term(bibliography, record, notes);
  read_grant_parties(bibliography, record);
  read_grant_classes(bibliography, record);
  read_grant_citations(bibliography, record, notes);
  read_grant_relations(bibliography, record, notes);
  read_grant_details(bibliography, record, notes);
  return record;
}

}  // namespace pignus::registers
