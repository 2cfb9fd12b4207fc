// The hedonic regression on deals: which columns a right allows, and which deals fill them.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "standards/parameters.h"
#include "valuation/market/hedonic.h"
#include "valuation/market/price_index.h"
#include "valuation/market/transaction.h"

namespace pignus::valuation {

/// Reads standards/valuation/methods/hedonic.toml; the columns are ln_citations ln(1 + citations),
/// ln_family ln(family size), age_years and legal_strength.
[[nodiscard]] Result<HedonicPrior> hedonic_prior(const standards::ParameterSet& set);

struct HedonicLeftOut {
  std::string id;
  std::string reason;  ///< "later", "other_type", "forced", "censored", "no_index", "unknown.NAME"
};

struct HedonicValue {
  std::optional<HedonicPrediction> prediction;  ///< nullopt when refused
  std::string refusal;                          ///< "", "subject_unknown", "too_few"
  std::vector<std::string> columns_unknown;     ///< not known of the right, so not in the model
  std::vector<HedonicLeftOut> left_out;         ///< by id
  std::optional<HedonicModel> model;
  std::vector<std::string> columns_against;  ///< left out: the sales say the wrong sign
};

/// A price does not fall with citations, family or legal strength, nor rise with age: a column of
/// which the sales say so all the same is left out. Columns not known of the right are left out of
/// the model for all; deals of which a column is not known are left out. Unsold lots and asking
/// prices are left out: they bound a price from above, and with them the answer would need an
/// assumption on who stays away; so this is the price given a sale. kInvalidInput as fit_hedonic
/// and check_features.
[[nodiscard]] Result<HedonicValue> value_by_hedonic(const TradedFeatures& subject,
                                                    const std::vector<Transaction>& deals,
                                                    const PriceIndex& index, Date day,
                                                    const HedonicPrior& prior);

}  // namespace pignus::valuation
