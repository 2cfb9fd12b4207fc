// What rests on what the firm states, for the terminal.
#pragma once

#include "book/underwriting.h"
#include "report/terminal_text.h"

namespace pignus::report::terminal {

/// Cost by lines and the checks of one appraisal, a line each.
void stated_checks(Screen& screen, const book::Appraisal& appraisal);
/// The user's own weights, where a card has them.
void weight_sets(Screen& screen, const std::vector<book::ScorecardResult>& cards);
/// Intangibles without a register, and marks that go together.
void intangibles(Screen& screen, const book::Underwriting& all);
void marks_together(Screen& screen, const book::Underwriting& all);

}  // namespace pignus::report::terminal
