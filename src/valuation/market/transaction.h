// A deal over rights as the market methods read it, and what they compare of the rights in it.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/date.h"
#include "core/result.h"
#include "registers/reference/reference.h"
#include "registers/right.h"
#include "text/terms.h"

namespace pignus::valuation {

/// What is compared of a right, or of the rights of a lot together (means of numbers, all classes,
/// all words). What is not known is left empty: it is never zero.
struct TradedFeatures {
  registers::RightType type = registers::RightType::kUnknown;
  std::vector<std::string> classes;      ///< IPC or CPC ("E21B43/26") or Nice ("9")
  text::TermCounts terms;                ///< of title, abstract or claims
  std::optional<double> citations;       ///< received, count >= 0
  std::optional<double> age_years;       ///< since filing, at the deal; >= 0
  std::optional<double> family_size;     ///< jurisdictions, >= 1
  std::optional<double> legal_strength;  ///< 0 to 1, a scorecard's legal sub-score / 100

  friend bool operator==(const TradedFeatures&, const TradedFeatures&) = default;
};

/// How a deal ended.
enum class DealOutcome {
  kSold,    ///< `price` was paid
  kUnsold,  ///< nobody paid `asked`: the price it would have found lies below. Censored.
  kAsked,   ///< on offer, no outcome: the price lies most likely below `asked`. Censored.
};
std::string_view name_of(DealOutcome outcome);

struct Transaction {
  std::string id;
  Date date;
  DealOutcome outcome = DealOutcome::kSold;
  double price = 0;  ///< of all rights together, major units of the caller's currency
  std::optional<double> asked;
  int rights = 1;       ///< number in the lot
  bool forced = false;  ///< enforcement: a forced sale, not the market's price
  TradedFeatures features;

  friend bool operator==(const Transaction&, const Transaction&) = default;
};

/// From a report, in `currency`. Amounts in another are converted with `rate`, units of `currency`
/// for one unit of the report's, which holds for the day of the deal. Refused, by field: licences
/// (a licence's price is not the right's), a day that is not known, no right named, neither price
/// nor asking price, a price not positive, "sold" without a price, a currency without a rate.
[[nodiscard]] Result<Transaction> transaction_of(const registers::TradeReport& report,
                                                 TradedFeatures features, Currency currency,
                                                 std::optional<double> rate);

/// kInvalidInput naming the field where a number is negative, not finite or out of its range.
[[nodiscard]] Status check_features(const TradedFeatures& features, const std::string& whose);

}  // namespace pignus::valuation
