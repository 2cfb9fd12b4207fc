// Who owns a right of record on a day, and whether a name is the firm's.
#pragma once

#include <string_view>

#include "book/dossier.h"
#include "book/title.h"
#include "core/date.h"
#include "registers/facts.h"
#include "registers/lien.h"

namespace pignus::disclosure {

/// The name, or one of the other names, that the firm itself states.
bool is_the_firm(const book::Firm& firm, std::string_view name);
/// One party under two spellings: the same folded name, or both names of the firm.
bool same_party(const book::Firm& firm, std::string_view left, std::string_view right);

/// Owners on as_of.true_on, as known by as_of.known_by: those of the latest register record public
/// on that day (the earliest one, if all are later), then changed by the assignments, mergers and
/// changes of name recorded after it and executed by that day. An assignor leaves and the assignee
/// enters; parts of a title are not tracked.
book::Title title_on(const book::Firm& firm, const registers::RightFacts& facts,
                     const registers::LienChain& chain, AsOf as_of);

}  // namespace pignus::disclosure
