// Several rights together: a product's royalties counted once, values that move together, and what
// overlaps counted once.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "book/appraisal.h"
#include "book/concerned_right.h"
#include "book/portfolio_overlap.h"
#include "standards/valuation_parameters.h"
#include "valuation/overlap_sets.h"

namespace pignus::valuation {

/// What of a product's revenue is this right's to earn royalties on.
struct ProductShare {
  std::optional<double> revenue;  ///< of the whole product, major units a year; nullopt: unknown
  double share = 1;               ///< of its royalty stream, in [0, 1]
};

/// Splits each product's royalties among the rights that cover it, in the order of `claims`. The
/// rule: ended rights get nothing; the same right named twice counts once (the first keeps the
/// share); the others share by weight of type (`share_*` of the common parameters, unknown counts
/// as an invention). Marks share the product's royalties for marks, alike, and take nothing from
/// its technology. Where rows name different revenues for one product, the lowest holds; a right
/// without a product stands alone with its own revenue.
///
/// Rights of an inner set that all earn from the product are one claimant: each is valued as it
/// would be worth without the others, and net_sum() counts once what they share. Complements claim
/// together what they would claim apart.
std::vector<ProductShare> split_products(std::span<const ProductClaim> claims,
                                         const OverlapSets& sets,
                                         const standards::ParameterSet& common);

struct PortfolioRight {
  std::string key;
  const book::Appraisal* appraisal = nullptr;
  book::ConcernedRight right = {};  ///< as reports name it
};

struct PortfolioRequest {
  std::span<const PortfolioRight> rights;  ///< those behind the loan
  const OverlapSets& sets;                 ///< of all that are offered
  std::span<const ProductClaim> claims;    ///< all that are offered, to name who is missing
  Currency currency;
  const standards::ValuationParameters& parameters;
  std::uint64_t seed = 0;
  std::uint64_t paths = 0;
};

struct PortfolioValues {
  Distribution value;  ///< going concern, together
  /// Liquidation value together, with its drift, volatility, extinction and correlation, as risk
  /// sees it, and the parameters of the sale among its inputs.
  book::CollateralPath collateral;
  book::PortfolioOverlap overlap;
};

/// An empty portfolio is worth nothing.
PortfolioValues value_portfolio(const PortfolioRequest& request);

}  // namespace pignus::valuation
