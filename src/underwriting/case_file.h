// What every judgement that starts from a dossier stands on: facts, status, liens and title of each
// right, cut at a date.
#pragma once

#include <vector>

#include "book/underwriting.h"
#include "disclosure/compare.h"

namespace pignus::underwriting {

struct CaseFile {
  /// Of every right the dossier mentions and the registers at hand know.
  disclosure::FactsByRight facts;
  /// The offered rights, in the dossier's order; eligibility and appraisal still empty.
  std::vector<book::RightFile> rights;
};

/// `facts`: as known by as_of.known_by.
CaseFile open_case(const book::Dossier& dossier, disclosure::FactsByRight facts, AsOf as_of);

/// A right of which nothing but its key was asked, with what follows from its facts.
book::RightFile lone_right(const registers::RightId& id, registers::RightFacts facts, AsOf as_of);

/// Status and liens follow from the facts; an unknown right has empty facts and status unknown.
void derive(const book::Firm& firm, AsOf as_of, book::RightFile& file);

}  // namespace pignus::underwriting
