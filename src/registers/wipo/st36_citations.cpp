// Documents cited: those of the search (references-cited) and those the applicant names in the
// description (citation-list).
#include <algorithm>
#include <string>

#include "core/utf8.h"
#include "registers/number.h"
#include "registers/wipo/st36.h"

namespace pignus::registers {

namespace {

constexpr std::size_t kCitationsMax = 20'000;

/// The part before the first of the marks that set a number apart from what follows it.
std::size_t number_end(std::string_view text) {
  std::size_t end = text.size();
  for (const std::string_view mark : {",", "，", ";", "；", "(", "（", "、"}) {
    end = std::min(end, text.find(mark));
  }
  return end;
}

/// The number in a citation's text ("特開平８−９９３２号公報", "CN 101234567 A"); "" where there is
/// none.
std::string number_in(std::string_view written, const std::string& office) {
  // Japan's words for a document tell its kind; a granted patent's do not tell B1 from B2.
  std::string text(written);
  const auto begins = [&](const char* word) { return written.starts_with(word); };
  if (office == "JP" && (begins("特開") || begins("特表"))) text += "A";
  if (office == "JP" && begins("実開")) text += "U";
  if (const auto number = parse_number(text)) return number->normal();
  if (office.size() == 2) {
    if (const auto number = parse_number(text, office, NumberKind::kPublication)) {
      return number->normal();
    }
  }
  return "";
}

/// The day that follows a number: "CN 101234567 A,2008.07.30,全文".
RegisterDate date_behind(std::string_view rest) {
  for (int part = 0; part < 3 && !rest.empty(); ++part) {
    const std::size_t start = rest.find_first_of("0123456789");
    if (start == std::string_view::npos) return {};
    std::string day(rest.substr(start, 10));
    std::ranges::replace(day, '.', '-');
    if (const auto date = Date::parse(day)) return RegisterDate(*date);
    const std::size_t next = rest.find_first_of(",;", start);
    if (next == std::string_view::npos) return {};
    rest.remove_prefix(next + 1);
  }
  return {};
}

void add(PatentBibliography& out, Citation citation) {
  if (citation.document.empty() || out.citations.size() >= kCitationsMax ||
      std::ranges::find(out.citations, citation) != out.citations.end()) {
    return;
  }
  out.citations.push_back(std::move(citation));
}

void take_patent(pugi::xml_node node, bool by_examiner, PatentBibliography& out,
                 FieldNotes& notes) {
  const DocumentNumber document = st36_document(node, "patcit", notes);
  Citation citation;
  if (document.empty()) {
    citation = patent_citation(text_of(node), out.office);
  } else {
    citation.date = document.date;
    citation.document = normal_publication(document);
  }
  citation.by_examiner = by_examiner;
  add(out, std::move(citation));
}

void take_literature(pugi::xml_node node, bool by_examiner, PatentBibliography& out) {
  Citation citation;
  citation.by_examiner = by_examiner;
  citation.is_patent = false;
  citation.document = text_of(node);
  add(out, std::move(citation));
}

void read_list(pugi::xml_node list, bool by_examiner, PatentBibliography& out, FieldNotes& notes) {
  walk_elements(list, [&](pugi::xml_node node) {
    const std::string_view name = st36_name(node);
    if (name == "patcit") {
      const std::string category = ascii_lower(text_of(st36_child(node.parent(), "category")));
      const std::string phase = ascii_lower(attribute_named(node.parent(), "cited-phase") +
                                            attribute_named(node.parent(), "cited-by"));
      const bool applicant = category.find("applicant") != std::string::npos ||
                             phase.find("applicant") != std::string::npos ||
                             phase.find("description") != std::string::npos;
      take_patent(node, by_examiner && !applicant, out, notes);
      return false;
    }
    if (name == "nplcit") {
      take_literature(node, by_examiner, out);
      return false;
    }
    return true;
  });
}

}  // namespace

Citation patent_citation(const std::string& text, const std::string& office) {
  Citation citation;
  const std::size_t end = number_end(text);
  citation.document = number_in(text, office);
  if (citation.document.empty() && end < text.size()) {
    citation.document = number_in(std::string_view(text).substr(0, end), office);
    if (!citation.document.empty()) citation.date = date_behind(std::string_view(text).substr(end));
  }
  if (citation.document.empty()) citation.document = text;
  return citation;
}

void read_st36_citations(pugi::xml_node root, pugi::xml_node data, PatentBibliography& out,
                         FieldNotes& notes) {
  for (const auto node : data.children()) {
    if (st36_name(node).starts_with("references-cited")) read_list(node, true, out, notes);
  }
  walk_elements(root, [&](pugi::xml_node node) {
    const std::string_view name = st36_name(node);
    if (name == "citation-list") {
      read_list(node, false, out, notes);
      return false;
    }
    // Amendments repeat the description; the claims and the paragraphs hold no list.
    return name != "written-amendment-group" && name != "claims" && name != "p" && node != data &&
           name != "drawings" && name != "abstract";
  });
}

}  // namespace pignus::registers
