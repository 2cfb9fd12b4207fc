// Documents after WIPO ST.36 of offices that have no reader of their own: "ep-patent-document",
// "wo-patent-document", "kr-patent-document" and their like. China's and Japan's documents have
// their own readers, built on the same bibliography.
//
// No such document of another office was at hand: the names are those that CNIPA, the JPO and the
// USPTO share. Each record carries the detail untested = "yes".
#pragma once

#include <string_view>

#include "registers/batch.h"
#include "registers/io/byte_source.h"
#include "registers/io/record_tree.h"

namespace pignus::registers {

/// "xx-patent-document" with the code of an office.
bool is_st36_root(std::string_view name);

/// One RightRecord a document, keyed by its publication, or by its application where the
/// publication does not key a right. Kind A is a publication, any other a grant. The document's
/// version, language and status stand in the details as dtd_version, language and document_status.
[[nodiscard]] Status read_st36_documents(ByteSource& source, std::string_view file,
                                         const FactSink& sink, const TreeLimits& limits = {});

}  // namespace pignus::registers
