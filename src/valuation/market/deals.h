// Deals as they were reported, made ready for the market methods: prices in the money of the
// valuation, and of the rights sold what registers say of them.
#pragma once

#include <map>
#include <span>
#include <string>
#include <vector>

#include "book/dossier.h"
#include "core/date.h"
#include "core/money.h"
#include "core/result.h"
#include "registers/facts.h"
#include "registers/reference/reference.h"
#include "standards/parameters.h"
#include "valuation/market/price_index.h"
#include "valuation/market/similarity.h"
#include "valuation/market/transaction.h"

namespace pignus::valuation {

using FactsOfRights = std::map<registers::RightId, registers::RightFacts>;

/// How the titles of rights are cut into terms and compared.
struct TitleMeasure {
  TextMeasure text = cosine_of_terms;
  bool learned = false;   ///< terms are those of embedded_text_model(), not of text::term_counts()
  std::size_t texts = 0;  ///< that the learned measure was made of

  text::TermCounts terms_of(const std::string& title) const;
};

/// The learned measure (text_model.h) in the space of these rights' titles where at least
/// kThinTexts have one; else the cosine of their words. Of more than kTitlesMax evenly many are
/// taken.
inline constexpr std::size_t kTitlesMax = 5'000;
[[nodiscard]] Result<TitleMeasure> title_measure(const FactsOfRights& facts);

/// What registers say of some rights together: the mean of numbers, all classes, the words of all
/// titles (features_of in scorecard/measures.h). A right without a record is known by the type in
/// its key alone.
TradedFeatures features_of_lot(std::span<const registers::RightId> rights,
                               const FactsOfRights& facts, AsOf as_of,
                               const TitleMeasure& titles = {});

struct ReportLeftOut {
  std::string id;
  std::string reason;  ///< of transaction_of(), or of the exchange rate
};

struct Deals {
  std::vector<Transaction> transactions;  ///< by id
  std::vector<ReportLeftOut>
      left_out;  ///< by id: licences and what lacks a day, a right or a price
  /// Flat from the first deal on: no index of prices of rights was at hand, so each year since
  /// widens the answer instead.
  std::optional<PriceIndex> index;
  TitleMeasure titles;  ///< by which their words were cut
};

/// Reports public by `known_by`. A price in other money is converted by the dossier's
/// `exchange_rate_USD_<code>` or the standards' own rate, at its likeliest; without one the deal is
/// left out. Ids get who reports in front ("exchange:17"); of two reports of one id the later known
/// stands.
[[nodiscard]] Result<Deals> deals_of(std::span<const registers::TradeReport> reports,
                                     const FactsOfRights& facts, Currency currency,
                                     std::span<const book::Assumption> assumptions,
                                     const standards::ParameterSet& exchange, Date known_by);

}  // namespace pignus::valuation
