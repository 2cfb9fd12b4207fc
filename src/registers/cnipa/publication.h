// CNIPA's publications of patents, one XML document each (or several in a stream), in both
// generations: "cn-patent-document" after WIPO ST.36 (to about 2015), and
// "business:PatentDocumentAndRelated" in the office's own schema (xsdVersion V2.2.1), whose names
// resemble ST.96. Applications (A), grants (B, C), utility models (U, Y) and designs (S, D).
#pragma once

#include <string_view>

#include "registers/batch.h"
#include "registers/io/byte_source.h"
#include "registers/io/record_tree.h"
#include "registers/wipo/bibliography.h"

namespace pignus::registers {

/// The local name of a root of either generation.
bool is_cnipa_root(std::string_view name);

/// One RightRecord a document, keyed by its application number. A publication of an application
/// fills publication_number and publication_date; one of a grant grant_number and grant_date. Until
/// 1993 documents B, U and S were examined or announced applications, not grants. `known` is the
/// day of publication. Without a readable application number, publication number or day of
/// publication the document is a Problem.
[[nodiscard]] Status read_cnipa_publications(ByteSource& source, std::string_view file,
                                             const FactSink& sink, const TreeLimits& limits = {});

/// The record of a Chinese bibliography, whatever it was read from.
[[nodiscard]] Result<RightRecord> cnipa_record(const PatentBibliography& bibliography,
                                               const FieldNotes& notes);

/// The newer generation's document as a bibliography.
PatentBibliography read_cnipa_business(pugi::xml_node root, FieldNotes& notes);

}  // namespace pignus::registers
