#include "registers/cnipa/publication.h"

#include <algorithm>
#include <array>
#include <set>
#include <string>
#include <utility>

#include "registers/format.h"
#include "registers/number.h"
#include "registers/wipo/st36.h"

namespace pignus::registers {

namespace {

constexpr std::string_view kOlder = "cn-patent-document";
constexpr std::array<std::string_view, 4> kRoots{"cn-patent-document", "PatentDocumentAndRelated",
                                                 "DesignPatentDocumentAndRelated",
                                                 "DesignPatentDocument"};
constexpr std::string_view kVersions = "V2.2.1";

/// The application number out of the office's 15-digit form: 10, 20 or 30 for the kind of right,
/// the year, nine digits, of which the second is 8 or 9 for the PCT. Until 2002 numbers had two
/// digits for the year and five at the end. "" where it is not one.
std::string from_standard(const std::string& number) {
  if (number.size() != 15 || number.find_first_not_of("0123456789") != std::string::npos ||
      number[1] != '0' || number[0] < '1' || number[0] > '3' || number[6] != '0') {
    return "";
  }
  const std::string year = number.substr(2, 4);
  if (year < "2003") {
    return number.substr(6, 4) == "0000" ? year.substr(2) + number[0] + number.substr(10) : "";
  }
  const bool international = number[7] == '8' || number[7] == '9';
  if (!international && number[7] != '0') return "";
  return year + (international ? number[7] : number[0]) + number.substr(8);
}

Result<Number> application_of(const DocumentNumber& document) {
  const std::string plain = from_standard(document.number);
  return parse_number(plain.empty() ? document.number : plain, "CN", NumberKind::kApplication);
}

/// Before the law of 1993 B, U and S announced an application to be opposed.
bool is_grant(const std::string& kind, const RegisterDate& published) {
  if (kind.empty() || kind[0] == 'A') return false;
  const auto day = published.earliest();
  const bool before_1993 = day && day->year() < 1993;
  return !(before_1993 && (kind[0] == 'B' || kind[0] == 'U' || kind[0] == 'S'));
}

Result<std::vector<Fact>> facts_of(const PatentBibliography& bibliography, FieldNotes& notes) {
  PIGNUS_ASSIGN(RightRecord record, cnipa_record(bibliography, notes));
  std::vector<Fact> facts;
  facts.emplace_back(std::move(record));
  return facts;
}

}  // namespace

bool is_cnipa_root(std::string_view name) {
  return std::ranges::find(kRoots, name) != kRoots.end();
}

Result<RightRecord> cnipa_record(const PatentBibliography& bibliography, const FieldNotes& notes) {
  const auto refuse = [&](const char* field, std::string message) {
    Where where = notes.where;
    where.field = field;
    return fail(ErrorCode::kInvalidInput, std::move(message), std::move(where));
  };
  const DocumentNumber& publication = bibliography.publication;
  const auto application = application_of(bibliography.application);
  if (!application) {
    return refuse("application-reference", application.error().message);
  }
  const auto id = right_id(*application);
  if (!id) return refuse("application-reference", "the number does not key a right");
  if (publication.empty()) return refuse("publication-reference", "no publication number");
  const auto day = publication.date.exact();
  if (!day) return refuse("publication-reference/date", "no day of publication");

  RightRecord record = common_record(bibliography);
  record.id = *id;
  record.type = application->type;
  record.application_number = application->normal();
  record.known = *day;
  DocumentNumber numbered = publication;
  if (numbered.country.empty()) numbered.country = "CN";
  const std::string number = normal_publication(numbered);
  if (is_grant(publication.kind, publication.date)) {
    record.grant_number = number;
    record.grant_date =
        bibliography.registration.empty() ? publication.date : bibliography.registration;
    if (!bibliography.earlier.empty()) {
      record.publication_number = normal_publication(bibliography.earlier.front());
      record.publication_date = bibliography.earlier.front().date;
    }
  } else {
    record.publication_number = number;
    record.publication_date = publication.date;
  }
  std::erase(record.family, number);
  std::erase(record.family, record.publication_number);
  return record;
}

Status read_cnipa_publications(ByteSource& source, std::string_view file, const FactSink& sink,
                               const TreeLimits& limits) {
  std::set<std::string> reported;
  return read_trees(
      source, file, {.is_root = is_cnipa_root, .likely = kOlder}, limits, sink,
      [&](pugi::xml_node root, FieldNotes& notes) -> Result<std::vector<Fact>> {
        if (local_name(root) == kOlder) return facts_of(read_st36(root, notes), notes);
        const std::string version = attribute_named(root, "xsdVersion");
        if (!version.empty() && version != kVersions && reported.insert(version).second) {
          report_new_version(sink, file, version, kVersions);
        }
        return facts_of(read_cnipa_business(root, notes), notes);
      });
}

}  // namespace pignus::registers
