#include "valuation/market/hedonic_deals.h"

#include <algorithm>
#include <cmath>

namespace pignus::valuation {

namespace {

constexpr const char* kColumns[] = {"ln_citations", "ln_family", "age_years", "legal_strength"};

std::optional<double> column_of(const TradedFeatures& features, const std::string& name) {
  if (name == "ln_citations") {
    return features.citations ? std::optional(std::log1p(*features.citations)) : std::nullopt;
  }
  if (name == "ln_family") {
    return features.family_size ? std::optional(std::log(*features.family_size)) : std::nullopt;
  }
  return name == "age_years" ? features.age_years : features.legal_strength;
}

/// The row, or why there is none.
std::string row_of(const TradedFeatures& subject, const Transaction& deal, const PriceIndex& index,
                   Date day, const HedonicPrior& prior, HedonicRow& row) {
  if (deal.date > day) {
    return "later";
  }
  if (deal.features.type != subject.type) {
    return "other_type";
  }
  if (deal.forced) {
    return "forced";
  }
  if (deal.outcome != DealOutcome::kSold) {
    return "censored";
  }
  const auto factor = index.factor(deal.date, day);
  if (!factor) {
    return "no_index";
  }
  row.id = deal.id;
  row.rights = deal.rights;
  // The mean of a lot's shares is the lot's; in logs its rights lie lower by half their variance.
  const double spread = prior.lot_deviation * prior.lot_deviation * (1 - 1.0 / deal.rights);
  row.log_price = std::log(deal.price / deal.rights * *factor) - spread / 2;
  for (const HedonicColumn& column : prior.columns) {
    const auto value = column_of(deal.features, column.name);
    if (!value) {
      return "unknown." + column.name;
    }
    row.x.push_back(*value);
  }
  return "";
}

}  // namespace

Result<HedonicPrior> hedonic_prior(const standards::ParameterSet& set) {
  HedonicPrior prior;
  for (const char* column : kColumns) {
    const std::string name = column;
    prior.columns.push_back({name, set.at("mean_" + name).mode, set.at("deviation_" + name).mode});
  }
  prior.residual_deviation = set.at("residual_deviation").mode;
  prior.residual_weight = set.at("residual_weight").mode;
  prior.lot_deviation = set.at("lot_deviation").mode;
  const double least = set.at("least_rows").mode;
  if (!(least >= 2 && least <= 1e6)) {
    return fail(ErrorCode::kInvalidInput, "not from 2 to a million", {set.id, 0, "least_rows"});
  }
  prior.least_rows = static_cast<int>(least);
  prior.shrinkage = {.0625, .125, .25, .5, 1, 2, 4};
  return prior;
}

Result<HedonicValue> value_by_hedonic(const TradedFeatures& subject,
                                      const std::vector<Transaction>& deals,
                                      const PriceIndex& index, Date day,
                                      const HedonicPrior& prior) {
  PIGNUS_TRY(check_features(subject, "subject"));
  HedonicValue result;
  HedonicPrior known = prior;
  known.columns.clear();
  std::vector<double> x;
  for (const HedonicColumn& column : prior.columns) {
    if (const auto value = column_of(subject, column.name)) {
      known.columns.push_back(column);
      x.push_back(*value);
    } else {
      result.columns_unknown.push_back(column.name);
    }
  }
  if (subject.type == registers::RightType::kUnknown) {
    result.refusal = "subject_unknown";
    return result;
  }
  std::vector<HedonicRow> rows;
  for (const Transaction& deal : deals) {
    PIGNUS_TRY(check_features(deal.features, "deal " + deal.id));
    if (deal.outcome == DealOutcome::kSold && !(std::isfinite(deal.price) && deal.price > 0)) {
      return fail(ErrorCode::kInvalidInput, "deal " + deal.id + ": the price is not positive",
                  {"", 0, "price"});
    }
    if (deal.rights < 1) {
      return fail(ErrorCode::kInvalidInput, "deal " + deal.id + ": a lot has at least one right",
                  {"", 0, "rights"});
    }
    HedonicRow row;
    const std::string reason = row_of(subject, deal, index, day, known, row);
    if (reason.empty()) {
      rows.push_back(std::move(row));
    } else {
      result.left_out.push_back({deal.id, reason});
    }
  }
  // One order for every order of the input: sums of doubles depend on it.
  std::sort(rows.begin(), rows.end(),
            [](const HedonicRow& left, const HedonicRow& right) { return left.id < right.id; });
  std::sort(result.left_out.begin(), result.left_out.end(),
            [](const auto& left, const auto& right) { return left.id < right.id; });
  if (rows.size() < static_cast<std::size_t>(prior.least_rows)) {
    result.refusal = "too_few";
    return result;
  }
  PIGNUS_ASSIGN(result.model, fit_hedonic(rows, known));
  PIGNUS_ASSIGN(result.prediction, predict(*result.model, x));
  return result;
}

}  // namespace pignus::valuation
