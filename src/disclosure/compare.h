// Holds what a firm says of its rights against what the registers at hand say. Pure: statements and
// facts in, findings out. The codes and what is compared how: docs/disclosure.md.
//
// Three things are kept apart:
//   contradiction  a statement, and a fact that says otherwise on the day the statement speaks of;
//   omission       a fact the firm has to tell, and no statement about it (judged on
//   as_of.true_on); unknown        no fact: never a contradiction. A right without a register
//   record gives one
//                  finding "not found in the registers at hand" and nothing about its statements.
// A statement that held on its day and no longer holds on as_of.true_on is stale (E20), not false.
// One cause gives one finding: statements that err about the same thing are named in one finding,
// and a right already reported for its type, status or owner does not also spoil a count.
#pragma once

#include <map>
#include <vector>

#include "book/dossier.h"
#include "book/finding.h"
#include "core/date.h"
#include "registers/facts.h"

namespace pignus::disclosure {

using FactsByRight = std::map<registers::RightId, registers::RightFacts>;

struct CompareOptions {
  AsOf as_of;
  /// The registers at hand claim to hold every right of the firm: a right they lack is then a
  /// matter for the firm, not for whoever made the extract.
  bool registers_complete = false;
};

/// The rights to load facts for: offered or named by a statement, each once, sorted.
std::vector<registers::RightId> rights_mentioned(const book::Dossier& dossier);

/// A recording over many rights that the firm does not mention gives one finding that lists them.
/// Findings, most severe first, then by code, right and number. Rights missing from `facts` count
/// as not found. Facts may reach beyond options.as_of: the engines cut them. Statements that speak
/// of a day after as_of.true_on are not judged.
/// Arguments of each finding's messages: {0} the right's number as written, {1} what the firm
/// says, {2} what the register says, {3} the day judged, then as the message needs.
std::vector<book::Finding> compare(const book::Dossier& dossier, const FactsByRight& facts,
                                   const CompareOptions& options);

}  // namespace pignus::disclosure
