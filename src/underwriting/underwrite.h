// The main job: from a dossier and the facts of its rights to a reasoned decision.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "book/underwriting.h"
#include "core/progress.h"
#include "core/result.h"
#include "disclosure/compare.h"
#include "underwriting/market_facts.h"

namespace pignus::underwriting {

struct UnderwriteOptions {
  AsOf as_of;
  std::uint64_t seed = 1;
  std::uint64_t paths = 20'000;
  std::string software;                                ///< name and version, for the provenance
  std::vector<standards::WeightSet> weight_sets = {};  ///< a user's own, in place of the cards'
};

/// `facts`: of every right the dossier mentions and the registers at hand know, as known by
/// options.as_of.known_by, and of other marks of the firm at hand; `market`: the deals public by
/// then. The same facts, dossier and options give the same result. kCancelled when `progress` says
/// stop.
[[nodiscard]] Result<book::Underwriting> underwrite(const book::Dossier& dossier,
                                                    disclosure::FactsByRight facts,
                                                    const MarketFacts& market,
                                                    const UnderwriteOptions& options,
                                                    const Progress& progress);

}  // namespace pignus::underwriting
