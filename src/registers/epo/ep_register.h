// The European Patent Register, as OPS answers and as documents: bibliography, events, procedural
// steps, the unitary patent's own part, and search lists. DTD 1.3.
#pragma once

#include <cstddef>
#include <pugixml.hpp>
#include <string_view>

#include "core/result.h"
#include "registers/batch.h"
#include "registers/epo/answer.h"
#include "registers/io/byte_source.h"

namespace pignus::registers {

struct EpRegisterLimits {
  std::size_t bytes_max = std::size_t{64} << 20;  ///< of an answer; held as a tree
};

/// A <register-document> is a record. It gives
/// - one RightRecord, keyed by the European publication ("EP-P-2400812"; the international one
/// where
///   there is no other), as the register stands: latest applicants, states, title and status.
///   Known: the day the answer was produced, else the latest day the document tells. Answers of
///   events or steps alone do not name their right; it is taken from the question in the envelope;
/// - LegalEvents (ep_register_events.h): lapses in single states, dates of the procedure, dossier
///   events, procedural steps with renewal fees paid, changes of applicant, opponents, statuses;
/// - Recordings of licences and rights in rem. No document at hand has one: their shape is
/// recalled,
///   and their events say "untested".
[[nodiscard]] Status read_ep_register(ByteSource& source, std::string_view file,
                                      const FactSink& sink, const EpRegisterLimits& limits = {});

/// The same out of an OPS envelope: <ops:register-search>.
void read_register_search(pugi::xml_node search, AnswerSink& sink);

}  // namespace pignus::registers
