#include "valuation/portfolio.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <utility>

#include "core/check.h"
#include "core/normal.h"
#include "core/random_stream.h"
#include "valuation/inputs.h"
#include "valuation/liquidation.h"
#include "valuation/status_effect.h"

namespace pignus::valuation {

namespace {

double share_weight(registers::RightType type, const standards::ParameterSet& common) {
  switch (type) {
    case registers::RightType::kUtilityModel:
      return common.at("share_utility_model").mode;
    case registers::RightType::kDesign:
      return common.at("share_design").mode;
    case registers::RightType::kTrademark:
      return 1;  // marks share among marks
    default:
      return common.at("share_invention").mode;
  }
}

struct Product {
  std::optional<double> revenue;
  double weight = 0;
};

/// A right without a product line is a product of its own. A product's technology and its marks
/// earn different royalties, so each royalty is split among its own kind.
std::string stream_of(const ProductClaim& claim) {
  if (claim.offered->product.empty()) {
    return "right:" + key_of(*claim.offered);
  }
  return (claim.type == registers::RightType::kTrademark ? "mark:" : "technology:") +
         claim.offered->product;
}

Distribution sum_field(std::span<const PortfolioRight> rights,
                       Distribution book::Appraisal::* field, double correlation,
                       std::uint64_t seed, std::uint64_t paths) {
  std::vector<PortfolioItem> items;
  items.reserve(rights.size());
  for (const PortfolioRight& right : rights) {
    items.push_back({right.key, &(right.appraisal->*field)});
  }
  return sum_of_values(items, correlation, seed, paths);
}

}  // namespace

std::string key_of(const book::OfferedRight& offered) {
  return offered.id ? offered.id->value : "stated:" + offered.stated_number;
}

std::vector<ProductShare> split_products(std::span<const ProductClaim> claims,
                                         const standards::ParameterSet& common) {
  std::map<std::string, Product> products;
  std::set<std::string> seen;
  std::vector<double> weights;
  for (const ProductClaim& claim : claims) {
    PIGNUS_CHECK(claim.offered != nullptr);
    Product& product = products[stream_of(claim)];
    const std::optional<double>& revenue = claim.offered->product_revenue;
    if (revenue && (!product.revenue || *revenue < *product.revenue)) {
      product.revenue = revenue;
    }
    const bool counts = seen.insert(key_of(*claim.offered)).second && !has_ended(claim.state);
    weights.push_back(counts ? share_weight(claim.type, common) : 0);
    product.weight += weights.back();
  }
  std::vector<ProductShare> shares;
  for (std::size_t i = 0; i < claims.size(); ++i) {
    const Product& product = products[stream_of(claims[i])];
    shares.push_back({product.revenue, product.weight > 0 ? weights[i] / product.weight : 0});
  }
  return shares;
}

Distribution sum_of_values(std::span<const PortfolioItem> items, double correlation,
                           std::uint64_t seed, std::uint64_t paths) {
  PIGNUS_CHECK(paths >= 1 && correlation >= 0 && correlation <= 1);
  std::map<std::string, const Distribution*> by_key;
  for (const PortfolioItem& item : items) {
    by_key.emplace(item.key, item.value);
  }
  if (by_key.empty()) {
    return Distribution(0.0);
  }
  const double common_loading = std::sqrt(correlation);
  const double own_loading = std::sqrt(1 - correlation);
  std::vector<double> common;
  common.reserve(paths);
  const RandomStream shared(seed, "valuation/portfolio");
  for (std::uint64_t path = 0; path < paths; ++path) {
    common.push_back(shared.at(path).normal());
  }
  std::vector<double> sums(paths, 0.0);
  for (const auto& [key, value] : by_key) {
    const RandomStream streams(seed, "valuation/portfolio/" + key);
    for (std::uint64_t path = 0; path < paths; ++path) {
      const double own = streams.at(path).normal();
      const double score = common_loading * common[path] + own_loading * own;
      sums[path] += value->quantile(normal_cdf(score));
    }
  }
  return Distribution::from_samples(sums);
}

Distribution portfolio_value(std::span<const PortfolioRight> rights,
                             const standards::ParameterSet& common, std::uint64_t seed,
                             std::uint64_t paths) {
  return sum_field(rights, &book::Appraisal::value, common.at("common_factor").mode, seed, paths);
}

book::CollateralPath collateral_path(std::span<const PortfolioRight> rights, Currency currency,
                                     const standards::ValuationParameters& parameters,
                                     std::uint64_t seed, std::uint64_t paths) {
  const standards::ParameterSet& common = parameters.common;
  book::CollateralPath path;
  path.currency = currency;
  path.value_today = sum_field(rights, &book::Appraisal::liquidation_value,
                               common.at("common_factor").mode, seed, paths);
  path.drift_per_year = -common.at("value_decay").mode;
  path.volatility_per_year = common.at("value_volatility").mode;
  path.default_correlation = common.at("default_correlation").mode;
  path.extinction_per_year = common.at("extinction").mode;
  for (const char* name :
       {"common_factor", "value_decay", "value_volatility", "default_correlation", "extinction"}) {
    path.inputs.push_back(input_of(common.at(name)));
  }
  for (book::Input& input : liquidation_inputs(parameters.liquidation)) {
    path.inputs.push_back(std::move(input));
  }
  return path;
}

}  // namespace pignus::valuation
