#include "registers/uspto/sgml_grant.h"

#include <optional>
#include <string>
#include <utility>

#include "core/utf8.h"
#include "registers/io/xml_text.h"
#include "registers/uspto/claim_text.h"
#include "registers/uspto/document_reader.h"
#include "registers/uspto/sgml_bibliography.h"
#include "registers/uspto/sgml_tree.h"

namespace pignus::registers {

namespace {

/// The bibliography, in either case.
std::optional<std::string_view> bibliography_of(std::string_view markup) {
  const auto upper = element_text(markup, "SDOBI");
  return upper ? upper : element_text(markup, "sdobi");
}

void count(std::string_view rest, RightRecord& record) {
  const bool upper = find_start_tag(rest, "SDOCL") != std::string_view::npos;
  count_claims(
      rest,
      upper ? ClaimMarkup{.claims = "SDOCL", .claim = "CLM", .reference = "CLREF", .by_text = true}
            : ClaimMarkup{.claims = "sdocl", .claim = "clm", .reference = "clref", .by_text = true},
      record);
}

}  // namespace

Result<ParsedGrant> parse_uspto_sgml_grant(std::string_view text, bool plain, const Where& where,
                                           const GrantLimits& limits) {
  std::string held;
  PIGNUS_ASSIGN(const std::string_view markup, plain_document(text, plain, where, limits, held));
  Where place = where;
  place.field = "SDOBI";
  const auto bibliography = bibliography_of(markup);
  if (!bibliography) return fail(ErrorCode::kInvalidInput, "the element is missing", place);
  if (bibliography->size() > limits.bibliography_bytes_max) {
    return fail(ErrorCode::kLimitExceeded,
                "larger than " + std::to_string(limits.bibliography_bytes_max) + " bytes", place);
  }
  if (bibliography->find('\0') != std::string_view::npos) {
    return fail(ErrorCode::kInvalidInput, "a NUL byte", place);
  }
  SgmlTree tree;
  read_sgml_tree(*bibliography, tree);
  GrantNotes notes{.where = where, .unread = {}};
  PIGNUS_ASSIGN(RightRecord record, grant_from_sdobi(tree.document.first_child(), notes));
  if (tree.closes_without_start > 0) {
    notes.unreadable("SDOBI",
                     std::to_string(tree.closes_without_start) + " end tags that close nothing");
  }
  if (tree.too_deep) notes.unreadable("SDOBI", "elements nested too deep");
  count(markup.substr(static_cast<std::size_t>(bibliography->end() - markup.begin())), record);
  return ParsedGrant{std::move(record), std::move(notes.unread)};
}

Status read_uspto_sgml_grants(ByteSource& source, std::string_view file, const FactSink& sink,
                              const GrantLimits& limits) {
  return read_documents(source, file, sink,
                        {.roots = {"PATDOC", "patdoc"},
                         .version_attribute = "DTD",
                         .versions = VersionWatch("v2.4", "v2.5", "v2.4 and v2.5"),
                         .parse = parse_uspto_sgml_grant},
                        limits);
}

}  // namespace pignus::registers
