// What page and terminal say alike of overlapping rights.
#pragma once

#include <string>

#include "book/portfolio_overlap.h"
#include "report/format.h"

namespace pignus::report {

/// The dossier's name for it, and its kind: "membrane seal · substitutes".
std::string group_name(const Format& format, const book::OverlapGroup& group);
/// Why it is no sum, and who of it is not behind the loan.
std::string group_reason(const Format& format, const book::OverlapGroup& group);
/// How far it overlaps, and whether anybody said so.
std::string group_degree(const Format& format, const book::OverlapGroup& group);
/// "ZL…, ZL… and 3 more".
std::string group_rights(const Format& format, const book::OverlapGroup& group);

}  // namespace pignus::report
