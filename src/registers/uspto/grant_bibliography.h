// The element <us-bibliographic-data-grant> as facts. Internal to the grant reader.
#pragma once

#include <optional>
#include <pugixml.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "registers/right.h"
#include "registers/uspto/grant.h"

namespace pignus::registers {

/// A field that is there but not readable is left unknown and noted; the record stands.
struct GrantNotes {
  Where where;  ///< file and record
  std::vector<Error> unread;

  void unreadable(std::string_view field, std::string_view value);
};

/// All text below a node, markup dropped, runs of white space made one blank.
std::string flat_text(pugi::xml_node node);
/// The date in element `field` below `parent`; unknown when missing.
RegisterDate grant_date_of(pugi::xml_node parent, const char* field, GrantNotes& notes);

/// A count as written; nullopt when empty, or when it is none, and then noted.
std::optional<int> count_of(const std::string& text, const char* field, GrantNotes& notes);
/// Finds the element `name` in the markup and parses it into `document`; the element's own text.
[[nodiscard]] Result<std::string_view> load_part(std::string_view markup, const char* name,
                                                 const Where& where, const GrantLimits& limits,
                                                 pugi::xml_document& document);
/// Name of a party, agent or examiner: the firm, or the person as spoken.
std::string party_name(pugi::xml_node party);

/// kInvalidInput when the grant's number or date is missing or unreadable: without them there is no
/// fact. `notes.where` becomes the record's source.
[[nodiscard]] Result<RightRecord> grant_from_bibliography(pugi::xml_node bibliography,
                                                          GrantNotes& notes);

// Parts of it, one file each.
void read_grant_parties(pugi::xml_node bibliography, RightRecord& record);
void read_grant_citations(pugi::xml_node bibliography, RightRecord& record, GrantNotes& notes);
void read_grant_classes(pugi::xml_node bibliography, RightRecord& record);
void read_grant_details(pugi::xml_node bibliography, RightRecord& record, GrantNotes& notes);
void read_grant_relations(pugi::xml_node bibliography, RightRecord& record, GrantNotes& notes);

}  // namespace pignus::registers
