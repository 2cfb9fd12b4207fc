// Which offered rights overlap: from the dossier's groups and the registers' families, never from
// likeness of titles or owners.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "book/dossier.h"
#include "book/portfolio_overlap.h"
#include "core/result.h"
#include "registers/facts.h"
#include "registers/status.h"
#include "standards/parameters.h"

namespace pignus::valuation {

/// An offered right with what is known of it.
struct ProductClaim {
  const book::OfferedRight* offered = nullptr;
  registers::RightType type = registers::RightType::kUnknown;
  registers::LegalState state = registers::LegalState::kUnknown;
  const registers::RightFacts* facts = nullptr;  ///< nullptr: its family is not known
};

/// The key of an offered right in random streams and sums: its id, or its number as written.
std::string key_of(const book::OfferedRight& offered);
/// What of a product's royalties the claim is of: its technology or its marks; a right without a
/// product is one of its own.
std::string stream_of(const ProductClaim& claim);

struct OverlapSet {
  std::string key;   ///< in random streams: does not depend on who of it is at hand
  std::string name;  ///< of the dossier; "": found in the registers
  book::OverlapKind kind = book::OverlapKind::kFamily;
  std::vector<std::string> members;  ///< keys of rights, in order, each once; at least two
  book::Input overlap;               ///< of the share, in [0, 1]
  double least = 0;                  ///< share
  double most = 1;
  bool degree_stated = false;
  /// Where all that are alive name one product whose revenue is known: their weights in the split
  /// of its royalties. Empty: otherwise, and of complements.
  std::vector<double> weights;
  bool one_product = false;  ///< all that are alive name one product
};

/// Each right is in one of `inner` at most; `families` join what is left and whole inner sets.
struct OverlapSets {
  std::vector<OverlapSet> inner;  ///< the dossier's, then families that share one product
  std::vector<OverlapSet> families;
  std::vector<std::string> family_unknown;  ///< keys of claims whose family no register tells
};

/// kInvalidInput, naming the group, for one with less than two offered rights, with a right of
/// another group, or whose share is not within 0 and 1 and in order. `claims`: all offered rights;
/// `common`, `stated`: the parameters of the split and of methods/overlap. Rights of ended state
/// stay members: what they leave behind is what the group lost.
[[nodiscard]] Result<OverlapSets> overlap_sets(std::span<const book::StatedGroup> groups,
                                               std::span<const ProductClaim> claims,
                                               const standards::ParameterSet& common,
                                               const standards::ParameterSet& degrees);

/// In the split of a product's royalties; see split_products().
double share_weight(registers::RightType type, const standards::ParameterSet& common);

}  // namespace pignus::valuation
