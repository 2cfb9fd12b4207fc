#include "registers/wipo/st36_reader.h"

#include <string>
#include <utility>

#include "core/utf8.h"
#include "registers/number.h"
#include "registers/wipo/st36.h"

namespace pignus::registers {

namespace {

constexpr std::string_view kEnd = "-patent-document";

Result<std::vector<Fact>> read_document(pugi::xml_node root, FieldNotes& notes) {
  const auto refuse = [&](const char* field, std::string message) {
    Where where = notes.where;
    where.field = field;
    return fail(ErrorCode::kInvalidInput, std::move(message), std::move(where));
  };
  if (!st36_bibliographic_data(root)) {
    return refuse("bibliographic-data", "the element is missing");
  }
  PatentBibliography bibliography = read_st36(root, notes);
  DocumentNumber& publication = bibliography.publication;
  if (bibliography.office.empty()) {
    bibliography.office = ascii_upper(local_name(root).substr(0, 2));
  }
  if (publication.country.empty()) publication.country = bibliography.office;
  if (publication.kind.empty()) publication.kind = attribute_named(root, "kind");
  if (bibliography.application.country.empty()) {
    bibliography.application.country = publication.country;
  }
  const auto number = parse_number(publication.number + publication.kind, publication.country,
                                   NumberKind::kPublication);
  if (!number) return refuse("publication-reference", number.error().message);
  const auto day = publication.date.exact();
  if (!day) return refuse("publication-reference/date", "no day of publication");
  RightRecord record = common_record(bibliography);
  auto id = right_id(*number);
  if (!id) {
    const RightId office{publication.country + "-P-0"};
    if (auto key = application_key(office, bibliography.application.number); !key.empty()) {
      id = RightId{std::move(key)};
    }
  }
  if (!id) return refuse("publication-reference", "the numbers do not key a right");
  record.id = *id;
  record.type = number->type;
  record.known = *day;
  const bool grant = !publication.kind.empty() && publication.kind[0] != 'A';
  (grant ? record.grant_number : record.publication_number) = number->normal();
  (grant ? record.grant_date : record.publication_date) = publication.date;
  if (grant && !bibliography.earlier.empty()) {
    record.publication_number = normal_publication(bibliography.earlier.front());
    record.publication_date = bibliography.earlier.front().date;
  }
  for (const auto& [attribute, name] :
       {std::pair{"dtd-version", "dtd_version"}, std::pair{"lang", "language"},
        std::pair{"status", "document_status"}}) {
    if (auto value = attribute_named(root, attribute); !value.empty()) {
      record.details[name] = std::move(value);
    }
  }
  record.details["untested"] = "yes";
  std::vector<Fact> facts;
  facts.emplace_back(std::move(record));
  return facts;
}

}  // namespace

bool is_st36_root(std::string_view name) {
  return name.size() == kEnd.size() + 2 && name.ends_with(kEnd) && name[0] >= 'a' &&
         name[0] <= 'z' && name[1] >= 'a' && name[1] <= 'z';
}

Status read_st36_documents(ByteSource& source, std::string_view file, const FactSink& sink,
                           const TreeLimits& limits) {
  return read_trees(source, file, {.is_root = is_st36_root, .likely = "wo-patent-document"}, limits,
                    sink, read_document);
}

}  // namespace pignus::registers
