// Trends of fields and industries, found among what was known on the day: the program's own counts
// of grants and citations, tables of the user's store, the class of a right, the industry of a
// firm.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>

#include "core/date.h"
#include "core/money.h"
#include "core/result.h"
#include "registers/facts.h"
#include "underwriting/market_facts.h"
#include "underwriting/own_register_table.h"
#include "valuation/scale/prior.h"
#include "valuation/trend/industry_trend.h"
#include "valuation/trend/technology_trend.h"

namespace pignus::underwriting {

/// The series in which a user's own counts by field are looked for (docs/reference-data.md).
inline constexpr std::string_view kFieldSeries = "patentworld-fields";
/// Every series that trends read: of Damodaran's tables those of US firms.
bool is_trend_series(std::string_view series);

/// Each trend is worked out once. Not for several threads.
class TrendsAtHand {
 public:
  /// `market` outlives it.
  TrendsAtHand(const MarketFacts& market, AsOf as_of)
      : market_(&market), as_of_(as_of), own_register_(market.figures, as_of) {}

  /// Of the field that the right's classes name: from a study of the user's register where that
  /// has enough years, else from the user's table of it, else from the program's own. nullptr where
  /// they name none, or no record tells them.
  [[nodiscard]] Result<const valuation::TechnologyTrend*> technology(
      const registers::RightFacts& facts);

  /// Of an industry as Damodaran names it. nullptr for "". An industry of which no figure is known
  /// is a trend with its reasons and nothing else.
  [[nodiscard]] Result<const valuation::IndustryTrend*> industry(const std::string& name,
                                                                 Currency currency);

  /// What the dollar scale asks of the right: where it stands by the citations it received, if the
  /// user's register was studied.
  [[nodiscard]] valuation::ScaleRequest with_standing(valuation::ScaleRequest scale,
                                                      const registers::RightId& right) const;

 private:
  using Place = std::pair<int, char>;  ///< field and section; 0 and ' ' unknown
  const MarketFacts* market_;
  AsOf as_of_;
  OwnRegisterTable own_register_;
  std::map<Place, valuation::TechnologyTrend> technologies_;
  std::map<std::pair<std::string, std::string>, valuation::IndustryTrend> industries_;
};

}  // namespace pignus::underwriting
