// Which marks of the firm go together with those it offers.
#pragma once

#include <vector>

#include "book/underwriting.h"
#include "core/result.h"
#include "disclosure/compare.h"
#include "standards/parameters.h"

namespace pignus::underwriting {

/// By office of the offered marks. `facts`: of the offered rights and of whatever other marks of
/// the firm were at hand; a mark counts as the firm's where the firm is an owner of record on the
/// day, and not where it has ended. An offered mark counts whoever owns it.
[[nodiscard]] Result<std::vector<book::MarksTogether>> firm_marks(
    const book::Dossier& dossier, const disclosure::FactsByRight& facts, AsOf as_of,
    const standards::ParameterSet& trademark);

}  // namespace pignus::underwriting
