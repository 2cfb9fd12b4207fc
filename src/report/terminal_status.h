// The parts of `pignus show` that tell how a right came to its status. Inside of
// terminal_right.cpp.
#pragma once

#include "registers/lien.h"
#include "registers/status.h"
#include "report/terminal_text.h"

namespace pignus::report::terminal {

/// "annuity of year 7: due …, with surcharge until …", the amount, and what late payment adds.
void next_fee(Screen& screen, const registers::LegalStatus& status);
/// The steps in ST.27's terms.
void status_timeline(Screen& screen, const registers::RightFacts& facts, AsOf as_of);
/// One row a designated state; nothing where none is told.
void states(Screen& screen, const registers::RightFacts& facts, AsOf as_of);
/// Events that speak of security and open or close nothing.
void lien_remarks(Screen& screen, const registers::LienChain& chain);

}  // namespace pignus::report::terminal
