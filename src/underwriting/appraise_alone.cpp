#include "underwriting/appraise_alone.h"

#include <string_view>
#include <utility>

#include "core/check.h"
#include "valuation/appraise.h"

namespace pignus::underwriting {

namespace {

/// The money of the office's country, for a value asked for without naming a currency.
Currency currency_of(std::string_view office) {
  struct Row {
    std::string_view office;
    std::string_view code;
  };
  static constexpr Row kRows[] = {{"US", "USD"}, {"CN", "CNY"}, {"JP", "JPY"}, {"KR", "KRW"},
                                  {"GB", "GBP"}, {"EP", "EUR"}, {"DE", "EUR"}, {"FR", "EUR"}};
  std::string_view code = "USD";
  for (const Row& row : kRows) {
    if (row.office == office) {
      code = row.code;
    }
  }
  const auto currency = Currency::parse(code);
  PIGNUS_CHECK(currency.has_value());
  return *currency;
}

}  // namespace

LoneAppraiser::LoneAppraiser(const MarketFacts& market, const AppraiseOptions& options,
                             standards::ValuationParameters parameters)
    : market_(&market),
      options_(options),
      parameters_(std::move(parameters)),
      trends_(market, options.as_of) {}

Result<LoneAppraiser> LoneAppraiser::make(const MarketFacts& market,
                                          const AppraiseOptions& options) {
  PIGNUS_ASSIGN(auto parameters, standards::load_valuation_parameters());
  PIGNUS_TRY(standards::take_weights(options.weight_sets, parameters));
  return LoneAppraiser(market, options, std::move(parameters));
}

Result<const valuation::Deals*> LoneAppraiser::deals_in(Currency currency) {
  const auto found = deals_.find(currency.code());
  if (found != deals_.end()) {
    return &found->second;
  }
  PIGNUS_ASSIGN(auto deals, valuation::deals_of(market_->trades, market_->traded, currency, {},
                                                parameters_.exchange, options_.as_of.known_by));
  return &deals_.emplace(std::string(currency.code()), std::move(deals)).first->second;
}

Result<book::Appraisal> LoneAppraiser::appraise(const book::RightFile& right,
                                                const AppraiseOne& one) {
  const std::string_view office = right.offered.id ? right.offered.id->office() : "";
  const Currency currency = one.currency.value_or(options_.currency.value_or(currency_of(office)));
  PIGNUS_ASSIGN(const valuation::Deals* const deals, deals_in(currency));
  PIGNUS_ASSIGN(const valuation::TechnologyTrend* const technology,
                trends_.technology(right.facts));
  return valuation::appraise({.offered = right.offered,
                              .facts = right.facts,
                              .status = right.status,
                              .parameters = parameters_,
                              .assumptions = {},
                              .jurisdiction = std::string(office),
                              .currency = currency,
                              .as_of = one.true_on.value_or(options_.as_of.true_on),
                              .seed = options_.seed,
                              .paths = options_.paths,
                              .product = std::nullopt,
                              .fees = std::nullopt,
                              .deals = deals,
                              .in_depth = options_.in_depth,
                              .technology = technology,
                              .scale = trends_.with_standing({}, right.facts.id)});
}

}  // namespace pignus::underwriting
