#include "registers/uspto/grant.h"

#include <optional>
#include <pugixml.hpp>
#include <utility>

#include "core/sha256.h"
#include "registers/io/record_cutter.h"
#include "registers/io/xml_nodes.h"
#include "registers/io/xml_text.h"
#include "registers/uspto/dtd_version.h"
#include "registers/uspto/grant_bibliography.h"

namespace pignus::registers {

namespace {

// White space between inline elements is text: "<i>a</i> <i>b</i>" is "a b".
constexpr unsigned kParseOptions = pugi::parse_default | pugi::parse_ws_pcdata;
constexpr const char* kBibliography = "us-bibliographic-data-grant";

/// Claims that refer to no other claim; nullopt where the record has no claims.
std::optional<int> independent_claims(std::string_view rest) {
  const auto claims = element_text(rest, "claims");
  if (!claims) return std::nullopt;
  int independent = 0;
  for (std::size_t at = find_start_tag(*claims, "claim"); at != std::string_view::npos;) {
    const std::size_t next = find_start_tag(*claims, "claim", at + 1);
    const std::string_view claim = claims->substr(at, next - at);
    if (find_start_tag(claim, "claim-ref") == std::string_view::npos) ++independent;
    at = next;
  }
  return independent;
}

std::optional<int> independent_claims_of(pugi::xml_node claims) {
  if (!claims) return std::nullopt;
  int independent = 0;
  for (const auto claim : claims.children("claim")) {
    const auto reference = claim.find_node(
        [](pugi::xml_node node) { return std::string_view(node.name()) == "claim-ref"; });
    if (!reference) ++independent;
  }
  return independent;
}

Result<ParsedGrant> parse_plain(std::string_view text, const Where& where,
                                const GrantLimits& limits) {
  pugi::xml_document document;
  PIGNUS_ASSIGN(const std::string_view bibliography,
                load_part(text, kBibliography, where, limits, document));
  GrantNotes notes{.where = where, .unread = {}};
  PIGNUS_ASSIGN(RightRecord record, grant_from_bibliography(document.first_child(), notes));
  const auto behind = static_cast<std::size_t>(bibliography.end() - text.begin());
  record.independent_claim_count = independent_claims(text.substr(behind));
  return ParsedGrant{std::move(record), std::move(notes.unread)};
}

/// Hands problems and facts on, and remembers when the caller wants no more.
class Delivery {
 public:
  explicit Delivery(const FactSink& sink) : sink_(sink) {}

  void record(const CutRecord& cut, Result<ParsedGrant> parsed) {
    if (!parsed) return problem(cut, std::move(parsed.error()));
    go_on_ = go_on_ && sink_.on_fact(Fact(std::move(parsed->record)));
    for (Error& error : parsed->unread) problem(cut, std::move(error));
  }
  bool go_on() const { return go_on_; }

 private:
  void problem(const CutRecord& cut, Error error) {
    go_on_ = go_on_ && sink_.on_problem(Problem{std::move(error), sha256_hex(cut.text)});
  }

  const FactSink& sink_;
  bool go_on_ = true;
};

}  // namespace

Result<std::string_view> load_part(std::string_view markup, const char* name, const Where& where,
                                   const GrantLimits& limits, pugi::xml_document& document) {
  const auto part = element_text(markup, name);
  Where place = where;
  place.field = name;
  if (!part) return fail(ErrorCode::kInvalidInput, "the element is missing", place);
  if (part->size() > limits.bibliography_bytes_max) {
    return fail(ErrorCode::kLimitExceeded,
                "larger than " + std::to_string(limits.bibliography_bytes_max) + " bytes", place);
  }
  PIGNUS_TRY(xml::load_xml(document, *part, place, kParseOptions, xml::XmlDepth::kAny));
  return *part;
}

Result<ParsedGrant> parse_uspto_grant(std::string_view text, bool plain, const Where& where,
                                      const GrantLimits& limits) {
  PIGNUS_TRY(xml::utf8_text(text, where));
  if (plain) return parse_plain(text, where, limits);
  auto clean = plain_markup(text, 2 * limits.record_bytes_max);
  if (!clean) {
    clean.error().where = where;
    return fail(std::move(clean.error()));
  }
  return parse_plain(*clean, where, limits);
}

Result<ParsedGrant> parse_uspto_grant_whole(std::string_view text, const Where& where) {
  PIGNUS_TRY(xml::utf8_text(text, where));
  pugi::xml_document document;
  PIGNUS_TRY(xml::load_xml(document, text, where, kParseOptions, xml::XmlDepth::kAny));
  const auto root = document.document_element();
  const auto bibliography = root.child(kBibliography);
  if (!bibliography) {
    Where place = where;
    place.field = kBibliography;
    return fail(ErrorCode::kInvalidInput, "the element is missing", place);
  }
  GrantNotes notes{.where = where, .unread = {}};
  PIGNUS_ASSIGN(RightRecord record, grant_from_bibliography(bibliography, notes));
  record.independent_claim_count = independent_claims_of(root.child("claims"));
  return ParsedGrant{std::move(record), std::move(notes.unread)};
}

Status read_uspto_grants(ByteSource& source, std::string_view file, const FactSink& sink,
                         const GrantLimits& limits) {
  RecordCutter cutter(
      source, std::string(file), {std::string(kUsptoGrantRoot)},
      {.record_bytes_max = limits.record_bytes_max, .gap_bytes_max = limits.gap_bytes_max});
  Delivery delivery(sink);
  VersionWatch versions("v4.0", "v4.7", "v4.0 to v4.7");
  while (true) {
    PIGNUS_ASSIGN(const auto cut, cutter.next());
    if (!cut) return {};
    const Where where{.file = std::string(file), .record = cut->number, .field = ""};
    if (!versions.see(attribute_version(cut->text, "dtd-version"), file, sink)) {
      return fail(ErrorCode::kCancelled, "stopped by the caller", where);
    }
    delivery.record(*cut, cut->problem ? Result<ParsedGrant>(fail(*cut->problem))
                                       : parse_uspto_grant(cut->text, cut->plain, where, limits));
    if (!delivery.go_on()) return fail(ErrorCode::kCancelled, "stopped by the caller", where);
  }
}

}  // namespace pignus::registers
