#include "registers/jpo/gazette.h"

#include <algorithm>
#include <set>
#include <string>
#include <utility>

#include "core/utf8.h"
#include "registers/format.h"
#include "registers/jpo/dates.h"
#include "registers/number.h"
#include "registers/wipo/st36.h"

namespace pignus::registers {

namespace {

constexpr std::string_view kRoot = "jp-official-gazette";
constexpr std::string_view kVersions = "1.0";

/// Every date of the bibliography in the form the common reader knows; others are left to be noted.
void plain_dates(pugi::xml_node data) {
  walk_elements(data, [](pugi::xml_node node) {
    if (st36_name(node) != "date") return true;
    const auto date = japanese_date(text_of(node));
    if (date && !date->empty()) {
      node.remove_children();
      node.append_child(pugi::node_pcdata).set_value(date->text().c_str());
    }
    return false;
  });
}

/// "A" of the root's attribute, else out of "公開特許公報(A)"; full-width brackets too.
std::string kind_of(pugi::xml_node root, const std::string& written) {
  for (const char* attribute : {"kind-of-st16", "kind-of-jp"}) {
    if (auto kind = attribute_named(root, attribute); !kind.empty()) return kind;
  }
  const std::size_t open = std::max(written.rfind('(') + 1, written.rfind("（") + 3);
  std::string kind;
  for (std::size_t at = open > 3 ? open : 0; at < written.size(); ++at) {
    const char c = written[at];
    if ((c < 'A' || c > 'Z') && (c < '0' || c > '9')) break;
    kind += c;
  }
  return kind;
}

/// A registration has a running number of up to seven digits; a publication has its year.
bool is_registration(const Number& number) {
  const std::string& kind = number.kind_code;
  const bool of_right = !kind.empty() && (kind[0] == 'B' || kind[0] == 'C' || kind[0] == 'U' ||
                                          kind[0] == 'Y' || kind[0] == 'S');
  return of_right && number.serial.size() <= 7 &&
         number.serial.find_first_not_of("0123456789") == std::string::npos;
}

void read_own_fields(pugi::xml_node data, PatentBibliography& out, FieldNotes& notes) {
  std::vector<std::string> themes;
  std::vector<std::string> terms;
  walk_elements(data, [&](pugi::xml_node node) {
    const std::string_view name = st36_name(node);
    if (name == "theme-code") themes.push_back(text_of(node));
    if (name == "f-term") terms.push_back(text_of(node));
    return name != "parties";
  });
  put_list(out.details, "theme_codes", themes);
  put_list(out.details, "f_terms", terms);
  const std::string request =
      attribute_named(st36_child(data, "request-for-examination"), "true-or-false");
  if (!request.empty()) out.details["examination_requested"] = request == "true" ? "yes" : "no";
  for (const auto node : data.children()) {
    const std::string_view name = st36_name(node);
    if (name.find("registration") == std::string_view::npos &&
        name.find("grant") == std::string_view::npos) {
      continue;
    }
    const auto date = st36_child(node, "date");
    if (!date && name.find("date") == std::string_view::npos) continue;  // a number
    const auto read = japanese_date(text_of(date ? date : node));
    if (read) {
      out.registration = *read;
    } else {
      notes.unreadable(name, text_of(node));
    }
  }
}

Result<std::vector<Fact>> facts_of(const PatentBibliography& bibliography, FieldNotes& notes) {
  const auto refuse = [&](const char* field, std::string message) {
    Where where = notes.where;
    where.field = field;
    return fail(ErrorCode::kInvalidInput, std::move(message), std::move(where));
  };
  const DocumentNumber& publication = bibliography.publication;
  const auto number =
      parse_number(publication.number + publication.kind, "JP", NumberKind::kPublication);
  if (!number) return refuse("publication-reference", number.error().message);
  const auto id = right_id(*number);
  if (!id) return refuse("publication-reference", "the kind does not tell what right it is");
  const auto day = publication.date.exact();
  if (!day) return refuse("publication-reference/date", "no day of publication");
  RightRecord record = common_record(bibliography);
  record.id = *id;
  record.type = number->type;
  record.known = *day;
  if (is_registration(*number)) {
    record.grant_number = number->normal();
    record.grant_date =
        bibliography.registration.empty() ? publication.date : bibliography.registration;
    record.details["gazette_date"] = day->iso();
    if (!bibliography.earlier.empty()) {
      record.publication_number = normal_publication(bibliography.earlier.front());
      record.publication_date = bibliography.earlier.front().date;
    }
  } else {
    record.publication_number = number->normal();
    record.publication_date = publication.date;
  }
  std::vector<Fact> facts;
  facts.emplace_back(std::move(record));
  return facts;
}

Result<std::vector<Fact>> read_document(pugi::xml_node root, FieldNotes& notes) {
  const auto data = st36_bibliographic_data(root);
  plain_dates(data);
  PatentBibliography bibliography = read_st36(root, notes);
  bibliography.office = "JP";
  DocumentNumber& publication = bibliography.publication;
  publication.kind = kind_of(root, publication.kind);
  if (publication.country.empty()) publication.country = "JP";
  // Numbers of this office stand without their country.
  const auto own = [](DocumentNumber& number) {
    if (number.country.empty() && !number.number.starts_with("PCT")) number.country = "JP";
  };
  own(bibliography.application);
  for (RelatedNumber& one : bibliography.related) own(one.document);
  for (DocumentNumber& one : bibliography.priorities) own(one);
  read_own_fields(data, bibliography, notes);
  return facts_of(bibliography, notes);
}

}  // namespace

bool is_jpo_gazette_root(std::string_view name) {
  return name == kRoot;
}

Status read_jpo_gazette(ByteSource& source, std::string_view file, const FactSink& sink,
                        const TreeLimits& limits) {
  std::set<std::string> reported;
  return read_trees(
      source, file, {.is_root = is_jpo_gazette_root, .likely = kRoot}, limits, sink,
      [&](pugi::xml_node root, FieldNotes& notes) {
        const std::string version = attribute_named(root, "dtd-version");
        if (!version.empty() && version != kVersions && reported.insert(version).second) {
          report_new_version(sink, file, version, kVersions);
        }
        return read_document(root, notes);
      });
}

}  // namespace pignus::registers
