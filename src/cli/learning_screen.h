// What a model's evaluation and its answers look like on a terminal, in the reader's language.
#pragma once

#include <string>

#include "desk/train_model.h"
#include "report/format.h"
#include "report/terminal.h"

namespace pignus::cli {

/// Figures beside references, valuers, coverage by group, drift.
std::string evaluation_screen(const learning::Evaluation& evaluation, const report::Format& format,
                              const report::TerminalOptions& terminal);

/// A table of the rows; for rows asked for by key, what moved each answer.
std::string score_screen(const desk::ScoredTable& scored, const report::Format& format,
                         const report::TerminalOptions& terminal);

}  // namespace pignus::cli
