// What a study of the user's own register told (register_study.h), read back from the reference
// figures that were known on the day.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "core/date.h"
#include "registers/reference/reference.h"
#include "valuation/trend/technology_trend.h"

namespace pignus::underwriting {

class OwnRegisterTable {
 public:
  /// `figures` outlive it.
  OwnRegisterTable(std::span<const registers::ReferenceFigure> figures, AsOf as_of);

  /// Puts the register's filings in the place of other counts, where they have enough whole years.
  bool take_counts(const std::string& field, valuation::TechnologyData& data) const;
  /// Puts its ageing, with that of all fields as the neutral one, in the place of another where
  /// both are there, and its comers and leavers.
  void take_ageing(const std::string& field, valuation::TechnologyTrend& trend) const;

  /// Where a right stands by the citations it received.
  struct Standing {
    double percentile = 0;  ///< within [kLeast, kMost]: beyond, ranks among few say nothing
    std::string source;     ///< "cited 12 times, percentile .93 of its cohort, own register to …"
  };
  static constexpr double kLeast = 0.002;
  static constexpr double kMost = 0.998;
  std::optional<Standing> standing(const registers::RightId& id) const;

 private:
  using Figure = registers::ReferenceFigure;
  /// Of the latest study.
  const Figure* latest(std::string_view item, std::string_view measure) const;
  std::optional<valuation::Obsolescence> ageing(std::string_view item) const;

  std::span<const Figure> figures_;
  AsOf as_of_;
  std::map<std::pair<std::string_view, std::string_view>, const Figure*> latest_;
};

}  // namespace pignus::underwriting
