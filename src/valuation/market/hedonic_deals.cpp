#include "valuation/market/hedonic_deals.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <utility>

namespace pignus::valuation {

namespace {

struct KnownColumn {
  const char* name;
  int direction;  ///< in which a price may move with it, if at all
};
constexpr KnownColumn kColumns[] = {
    {"ln_citations", 1}, {"ln_family", 1}, {"age_years", -1}, {"legal_strength", 1}};

int direction_of(const std::string& name) {
  const auto* const found = std::find_if(std::begin(kColumns), std::end(kColumns),
                                         [&](const KnownColumn& one) { return one.name == name; });
  return found == std::end(kColumns) ? 0 : found->direction;
}

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

/// The column whose coefficient goes most surely against its direction; nullopt: none does.
std::optional<std::size_t> worst_against(const HedonicModel& model) {
  std::optional<std::size_t> worst;
  double most = 0;
  for (std::size_t j = 0; j < model.columns.size(); ++j) {
    const double against =
        -direction_of(model.columns[j].name) * model.coefficients[j] / model.deviations[j];
    if (against > most) {
      most = against;
      worst = j;
    }
  }
  return worst;
}

/// Fits and predicts. A few sales can say by chance that a larger family or more life is worth
/// less; such a column is left out, the worst first, and the rest fitted again.
Status fit_and_predict(std::vector<HedonicRow> rows, HedonicPrior prior, std::vector<double> x,
                       HedonicValue& result) {
  for (;;) {
    PIGNUS_ASSIGN(HedonicModel model, fit_hedonic(rows, prior));
    const auto against = worst_against(model);
    if (!against) {
      PIGNUS_ASSIGN(result.prediction, predict(model, x));
      result.model = std::move(model);
      return {};
    }
    const auto place = static_cast<std::ptrdiff_t>(*against);
    result.columns_against.push_back(prior.columns[*against].name);
    prior.columns.erase(prior.columns.begin() + place);
    x.erase(x.begin() + place);
    for (HedonicRow& row : rows) {
      row.x.erase(row.x.begin() + place);
    }
  }
}

}  // namespace

Result<HedonicPrior> hedonic_prior(const standards::ParameterSet& set) {
  HedonicPrior prior;
  for (const KnownColumn& column : kColumns) {
    const std::string name = column.name;
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
  PIGNUS_TRY(fit_and_predict(std::move(rows), std::move(known), std::move(x), result));
  return result;
}

}  // namespace pignus::valuation
