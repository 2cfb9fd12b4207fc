// Which of the offered rights speaks of each product that the dossier describes.
#pragma once

#include <vector>

#include "book/underwriting.h"
#include "core/result.h"
#include "underwriting/market_facts.h"

namespace pignus::underwriting {

/// By titles, which is what registers deliver; marks are left out. The rights in `market` teach
/// which words are rare. A description without words to compare, or no right with a title, is
/// unknown with its reason and no error.
[[nodiscard]] Result<std::vector<book::ProductCoverage>> coverage_of_products(
    const book::Dossier& dossier, const std::vector<book::RightFile>& rights,
    const MarketFacts& market);

}  // namespace pignus::underwriting
