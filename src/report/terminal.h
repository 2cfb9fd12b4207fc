// Results as text for a terminal: readable at a glance, aligned with wide (CJK) characters counted
// as two columns, plain where colour is off. No line is longer than the width given, save for a
// single word that is.
#pragma once

#include <string>
#include <vector>

#include "book/underwriting.h"
#include "report/messages.h"

namespace pignus::report {

struct TerminalOptions {
  Language language = Language::kEnglish;
  int width = 80;  ///< columns; below 60 is taken as 60, above 160 as 160
  bool colour = false;
  /// Where the full report lies, one line each; named at the end.
  std::vector<std::string> report_files;
};

/// One page: decision, amount, rate, why, conditions, findings by severity, the rights.
std::string to_terminal(const book::Underwriting& underwriting, const TerminalOptions& options);

/// `pignus show`: a right with its owners, timeline of events, liens, fees, family. Its facts may
/// be empty: the answer says that no register at hand has the right; `asked` is the number asked
/// for.
std::string right_to_terminal(const std::string& asked, const book::RightFile& file, AsOf as_of,
                              const TerminalOptions& options);

/// `pignus appraise`.
std::string appraisals_to_terminal(const std::vector<book::Appraisal>& appraisals,
                                   const TerminalOptions& options);

/// `pignus check`.
std::string findings_to_terminal(const std::vector<book::Finding>& findings,
                                 const TerminalOptions& options);

}  // namespace pignus::report
