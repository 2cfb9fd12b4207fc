#include "valuation/portfolio.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "core/check.h"
#include "valuation/inputs.h"
#include "valuation/liquidation.h"
#include "valuation/net_sum.h"
#include "valuation/overlap_game.h"
#include "valuation/status_effect.h"

namespace pignus::valuation {

namespace {

struct Product {
  std::optional<double> revenue;
  double weight = 0;
};

/// The inner set of each claim that shares its product's royalties as one claimant.
std::map<std::string, const OverlapSet*> claimants_of(const OverlapSets& sets) {
  std::map<std::string, const OverlapSet*> claimants;
  for (const OverlapSet& set : sets.inner) {
    if (set.one_product) {
      for (const std::string& key : set.members) {
        claimants.emplace(key, &set);
      }
    }
  }
  return claimants;
}

/// What a set claims of its product together, from its living members' weights.
double weight_together(const OverlapSet& set, const std::vector<double>& weights) {
  if (set.kind == book::OverlapKind::kComplements || set.weights.empty()) {
    double sum = 0;
    for (const double weight : weights) {
      sum += weight;
    }
    return sum;
  }
  return worth_together({set.kind, set.most, true}, weights);
}

NetSum sum_field(const PortfolioRequest& request, Distribution book::Appraisal::* field) {
  std::vector<PortfolioItem> items;
  items.reserve(request.rights.size());
  for (const PortfolioRight& right : request.rights) {
    items.push_back({right.key, &(right.appraisal->*field)});
  }
  return net_sum(items, request.sets,
                 {request.parameters.common.at("common_factor").mode, request.seed, request.paths});
}

/// How the rights of a set are named in reports, in the dossier's order.
void name_members(const OverlapSet& set, const PortfolioRequest& request,
                  book::OverlapGroup& group) {
  std::set<std::string> behind;
  for (const PortfolioRight& right : request.rights) {
    behind.insert(right.key);
  }
  std::set<std::string> named;
  for (const ProductClaim& claim : request.claims) {
    const std::string key = key_of(*claim.offered);
    if (std::binary_search(set.members.begin(), set.members.end(), key) &&
        named.insert(key).second) {
      auto& list = behind.contains(key) ? group.rights : group.missing;
      list.push_back({claim.offered->id, claim.offered->stated_number});
    }
  }
}

/// Nothing is taken away from one right of a family or of substitutes found by registers alone.
bool says_something(const book::OverlapGroup& group) {
  return group.rights.size() > 1 || (!group.rights.empty() && !group.name.empty());
}

void add_groups(const std::vector<OverlapSet>& sets, const std::vector<book::OverlapSums>& value,
                const std::vector<book::OverlapSums>& liquidation, const PortfolioRequest& request,
                book::PortfolioOverlap& overlap) {
  for (std::size_t i = 0; i < sets.size(); ++i) {
    book::OverlapGroup group;
    group.name = sets[i].name;
    group.kind = sets[i].kind;
    group.degree_stated = sets[i].degree_stated;
    group.one_product = sets[i].one_product;
    group.overlap = sets[i].overlap;
    group.value = value[i];
    group.liquidation = liquidation[i];
    name_members(sets[i], request, group);
    if (says_something(group)) {
      overlap.groups.push_back(std::move(group));
    }
  }
}

book::PortfolioOverlap overlap_of(const PortfolioRequest& request, const NetSum& value,
                                  const NetSum& liquidation) {
  book::PortfolioOverlap overlap;
  overlap.value = value.total;
  overlap.liquidation = liquidation.total;
  add_groups(request.sets.inner, value.inner, liquidation.inner, request, overlap);
  add_groups(request.sets.families, value.families, liquidation.families, request, overlap);
  for (std::size_t i = 0; i < request.rights.size(); ++i) {
    overlap.parts.push_back({request.rights[i].right, value.single[i], value.parts[i],
                             liquidation.single[i], liquidation.parts[i]});
    const auto& unknown = request.sets.family_unknown;
    overlap.family_unknown +=
        std::binary_search(unknown.begin(), unknown.end(), request.rights[i].key) ? 1 : 0;
  }
  return overlap;
}

book::CollateralPath collateral_path(const PortfolioRequest& request, Distribution value_today,
                                     const book::PortfolioOverlap& overlap) {
  const standards::ParameterSet& common = request.parameters.common;
  book::CollateralPath path;
  path.currency = request.currency;
  path.value_today = std::move(value_today);
  path.drift_per_year = -common.at("value_decay").mode;
  path.volatility_per_year = common.at("value_volatility").mode;
  path.default_correlation = common.at("default_correlation").mode;
  path.extinction_per_year = common.at("extinction").mode;
  for (const char* name :
       {"common_factor", "value_decay", "value_volatility", "default_correlation", "extinction"}) {
    path.inputs.push_back(input_of(common.at(name)));
  }
  for (book::Input& input : liquidation_inputs(request.parameters.liquidation)) {
    path.inputs.push_back(std::move(input));
  }
  for (const book::OverlapGroup& group : overlap.groups) {
    path.inputs.push_back(group.overlap);
  }
  return path;
}

}  // namespace

std::vector<ProductShare> split_products(std::span<const ProductClaim> claims,
                                         const OverlapSets& sets,
                                         const standards::ParameterSet& common) {
  const auto claimants = claimants_of(sets);
  std::map<std::string, Product> products;
  std::set<std::string> seen;
  std::vector<double> weights;
  std::map<const OverlapSet*, std::vector<double>> together;
  for (const ProductClaim& claim : claims) {
    PIGNUS_CHECK(claim.offered != nullptr);
    Product& product = products[stream_of(claim)];
    const std::optional<double>& revenue = claim.offered->product_revenue;
    if (revenue && (!product.revenue || *revenue < *product.revenue)) {
      product.revenue = revenue;
    }
    const std::string key = key_of(*claim.offered);
    const bool counts = seen.insert(key).second && !has_ended(claim.state);
    weights.push_back(counts ? share_weight(claim.type, common) : 0);
    const auto claimant = claimants.find(key);
    if (claimant == claimants.end()) {
      product.weight += weights.back();
    } else if (counts) {
      together[claimant->second].push_back(weights.back());
    }
  }
  for (std::size_t i = 0; i < claims.size(); ++i) {
    const auto claimant = claimants.find(key_of(*claims[i].offered));
    if (claimant == claimants.end() || weights[i] == 0) {
      continue;
    }
    const auto found = together.find(claimant->second);
    const double claimed = weight_together(*claimant->second, found->second);
    if (claimant->second->kind == book::OverlapKind::kComplements) {
      weights[i] = claimed;  // each is worth what all are, as long as all are there
    }
  }
  std::set<const OverlapSet*> added;
  for (const ProductClaim& claim : claims) {
    const auto claimant = claimants.find(key_of(*claim.offered));
    if (claimant != claimants.end() && together.contains(claimant->second) &&
        !has_ended(claim.state) && added.insert(claimant->second).second) {
      products[stream_of(claim)].weight +=
          weight_together(*claimant->second, together.at(claimant->second));
    }
  }
  std::vector<ProductShare> shares;
  for (std::size_t i = 0; i < claims.size(); ++i) {
    const Product& product = products[stream_of(claims[i])];
    shares.push_back({product.revenue, product.weight > 0 ? weights[i] / product.weight : 0});
  }
  return shares;
}

PortfolioValues value_portfolio(const PortfolioRequest& request) {
  NetSum value = sum_field(request, &book::Appraisal::value);
  NetSum liquidation = sum_field(request, &book::Appraisal::liquidation_value);
  PortfolioValues made;
  made.overlap = overlap_of(request, value, liquidation);
  made.value = std::move(value.net);
  made.collateral = collateral_path(request, std::move(liquidation.net), made.overlap);
  return made;
}

}  // namespace pignus::valuation
