// The USPTO assignment search's XML answers (Solr): recordings in `<doc>` elements with parallel
// arrays of parties and properties.
#pragma once

#include <string_view>

#include "core/result.h"
#include "registers/batch.h"
#include "registers/io/byte_source.h"

namespace pignus::registers {

struct AssignmentXmlLimits {
  std::size_t record_bytes_max = 64U << 20;
  std::size_t properties_max = 100'000;
  std::size_t parties_max = 2'000;
};

/// Yields one Recording per `<doc>`, classified by its conveyance text. A record whose parallel
/// arrays differ in length, that lacks its number, recording date or parties, or whose numbers do
/// not parse is a Problem that names the field; the rest of the file goes on. Times of day are
/// dropped (the office writes midnight, Eastern, as T04:00:00Z), 0001-01-01 and "NULL" are unknown.
/// An assignee's country is kept only where it is a two-letter code.
///
/// An answer that holds fewer records than the search found ("numFound") yields a Problem with
/// kLimitExceeded and record 0 at the end: the chain of title is then not complete. A file that
/// ends early yields a Problem with kInvalidInput. Errors of the whole file (no `<response>`, an
/// encoding other than UTF-8) are the returned status. Memory: one record and a piece of 256 KiB.
[[nodiscard]] Status read_uspto_assignment_xml(ByteSource& source, std::string_view file,
                                               const FactSink& sink,
                                               const AssignmentXmlLimits& limits = {});

}  // namespace pignus::registers
