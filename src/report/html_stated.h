// Parts of a right's section that rest on what the firm states. Private to the pages.
#pragma once

#include <optional>

#include "report/html_parts.h"
#include "report/stated_words.h"

namespace pignus::report::html {

/// Reproduction and replacement by dated lines; nothing without them.
void write_cost_lines(const Page& page, const std::optional<book::CostBreakdown>& cost);
/// Profit split, the test of a high-value patent, IPScore and brand strength: those at hand.
void write_checks(const Page& page, const book::Appraisal& appraisal);
/// The section of intangibles without a register; nothing where the dossier offers none.
void write_intangibles(const Page& page);
/// The marks that go together; nothing where no mark is offered.
void write_marks_together(const Page& page);

}  // namespace pignus::report::html
