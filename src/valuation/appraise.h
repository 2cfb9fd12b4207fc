// The appraisal of one right: which methods have the data they need, what each says, and their
// reconciliation into one distribution. docs/valuation.md describes the whole.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "book/appraisal.h"
#include "book/dossier.h"
#include "core/date.h"
#include "core/result.h"
#include "registers/facts.h"
#include "registers/status.h"
#include "standards/valuation_parameters.h"
#include "valuation/market/deals.h"
#include "valuation/pin.h"
#include "valuation/portfolio.h"
#include "valuation/scale/prior.h"

namespace pignus::valuation {

struct IndustryTrend;
struct TechnologyTrend;
struct ValuationInputs;

/// Fees by age from the population's base date (US: years from grant; CN: from filing).
struct FeeSchedule {
  Currency currency;
  std::vector<standards::RenewalFee> fees;
};

/// Most paths one appraisal may simulate.
inline constexpr std::uint64_t kPathsMax = 10'000'000;

struct AppraisalRequest {
  const book::OfferedRight& offered;
  const registers::RightFacts&
      facts;  ///< as known by the day of the appraisal; no records: unknown
  const registers::LegalStatus& status;
  const standards::ValuationParameters& parameters;
  /// The dossier's. Read here: royalty_rate (share of net sales; of technology),
  /// royalty_rate_trademark (of marks: never the technology's), revenue_growth, discount_rate
  /// (1/year), tax_rate (share), economic_life_years, exchange_rate_USD_<code>.
  std::span<const book::Assumption> assumptions;
  std::string jurisdiction;  ///< taken for the office where the number does not tell
  Currency currency;         ///< of the dossier's figures and of the result
  Date as_of;
  std::uint64_t seed = 0;
  std::uint64_t paths = 10'000;
  /// This right's part of its product (split_products); nullopt: the whole of its own revenue.
  std::optional<ProductShare> product;
  /// Today's fees, in the currency of the right's population; nullopt: those of the calibration.
  std::optional<FeeSchedule> fees;
  /// Deals over other rights, in `currency`, public on the day; nullptr: none at hand.
  const Deals* deals = nullptr;
  /// Holds one input at a quantile of its own: what tornado() turns.
  std::optional<Pin> pin = std::nullopt;
  /// Also the scorecards, what trends did to the value and what it is most sensitive to: some three
  /// dozen smaller appraisals more.
  bool in_depth = false;
  /// Trends of the right's field and of the firm's industry as known on the day; nullptr: none at
  /// hand. They move life, growth and discount rate where the dossier does not give them.
  const TechnologyTrend* technology = nullptr;
  const IndustryTrend* industry = nullptr;
  /// Of the dollar scale: what is known of the firm. Unknown parts widen the answer.
  ScaleRequest scale = {};
  /// In place of these three inputs, moved or not: what is turned to see what a trend did.
  const ValuationInputs* held_inputs = nullptr;
};

/// kInvalidInput for an assumption outside its meaning (a royalty above 1, a negative revenue),
/// naming it; kConflict for fees in another currency than the population's; kNotFound where a
/// population value cannot be carried into `currency`; kLimitExceeded for too many paths. Data that
/// are merely missing never fail: the method refuses, the interval widens.
[[nodiscard]] Result<book::Appraisal> appraise(const AppraisalRequest& request);

/// The reconciled value alone, as appraise() has it, but by the weights that the methods had in
/// another appraisal: what is turned in a tornado must not be how much a method is believed.
[[nodiscard]] Result<Distribution> going_concern(const AppraisalRequest& request,
                                                 const book::Appraisal& weights);

}  // namespace pignus::valuation
