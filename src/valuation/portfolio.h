// Several rights together: a product's royalties counted once, values that move together.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "book/appraisal.h"
#include "book/dossier.h"
#include "core/distribution.h"
#include "registers/right.h"
#include "registers/status.h"
#include "standards/valuation_parameters.h"

namespace pignus::valuation {

/// What of a product's revenue is this right's to earn royalties on.
struct ProductShare {
  std::optional<double> revenue;  ///< of the whole product, major units a year; nullopt: unknown
  double share = 1;               ///< of its royalty stream, in [0, 1]
};

/// An offered right with what is known of it, for the split.
struct ProductClaim {
  const book::OfferedRight* offered = nullptr;
  registers::RightType type = registers::RightType::kUnknown;
  registers::LegalState state = registers::LegalState::kUnknown;
};

/// Splits each product's royalties among the rights that cover it, in the order of `claims`. The
/// rule: ended rights get nothing; the same right named twice counts once (the first keeps the
/// share); the others share by weight of type (`share_*` of the common parameters, unknown counts
/// as an invention). Marks share the product's royalties for marks, alike, and take nothing from
/// its technology. Where rows name different revenues for one product, the lowest holds; a right
/// without a product stands alone with its own revenue.
std::vector<ProductShare> split_products(std::span<const ProductClaim> claims,
                                         const standards::ParameterSet& common);

/// The sum of values with one common factor: normal scores sqrt(c) Z + sqrt(1 - c) e_i mapped
/// through each right's quantiles. Each key counts once; rights are summed in the order of their
/// keys, so the result does not depend on the order given.
struct PortfolioItem {
  std::string key;  ///< of the right, unique: the same right offered twice has the same key
  const Distribution* value = nullptr;
};
Distribution sum_of_values(std::span<const PortfolioItem> items, double correlation,
                           std::uint64_t seed, std::uint64_t paths);

/// The key of an offered right in random streams and sums: its id, or its number as written.
std::string key_of(const book::OfferedRight& offered);

struct PortfolioRight {
  std::string key;
  const book::Appraisal* appraisal = nullptr;
};
/// Going concern, together.
Distribution portfolio_value(std::span<const PortfolioRight> rights,
                             const standards::ParameterSet& common, std::uint64_t seed,
                             std::uint64_t paths);
/// Liquidation value together, with its drift, volatility, extinction and correlation, as risk sees
/// it, and the parameters of the sale among its inputs. An empty portfolio is worth nothing.
book::CollateralPath collateral_path(std::span<const PortfolioRight> rights, Currency currency,
                                     const standards::ValuationParameters& parameters,
                                     std::uint64_t seed, std::uint64_t paths);

}  // namespace pignus::valuation
