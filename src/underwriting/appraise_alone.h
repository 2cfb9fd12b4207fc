// Rights valued by what registers and markets say of them, without a firm's dossier.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "book/underwriting.h"
#include "core/result.h"
#include "standards/valuation_parameters.h"
#include "underwriting/market_facts.h"
#include "underwriting/trends_at_hand.h"
#include "valuation/market/deals.h"

namespace pignus::underwriting {

struct AppraiseOptions {
  AsOf as_of;
  std::optional<Currency> currency;  ///< nullopt: that of the right's office
  std::uint64_t seed = 1;
  std::uint64_t paths = 20'000;
  bool in_depth = true;  ///< also scorecards and what moves the value most
  std::vector<standards::WeightSet> weight_sets = {};  ///< a user's own, in place of the cards'
};

/// How one right is valued, where it differs from the options.
struct AppraiseOne {
  std::optional<Date> true_on = std::nullopt;  ///< with facts and status as they are handed over
  std::optional<Currency> currency = std::nullopt;
};

/// One after another; what is the same for all of a currency is made once.
class LoneAppraiser {
 public:
  /// `market` outlives it. Fails where a weight set does not fit its card, or a file of the
  /// program itself is wrong.
  [[nodiscard]] static Result<LoneAppraiser> make(const MarketFacts& market,
                                                  const AppraiseOptions& options);

  /// `right`: with its facts, as known by the options' day, and what derive() made of them.
  [[nodiscard]] Result<book::Appraisal> appraise(const book::RightFile& right,
                                                 const AppraiseOne& one = {});

 private:
  LoneAppraiser(const MarketFacts& market, const AppraiseOptions& options,
                standards::ValuationParameters parameters);
  [[nodiscard]] Result<const valuation::Deals*> deals_in(Currency currency);

  const MarketFacts* market_;
  AppraiseOptions options_;
  standards::ValuationParameters parameters_;
  TrendsAtHand trends_;
  std::map<std::string, valuation::Deals, std::less<>> deals_;  ///< by currency
};

}  // namespace pignus::underwriting
